"""Small valid shapes for tests: a builder takes the record's id and changes to its fields. `inputs` gives the same as
plain data; `write` puts shapes through the one writer.
"""

from typing import Any

from agreements.history.batch import Change
from agreements.history.record import record
from agreements.models import Revision
from agreements.shapes import (
    AgreementIn,
    CitationIn,
    DeterminationIn,
    EventClaimIn,
    EventIn,
    LinkIn,
    OfficeIn,
    PartyIn,
    PersonIn,
    RelationIn,
    RetractionIn,
    StatusUpdateIn,
    TermIn,
    read,
)

from . import inputs


def make_party(code: str = "USA", **changes: Any) -> PartyIn:
    return read(PartyIn, inputs.party(code, **changes))


def make_office(slug: str = "sv-president", **changes: Any) -> OfficeIn:
    return read(OfficeIn, inputs.office(slug, **changes))


def make_person(slug: str = "ana-lopez", **changes: Any) -> PersonIn:
    return read(PersonIn, inputs.person(slug, **changes))


def make_relation(slug: str = "us-sv", **changes: Any) -> RelationIn:
    return read(RelationIn, inputs.relation(slug, **changes))


def make_citation(local: str | None = "s1", **changes: Any) -> CitationIn:
    return read(CitationIn, inputs.citation(local, **changes))


def make_update(agreement: str = "memo", axis: str = "legal", value: str = "signed", **changes: Any) -> StatusUpdateIn:
    return read(StatusUpdateIn, inputs.update(agreement, axis, value, **changes))


def make_claim(field: str = "place", value: str = "San Salvador", **changes: Any) -> EventClaimIn:
    return read(EventClaimIn, inputs.claim(field, value, **changes))


def make_event(slug: str = "meeting-2025", **changes: Any) -> EventIn:
    return read(EventIn, inputs.event(slug, **changes))


def make_term(name: str = "amount", **changes: Any) -> TermIn:
    return read(TermIn, inputs.term(name, **changes))


def make_link(kind: str = "implements", **changes: Any) -> LinkIn:
    return read(LinkIn, inputs.link(kind, **changes))


def make_agreement(slug: str = "memo", **changes: Any) -> AgreementIn:
    return read(AgreementIn, inputs.agreement(slug, **changes))


def make_determination(preferred: list[str], set_aside: list[str], **changes: Any) -> DeterminationIn:
    return read(DeterminationIn, inputs.determination(preferred, set_aside, **changes))


def make_retraction(kind: str, public_id: str, reason: str = "entered by mistake") -> RetractionIn:
    return read(RetractionIn, inputs.retraction(kind, public_id, reason))


def ground() -> list[Change]:
    """What most tests stand on: two parties, their relation, one agreement `memo` with one citation."""
    return [make_party("USA"), make_party("SLV"), make_relation(), make_agreement()]


def write(*changes: Change, by: str = "a tester", reason: str = "for a test") -> Revision:
    """One revision; fails if the changes change nothing."""
    revision = record(changes, by=by, reason=reason)
    assert revision is not None, "the changes said nothing new"
    return revision
