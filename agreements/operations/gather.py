"""One source carried the whole way: looked at, kept, read, proposed. Each step can be repeated without harm."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db.models import F

from agreements.fetching import capture, due
from agreements.fetching.polite import Web
from agreements.models import FetchRun, Snapshot, Source
from agreements.reading import store, text

# A run whose snapshots were not read by then was left by a worker that died; it is read again.
OVERDUE = timedelta(minutes=3)


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
    """Read the new snapshots of a run into candidates. Doing it again makes nothing twice."""
    run = FetchRun.objects.get(pk=run_id)
    if run.outcome != "new" or run.read_at is not None:
        return run
    snapshots = run.snapshots.select_related("document__source__party").order_by("pk")
    made = propose(snapshots)
    FetchRun.objects.filter(pk=run_id, read_at=None).update(
        read_at=datetime.now(UTC), candidates_made=F("candidates_made") + made
    )
    run.refresh_from_db()
    return run


def propose(snapshots: Iterable[Snapshot]) -> int:
    """Candidates made from stored versions; what was proposed before is not proposed again."""
    agreements = store.tracked()
    return sum(store.read(snapshot, agreements, datetime.now(UTC)) is not None for snapshot in snapshots)


def unread(now: datetime) -> list[int]:
    """Runs that brought something, long enough ago, and were not read."""
    left = FetchRun.objects.filter(outcome="new", read_at=None, finished_at__lt=now - OVERDUE)
    return list(left.order_by("pk").values_list("pk", flat=True)[:100])
