"""How looks begin and end, many at once: their runs opened; closed, and their sources put off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agreements.fetching import rows
from agreements.fetching.rows import Row
from agreements.models import FetchRun, Source

OPEN = """
INSERT INTO agreements_fetchrun
    (source_id, started_at, outcome, items_seen, items_new, items_skipped, candidates_made, log, error)
SELECT source_id, started_at, 'running', 0, 0, 0, 0, '[]', ''
FROM json_to_recordset(%s) AS opened (source_id bigint, started_at timestamptz)
RETURNING source_id, id
"""

RUNS = """
UPDATE agreements_fetchrun AS run SET
    outcome = ended.outcome, finished_at = ended.finished_at, http_status = ended.http_status,
    items_seen = ended.items_seen, items_new = ended.items_new, items_skipped = ended.items_skipped,
    log = ended.log, error = ended.error
FROM json_to_recordset(%s) AS ended
    (id bigint, outcome text, finished_at timestamptz, http_status integer, items_seen integer, items_new integer,
     items_skipped integer, log jsonb, error text)
WHERE run.id = ended.id
"""
RUN = ("id", "outcome", "finished_at", "http_status", "items_seen", "items_new", "items_skipped", "log", "error")

# A source whose address was changed meanwhile keeps nothing of what was seen.
SOURCES = """
UPDATE agreements_source AS source SET
    claimed_until = NULL,
    failures = ended.failures,
    next_check_at = ended.next_check_at,
    last_success_at = coalesce(ended.last_success_at, source.last_success_at),
    last_item_at = coalesce(ended.last_item_at, source.last_item_at),
    etag = CASE WHEN source.url = ended.url AND source.format = ended.format
        THEN coalesce(ended.etag, source.etag) ELSE source.etag END,
    last_modified = CASE WHEN source.url = ended.url AND source.format = ended.format
        THEN coalesce(ended.last_modified, source.last_modified) ELSE source.last_modified END
FROM json_to_recordset(%s) AS ended
    (id bigint, url text, format text, failures integer, next_check_at timestamptz, last_success_at timestamptz,
     last_item_at timestamptz, etag text, last_modified text)
WHERE source.id = ended.id
"""


@dataclass(frozen=True, slots=True)
class After:
    """What a look leaves at its source. None: that stays as it is."""

    failures: int
    next_check_at: datetime
    last_success_at: datetime | None = None
    last_item_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None


def begin(sources: Sequence[Source], now: datetime) -> list[FetchRun]:
    """A run for each source, under way from `now`."""
    keys = dict(rows.write(OPEN, [{"source_id": source.pk, "started_at": now} for source in sources]))
    return [FetchRun(id=keys[source.pk], source=source, started_at=now) for source in sources]


def close(ended: Sequence[tuple[FetchRun, Source, After]]) -> None:
    """Write runs as they are now, and what follows for their sources, which are released."""
    rows.write(RUNS, [{name: getattr(run, name) for name in RUN} for run, _, _ in ended])
    rows.write(SOURCES, [_source(source, after) for _, source, after in ended])
    for _, source, after in ended:
        for name in After.__slots__:
            if (value := getattr(after, name)) is not None:
                setattr(source, name, value)


def _source(source: Source, after: After) -> Row:
    left = {name: getattr(after, name) for name in After.__slots__}
    return {"id": source.pk, "url": source.url, "format": source.format, **left}
