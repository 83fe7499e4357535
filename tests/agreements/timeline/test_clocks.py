"""The three clocks of a request: alone, together, and what they refuse."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agreements.errors import NotYetKnown, Refused
from agreements.models import Head, Revision
from agreements.timeline import clocks
from agreements.timeline.clocks import AsOf, resolve

from ..builders import ground, make_event, write

pytestmark = pytest.mark.django_db

INSTANT = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
TODAY = INSTANT.date()


def a_record() -> list[Revision]:
    return [write(*ground()), write(make_event()), write(make_event(title="a new title"))]


def set_back(revision: Revision, at: datetime) -> None:
    """Date a revision otherwise, as if it had been written then."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_revision DISABLE TRIGGER USER")
        cursor.execute("UPDATE agreements_revision SET at = %s WHERE number = %s", [at, revision.number])


def refusal(**parameters: str) -> tuple[str, str]:
    """The one problem of a request: (field, detail)."""
    with pytest.raises(Refused) as refused:
        resolve(parameters, INSTANT)
    (problem,) = refused.value.problems
    return problem.field, problem.detail


# --- by number -------------------------------------------------------------------------------------------------------


def test_without_clocks_it_is_now() -> None:
    *_, last = a_record()
    assert resolve({}, INSTANT) == AsOf(last.number, TODAY)
    assert clocks.now() == AsOf(last.number, datetime.now(UTC).date())
    assert clocks.now(TODAY) == AsOf(last.number, TODAY)


def test_a_revision_is_asked_for_by_its_number_and_as_of_its_own_day() -> None:
    first, second, _ = a_record()
    assert resolve({"revision": str(second.number)}, INSTANT) == AsOf(second.number, second.at.date())
    assert resolve({"revision": str(first.number)}, INSTANT).public_on is None


def test_the_day_of_a_revision_is_the_utc_day() -> None:
    first, *_ = a_record()
    set_back(first, datetime.fromisoformat("2025-05-01T23:59:59.999999-03:00"))
    assert resolve({"revision": str(first.number)}, INSTANT).valid_on == date(2025, 5, 2)


@pytest.mark.parametrize("text", ["", "one", "-1", "1.0", "1e3", "+1", " 1", "²", "٣", "9999999999", "1;2"])
def test_what_is_no_number_is_refused_with_the_numbers_there_are(text: str) -> None:
    write(*ground())
    assert refusal(revision=text) == (
        "revision",
        f"{text!r} is not a revision number; use 1 to {Head.objects.get().number}",
    )


def test_a_revision_that_is_not_written_yet_is_refused() -> None:
    *_, last = a_record()
    assert refusal(revision=str(last.number + 1)) == (
        "revision",
        f"revision {last.number + 1} is not written yet; the last is {last.number}",
    )


def test_before_the_first_revision_nothing_is_known() -> None:
    a_record()
    with pytest.raises(NotYetKnown, match="begins with revision 1"):
        resolve({"revision": "0"}, INSTANT)


# --- by time ---------------------------------------------------------------------------------------------------------


def test_asking_by_the_moment_of_a_revision_is_asking_by_its_number() -> None:
    for revision in a_record():
        by_number = resolve({"revision": str(revision.number)}, INSTANT + timedelta(days=10_000))
        assert resolve({"known_at": revision.at.isoformat()}, INSTANT + timedelta(days=10_000)) == by_number


def test_a_moment_between_two_revisions_is_the_earlier_one() -> None:
    first, second, _ = a_record()
    just_before = (second.at - timedelta(microseconds=1)).isoformat()
    assert resolve({"known_at": just_before}, INSTANT + timedelta(days=10_000)).revision == first.number


def test_a_date_means_the_end_of_its_utc_day() -> None:
    first, second, third = a_record()
    for revision, at in (
        (first, "2025-05-01T00:00:00Z"),
        (second, "2025-05-01T23:59:59.999999Z"),
        (third, "2025-05-02T00:00:00Z"),
    ):
        set_back(revision, datetime.fromisoformat(at))
    assert resolve({"known_at": "2025-05-01"}, INSTANT) == AsOf(second.number, date(2025, 5, 1))
    assert resolve({"known_at": "2025-05-02"}, INSTANT).revision == third.number
    assert resolve({"known_at": "2025-04-30"}, INSTANT).revision == 0


def test_today_means_until_now() -> None:
    first, second, third = a_record()
    set_back(first, INSTANT - timedelta(hours=1))
    set_back(second, INSTANT)
    set_back(third, INSTANT + timedelta(hours=1))
    assert resolve({"known_at": TODAY.isoformat()}, INSTANT) == AsOf(second.number, TODAY)


def test_before_the_first_revision_there_is_the_empty_record() -> None:
    a_record()
    assert resolve({"known_at": "1999-12-31"}, INSTANT) == AsOf(0, date(1999, 12, 31))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-05-01T12:00:00Z", "2025-05-01T12:00:00Z"),
        ("2025-05-01T12:00:00", "2025-05-01T12:00:00Z"),  # no zone: UTC
        ("2025-05-01T09:00:00-03:00", "2025-05-01T12:00:00Z"),
        ("2025-05-01T14:00:00+02:00", "2025-05-01T12:00:00Z"),
        ("2025-05-01T14:00:00 02:00", "2025-05-01T12:00:00Z"),  # an unescaped plus arrives as a space
        ("2025-05-01T12:00:00.000001Z", "2025-05-01T12:00:00Z"),
        ("2025-05-01T23:00:00-03:00", "2025-05-02T02:00:00Z"),
    ],
)
def test_moments_are_read_in_any_zone(text: str, moment: str) -> None:
    first, second, _ = a_record()
    at = datetime.fromisoformat(moment)
    set_back(first, at)
    set_back(second, at + timedelta(seconds=1))
    assert resolve({"known_at": text}, INSTANT) == AsOf(first.number, at.date())


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2025-13-01", "2025-02-30", "2025-02", "2025", "20250501", "2025-W10"),
        *("2025-05-01T25:00:00Z", "2025-05-01 12:00:00", "T12:00", "2025-03-13/2025-03-14"),
        *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"),  # outside the calendar once in UTC
    ],
)
def test_what_is_no_moment_is_refused_with_the_form_to_use(text: str) -> None:
    field, detail = refusal(known_at=text)
    assert field == "known_at"
    assert "write 2026-11-24T12:00:00Z" in detail
    assert repr(text) in detail


@pytest.mark.parametrize("text", ["2026-11-24T15:30:01Z", "2026-11-25", "9999-12-31", "2026-11-24T16:00:00Z"])
def test_the_future_is_not_known(text: str) -> None:
    assert refusal(known_at=text) == ("known_at", f"{text} lies in the future; what will be known then is not known")


def test_a_moment_and_a_number_ask_the_same_and_are_refused_together() -> None:
    a_record()
    assert refusal(known_at="2025-05-01", revision="1") == (
        "known_at",
        "give known_at or revision, not both: they ask the same",
    )


# --- days ------------------------------------------------------------------------------------------------------------


def test_days_stand_beside_the_revision() -> None:
    first, *_ = a_record()
    asked = {"revision": str(first.number), "valid_on": "2019-09-20", "public_on": "2020-01-31"}
    assert resolve(asked, INSTANT) == AsOf(first.number, date(2019, 9, 20), date(2020, 1, 31), chosen=True)


def test_days_stand_beside_a_moment() -> None:
    a_record()
    asked = {"known_at": "1999-12-31", "valid_on": "2030-01-01", "public_on": "2020-01-31"}
    assert resolve(asked, INSTANT) == AsOf(0, date(2030, 1, 1), date(2020, 1, 31), chosen=True)


def test_what_was_public_on_a_day_is_asked_about_today_unless_a_day_is_chosen() -> None:
    *_, last = a_record()
    assert resolve({"public_on": "2020-01-31"}, INSTANT) == AsOf(last.number, TODAY, date(2020, 1, 31))


def test_how_things_stand_may_be_asked_of_any_day_to_come() -> None:
    assert resolve({"valid_on": "9999-12-31"}, INSTANT).valid_on == date.max
    assert resolve({"valid_on": "0001-01-01"}, INSTANT).valid_on == date.min


@pytest.mark.parametrize("name", ["valid_on", "public_on"])
@pytest.mark.parametrize(
    "text", ["", "2025-02", "2025-02-30", "2025-02-03T12:00:00Z", "20250203", "03.02.2025", "2025-02~-3"]
)
def test_what_is_no_day_is_refused(name: str, text: str) -> None:
    assert refusal(**{name: text}) == (name, f"{text!r} is not a day; write it like 2025-02-03")


def test_what_will_be_public_is_not_known() -> None:
    tomorrow = TODAY + timedelta(days=1)  # it is tomorrow already somewhere
    assert resolve({"public_on": tomorrow.isoformat()}, INSTANT).public_on == tomorrow
    later = (TODAY + timedelta(days=2)).isoformat()
    assert refusal(public_on=later) == (
        "public_on",
        f"{later} lies in the future; what will be public then is not known",
    )


def test_other_parameters_are_left_alone() -> None:
    parameters: dict[str, Any] = {"kind": "visit", "valid_on": "2025-01-01"}
    assert resolve(parameters, INSTANT).valid_on == date(2025, 1, 1)
