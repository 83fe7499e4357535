"""What can be written: a batch is a list of these changes, in any order.

A record's input shape (PartyIn … EventIn) creates the record or gives it that content; its nested statements are
appended. Append adds statements to a record as it is. Determinations, retractions and captures stand alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
)


@dataclass(frozen=True, slots=True)
class AppendToEvent:
    event: str
    status_updates: tuple[StatusUpdateIn, ...] = ()
    claims: tuple[EventClaimIn, ...] = ()
    citations: tuple[CitationIn, ...] = ()


@dataclass(frozen=True, slots=True)
class AppendToAgreement:
    agreement: str
    links: tuple[LinkIn, ...] = ()
    terms: tuple[TermIn, ...] = ()
    citations: tuple[CitationIn, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptureIn:
    """A copy of a cited page. `citation`: its public id. `snapshot`: sha256 of the version stored at `taken_at`."""

    citation: str
    snapshot: str
    taken_at: datetime


Record = PartyIn | OfficeIn | PersonIn | RelationIn | AgreementIn | EventIn
Change = Record | AppendToEvent | AppendToAgreement | DeterminationIn | RetractionIn | CaptureIn
Batch = Sequence[Change]

PATHS: dict[type[Record], str] = {
    PartyIn: "parties",
    OfficeIn: "offices",
    PersonIn: "people",
    RelationIn: "relations",
    AgreementIn: "agreements",
    EventIn: "events",
}


KINDS: dict[type[Record], str] = {
    PartyIn: "party",
    OfficeIn: "office",
    PersonIn: "person",
    RelationIn: "relation",
    AgreementIn: "agreement",
    EventIn: "event",
}


def subject(shape: Record) -> tuple[str, str]:
    """Kind of record and public id of an input shape."""
    return KINDS[type(shape)], shape.code if isinstance(shape, PartyIn) else shape.slug


def path(shape: Record) -> str:
    """Where problems with a record are said to be, such as "people.eva"."""
    return f"{PATHS[type(shape)]}.{subject(shape)[1]}"


def said_twice(batch: Batch) -> list[str]:
    """Paths of records that a batch gives two contents: having no order, it cannot say which one counts."""
    paths = Counter(path(change) for change in batch if isinstance(change, Record))
    return [each for each, count in paths.items() if count > 1]
