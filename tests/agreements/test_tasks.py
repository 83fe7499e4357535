"""What the tasks hand out, and for how long it is held."""

from datetime import timedelta
from typing import Any

import pytest

from agreements import tasks
from agreements.fetching import due, waiting


def test_of_many_cited_pages_only_so_many_are_announced_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[int] = []
    monkeypatch.setattr(tasks.capture_page, "delay", announced.append)
    most = tasks.CAPTURED_AT_ONCE
    tasks.capture_pages(range(most + 10))
    assert announced == list(range(most))


@pytest.mark.parametrize("held", [due.LEASE, due.LOST, waiting.LEASE], ids=["source", "run", "cited page"])
def test_what_a_worker_holds_is_not_given_away_while_its_task_may_still_run(held: timedelta, settings: Any) -> None:
    assert held > timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
