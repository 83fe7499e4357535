"""Several writers at once: one head hands out the numbers, and no reader ever sees half a revision."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from agreements.errors import Refused
from agreements.history.record import record
from agreements.history.verify import verify
from agreements.models import GENESIS, Head, Revision
from agreements.timeline import clocks, queries

from ..builders import ground, make_event, write
from ..conftest import clear
from .contents import head
from .histories import History
from .questions import ask, differing, some_clock, some_questions

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 3
BATCHES = 5
Asked = list[tuple[int, dict[str, str], dict[str, Any]]]


def at_once(*tasks: Callable[[], None]) -> None:
    """Run each in a thread with a connection of its own; an error in any of them fails the test."""
    errors: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001  (raised again below)
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if errors:
        raise errors[0]
    assert not any(thread.is_alive() for thread in threads)


def write_and_ask(seed: int, asked: Asked) -> None:
    """A history of its own upon the common agreements; each answer is kept with its revision."""
    history, chance = History(seed, prefix=f"writer-{seed}"), Random(seed)  # noqa: S311  (a seeded test)
    for _ in range(BATCHES):
        try:
            revision = record([*history.batch()], by=f"writer {seed}", reason="at once with others")
        except Refused:
            continue  # another may have merged, superseded or retracted first
        if revision:
            clock, questions = some_clock(chance), some_questions(chance)
            asked.append((revision.number, clock, ask(revision.number, clock, datetime.now(UTC), questions)))


def test_histories_written_at_once_keep_every_answer_and_one_chain() -> None:
    clear()
    write(*History(0).ground())
    asked: Asked = []
    done = Event()

    def prove() -> None:
        while not done.wait(0.05):
            assert verify() == []

    def write_all() -> None:
        try:
            at_once(*(lambda seed=seed: write_and_ask(seed, asked) for seed in range(WRITERS)))  # type: ignore[misc]
        finally:
            done.set()

    at_once(write_all, prove)
    assert len(asked) > WRITERS
    instant = datetime.now(UTC)
    for number, clock, before in asked:
        assert differing(before, ask(number, clock, instant, before)) == []
    assert_the_chain_is_whole()
    assert verify(Head.objects.get().hash) == []


def assert_the_chain_is_whole() -> None:
    revisions = list(Revision.objects.order_by("number"))
    assert [each.number for each in revisions] == list(range(1, head() + 1))
    assert all(one.at <= other.at and one.hash == other.previous for one, other in pairwise(revisions))
    assert revisions[0].previous == GENESIS


def test_writers_of_one_record_come_one_after_the_other() -> None:
    clear()
    write(*ground())
    before = head()
    titles = [f"title {each}" for each in range(8)]
    at_once(*(lambda title=title: write(make_event(title=title)) and None for title in titles))  # type: ignore
    assert head() == before + len(titles)
    versions = [
        queries.detail("event", "meeting-2025", clocks.AsOf(before + n, clocks.now().valid_on)) for n in range(1, 9)
    ]
    assert [each["version"] for each in versions] == list(range(1, 9))
    assert sorted(each["title"] for each in versions) == titles
    assert verify() == []


def test_a_reader_sees_all_of_a_revision_or_nothing() -> None:
    clear()
    write(*ground())
    done = Event()

    def write_pairs() -> None:
        try:
            for number in range(12):
                write(make_event("one", title=f"{number}"), make_event("other", title=f"{number}"))
        finally:
            done.set()

    def read() -> None:
        while not done.is_set():
            titles = {each["title"] for each in queries.bodies("event", clocks.now())}
            assert len(titles) <= 1

    at_once(write_pairs, read, read)
