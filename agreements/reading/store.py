"""Snapshots → candidates in the database, each set of claims once. The only part of reading that knows the models."""

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
    Document,
    RelationVersion,
    Snapshot,
    StandingInterval,
)
from agreements.reading.item import Item, Name, Tracked
from agreements.reading.proposal import Draft, Origin, draft
from agreements.reading.propose import propose
from agreements.reading.years import year_in

Json = dict[str, Any]
STILL_OPEN = "waiting"


def tracked() -> tuple[Tracked, ...]:
    """All agreements of the record as it stands now, as reading looks for them."""
    rows = AgreementVersion.objects.filter(rev_to=FOREVER, merged=False).order_by("slug")
    relations = _relations()
    non_binding = set(
        StandingInterval.objects.filter(rev_to=FOREVER, axis="character", value="non_binding").values_list(
            "agreement", flat=True
        )
    )
    begun = _begun()
    return tuple(_tracked(orjson.loads(row.body), relations, non_binding, begun) for row in rows)


def _relations() -> dict[str, list[str]]:
    rows = RelationVersion.objects.filter(rev_to=FOREVER).values_list("slug", "body")
    return {slug: orjson.loads(body)["parties"] for slug, body in rows}


def _begun() -> dict[str, date]:
    """Agreement → the first day from which anything is known of it."""
    current = StandingInterval.objects.filter(rev_to=FOREVER).exclude(day_from=date.min)
    return dict(current.order_by("agreement").values_list("agreement").annotate(Min("day_from")))


def _since(body: Json, begun: date | None) -> date | None:
    """Only an agreement that bears its year in its name is surely not spoken of before."""
    year = year_in(f"{body['slug']} {body['title']}")
    return (begun or date(year, 1, 1)) if year else None


def _tracked(body: Json, relations: dict[str, list[str]], non_binding: set[str], begun: dict[str, date]) -> Tracked:
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
    )


def read(snapshot: Snapshot, agreements: Sequence[Tracked], now: datetime) -> Candidate | None:
    """Read a snapshot and keep what it proposes as a candidate; None if it says nothing, or nothing that is new.

    The same claims of a document never come back. Other claims of a document whose candidate waits take its place;
    after a rejection they are marked as returned. A copy of a text that has a candidate is noted there.
    """
    item = _item(snapshot)
    proposal = propose(item, agreements)
    if not proposal.claims:
        return None
    made = draft(item, proposal, agreements, _origin(snapshot))
    with transaction.atomic():
        # One look at a document at a time: two workers with one snapshot make one candidate.
        Document.objects.select_for_update().get(pk=snapshot.document_id)
        if Candidate.objects.filter(fingerprint=made.fingerprint).exists() or _is_copy(snapshot):
            return None
        return _keep(snapshot, made, now)


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
        publisher=document.publisher or (source.name if source else ""),
        source_type="official_statement" if party else "press",
        parties=(party,) if party else (),
        seen=localdate(snapshot.taken_at),
    )


def _is_copy(snapshot: Snapshot) -> bool:
    """Whether the very text stands in another document with a candidate; that one notes where else it was seen."""
    twins = Candidate.objects.exclude(snapshot__document=snapshot.document).filter(
        snapshot__text_sha256=snapshot.text_sha256
    )
    twin = twins.exclude(state="superseded").select_for_update(of=("self",)).order_by("created_at").first()
    if twin is None:
        return False
    if snapshot.document.url not in twin.copies:
        twin.copies = [*twin.copies, snapshot.document.url]
        twin.save(update_fields=["copies"])
    return True


def _keep(snapshot: Snapshot, made: Draft, now: datetime) -> Candidate:
    earlier = Candidate.objects.filter(snapshot__document=snapshot.document)
    returned = earlier.filter(state="rejected").exists()
    earlier.filter(state=STILL_OPEN).update(state="superseded")
    return Candidate.objects.create(
        public_id=f"c-{made.fingerprint[:16]}",
        snapshot=snapshot,
        proposed=made.proposed,
        evidence=made.evidence,
        rules=made.rules,
        fingerprint=made.fingerprint,
        importance=made.importance,
        created_at=now,
        returned=returned,
    )
