"""A document: where it lies, its stored versions, what was noticed of them; and how two versions differ.

Of what is stored the public sees hashes, times and at most 300 characters; whole texts are for those who sign in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.db.models.functions import Left
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agreements.errors import Problem, Refused
from agreements.fetching.differing import difference
from agreements.fetching.memory import Observation
from agreements.models import Document, Snapshot
from agreements.timeline import remembered
from agreements.timeline.parameters import TEXT, Parameter, number
from agreements.timeline.work import EXCERPT
from agreements.web import noticing
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.citing import citing

SHOWN: Final = 20
# What a version's first words are shown beside: where they may be others than before.
TELLING: Final = frozenset({"first_seen", "first_page", "first_entry", "text_changed", "reverted"})
UPTO: Final = Parameter(name="upto", meaning="versions up to this one, counted from 1", form=number(1, 10**9))
SHA: Final = "sha256 of a stored version of this document"


@dataclass(frozen=True, slots=True)
class Shown:
    """One version. `number`: counted from 1, oldest first; `to_before`: how it differs from the one before, "" if it
    is the first of its kind; `noticed`: (kind, when, what), the newest first."""

    number: int
    row: Snapshot
    taken: str
    published: str
    excerpt: str
    to_before: str
    noticed: list[tuple[str, str, str]]


@page(UPTO)
def document(asked: Asked, path: str, public_id: str) -> Answer:
    found = _document(public_id)
    keys = list(found.snapshots.order_by("taken_at").values_list("pk", flat=True))
    upto = min(asked.values.get("upto", (len(keys),))[0], len(keys))
    first = max(upto - SHOWN, 0)
    known = remembered.remembered(found, keys[first:upto])
    addresses = Addresses(asked.kept)
    context = {
        **_around(asked, path, found),
        "title": found.title or found.url,
        "facts": _facts(found, asked.language),
        "gone": noticing.day(found.gone_since, asked.language) if found.gone_since else "",
        "cited": citing(known.versions, asked),
        "count": len(keys),
        "versions": [_shown(row, known, asked, addresses, found) for row in _rows(keys[first:upto])],
        "older": asked.here.but(upto=str(first)) if first else "",
        "newer": asked.here.but(upto=str(min(upto + SHOWN, len(keys)))) if upto < len(keys) else "",
    }
    return Answer("pages/document.html", context)


@never_cache  # stored texts are for those who sign in
@login_required(login_url="admin:login")
@page(Parameter(name="from", meaning=SHA, form=TEXT), Parameter(name="to", meaning=SHA, form=TEXT))
def differing(asked: Asked, path: str, public_id: str) -> Answer:
    found = _document(public_id)
    old, new = _versions(found, asked)
    paragraphs = difference(old.text, new.text)
    context = {
        **_around(asked, path, found),
        "title": _("What changed"),
        "back": Addresses(asked.kept).document(public_id),
        "old": noticing.moment(old.taken_at, asked.language),
        "new": noticing.moment(new.taken_at, asked.language),
        "difference": paragraphs,
        "changes": remembered.changes(paragraphs),
    }
    return Answer("pages/difference.html", context)


def _document(public_id: str) -> Document:
    found = Document.objects.select_related("source").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _versions(document: Document, asked: Asked) -> tuple[Snapshot, Snapshot]:
    missing = [name for name in ("from", "to") if name not in asked.values]
    if missing:
        raise Refused([Problem(name, "give the sha256 of one of the document's versions") for name in missing])
    old, new = remembered.pair(document, asked.values["from"][0], asked.values["to"][0])
    if old and new:
        return old, new
    unknown = [name for name, found in (("from", old), ("to", new)) if found is None]
    raise Refused([Problem(name, "no version of this document has this sha256") for name in unknown])


def _around(asked: Asked, path: str, document: Document) -> dict[str, Any]:
    api = f"/api/v1/documents/{document.public_id}/snapshots/"
    return {**asked_for(asked, path, api=api, relation=None, current="document"), "document": document}


def _rows(keys: list[int]) -> list[Any]:
    """Stored versions with the first words of their texts only, the newest first."""
    rows = Snapshot.objects.filter(pk__in=keys).order_by("-taken_at").defer("text", "headers")
    return list(rows.annotate(start=Left("text", EXCERPT)))


def _facts(document: Document, language: str) -> list[tuple[str, str]]:
    said = [
        (_("Publisher"), document.publisher),
        (_("Source"), document.source.name if document.source else ""),
        (_("Language"), document.language or ""),
        (_("Declared date"), noticing.day(document.published, language) if document.published else ""),
        (_("First seen"), noticing.moment(document.first_seen, language)),
        (_("Last seen"), noticing.moment(document.last_seen, language)),
    ]
    return [(name, value) for name, value in said if value]


def _shown(row: Any, known: remembered.Remembered, asked: Asked, addresses: Addresses, document: Document) -> Shown:
    place, before = known.keys.index(row.pk), known.before(row.pk)
    hashes = [known.versions[known.keys.index(before)].sha256, row.sha256] if before else []
    noticed = sorted(known.of(row.pk), key=lambda each: each.at, reverse=True)
    return Shown(
        number=place + 1,
        row=row,
        taken=noticing.moment(row.taken_at, asked.language),
        published=noticing.day(row.published, asked.language) if row.published else "",
        excerpt=row.start if any(each.kind in TELLING for each in noticed) else "",
        to_before=addresses.difference(document.public_id, *hashes) if hashes else "",
        noticed=[_noticed(each, row.taken_at, asked.language) for each in noticed],
    )


def _noticed(found: Observation, taken_at: datetime, language: str) -> tuple[str, str, str]:
    """`when` is empty where the version itself says it."""
    when = noticing.moment(found.at, language) if found.at != taken_at else ""
    return found.kind, when, noticing.in_words(found, language)
