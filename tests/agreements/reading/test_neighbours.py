"""What is known around a new story."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.models import Event
from agreements.reading import neighbours
from agreements.reading.relating import Told

from ..builders import make_event, make_retraction, make_update, write
from .pages import must_read, the_record

pytestmark = pytest.mark.django_db

DAY = date(2024, 7, 8)
NEW = Told("new", False, "signature", DAY, DAY, ("coffee-accord-2024",), ())


def recorded(slug: str, **changes: object) -> None:
    signed = make_update("coffee-accord-2024")
    write(make_event(slug, **{"date": "2024-07-08", "kind": "signature", "status_updates": [signed], **changes}))


def names(new: Told = NEW) -> list[str]:
    return [each.name for each in neighbours.near(new, [])]


def test_events_of_the_record_and_what_waits_are_near_with_what_they_say() -> None:
    the_record()
    recorded("signed")
    write(make_event("far", date="2024-07-20", agreements=["coffee-accord-2024"]))
    write(make_event("elsewhere", date="2024-07-08", agreements=["memo"]))
    (signed,) = neighbours.near(NEW, [])
    assert signed.recorded and signed.claims == (("coffee-accord-2024", "legal", "signed", "happened"),)


def test_a_waiting_candidate_is_near_unless_it_gives_way() -> None:
    head = must_read()
    assert names() == [head.public_id] and neighbours.near(NEW, [head.pk]) == []


def test_what_was_retracted_or_merged_is_not_near() -> None:
    the_record()
    recorded("signed")
    recorded("signed-too")
    write(make_retraction("event", "signed"))
    write(make_event("signed-too", merged_into="signed"))
    assert names() == []


@pytest.mark.parametrize(("first", "last"), [(date.min, DAY), (DAY, date.max), (date.min, date.max)])
def test_a_date_without_an_end_is_looked_around_within_the_calendar(first: date, last: date) -> None:
    the_record()
    assert names(replace(NEW, first=first, last=last)) == []


def test_a_merged_event_stands_as_what_it_was_merged_into_and_a_retracted_one_not_at_all() -> None:
    the_record()
    write(make_event("better-name"), make_event("worse-name"))
    write(make_event("worse-name", merged_into="better-name"))
    worse = Event.objects.get(slug="worse-name")
    found = neighbours.standing(worse)
    assert found is not None and found.slug == "better-name"
    write(make_retraction("event", "better-name"))
    assert neighbours.standing(worse) is None and neighbours.standing(None) is None
