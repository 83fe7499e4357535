"""The ground that tests stand on is what they ask for, in whatever order they run."""

from typing import Any

import pytest

from agreements.models import Event, Head

flushing = pytest.mark.django_db(transaction=True)


def _stands(events: int, revision: int) -> None:
    assert (Event.objects.count(), Head.objects.get().number) == (events, revision)


@pytest.mark.django_db
def test_a_test_begins_with_an_empty_record() -> None:
    _stands(events=0, revision=0)


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["once", "again"])
def test_the_bundled_record_is_there_when_asked_for_and_changes_are_undone(us_sv: Any, time: str) -> None:
    _stands(events=70, revision=1)
    assert Head.objects.get().hash == us_sv.hash
    assert not Event.objects.filter(title="changed").exists()
    Event.objects.update(title="changed")


@flushing
@pytest.mark.parametrize("time", ["once", "again"])
def test_a_test_that_flushes_begins_with_an_empty_record_too(time: str) -> None:
    _stands(events=0, revision=0)
    Head.objects.update(number=1, at="2025-02-03T12:00:00Z")


@flushing
@pytest.mark.parametrize("time", ["once", "again"])
def test_a_test_that_flushes_may_ask_for_the_bundled_record(us_sv: Any, time: str) -> None:
    _stands(events=70, revision=1)
    assert Head.objects.get().hash == us_sv.hash


def test_who_does_not_ask_for_the_database_does_not_get_it(us_sv: Any) -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Event.objects.count()
