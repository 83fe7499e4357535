"""One look at one source, from opening its run to closing it. Every look leaves a run that says what came of it.

Retrieving, parsing and reading happen outside any transaction; then all rows of the look are written in one.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from agreements.errors import EntenteError
from agreements.fetching import schedule, urls, writing
from agreements.fetching.budget import Limits, within
from agreements.fetching.child.plain import clean
from agreements.fetching.errors import Gone, HostBusy, RobotsRefused
from agreements.fetching.finding import Extract, Findings, find
from agreements.fetching.formats.base import Fetcher
from agreements.models import FetchRun, Snapshot, Source

LOOK = Limits(seconds=30)  # a whole look, everything that it fetches included
LONGEST_LOG = 200
LONGEST_REASON = 500
SOON = 60  # seconds until a look goes on that had more to read than time
VALIDATORS = ("etag", "last_modified")

logger = logging.getLogger(__name__)


def open_run(source: Source, now: datetime) -> FetchRun:
    """A run that is under way from `now`. `due.close_lost` closes it if its worker dies."""
    return FetchRun.objects.create(source=source, started_at=now)


def look(source: Source, *, client: Fetcher, extract: Extract, now: datetime, run: FetchRun | None = None) -> FetchRun:
    """Look at a source once and keep what is new. `client`: a `polite.Web`. `run`: one that `open_run` gave.

    Returns the closed run; `run.snapshots` are the new ones. Failures that Entente knows end in the run, with their
    sentence; anything else closes the run as failed too and is raised. Two looks at once do no harm: rows stay single.
    """
    run = run or open_run(source, now)
    began = time.monotonic()
    try:
        with within(LOOK):
            findings = find(source, client, extract)
        _keep(run, source, findings, now, began)
    except EntenteError as error:
        _fail(run, source, error, now, began)
    except BaseException as error:
        logger.exception("The look at %s failed in an unexpected way.", source.slug)
        _fail(run, source, error, now, began)
        raise
    return run


def _keep(run: FetchRun, source: Source, findings: Findings, now: datetime, began: float) -> None:
    """Write what was found, and close the run as new or unchanged; as failed, if nothing at all could be read."""
    _note(run, findings)
    if findings.failure and not findings.seen:
        raise findings.failure
    retrieved = findings.retrieved
    with transaction.atomic():
        snapshots = writing.store(run, findings.seen, now)
        if retrieved.unchanged and source.format == "page":
            writing.still_there(urls.canonical(source.url), now)
        run.items_new = len(snapshots)
        _close(run, "new" if snapshots else "unchanged", now, began)
        _reschedule(source, **_after(source, findings, snapshots, now))


def _after(source: Source, findings: Findings, snapshots: list[Snapshot], now: datetime) -> dict[str, Any]:
    """What a look that went well leaves at its source."""
    next_look = schedule.next_look(now, source.interval, 0, None, source.slug)
    if snapshots and not findings.complete:
        next_look = min(next_look, now + timedelta(seconds=SOON))
    return {
        "failures": 0,
        "next_check_at": next_look,
        "last_success_at": now,
        "last_item_at": now if snapshots else source.last_item_at,
        "etag": findings.retrieved.etag if findings.complete else "",
        "last_modified": findings.retrieved.last_modified if findings.complete else "",
    }


def _fail(run: FetchRun, source: Source, error: BaseException, now: datetime, began: float) -> None:
    """Close a run that brought nothing, and put the source off."""
    skipped = isinstance(error, RobotsRefused | HostBusy)
    failures = source.failures + (not skipped)
    retry_after = getattr(error, "retry_after", None)
    if isinstance(error, HostBusy):
        next_look = schedule.soon(now, retry_after, source.slug)
    else:
        interval = max(source.interval, schedule.DAY) if skipped else source.interval
        next_look = schedule.next_look(now, interval, failures, retry_after, source.slug)
    with transaction.atomic():
        if isinstance(error, Gone) and source.format == "page":
            writing.gone(urls.canonical(source.url), now)
        run.items_new, run.items_seen = 0, run.items_skipped
        run.http_status = getattr(error, "status", None) or run.http_status
        run.error = _sentence(error)
        _close(run, "skipped" if skipped else "failed", now, began)
        _reschedule(source, failures=failures, next_check_at=next_look)


def _sentence(error: BaseException) -> str:
    if isinstance(error, EntenteError):
        return clean(str(error))[:2000]
    return clean(f"The look ended in a way that was not foreseen: {type(error).__name__}: {error}")[:2000]


def _note(run: FetchRun, findings: Findings) -> None:
    """Put the counts and the log into the run."""
    run.http_status = findings.retrieved.status
    run.items_seen = findings.items
    run.items_skipped = sum(skip.count for skip in findings.skipped)
    log: list[dict[str, Any]] = [{"note": clean(note)[:LONGEST_REASON]} for note in findings.notes]
    for skip in findings.skipped:
        reason = {"item": clean(skip.item)[:LONGEST_REASON], "reason": clean(skip.reason)[:LONGEST_REASON]}
        log.append({**reason, "count": skip.count} if skip.count > 1 else reason)
    if len(log) > LONGEST_LOG:
        log = [*log[:LONGEST_LOG], {"note": f"{len(log) - LONGEST_LOG:,} more lines are not shown."}]
    run.log = log


def _close(run: FetchRun, outcome: str, now: datetime, began: float) -> None:
    run.outcome = outcome
    run.finished_at = max(run.started_at, now + timedelta(seconds=time.monotonic() - began))
    run.save()


def _reschedule(source: Source, **changes: Any) -> None:
    """Write to the source and release it. If its address was changed meanwhile, it keeps nothing of what was seen."""
    row = Source.objects.filter(pk=source.pk)
    if not row.filter(url=source.url, format=source.format).update(**changes, claimed_until=None):
        changes = {name: value for name, value in changes.items() if name not in VALIDATORS}
        row.update(**changes, claimed_until=None)
    for name, value in changes.items():
        setattr(source, name, value)
