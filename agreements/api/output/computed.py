"""What is computed from the record: standings, contradictions, counts, changes."""

from typing import Annotated, Any

from pydantic import Field

from agreements.api.output.common import Date, Day, Grade, Names, Output, Speaker, Timestamp
from agreements.api.output.types import AxisName, BucketLength, ChangeAction, ChangeType, EventKind, ModalityName


class Rival(Output):
    """What one voice says."""

    value: str
    modality: ModalityName
    speaker: Speaker | None
    grade: Grade
    status_updates: list[str]


class AxisStanding(Output):
    value: str
    since: Date
    until: Date | None
    grade: Grade
    disputed: bool
    rivals: list[Rival]
    status_updates: list[str]
    determination: str | None


class Standing(Output):
    """How an agreement stands on each axis; null where nothing is said. `procedure`: by party."""

    legal: AxisStanding | None
    character: AxisStanding | None
    operation: AxisStanding | None
    disclosure: AxisStanding | None
    procedure: dict[str, AxisStanding | None]


class Band(AxisStanding):
    """A standing through time: from a day up to, not including, another; null: without beginning, without end."""

    axis: AxisName
    party: str | None
    from_: Annotated[Day | None, Field(alias="from")]
    to: Day | None


class OnWay(Output):
    """Where an axis stands, and the regular next values; `track` is the legal one that the character points to."""

    value: str | None
    track: str | None
    next: list[str]


class Reached(Output):
    """A step taken at home, and the updates that say so."""

    step: str
    date: Date
    status_updates: list[str]


class AtHome(Output):
    """A party's own procedure. `next`: the step that regularly follows; null: none, or no path is known."""

    route: str | None
    reached: list[Reached]
    next: str | None


class Lifecycle(Output):
    """Where an agreement is on its way on `valid_on`. Next steps are regular ones, not predictions."""

    legal: OnWay
    operation: OnWay
    procedure: dict[str, AtHome]


class Account(Output):
    """One side of a contradiction. `compatible`: it fits every side. It rests on updates, terms or claims."""

    value: str
    modality: ModalityName
    speaker: Speaker | None
    grade: Grade
    date: Date | None
    compatible: bool
    status_updates: list[str] = []
    terms: list[str] = []
    claims: list[str] = []


class Conflict(Output):
    """Accounts that contradict one another: on an axis or a term of an agreement, or on a field of an event."""

    id: str
    agreement: str | None
    event: str | None
    axis: str | None
    term: str | None
    field: str | None
    party: str | None
    accounts: list[Account]
    open: bool
    determination: str | None


class Groups(Output):
    not_yet_concluded: list[str]
    signed_or_operating: list[str]
    confirmed_in_force: list[str]
    ended: list[str]


class Summary(Output):
    """How a relation stands on `day`: its `n` agreements by group, open contradictions, last day with an event."""

    day: Day
    n: int
    groups: Groups
    open_conflicts: int
    last_day: Day | None


class Bucket(Output):
    """`bucket`: a year or month; null: begun at no known time."""

    bucket: str | None
    kind: EventKind
    count: int


class Density(Output):
    bucket: BucketLength
    total: int
    results: list[Bucket]


class Change(Output):
    """What a revision changed about one record or statement. `hash`: the revision's link in the ledger's chain."""

    revision: int
    at: Timestamp
    by: str
    action: ChangeAction
    type: ChangeType
    id: str
    diff: dict[str, Annotated[list[Any], Field(min_length=2, max_length=2)]]
    reason: str
    hash: str


class AgreementName(Output):
    title: str
    short_title: str


class Included(Output):
    """Names for the slugs and codes of an answer; those asked for."""

    agreements: dict[str, AgreementName] = {}
    parties: dict[str, Names] = {}
    people: dict[str, str] = {}
    offices: dict[str, Names] = {}


class Fault(Output):
    field: str
    detail: str


class Problem(Output):
    """RFC 9457. `errors` names every parameter at fault."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]
