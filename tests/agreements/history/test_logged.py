"""Logging an event that has no name yet."""

import pytest

from agreements.errors import Refused
from agreements.history.logged import log_event
from agreements.models import Event, Head
from agreements.timeline import clocks, queries

from .. import inputs
from ..builders import ground, make_event, write

pytestmark = pytest.mark.django_db


def log(slug: str = "meeting-2025", **changes: object) -> str:
    return log_event(make_event(slug, **changes), by="ana", reason="for a test").slug


def test_a_free_slug_is_kept_and_a_taken_one_gets_a_number() -> None:
    write(*ground())
    assert [log() for _ in range(3)] == ["meeting-2025", "meeting-2025-2", "meeting-2025-3"]


def test_an_event_that_is_there_is_never_edited() -> None:
    write(*ground(), make_event(title="The first"))
    assert log(title="Another") == "meeting-2025-2"
    assert Event.objects.get(slug="meeting-2025").title == "The first"


def test_local_ids_are_under_the_slug_that_it_gets() -> None:
    write(*ground(), make_event())
    log(status_updates=[inputs.update(id="entry")])
    (update,) = queries.detail("event", "meeting-2025-2", clocks.now())["status_updates"]
    assert (update["id"], update["citations"]) == ("meeting-2025-2-entry", ["meeting-2025-2-s1"])


def test_a_long_slug_makes_room_for_its_number() -> None:
    write(*ground())
    slug = "-".join(["a" * 9] * 10)
    assert len(slug) == 99
    names = [log(slug) for _ in range(3)]
    assert names[0] == slug
    assert len(set(names)) == 3
    assert max(map(len, names)) < 100


def test_what_the_record_refuses_leaves_nothing() -> None:
    write(*ground())
    before = Head.objects.get().number
    with pytest.raises(Refused, match="no party 'XXX'"):
        log(parties=["XXX"])
    assert Head.objects.get().number == before
    assert not Event.objects.exists()
