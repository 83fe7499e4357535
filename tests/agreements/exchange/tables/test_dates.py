"""Dates as a register writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.exchange.tables.dates import Forms, check_form

BRITISH = Forms(("DD/MM/YYYY", "MM/YYYY", "YYYY"))


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("24/06/1881", "1881-06-24"),
        ("1/2/1950", "1950-02-01"),
        ("29/02/2000", "2000-02-29"),
        ("06/1881", "1881-06"),
        ("1881", "1881"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(cell: str, edtf: str) -> None:
    assert BRITISH.read(cell) == edtf


@pytest.mark.parametrize(
    ("form", "cell", "edtf"),
    [
        ("YYYY.MM.DD", "1881.06.24", "1881-06-24"),
        ("DD Month YYYY", "24 June 1881", "1881-06-24"),
        ("DD Month YYYY", "24 Jun. 1881", "1881-06-24"),
        ("Month YYYY", "SEPT 1881", "1881-09"),
        ("MM/DD/YYYY", "06/24/1881", "1881-06-24"),
        ("EDTF", "1881-06~", "1881-06~"),
        ("EDTF", "1881-06-24/..", "1881-06-24/.."),
    ],
)
def test_the_map_names_the_form(form: str, cell: str, edtf: str) -> None:
    check_form(form)
    assert Forms((form,)).read(cell) == edtf


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/1950", "'31/02/1950' names day 31 of a month with 28 days; correct the cell"),
        ("29/02/1900", "day 29 of a month with 28 days"),
        ("00/05/1900", "names day 0"),
        ("05/13/1900", "names month 13, and a year has 12"),
        ("0000", "the year 0000"),
        ("in spring", "does not have the form DD/MM/YYYY or MM/YYYY or YYYY; correct the cell or the map"),
        ("1881-06-24", "does not have the form"),
        ("24/06/81", "does not have the form"),
        ("24/06/1881 ", "does not have the form"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_the_way_out(cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("(", r"\(")):
        BRITISH.read(cell)


def test_a_word_that_is_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="names no month in English"):
        Forms(("DD Month YYYY",)).read("24 Ju 1881")


def test_a_wrong_edtf_date_says_so_itself() -> None:
    with pytest.raises(ValueError, match="1881-13"):
        Forms(("EDTF",)).read("1881-13")


@pytest.mark.parametrize("form", ["", "DD", "DD/MM", "DD/YYYY", "YYYY YYYY", "MM Month YYYY", "date"])
def test_a_form_that_names_no_date_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="is not a form of dates"):
        check_form(form)


@given(st.dates())
def test_every_day_written_in_a_form_comes_back(day: object) -> None:
    year, month, number = str(day).split("-")
    assert BRITISH.read(f"{number}/{month}/{year}") == str(day)
