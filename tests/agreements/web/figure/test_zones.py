"""Three-part time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure import zones
from agreements.web.figure.scale import day_number
from agreements.web.figure.window import Window, asked

TODAY = day_number(date(2026, 11, 24))
DAYS = [day_number(date.fromisoformat(day)) for day in ("2006-03-01", "2019-07-21", "2025-02-03", "2026-09-09")]
FOCUS = asked((date(2025, 1, 15), date(2025, 4, 24)))


def test_the_focus_stands_between_what_was_before_and_what_came_after():
    time = zones.time(FOCUS, DAYS, TODAY, 800)
    assert time.before is not None and time.after is not None
    assert [each.x_to - each.x_from for each in (time.before, time.focus, time.after)] == [102, 576, 122]
    assert (time.focus.day_from, time.focus.day_to) == (FOCUS.first, FOCUS.last + 1)
    assert time.scale.segments == (time.before, time.focus, time.after)


def test_before_begins_with_the_year_after_the_last_gap_of_over_five_years():
    time = zones.time(FOCUS, DAYS, TODAY, 800)
    assert time.before is not None
    assert time.before.day_from == day_number(date(2019, 1, 1))


def test_without_a_gap_before_begins_with_the_first_year():
    time = zones.time(FOCUS, DAYS[1:], TODAY, 800)
    assert time.before is not None
    assert time.before.day_from == day_number(date(2019, 1, 1))


def test_zones_go_when_the_focus_covers_over_60_percent():
    everything = Window(day_number(date(2006, 1, 1)), TODAY)
    time = zones.time(everything, DAYS, TODAY, 800)
    assert (time.before, time.after) == (None, None)
    assert (time.focus.x_from, time.focus.x_to) == (0, 800)


def test_a_zone_without_days_is_left_out():
    first = zones.time(Window(DAYS[1] - 200, DAYS[1] + 100), DAYS[1:], TODAY, 800)
    assert first.before is None and first.after is not None
    last = zones.time(Window(TODAY - 100, TODAY), DAYS, TODAY, 800)
    assert last.before is not None and last.after is None


def test_zones_shrink_where_there_is_little_room():
    time = zones.time(FOCUS, DAYS, TODAY, 500)
    assert time.before is not None and time.after is not None
    assert (time.before.x_to, time.after.x_to - time.after.x_from) == (64, 64)
    assert zones.time(FOCUS, DAYS, TODAY, 800, narrow=True).before == time.before


def test_todays_line_never_stands_on_the_edge():
    for window in (FOCUS, Window(TODAY - 100, TODAY), Window(day_number(date(2006, 1, 1)), TODAY)):
        time = zones.time(window, DAYS, TODAY, 800)
        assert time.scale.x(time.until) == pytest.approx(800 - zones.MARGIN, abs=1)


def test_a_planned_day_lengthens_the_zone_after_today():
    planned = TODAY + 200
    time = zones.time(FOCUS, [*DAYS, planned], TODAY, 800)
    assert time.end == planned + 1
    assert time.scale.x(time.until) < time.scale.x(planned) < 800


@given(
    st.integers(-20_000, 30_000),
    st.integers(0, 12_000),
    st.lists(st.integers(-20_000, 30_000), max_size=12),
    st.integers(60, 4000),
)
def test_any_window_fills_the_width(first, more, days, width):
    time = zones.time(Window(first, first + more), days, TODAY, width)
    assert time.scale.left == 0
    assert time.scale.right == pytest.approx(width)
    assert all(each.day_to > each.day_from and each.x_to > each.x_from for each in time.scale.segments)
    assert time.focus.day_from == first and time.focus.day_to >= first + more + 1
    rates = [each.rate for each in time.scale.segments]
    assert max(rates) <= time.focus.rate * 1.2 + 1e-9, "a zone is never more closely looked at than the focus"
