"""Statements: what an event or a text says, by whom, on what evidence."""

from typing import Annotated

from pydantic import Field

from agreements.api.output.common import Amount, Date, Grade, Output, Public, Retracted, Speaker, Timestamp, Warning
from agreements.api.output.types import (
    AxisName,
    ClaimField,
    Coding,
    LinkState,
    LinkType,
    ModalityName,
    TermName,
)


class Said(Output):
    id: str
    speaker: Speaker | None
    note: str
    citations: list[str]
    recorded: Timestamp
    retracted: Retracted | None
    grade: Grade
    public: Public


class StatusUpdate(Said):
    """What an event says about one agreement on one axis. `date`: from when it holds; null: from the event's date."""

    event: str
    agreement: str
    axis: AxisName
    value: str
    party: str | None
    modality: ModalityName
    date: Date | None
    inference: bool
    warnings: list[Warning]
    supersedes: str | None


class EventClaim(Said):
    """A rival value for an event's date, place, occurrence, content or quantity."""

    event: str
    field: ClaimField
    value: str


class Term(Said):
    """One clause, as a range with its unit or as text. Rival terms stand side by side."""

    agreement: str
    name: TermName
    low: Amount | None
    high: Amount | None
    unit: str | None
    text: str
    coding: Coding
    inference: bool


class Link(Output):
    """From an agreement to another, or to an event."""

    id: str
    type: LinkType
    from_: Annotated[str, Field(alias="from")]
    agreement: str | None
    event: str | None
    state: LinkState
    inference: bool
    note: str
    citations: list[str]
    recorded: Timestamp
    retracted: Retracted | None
    public: Public


class Determination(Output):
    """An analyst's reasoned choice between rival accounts; the ones set aside are kept."""

    id: str
    preferred: list[str]
    set_aside: list[str]
    reason: str
    by: str
    recorded: Timestamp
    retracted: Retracted | None
