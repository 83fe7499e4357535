"""The work list of copies: one worker to a request, a few tries, and an end that says why."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from agreements.fetching import waiting
from agreements.fetching.errors import Gone, HostBusy, ServerTrouble
from agreements.history import wanted
from agreements.models import CaptureRequest
from tests.agreements.fetching.conftest import NOW

pytestmark = pytest.mark.django_db
seen_by_others = pytest.mark.django_db(transaction=True)

URL = "https://news.example/1"
MINUTE = timedelta(minutes=1)


def request(url: str = URL, **fields: Any) -> CaptureRequest:
    given = {"asked_at": NOW, "asked_by": "ana", "next_try_at": NOW, **fields}
    return CaptureRequest.objects.create(url=url, **given)


def claimed(row: CaptureRequest, now: Any = NOW) -> CaptureRequest:
    found = waiting.claim(row.pk, now)
    assert found is not None
    return found


def state(row: CaptureRequest) -> tuple[str, int, bool]:
    row.refresh_from_db()
    return row.outcome, row.attempts, row.claimed_until is not None


# --- Whose turn it is ------------------------------------------------------------------------------------------------


def test_only_what_waits_and_is_free_is_due_the_longest_first() -> None:
    late = request("https://a.example", next_try_at=NOW - MINUTE)
    now = request("https://b.example")
    left = request("https://c.example", claimed_until=NOW - MINUTE, next_try_at=NOW - 2 * MINUTE)
    request("https://d.example", next_try_at=NOW + MINUTE)
    request("https://e.example", claimed_until=NOW + MINUTE)
    request("https://f.example", attempts=waiting.MOST_TRIES)
    request("https://g.example", outcome="done", next_try_at=None, finished_at=NOW)
    assert waiting.due(NOW, 10) == [left.pk, late.pk, now.pk]
    assert waiting.due(NOW, 1) == [left.pk]


def test_a_claim_counts_a_try_holds_and_runs_out() -> None:
    row = request()
    assert claimed(row).attempts == 1
    assert waiting.claim(row.pk, NOW) is None
    assert claimed(row, NOW + waiting.LEASE).attempts == 2


@seen_by_others
def test_of_many_at_once_one_gets_it() -> None:
    row = request()
    got: list[CaptureRequest | None] = []
    start = threading.Barrier(6)

    def work() -> None:
        start.wait()
        got.append(waiting.claim(row.pk, NOW))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(each is not None for each in got) == 1
    assert state(row) == ("waiting", 1, True)


# --- How a try ends --------------------------------------------------------------------------------------------------


def test_what_is_done_is_closed_with_its_remark() -> None:
    row = request(error="of an earlier try")
    waiting.done(claimed(row), NOW, "Only pictures.")
    assert state(row) == ("done", 1, False)
    assert (row.error, row.finished_at, row.next_try_at) == ("Only pictures.", NOW, None)


def test_what_can_never_be_had_is_closed_at_once() -> None:
    row = request()
    waiting.failed(claimed(row), Gone("Nothing is there (404)."), NOW)
    assert state(row) == ("failed", 1, False)
    assert (row.error, row.finished_at) == ("Nothing is there (404).", NOW)


def test_what_may_pass_is_tried_three_times_ever_later() -> None:
    row, now = request(), NOW
    for wait in (MINUTE, 10 * MINUTE):
        waiting.failed(claimed(row, now), ServerTrouble("Trouble (503)."), now)
        assert state(row)[0] == "waiting"
        assert row.next_try_at == now + wait
        assert row.error == "Trouble (503)."
        assert waiting.due(now, 1) == []
        now += wait
    waiting.failed(claimed(row, now), ServerTrouble("Trouble (503)."), now)
    assert state(row) == ("failed", 3, False)


@pytest.mark.parametrize(("asked", "waited"), [(5, 60), (3600, 3600), (10**9, 24 * 3600)])
def test_a_site_that_names_a_time_is_given_it_up_to_a_day(asked: int, waited: int) -> None:
    row = request()
    waiting.failed(claimed(row), ServerTrouble("Later (429).", retry_after=asked), NOW)
    row.refresh_from_db()
    assert row.next_try_at == NOW + timedelta(seconds=waited)


def test_a_busy_host_costs_no_try() -> None:
    row, now = request(), NOW
    for _ in range(5):
        waiting.failed(claimed(row, now), HostBusy("It gets a pause.", retry_after=20), now)
        assert state(row) == ("waiting", 0, False)
        assert row.next_try_at
        assert timedelta(seconds=20) <= row.next_try_at - now < MINUTE
        now = row.next_try_at


def test_a_failure_that_nobody_foresaw_is_tried_again_and_says_what_it_was() -> None:
    row = request()
    waiting.failed(claimed(row), ZeroDivisionError("by\x00 zero"), NOW)
    assert state(row)[0] == "waiting"
    assert row.error == "It ended in an unforeseen way (ZeroDivisionError); the log says more."


def test_what_loses_its_worker_every_time_is_parked() -> None:
    row, now = request(), NOW
    for _ in range(waiting.MOST_TRIES):
        claimed(row, now)
        assert waiting.give_up_lost(now) == 0, "somebody is at it"
        now += waiting.LEASE
    assert waiting.claim(row.pk, now) is None
    assert waiting.give_up_lost(now) == 1
    assert state(row) == ("failed", 3, False)
    assert "worker was lost" in row.error


@pytest.mark.parametrize("end", ["done", "gone", "trouble"])
def test_somebody_who_asked_meanwhile_is_answered_by_another_try(end: str) -> None:
    row = request()
    at_work = claimed(row)
    wanted.ask([URL], "ben", NOW + timedelta(seconds=1))
    if end == "done":
        waiting.done(at_work, NOW)
    else:
        waiting.failed(at_work, Gone("404") if end == "gone" else ServerTrouble("503"), NOW)
    assert state(row) == ("waiting", 0, False)
    assert waiting.due(NOW + timedelta(seconds=1), 1) == [row.pk]
