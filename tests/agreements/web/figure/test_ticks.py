"""The calendar along the drawing."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure import ticks
from agreements.web.figure.measure import width
from agreements.web.figure.scale import Segment, date_of, day_number


def segment(first: str, last: str, wide: float) -> Segment:
    return Segment(day_number(date.fromisoformat(first)), day_number(date.fromisoformat(last)), 0, wide)


def labels(found: list[ticks.Tick]) -> list[str]:
    return [each.label for each in found]


def test_months_are_told_with_the_year_once():
    found = ticks.ticks(segment("2025-01-15", "2025-04-25", 560), size=12, bold=True)
    assert labels(found) == ["Jan 2025", "February", "March", "April"]
    assert [str(date_of(each.day)) for each in found] == ["2025-01-15", "2025-02-01", "2025-03-01", "2025-04-01"]


def test_the_year_is_told_again_in_january():
    assert labels(ticks.ticks(segment("2024-12-01", "2025-03-01", 400)))[:2] == ["December 2024", "January 2025"]


def test_a_narrow_zone_tells_half_years_or_years():
    assert labels(ticks.ticks(segment("2025-04-25", "2026-11-25", 122))) == ["July", "2026", "July"]
    assert labels(ticks.ticks(segment("2019-01-01", "2025-01-15", 102))) == ["2020", "2022", ""]


def test_spanish_months_are_written_small():
    with translation.override("es"):
        assert labels(ticks.ticks(segment("2025-02-01", "2025-04-01", 300))) == ["febrero 2025", "marzo"]


@given(st.integers(-30_000, 30_000), st.integers(1, 20_000), st.floats(20, 2000))
def test_no_label_runs_into_the_next(first, days, wide):
    part = Segment(first, first + days, 0, wide)
    for size, bold in ((11.0, False), (12.0, True)):
        found = ticks.ticks(part, size=size, bold=bold)
        ends = [*(each.x for each in found[1:]), wide][: len(found)]
        for each, end in zip(found, ends, strict=True):
            assert each.x + width(each.label, size, bold=bold) <= end or not each.label
            assert first <= each.day < first + days


def test_days_stand_between_the_months_where_there_is_room():
    part = segment("2025-03-08", "2025-03-26", 540)
    assert labels(ticks.days(part, ticks.ticks(part)))[-3:] == ["23", "24", "25"]
    part = segment("2025-03-01", "2025-04-16", 800)
    assert labels(ticks.days(part, ticks.ticks(part))) == ["10", "17", "24", "7", "14"]
    part = segment("2025-01-01", "2026-01-01", 800)
    assert ticks.days(part, ticks.ticks(part)) == []


@pytest.mark.parametrize(
    ("last", "kinds"), [("2025-04-25", ["week", "month"]), ("2026-03-01", ["month"]), ("2031-01-01", ["month"])]
)
def test_the_grid_has_weeks_months_or_years(last, kinds):
    found = ticks.lines(segment("2025-01-15", last, 560))
    assert list(found) == kinds
    assert all(date_of(day).weekday() == 0 for day in found.get("week", ()))
    assert all(date_of(day).day == 1 for day in found["month"])
    if last == "2031-01-01":
        assert all(date_of(day).month == 1 for day in found["month"])


def test_the_calendar_ends_without_an_error():
    edge = Segment(day_number(date(9998, 1, 1)), day_number(date(9999, 12, 31)) + 400, 0, 500)
    assert ticks.ticks(edge) and ticks.lines(edge)
    start = Segment(day_number(date(1, 1, 1)), day_number(date(3, 1, 1)), 0, 500)
    assert ticks.ticks(start)
