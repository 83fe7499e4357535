"""One look at one source, from opening its run to closing it. Every look leaves a run that says what came of it.

Retrieving, parsing and reading happen outside any transaction; then all rows of the look, or of several that ended at
the same time, are written in one.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from agreements.errors import EntenteError, sentence
from agreements.fetching import closing, formats, schedule, urls, writing
from agreements.fetching.budget import Limits, within
from agreements.fetching.child.plain import clean
from agreements.fetching.closing import After
from agreements.fetching.errors import Gone, HostBusy, RobotsRefused
from agreements.fetching.finding import FOR_GOOD, Extract, Findings, Keeping, find
from agreements.fetching.formats.base import Fetcher
from agreements.models import FetchRun, Snapshot, Source

LOOK = Limits(seconds=30)  # a whole look, everything that it fetches included
LONGEST_LOG = 200
LONGEST_REASON = 500
LONGEST_ERROR = 2000
SOON = 60  # seconds until a look goes on that had more to read than time

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Look:
    """A look that is under way or over. `began`: of the monotonic clock. `error`: why it brought nothing.

    `snapshots`: what it brought, once that is kept.
    """

    run: FetchRun
    source: Source
    now: datetime
    began: float = field(default_factory=time.monotonic)
    findings: Findings | None = None
    error: BaseException | None = None
    snapshots: list[Snapshot] = field(default_factory=list)


def open_run(source: Source, now: datetime) -> FetchRun:
    """A run that is under way from `now`. `due.close_lost` closes it if its worker dies."""
    return closing.begin([source], now)[0]


def begin(sources: Sequence[Source], now: datetime) -> list[Look]:
    """Looks that are under way from `now`, each with its run."""
    return [Look(run, run.source, now) for run in closing.begin(sources, now)]


def look(source: Source, *, client: Fetcher, extract: Extract, now: datetime, run: FetchRun | None = None) -> FetchRun:
    """Look at a source once and keep what is new. `client`: a `polite.Web`. `run`: one that `open_run` gave.

    Returns the closed run; `run.snapshots` are the new ones. Failures that Entente knows end in the run, with their
    sentence; anything else closes the run as failed too and is raised. Two looks at once do no harm: rows stay single.
    """
    one = Look(run or open_run(source, now), source, now)
    see(one, client=client, extract=extract)
    keep([one])
    if one.error and not isinstance(one.error, EntenteError):
        raise one.error
    return one.run


def see(look: Look, *, client: Fetcher, extract: Extract, keeping: Keeping = FOR_GOOD) -> Look:
    """Carry a look out. Writes no row and raises nothing: what went wrong stands in the look."""
    try:
        with within(LOOK):
            look.findings = find(look.source, client, extract, keeping)
        if look.findings.failure and not look.findings.seen:
            look.error = look.findings.failure
    except BaseException as error:
        look.error = error
    return look


def keep(looks: Sequence[Look]) -> None:
    """Write what some looks found and close their runs: as new or unchanged; as failed, if they brought nothing.

    All in one transaction; when that fails, each by itself, and those that still fail as failed.
    """
    for together in _apart(looks):
        try:
            _keep(together)
        except Exception as error:
            if len(together) > 1:
                for one in together:
                    keep([one])
            else:
                together[0].error = error
                _keep(together)


def _apart(looks: Sequence[Look]) -> Iterator[list[Look]]:
    """The looks in groups in which no two saw the same address: a statement writes a row but once."""
    left = list(looks)
    while left:
        group: list[Look] = []
        later: list[Look] = []
        taken: set[str] = set()
        for look in left:
            addresses = {each.url for each in look.findings.seen} if look.findings and not look.error else set()
            (later if taken & addresses else group).append(look)
            taken |= addresses
        yield group
        left = later


@transaction.atomic
def _keep(looks: Sequence[Look]) -> None:
    well = [(look, look.findings) for look in looks if look.findings and not look.error]
    new = writing.store_all([writing.Sight(look.run, findings.seen, look.now) for look, findings in well])
    for look, findings in well:
        look.snapshots = [each for each in new if each.run_id == look.run.pk]
        if findings.retrieved.unchanged and look.source.format in formats.WHOLE:
            writing.still_there(urls.canonical(look.source.url), look.now)
    ended = [(look, _succeed(look, findings)) for look, findings in well]
    ended += [(look, _fail(look, look.error)) for look in looks if look.error]
    closing.close([(look.run, look.source, after) for look, after in ended])


def _succeed(look: Look, findings: Findings) -> After:
    """Put into the run how a look went well; what it leaves at its source."""
    source, now = look.source, look.now
    _note(look.run, findings)
    look.run.items_new = len(look.snapshots)
    _end(look, "new" if look.snapshots else "unchanged")
    next_look = schedule.next_look(now, source.interval, 0, None, source.slug)
    if look.snapshots and not findings.complete:
        next_look = min(next_look, now + timedelta(seconds=SOON))
    return After(
        failures=0,
        next_check_at=next_look,
        last_success_at=now,
        last_item_at=now if look.snapshots else None,
        etag=findings.retrieved.etag if findings.complete else "",
        last_modified=findings.retrieved.last_modified if findings.complete else "",
    )


def _fail(look: Look, error: BaseException) -> After:
    """Put into the run why a look brought nothing; until when its source is put off."""
    run, source, now = look.run, look.source, look.now
    look.snapshots = []
    if not isinstance(error, EntenteError):
        logger.error("The look at %s failed in an unexpected way.", source.slug, exc_info=error)
    if look.findings:
        _note(run, look.findings)
    if isinstance(error, Gone) and source.format in formats.WHOLE:
        writing.gone(urls.canonical(source.url), now)
    run.items_new, run.items_seen = 0, run.items_skipped
    run.http_status = getattr(error, "status", None) or run.http_status
    run.error = clean(sentence(error))[:LONGEST_ERROR]
    skipped = isinstance(error, RobotsRefused | HostBusy)
    _end(look, "skipped" if skipped else "failed")
    failures = source.failures + (not skipped)
    retry_after = getattr(error, "retry_after", None)
    if isinstance(error, HostBusy):
        return After(failures, schedule.soon(now, retry_after, source.slug))
    interval = max(source.interval, schedule.DAY) if skipped else source.interval
    return After(failures, schedule.next_look(now, interval, failures, retry_after, source.slug))


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


def _end(look: Look, outcome: str) -> None:
    look.run.outcome = outcome
    look.run.finished_at = max(look.run.started_at, look.now + timedelta(seconds=time.monotonic() - look.began))
