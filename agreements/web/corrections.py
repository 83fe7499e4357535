"""The log of corrections: what was taken back, changed, merged or decided, who did so, and why."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import edtf
from agreements.models import FOREVER
from agreements.timeline.changes import EMPTY
from agreements.timeline.corrections import corrections
from agreements.timeline.parameters import Parameter, number
from agreements.web import labels
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked

Json = dict[str, Any]
UPTO: Final = Parameter(name="upto", meaning="corrections up to this revision", form=number(1, FOREVER))
PAGES: Final = ("relation", "agreement", "event")  # the records that have one of their own


@dataclass(frozen=True, slots=True)
class Correction:
    """`fields`: (name, before, after) as text; `then`, `before`: the record's page at the revision and at the one
    before it, "" where it has none."""

    revision: int
    day: str
    by: str
    action: str
    kind: str
    id: str
    reason: str
    hash: str
    fields: list[tuple[str, str, str]]
    then: str
    before: str


@page(UPTO)
def log(asked: Asked, path: str) -> Answer:
    upto = min(asked.values.get("upto", (asked.asof.revision,))[0], asked.asof.revision)
    found, older = corrections(upto)
    addresses = Addresses(asked.kept)
    context = {
        **asked_for(asked, path, api=addresses.api("changes/", {}), relation=None, current="corrections"),
        "title": _("Corrections"),
        "corrections": [_correction(each, addresses, asked.language) for each in found],
        "older": asked.here.but(upto=str(older)) if older else "",
    }
    return Answer("pages/corrections.html", context)


def _correction(found: Json, addresses: Addresses, language: str) -> Correction:
    page = reverse(found["type"], args=[found["id"]]) if found["type"] in PAGES else ""
    return Correction(
        revision=found["revision"],
        day=edtf.in_figures(edtf.parse(found["at"][:10]), language),
        by=found["by"],
        action=labels.label("action", found["action"]),
        kind=labels.label("record", found["type"]),
        id=found["id"],
        reason=found["reason"],
        hash=found["hash"][:12],
        fields=[(name.replace("_", " "), _text(old), _text(new)) for name, old, new in found["fields"]],
        then=addresses.at_revision(page, found["revision"]) if page else "",
        before=addresses.at_revision(page, found["revision"] - 1) if page else "",
    )


def _text(value: Any) -> str:
    if value in EMPTY:
        return "–"
    if isinstance(value, dict) and "edtf" in value:
        return str(value["edtf"])
    return value if isinstance(value, str) else orjson.dumps(value).decode()
