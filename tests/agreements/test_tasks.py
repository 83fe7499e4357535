"""What the tasks hand out, and for how long it is held."""

from datetime import timedelta
from typing import Any

import pytest

from agreements import tasks
from agreements.fetching import due, rechecking, waiting
from agreements.models import Document, Snapshot
from tests.agreements.models.rows import NOON, saved
from tracker.celery import TICK_SECONDS


def test_of_many_cited_pages_only_so_many_are_announced_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[int] = []
    monkeypatch.setattr(tasks.capture_page, "delay", announced.append)
    most = tasks.CAPTURED_AT_ONCE
    tasks.capture_pages(range(most + 10))
    assert announced == list(range(most))


@pytest.mark.parametrize(
    "held", [due.LEASE, due.LOST, waiting.LEASE, rechecking.LEASE], ids=["source", "run", "copy", "cited page"]
)
def test_what_a_worker_holds_is_not_given_away_while_its_task_may_still_run(held: timedelta, settings: Any) -> None:
    assert held > timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)


@pytest.mark.django_db
def test_a_tick_hands_out_the_cited_pages_whose_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[int] = []
    monkeypatch.setattr(tasks.look_again, "delay", handed.append)
    version = saved(Snapshot)
    saved(Snapshot)
    Document.objects.filter(pk=version.document_id).update(cited=version, recheck_at=NOON)
    tasks.tick()
    tasks.tick()
    assert handed == [version.document_id], "once, and only what is cited"


@pytest.mark.django_db
@pytest.mark.parametrize(("waiting", "rounds"), [(0, 0), (1, 1), (50, 1), (51, 2), (10_000, tasks.MOST_ROUNDS)])
def test_a_tick_sends_out_as_many_rounds_as_there_is_work_for(
    waiting: int, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(due, "count", lambda now: waiting)
    monkeypatch.setattr(tasks.look_around, "apply_async", lambda **how: sent.append(how))
    tasks.tick()
    assert len(sent) == rounds
    assert all(how["expires"] < TICK_SECONDS for how in sent), "what waited until the next tick is stale"
