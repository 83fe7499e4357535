"""Sources, looks, documents and candidates: the work before the record."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from agreements.api.output.common import Output, Timestamp, Uri
from agreements.api.output.records import Event
from agreements.api.output.statements import StatusUpdate


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
    first_seen: Timestamp
    last_seen: Timestamp
    gone_since: Timestamp | None


class Snapshot(Output):
    """One stored version: what it was, when, and its fingerprint. `excerpt`: the first 300 characters of its text."""

    sha256: str
    text_sha256: str
    taken_at: Timestamp
    size: int
    media_type: str
    final_url: str
    title: str
    excerpt: str = Field(max_length=300)


class Difference(Output):
    """A unified difference of the text of two versions, line by line."""

    document: str
    from_taken_at: Timestamp
    to_taken_at: Timestamp
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


class Candidate(Output):
    """`proposed`: an event as the interface takes it; nothing of it is on the record before it is accepted."""

    id: str
    state: Literal["waiting", "accepted", "rejected", "merged", "superseded"]
    proposed: dict[str, Any]
    evidence: list[Evidence]
    copies: list[str]
    snapshot: str
    url: Uri
    returned: bool
    event: str | None
    decided: Decision | None


class Acceptance(Output):
    """Corrections: whole fields of an event (see `proposed`), which take the place of the proposed ones."""

    model_config = ConfigDict(extra="allow")
    reason: str = ""


class Rejection(Output):
    reason: str


class Merging(Output):
    """`event`: the slug of the recorded event."""

    event: str
    reason: str = ""


class Decided(Output):
    """What came of a decision."""

    candidate: Candidate
    event: Event | None
    status_updates: list[StatusUpdate]
