"""Statements as the API gives them: one function per kind of part, from a row and what surrounds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from agreements import edtf
from agreements.history.public import graded, public
from agreements.models import AgreementLink, Citation, EventClaim, Revision, StatusUpdate, Term
from agreements.models.statement import Spoken
from agreements.shapes import canonical_decimal

Json = dict[str, Any]


def timestamp(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def edtf_json(text: str | None) -> Json | None:
    return edtf.parse(text).as_json() if text else None


def amount(number: Any) -> str | None:
    return None if number is None else canonical_decimal(number)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the parts of one record need to know: its citations, its `public_from`, and what was retracted."""

    citations: Mapping[str, Json]
    retracted: Mapping[tuple[str, str], Json]
    public_from: Json | None = None
    live: frozenset[str] = field(default=frozenset())

    def sources(self, ids: list[str]) -> list[Json]:
        return [self.citations[each] for each in ids if each in self.live]


def surroundings(
    citations: list[Citation], retracted: Mapping[tuple[str, str], Json], public_from: Json | None = None
) -> Surroundings:
    written = {row.public_id: citation(row, retracted) for row in citations}
    live = frozenset(key for key, each in written.items() if each["retracted"] is None)
    return Surroundings(written, retracted, public_from, live)


def citation(row: Citation, retracted: Mapping[tuple[str, str], Json]) -> Json:
    return {
        "id": row.public_id,
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "source_type": row.source_type,
        "language": row.language,
        "published": edtf_json(row.published),
        "first_seen": timestamp(row.first_seen),
        "excerpt": row.excerpt,
        "locator": {"page": row.page, "start": row.start, "end": row.end},
        "parties": row.parties,
        "snapshot": row.snapshot or next((each.snapshot for each in row.captures.all()), None),
        "cluster": row.cluster,
        "retracted": retracted.get(("citation", row.public_id)),
    }


def speaker(row: Spoken) -> Json | None:
    if row.speaker_name is None:
        return None
    return {
        "name": row.speaker_name,
        "person": row.speaker_person.slug if row.speaker_person else None,
        "office": row.speaker_office.slug if row.speaker_office else None,
        "party": row.speaker_party.code if row.speaker_party else None,
    }


def _said(row: Spoken, kind: str, around: Surroundings, revision: Revision, **first: Any) -> Json:
    """What every spoken statement has, after its own fields."""
    statement: Json = {
        "id": row.public_id,
        **first,
        "speaker": speaker(row),
        "note": row.note,
        "citations": row.citations,
        "recorded": timestamp(revision.at),
        "retracted": around.retracted.get((kind, row.public_id)),
    }
    sources = around.sources(row.citations)
    statement["grade"] = graded(statement, sources)
    statement["public"] = public(sources, around.public_from, first_seen(sources, revision.at))
    return statement


def first_seen(sources: list[Json], recorded: datetime) -> date:
    """The day of our first sight: of the earliest source, at the latest when it was recorded."""
    return min([date.fromisoformat(each["first_seen"][:10]) for each in sources] + [recorded.date()])


def status_update(row: StatusUpdate, around: Surroundings, revision: Revision) -> Json:
    return _said(
        row,
        "status_update",
        around,
        revision,
        event=row.event.slug,
        agreement=row.agreement.slug,
        axis=row.axis,
        value=row.value,
        party=row.party.code if row.party else None,
        modality=row.modality,
        date=edtf_json(row.date),
        inference=row.inference,
        warnings=row.warnings,
        supersedes=row.supersedes.public_id if row.supersedes else None,
    )


def claim(row: EventClaim, around: Surroundings, revision: Revision) -> Json:
    return _said(row, "claim", around, revision, event=row.event.slug, field=row.field, value=row.value)


def term(row: Term, around: Surroundings, revision: Revision) -> Json:
    return _said(
        row,
        "term",
        around,
        revision,
        agreement=row.agreement.slug,
        name=row.name,
        low=amount(row.low),
        high=amount(row.high),
        unit=row.unit,
        text=row.text,
        coding=row.coding,
        inference=row.inference,
    )


def link(row: AgreementLink, around: Surroundings, revision: Revision) -> Json:
    sources = around.sources(row.citations)
    return {
        "id": row.public_id,
        "type": row.type,
        "from": row.agreement.slug,
        "agreement": row.to_agreement.slug if row.to_agreement else None,
        "event": row.to_event.slug if row.to_event else None,
        "state": row.state,
        "inference": row.inference,
        "note": row.note,
        "citations": row.citations,
        "recorded": timestamp(revision.at),
        "retracted": around.retracted.get(("link", row.public_id)),
        "public": public(sources, None, first_seen(sources, revision.at)),
    }
