"""What follows from the record for tomorrow: dues, what is coming, what was done of what was agreed."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from agreements.api.output.common import Amount, Date, Day, Output, Uri
from agreements.api.output.statements import Term
from agreements.api.output.types import TermName, word
from agreements.timeline.coming import STATES, WHAT

ClockState = TypeAliasType("ClockState", Annotated[str, word(("running", "overdue", "met", "met_late", "no_day_set"))])
ComingKind = TypeAliasType("ComingKind", Annotated[str, word(WHAT)])
ComingState = TypeAliasType("ComingState", Annotated[str, word(STATES)])


class Told(Output):
    """A day, and the status update that gives it."""

    date: Date
    status_update: str


class Starts(Told):
    value: str


class Clock(Output):
    """By which day a text is due by law. `disputed`: only if what starts it is so; `verified`: somebody cited the law's
    text; `last_check`: who last looked and did not find. Computed; no legal advice."""

    rule: str
    party: str | None
    what: str
    law: str
    source: Uri | None
    verified: bool
    starts: Starts
    disputed: bool
    due: Day | None
    state: ClockState
    met: Told | None
    days_over: int | None
    last_check: Told | None


class Coming(Output):
    """What is due or planned, between two days; null: open. `basis`: the statements it is computed from."""

    id: str
    what: ComingKind
    state: ComingState
    from_: Annotated[Day | None, Field(alias="from")]
    to: Day | None
    agreement: str | None
    event: str | None
    rule: str | None
    basis: list[str]
    disputed: bool


class Counted(Output):
    """A quantity summed over implementation events; `high` null: open."""

    what: str
    low: Amount | None
    high: Amount | None
    events: list[str]


class Measure(Output):
    """A term that sets a number, as one range over all that is said of it."""

    name: TermName
    low: Amount | None
    high: Amount | None
    terms: list[str]


class Performance(Output):
    """What was done beside what was agreed, in one unit."""

    unit: str
    counted: list[Counted]
    terms: list[Measure]


class ComparedTerm(Output):
    """One term in each agreement. `alike`: all have it, and every reading says the same."""

    name: TermName
    terms: dict[str, list[Term]]
    alike: bool


class Comparison(Output):
    agreements: list[str]
    results: list[ComparedTerm]
