"""Sources, looks, documents and candidates: the work before the record."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from agreements.api.output.common import Output, Timestamp, Uri
from agreements.api.output.records import Event
from agreements.api.output.statements import StatusUpdate
from agreements.api.output.types import word
from agreements.fetching.memory import KINDS

ObservationKind = TypeAliasType("ObservationKind", Annotated[str, word(KINDS)])


class Source(Output):
    """`interval`: seconds between two looks."""

    slug: str
    name: str
    url: str
    format: str
    party: str | None
    language: str | None
    interval: int
    enabled: bool
    failures: int
    next_check_at: Timestamp | None
    last_success_at: Timestamp | None
    last_item_at: Timestamp | None


class SourceChange(Output):
    """What to change; the rest stays."""

    name: str | None = None
    url: str | None = None
    format: str | None = None
    party: str | None = None
    language: str | None = None
    interval: int | None = None
    enabled: bool | None = None
    settings: dict[str, Any] | None = None


class LogLine(Output):
    """A note, or an item that was skipped, with the reason; `count` where several were."""

    note: str | None = None
    item: str | None = None
    reason: str | None = None
    count: int | None = None


class Run(Output):
    """One look at one source."""

    id: int
    source: str
    started_at: Timestamp
    finished_at: Timestamp | None
    outcome: Literal["running", "new", "unchanged", "failed", "skipped"]
    http_status: int | None
    items_seen: int
    items_new: int
    items_skipped: int
    candidates_made: int
    error: str
    log: list[LogLine]


class Document(Output):
    """One address. The stored bytes and text are shown to those who sign in."""

    id: str
    url: Uri
    title: str
    publisher: str
    language: str | None
    source: str | None
    published: Timestamp | None
    first_seen: Timestamp
    last_seen: Timestamp
    gone_since: Timestamp | None


class Words(Output):
    """How many words were added and removed."""

    added: int
    removed: int


class Observation(Output):
    """Something noticed of a version against those before it, or of the address until the next version came."""

    kind: ObservationKind
    at: Timestamp
    detail: str
    words: Words | None


class Snapshot(Output):
    """One stored version: what it was, when, and its fingerprint. `excerpt`: the first 300 characters of its text;
    `published`: when it says that it was; `observations`: what was noticed of it."""

    sha256: str
    text_sha256: str
    taken_at: Timestamp
    size: int
    media_type: str
    final_url: str
    http_status: int | None
    title: str
    published: Timestamp | None
    excerpt: str = Field(max_length=300)
    observations: list[Observation]


class Difference(Output):
    """A unified difference of the text of two versions, line by line, of the first 5000 lines of each."""

    document: str
    from_taken_at: Timestamp
    to_taken_at: Timestamp
    words: Words | None
    lines: list[str]


class Evidence(Output):
    """What a field of the proposal rests on: code points of the document's title or text, and the rule that fired."""

    path: str
    field: Literal["title", "text"]
    start: int
    end: int
    rule: str


class Decision(Output):
    by: str
    at: Timestamp
    reason: str


class ProposedClaim(Output):
    """What a document says of an agreement."""

    agreement: str
    axis: str
    value: str
    modality: str
    party: str | None
    date: str | None


class PageChange(Output):
    """What the page said, what it says now. `update`: the status update that rests on the former alone."""

    was: ProposedClaim | None
    now: ProposedClaim | None
    update: str | None


class LaterLook(Output):
    """A later look at the page that brought nothing new."""

    at: Timestamp
    snapshot: str
    note: str


class Candidate(Output):
    """`proposed`: an event as the interface takes it; nothing of it is on the record before it is accepted.

    `relation`: what it is to the event `about`: another account of it, a late copy of a source of it, or a second look
    at a page that has changed since (see `changes`); empty for an event of its own. Where that event is not recorded
    yet, `head` is the candidate that proposes it. `claims`: all that the document says."""

    id: str
    state: Literal["waiting", "accepted", "rejected", "merged", "superseded"]
    proposed: dict[str, Any]
    evidence: list[Evidence]
    copies: list[str]
    snapshot: str
    url: Uri
    returned: bool
    relation: Literal["", "account", "copy", "revision"]
    about: str | None
    head: str | None
    about_reason: str
    claims: list[ProposedClaim]
    changes: list[PageChange]
    looks: list[LaterLook]
    event: str | None
    decided: Decision | None


class Acceptance(Output):
    """Corrections: whole fields of an event (see `proposed`), which take the place of the proposed ones.

    What is about a recorded event adds its statements to that: then only `status_updates` and `citations` can be
    corrected. `as_new`: make an event of its own all the same. `retract`: status updates, named in `changes`, that are
    taken back with it."""

    model_config = ConfigDict(extra="allow")
    reason: str = ""
    as_new: bool = False
    retract: list[str] = []


class Rejection(Output):
    reason: str


class Merging(Output):
    """`event`: the slug of the recorded event. `status_updates`: those to bring along, whole, as in `proposed`."""

    event: str
    status_updates: list[dict[str, Any]] = []
    reason: str = ""


class Decided(Output):
    """What came of a decision."""

    candidate: Candidate
    event: Event | None
    status_updates: list[StatusUpdate]
