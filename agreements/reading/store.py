"""Snapshots → candidates in the database, each set of claims once. What is read with comes from the record.

Of the claims a draft is made; `keeping` says what becomes of it, beside what is known."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate

from agreements.models import (
    FOREVER,
    AgreementVersion,
    Candidate,
    Cue,
    RelationVersion,
    Snapshot,
    StandingInterval,
)
from agreements.reading import item as plain
from agreements.reading.item import Item, Name, Tracked
from agreements.reading.keeping import keep
from agreements.reading.neighbours import publisher
from agreements.reading.pages import Page
from agreements.reading.proposal import Origin, draft
from agreements.reading.propose import propose
from agreements.reading.second_look import gone_silent
from agreements.reading.years import year_in

Json = dict[str, Any]


def tracked() -> tuple[Tracked, ...]:
    """All agreements of the record as it stands now, as reading looks for them."""
    rows = AgreementVersion.objects.filter(rev_to=FOREVER, merged=False).order_by("slug")
    relations = _relations()
    non_binding = set(
        StandingInterval.objects.filter(rev_to=FOREVER, axis="character", value="non_binding").values_list(
            "agreement", flat=True
        )
    )
    begun, cues = _begun(), _cues()
    return tuple(_tracked(orjson.loads(row.body), relations, non_binding, begun, cues) for row in rows)


def _relations() -> dict[str, list[str]]:
    rows = RelationVersion.objects.filter(rev_to=FOREVER).values_list("slug", "body")
    return {slug: orjson.loads(body)["parties"] for slug, body in rows}


def _begun() -> dict[str, date]:
    """Agreement → the first day from which anything is known of it."""
    current = StandingInterval.objects.filter(rev_to=FOREVER).exclude(day_from=date.min)
    return dict(current.order_by("agreement").values_list("agreement").annotate(Min("day_from")))


def _cues() -> dict[str, tuple[plain.Cue, ...]]:
    """Agreement → what analysts taught of it."""
    found: dict[str, tuple[plain.Cue, ...]] = {}
    for slug, *cue in Cue.objects.values_list("agreement__slug", "phrase", "language", "meaning"):
        found[slug] = (*found.get(slug, ()), plain.Cue(*cue))
    return found


def _since(body: Json, begun: date | None) -> date | None:
    """Only an agreement that bears its year in its name is surely not spoken of before."""
    year = year_in(f"{body['slug']} {body['title']}")
    return (begun or date(year, 1, 1)) if year else None


def _tracked(
    body: Json,
    relations: dict[str, list[str]],
    non_binding: set[str],
    begun: dict[str, date],
    cues: dict[str, tuple[plain.Cue, ...]],
) -> Tracked:
    parties = tuple(each["party"] for each in body["parties"])
    sides = {code for slug in body["relations"] for code in relations.get(slug, ())}
    titles = [Name(title) for title in (body["title"], body["official_title"]) if title]
    return Tracked(
        slug=body["slug"],
        kind=body["kind"],
        parties=parties,
        sides=tuple(sorted(sides & set(parties))) or parties,
        names=(*titles, *(Name(each["text"], each["language"]) for each in body["aliases"])),
        non_binding=body["slug"] in non_binding or body["form"] == "letter_of_intent",
        since=_since(body, begun.get(body["slug"])),
        cues=cues.get(body["slug"], ()),
    )


def read(snapshot: Snapshot, agreements: Sequence[Tracked], now: datetime) -> Candidate | None:
    """Read a snapshot and keep what it proposes as a candidate; None if it says nothing, or nothing that is new.

    The same claims of a document never come back once decided. Other claims of a document whose candidate waits take
    its place; after a rejection they are marked as returned; after its event was taken they are a second look at that.
    A copy of a story is one more source of what that proposes; another story of the same event is an account of it.
    """
    item = _item(snapshot)
    proposal = propose(item, agreements)
    if not proposal.claims:
        return _silent(snapshot, now) if proposal.language and item.text.strip() else None
    made = draft(item, proposal, agreements, _origin(snapshot))
    with transaction.atomic():
        return keep(Page(snapshot, made.proposed["agreements"]), made, now)


def _silent(snapshot: Snapshot, now: datetime) -> Candidate | None:
    """A later version of a page that says nothing."""
    if snapshot.document.first_seen >= snapshot.taken_at:
        return None
    with transaction.atomic():
        return gone_silent(Page(snapshot), now)


def _item(snapshot: Snapshot) -> Item:
    document = snapshot.document
    published = snapshot.published or document.published
    return Item(
        id=None,
        url=document.url,
        title=snapshot.title or document.title,
        text=snapshot.text,
        lang=snapshot.language or document.language,
        published=localdate(published) if published else None,
    )


def _origin(snapshot: Snapshot) -> Origin:
    document, source = snapshot.document, snapshot.document.source
    party = source.party.code if source and source.party else None
    return Origin(
        publisher=publisher(document),
        source_type="official_statement" if party else "press",
        parties=(party,) if party else (),
        seen=localdate(snapshot.taken_at),
    )
