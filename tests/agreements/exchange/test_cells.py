"""Cells that no spreadsheet runs, and the text that they came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.exchange.cells import STARTS, neutral, plain


@pytest.mark.parametrize("start", STARTS)
def test_what_starts_like_a_formula_gets_one_apostrophe(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "plain", "a=b", " =1", "ñandú", "1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text == plain(text)


def test_an_apostrophe_that_hides_nothing_is_the_text_s_own() -> None:
    assert plain("'round the clock") == "'round the clock"


@given(st.text() | st.builds("".join, st.lists(st.sampled_from((*STARTS, "x")))))
def test_text_comes_back_unchanged_and_its_cell_starts_no_formula(text: str) -> None:
    assert plain(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
