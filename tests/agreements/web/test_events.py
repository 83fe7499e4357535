"""The list of events: months, quiet times, late publication."""

import pytest

from agreements.web import events

from ..builders import ground, make_event, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(look):
    """Write events of these dates and read the list: months and quiet times, in order."""

    def read_list(*dates, **query):
        write(*ground(), *(make_event(f"event-{number}", date=date) for number, date in enumerate(dates)))
        table = look("/us-sv/", **query).one("table", class_="events")
        return [row.text for row in table.all("tr") if row["class"] in ("month", "quiet")]

    return read_list


def test_events_stand_under_the_month_in_which_they_begin(listed):
    assert listed("2025-02-03", "2025-02-01/2025-02-06", "2025-03-01") == [
        "February 2025 2 events",
        "March 2025 1 event",
    ]


def test_a_date_known_to_the_year_has_a_heading_of_its_own(listed):
    assert listed("2021~", "2021-01-09") == ["About 2021 1 event", "January 2021 1 event"]


@pytest.mark.parametrize("query", [{}, {"order": "desc"}])
def test_quiet_days_are_counted_between_neighbours(listed, query):
    assert "36 quiet days" in listed("2025-02-03", "2025-03-12", **query)


def test_a_short_pause_is_not_noted(listed):
    assert not [each for each in listed("2025-02-03", "2025-03-03") if "quiet" in each]


def test_long_quiet_is_counted_in_years(listed):
    assert "13 quiet years" in listed("2006-03-01", "2019-07-21")


def test_quiet_thresholds_are_in_order():
    assert events.QUIET_DAYS < events.YEARS_FROM_DAYS
