"""Stretches of time for the drawings on an agreement's page."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.web import spans
from agreements.web.figure.measure import width

TODAY = 20_000
days = st.lists(st.integers(-40_000, TODAY + 400), min_size=1, max_size=12)


@given(days)
def test_every_day_up_to_today_has_a_place_in_order(known: list[int]) -> None:
    found = spans.time(known, TODAY, 560)
    begun = sorted(each for each in known if each <= TODAY)
    places = [found.scale.x(each) for each in begun]
    assert places == sorted(places)
    assert all(0 <= place <= 560 for place in places)
    assert found.scale.start <= min([*begun, TODAY])
    assert found.scale.x(TODAY + 1) == found.scale.right
    assert found.today == "559"


@given(days)
def test_time_is_shortened_only_where_long_nothing_changed(known: list[int]) -> None:
    found = spans.time(known, TODAY, 560)
    main = found.scale.segments[0]
    if found.cut:
        assert TODAY - main.day_to >= (main.day_to - main.day_from) / 3
        assert all(each < main.day_to for each in known if each <= TODAY)
    else:
        assert len(found.scale.segments) == 1


@given(days)
def test_what_stands_side_by_side_ends_today_at_the_latest(known: list[int]) -> None:
    found = spans.around(known, TODAY, 328)
    assert found.scale.end <= TODAY + 1
    assert found.scale.end - found.scale.start >= spans.SIX_MONTHS
    begun = [each for each in known if each <= TODAY]
    assert all(found.scale.start <= each < found.scale.end for each in begun)


@given(days)
def test_no_label_of_the_calendar_runs_into_today(known: list[int]) -> None:
    found = spans.time(known, TODAY, 560)
    end = float(found.cut) if found.cut else float(found.today) - spans.TODAY
    assert all(width(each.label) + each.x < end for each in found.ticks if each.label)
