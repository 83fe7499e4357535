"""Dates as they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import edtf
from agreements.reading.dates import find
from agreements.reading.folding import fold

FRIDAY = date(2024, 7, 12)


def dates(text: str, language: str, day: date | None = FRIDAY) -> list[str]:
    return [each.edtf for each in find(fold(text).text, language, day)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on March 14, 2025 in Washington", "2025-03-14"),
        ("on 14 March 2025", "2025-03-14"),
        ("the 14th of March, 2025", "2025-03-14"),
        ("Sept. 9, 2025", "2025-09-09"),
        ("dated 2025-03-14", "2025-03-14"),
        ("in late March 2025", "2025-03"),
        ("on June 2", "2024-06-02"),
        ("in February", "2024-02"),
        ("mid-October", "2024-10~"),
        ("on Monday", "2024-07-08"),
        ("next Monday", "2024-07-15"),
        ("on Thursday of next week", "2024-07-18"),
        ("yesterday", "2024-07-11"),
        ("overnight", "2024-07-11/2024-07-12"),
        ("last week", "2024-07-01/2024-07-07"),
        ("at the weekend", "2024-07-06/2024-07-07"),
        ("last month", "2024-06"),
        ("last year", "2023"),
        ("the 2019 agreement", "2019"),
    ],
)
def test_an_english_date_is_read(text: str, found: str) -> None:
    assert dates(text, "en") == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("el 14 de marzo de 2025", "2025-03-14"),
        ("en marzo de 2025", "2025-03"),
        ("el 1.º de julio", None),
        ("el 1 de julio", "2024-07-01"),
        ("el pasado 26 de marzo", "2024-03-26"),
        ("este miércoles", "2024-07-10"),
        ("el próximo lunes", "2024-07-15"),
        ("el lunes próximo", "2024-07-15"),
        ("el lunes de la semana pasada", "2024-07-01"),
        ("anoche", "2024-07-11"),
        ("mañana", "2024-07-13"),
        ("la semana pasada", "2024-07-01/2024-07-07"),
        ("el mes pasado", "2024-06"),
        ("el año pasado", "2023"),
        ("a mediados de octubre", "2024-10~"),
    ],
)
def test_a_spanish_date_is_read(text: str, found: str | None) -> None:
    assert dates(text, "es") == ([found] if found else ["2024-07"])


@pytest.mark.parametrize("text", ["it may be so", "12 planes", "3.5 percent", "Q3", "30 February 2025 is no day"])
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert [each for each in dates(text, "en") if each != "2025-02"] == []


def test_relative_dates_need_a_day_to_count_from() -> None:
    assert dates("signed on Monday, in force since May 2, 2023", "en", None) == ["2023-05-02"]


def test_the_year_of_a_day_without_one_is_the_nearest() -> None:
    assert dates("on 28 December", "en", date(2024, 1, 5)) == ["2023-12-28"]


@given(st.text(alphabet="0123456789 demarzolunsjy-,", max_size=60), st.sampled_from(["en", "es"]), st.dates())
def test_every_date_found_is_edtf_and_stands_where_it_says(text: str, language: str, day: date) -> None:
    for each in find(text, language, day):
        assert edtf.parse(each.edtf)
        assert 0 <= each.start < each.end <= len(text)
