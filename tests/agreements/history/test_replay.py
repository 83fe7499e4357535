"""The law of the record: what was answered once is answered again, field for field, whatever was written since.

`ENTENTE_HISTORIES` says how many random histories are tried.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from agreements.errors import Refused
from agreements.exchange import bundle
from agreements.history.record import record
from agreements.history.verify import verify
from agreements.models import Head, Revision
from agreements.timeline import clocks

from .histories import History
from .questions import FOLLOWING, ask, differing, some_clock, some_questions

pytestmark = pytest.mark.django_db

HISTORIES = int(os.environ.get("ENTENTE_HISTORIES", "50"))
BATCHES = 5

Clock = dict[str, str]
Asked = list[tuple[int, Clock, dict[str, Any]]]


def revisions_of(seed: int) -> Iterator[Revision]:
    """A history as it is written, one revision at a time."""
    history = History(seed)
    batch = history.ground()
    for _ in range(BATCHES):
        try:
            revision = record(batch, by="an analyst", reason=f"history {seed}")
        except Refused:
            revision = None
        if revision:
            yield revision
        batch = history.batch()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_answer_given_once_is_given_again(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  (a seeded test)
    asked: Asked = []
    for revision in revisions_of(seed):
        clock, questions = some_clock(chance), some_questions(chance)
        asked.append((revision.number, clock, ask(revision.number, clock, datetime.now(UTC), questions)))
    assert len(asked) > 1
    for number, clock, before in asked:
        assert differing(before, ask(number, clock, datetime.now(UTC), before)) == []
    assert_asking_by_time_is_asking_by_number()
    assert_the_kept_fold_is_a_fresh_one(chance.choice(asked)[0])
    assert_the_bundle_says_what_the_record_says()
    assert verify(Head.objects.get().hash) == []


def assert_asking_by_time_is_asking_by_number() -> None:
    for revision in Revision.objects.all():
        by_number = clocks.resolve({"revision": str(revision.number)}, revision.at)
        assert clocks.resolve({"known_at": revision.at.isoformat()}, revision.at) == by_number
    assert clocks.resolve({}, revision.at) == by_number  # the last one is now


def assert_the_kept_fold_is_a_fresh_one(number: int) -> None:
    """Once all is public, what was public is folded anew from bodies, and must be what is kept."""
    instant = datetime.now(UTC)
    tomorrow = (instant + timedelta(days=1)).date().isoformat()
    kept, fresh = (ask(number, clock, instant, FOLLOWING) for clock in ({}, {"public_on": tomorrow}))
    assert differing(kept, fresh) == []


def assert_the_bundle_says_what_the_record_says() -> None:
    dumped = bundle.dump("us-sv", clocks.now())
    assert bundle.load(bundle.parse(dumped), by="an analyst", reason="loaded again") is None
