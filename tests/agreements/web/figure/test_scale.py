"""Days to places and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure.scale import Scale, Segment, date_of, day_number, joined

WIDTHS = st.floats(1, 500)
DAYS = st.integers(1, 4000)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Up to three stretches of time, each at a rate of its own."""
    start, stretches = draw(st.integers(-80_000, 80_000)), []
    for length, width in draw(st.lists(st.tuples(DAYS, WIDTHS), min_size=1, max_size=3)):
        stretches.append((start, start + length, width))
        start += length
    return joined(stretches)


@given(scales(), st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_later_days_never_stand_further_left(scale, shares):
    days = sorted(scale.start + share * (scale.end - scale.start) for share in shares)
    places = [scale.x(day) for day in days]
    assert all(one <= other + 1e-6 for one, other in zip(places, places[1:], strict=False))
    assert all(scale.left <= place <= scale.right for place in places)


@given(scales(), st.floats(0, 1))
def test_a_place_leads_back_to_its_day(scale, share):
    day = scale.start + share * (scale.end - scale.start)
    assert scale.day(scale.x(day)) == pytest.approx(day, abs=1e-3)


@given(scales(), st.integers(1, 10_000))
def test_what_lies_outside_stands_at_the_nearer_end(scale, far):
    assert scale.x(scale.start - far) == scale.left
    assert scale.x(scale.end + far) == scale.right
    assert scale.day(scale.left - far) == scale.start
    assert scale.day(scale.right + far) == scale.end


def test_stretches_join_and_empty_ones_are_left_out():
    scale = joined([(0, 0, 100), (0, 10, 20), (10, 110, 0), (10, 12, 30)])
    assert scale.segments == (Segment(0, 10, 0.0, 20.0), Segment(10, 12, 20.0, 50.0))
    assert [scale.x(day) for day in (0, 5, 10, 11, 12)] == [0, 10, 20, 35, 50]


@given(st.dates())
def test_a_day_is_a_number_of_days_since_1970(day):
    assert day_number(day) == (day - date(1970, 1, 1)).days
    assert date_of(day_number(day)) == date_of(day_number(day) + 0.9) == day


def test_no_number_leads_out_of_the_calendar():
    assert (date_of(-10_000_000), date_of(10_000_000)) == (date.min, date.max)
