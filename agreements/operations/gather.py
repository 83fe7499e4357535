"""One source carried the whole way: looked at, kept, read, proposed. Each step can be repeated without harm."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.db.models import F, QuerySet

from agreements.errors import TemporaryError, sentence
from agreements.fetching import capture, due
from agreements.fetching.capture import Look
from agreements.fetching.polite import Web
from agreements.models import FetchRun, Snapshot, Source
from agreements.reading import store, text
from agreements.reading.concerning import gate
from agreements.reading.item import Tracked

# A run whose snapshots were not read by then was left by a worker that died; it is read again.
OVERDUE = timedelta(minutes=3)
BROKEN = "What is stored of it could not be read."

logger = logging.getLogger(__name__)


@cache
def web() -> Web:
    """The process's connections, made on first use: after a worker has forked."""
    return Web()


def look(source_id: int, run: FetchRun | None = None) -> FetchRun:
    """Look at a source now, and read what is new. Returns the closed run."""
    source = Source.objects.get(pk=source_id)
    run = capture.look(source, client=web(), extract=text.extract, now=datetime.now(UTC), run=run)
    return read(run.pk)


def look_if_due(source_id: int) -> FetchRun | None:
    """As `look`, unless somebody looked meanwhile: a message may come twice."""
    return look(source_id) if due.is_due(source_id, datetime.now(UTC)) else None


def look_for(run_id: int) -> FetchRun:
    """Carry out a look whose run is open; one that is closed was carried out by a message that came before."""
    run = FetchRun.objects.get(pk=run_id)
    return look(run.source_id, run) if run.outcome == "running" else read(run_id)


def read(run_id: int) -> FetchRun:
    """Read the new snapshots of a run into candidates, each by itself. Doing it again makes nothing twice.

    One that breaks the reader is noted in the log of the run and keeps no other from being read; so is one at which the
    time of a task runs out, before that ends the task. `reread` takes them up once the reader is mended.
    """
    run = FetchRun.objects.get(pk=run_id)
    if run.outcome != "new" or run.read_at is not None:
        return run
    agreements, made = store.tracked(), 0
    broken = {each.get("item") for each in run.log if str(each.get("reason", "")).startswith(BROKEN)}
    for snapshot in run.snapshots.select_related("document__source__party").order_by("pk"):
        if snapshot.document.url in broken:
            continue
        try:
            made += store.read(snapshot, agreements, datetime.now(UTC)) is not None
        except (OperationalError, TemporaryError):
            raise
        except SoftTimeLimitExceeded as error:
            _note_broken(run, snapshot, error)
            raise
        except Exception as error:
            logger.exception("What is stored of %s could not be read.", snapshot.document.url)
            _note_broken(run, snapshot, error)
    FetchRun.objects.filter(pk=run_id, read_at=None).update(
        read_at=datetime.now(UTC), candidates_made=F("candidates_made") + made
    )
    run.refresh_from_db()
    return run


def _note_broken(run: FetchRun, snapshot: Snapshot, error: Exception) -> None:
    run.log = [*run.log, {"item": snapshot.document.url, "reason": f"{BROKEN} {sentence(error)}", "count": 0}]
    run.save(update_fields=["log"])


def read_new(looks: Sequence[Look]) -> None:
    """Read what some looks brought, while it is at hand. What surely concerns no agreement is passed over."""
    new = {each.pk: each for look in looks for each in look.snapshots}
    if not new:
        return
    agreements = store.tracked()
    concerns = gate(agreements)
    # Of a page that was known before, saying nothing any more is news.
    before = Snapshot.objects.filter(pk__in=new, document__first_seen__lt=F("taken_at")).values_list("pk", flat=True)
    wanted = {*before, *(key for key, each in new.items() if concerns(each.title, each.text))}
    _read(Snapshot.objects.filter(pk__in=wanted), [look.run.pk for look in looks if look.snapshots], agreements)


def _read(snapshots: QuerySet[Snapshot], runs: Sequence[int], agreements: Sequence[Tracked]) -> None:
    """Read snapshots, all that there is to be read of some runs, and note there that they are read."""
    made = _propose(snapshots.select_related("document__source__party").order_by("pk"), agreements)
    unread = FetchRun.objects.filter(pk__in=runs, read_at=None)
    for run_id, candidates in made.items():
        unread.filter(pk=run_id).update(candidates_made=F("candidates_made") + candidates)
    unread.update(read_at=datetime.now(UTC))


def propose(snapshots: Iterable[Snapshot]) -> int:
    """Candidates made from stored versions; what was proposed before is not proposed again."""
    return _propose(snapshots, store.tracked()).total()


def _propose(snapshots: Iterable[Snapshot], agreements: Sequence[Tracked]) -> Counter[int]:
    """Run → candidates made from its stored versions; 0 stands for no run."""
    made: Counter[int] = Counter()
    for snapshot in snapshots:
        if store.read(snapshot, agreements, datetime.now(UTC)):
            made[snapshot.run_id or 0] += 1
    return made


def unread(now: datetime) -> list[int]:
    """Runs that brought something, long enough ago, and were not read."""
    left = FetchRun.objects.filter(outcome="new", read_at=None, finished_at__lt=now - OVERDUE)
    return list(left.order_by("pk").values_list("pk", flat=True)[:100])
