"""The window that the figure is zoomed to."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure import window
from agreements.web.figure.scale import day_number
from agreements.web.figure.window import BUSY_DAYS, Window

TODAY = day_number(date(2026, 11, 24))


def days(*texts: str) -> list[int]:
    return [day_number(date.fromisoformat(each)) for each in texts]


def test_a_window_holds_its_last_day():
    found = window.asked((date(2025, 1, 15), date(2025, 4, 24)))
    assert (found.days, found.text) == (100, "2025-01-15/2025-04-24")


def test_the_whole_begins_with_a_year_and_ends_today_or_with_what_is_planned():
    assert window.whole(days("2006-03-01", "2025-02-03"), TODAY).text == "2006-01-01/2026-11-24"
    assert window.whole(days("2006-03-01", "2027-02-03"), TODAY).text == "2006-01-01/2027-02-03"


def test_a_short_record_begins_with_a_month():
    assert window.whole(days("2026-09-10"), TODAY).text == "2026-09-01/2026-11-24"


def test_a_record_without_events_is_a_month_up_to_today():
    assert window.whole([], TODAY).text == "2026-11-01/2026-11-24"


def test_the_busiest_window_holds_the_most_events_with_room_on_the_right():
    found = days("2019-01-01", "2025-02-01", "2025-02-03", "2025-03-01", "2026-02-01")
    chosen = window.busiest(found, window.whole(found, TODAY))
    assert (chosen.text, chosen.days) == ("2025-01-09/2025-04-18", BUSY_DAYS)


def test_a_short_record_is_shown_whole():
    found = days("2026-09-10", "2026-09-12")
    everything = window.whole(found, TODAY)
    assert window.busiest(found, everything) == everything


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=60))
def test_no_other_hundred_days_hold_more(found):
    everything = window.whole(found, 9000)
    chosen = window.busiest(found, everything)
    count = sum(chosen.first <= day <= chosen.last for day in found)
    assert all(count >= sum(start <= day < start + BUSY_DAYS for day in found) for start in found)


@given(st.integers(0, 9000), st.integers(0, 3000))
def test_ready_made_windows_keep_the_middle_and_stay_in_the_record(first, more):
    everything = Window(0, 9000)
    offered = window.ready_made(Window(first, min(first + more, 9000)), everything)
    assert list(offered) == ["all", "5y", "1y", "100d"]
    assert offered["all"] == everything
    for name, length in window.LENGTHS.items():
        found = offered[name]
        assert found.days == length
        assert 0 <= found.first <= found.last <= 9000
        middle = first + (min(first + more, 9000) - first) / 2
        if found.first > 0 and found.last < 9000:
            assert abs((found.first + found.last) / 2 - middle) <= 1


def test_lengths_that_hold_everything_are_not_offered():
    assert list(window.ready_made(Window(0, 200), Window(0, 300))) == ["all", "100d"]
