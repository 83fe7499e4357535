"""The work list: claims of sources, taken by several workers at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from agreements.fetching import due
from agreements.models import FetchRun, Source
from tests.agreements.fetching.conftest import NOW

pytestmark = pytest.mark.django_db
seen_by_others = pytest.mark.django_db(transaction=True)


def source(slug: str, **fields: object) -> Source:
    return Source.objects.create(slug=slug, name=slug, url=f"https://{slug}.example/", format="rss", **fields)


def test_only_sources_that_are_due_enabled_and_free_are_claimed() -> None:
    wanted = [
        source("never-looked-at"),
        source("due", next_check_at=NOW),
        source("claim-ran-out", next_check_at=NOW, claimed_until=NOW - timedelta(seconds=1)),
    ]
    source("not-yet", next_check_at=NOW + timedelta(seconds=1))
    source("paused", enabled=False)
    source("taken", claimed_until=NOW + timedelta(minutes=1))
    assert due.count(NOW) == len(wanted)
    assert set(due.claim(NOW, 10)) == {each.pk for each in wanted}
    assert (due.count(NOW), due.claim(NOW, 10)) == (0, []), "a claim holds"
    assert set(due.claim(NOW + due.LEASE, 10)) >= {each.pk for each in wanted}, "and runs out"


def test_the_longest_due_come_first() -> None:
    late = source("late", next_check_at=NOW - timedelta(hours=2))
    source("later", next_check_at=NOW - timedelta(hours=1))
    new = source("new")
    assert set(due.claim(NOW, 2)) == {new.pk, late.pk}


def test_no_more_are_claimed_than_asked_for_however_the_database_goes_about_it() -> None:
    """Where it expects one row, it asks a subquery again for each: one that locks rows would find others each time."""
    source("the-only-one-when-the-table-was-last-counted")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE agreements_source")
    for number in range(5):
        source(f"s{number}")
    assert len(due.claim(NOW, 2)) == 2


@seen_by_others
def test_two_workers_at_once_never_claim_the_same() -> None:
    for number in range(40):
        source(f"s{number}")
    claims: list[list[int]] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        for _ in range(5):
            claims.append(due.claim(NOW, 3))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    claimed = [each for claim in claims for each in claim]
    assert len(claimed) == len(set(claimed)) == 40


@seen_by_others
def test_a_source_that_somebody_is_writing_to_is_passed_over_without_waiting() -> None:
    busy, free = source("busy"), source("free")
    found: list[int] = []

    def work() -> None:
        found.extend(due.claim(NOW, 10))
        connection.close()

    with transaction.atomic():
        Source.objects.select_for_update().get(pk=busy.pk)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(10)
    assert found == [free.pk]


def test_a_claim_may_be_given_back() -> None:
    one = source("one")
    assert due.claim(NOW, 1) == [one.pk]
    due.release([one.pk])
    assert due.claim(NOW, 1) == [one.pk]


def test_a_message_that_comes_twice_finds_that_the_look_was_done() -> None:
    one = source("one", next_check_at=NOW)
    assert due.is_due(one.pk, NOW)
    Source.objects.update(next_check_at=NOW + timedelta(hours=1))
    assert not due.is_due(one.pk, NOW)
    Source.objects.update(next_check_at=None, enabled=False)
    assert not due.is_due(one.pk, NOW)


def test_a_run_whose_worker_died_says_so() -> None:
    one = source("one")
    lost = FetchRun.objects.create(source=one, started_at=NOW - timedelta(minutes=5))
    at_work = FetchRun.objects.create(source=one, started_at=NOW - timedelta(seconds=20))
    done = FetchRun.objects.create(source=one, started_at=NOW - timedelta(hours=1), finished_at=NOW, outcome="new")
    assert due.close_lost(NOW) == 1
    lost.refresh_from_db()
    assert (lost.outcome, lost.finished_at) == ("failed", NOW) and "worker was lost" in lost.error
    assert list(FetchRun.objects.exclude(pk=lost.pk).order_by("started_at").values_list("outcome", flat=True)) == [
        done.outcome,
        at_work.outcome,
    ]
