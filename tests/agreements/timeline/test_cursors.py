"""Cursors: they carry the first page's clocks, and nobody can make one up."""

from datetime import date
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.errors import Refused
from agreements.timeline.clocks import AsOf
from agreements.timeline.cursors import decode, encode
from agreements.timeline.paging import BY_DATE, BY_SLUG, Position

QUERY = "/api/v1/events/?kind=visit"
ASOF = AsOf(7, date(2025, 2, 3), date(2025, 4, 1), True)
POSITION = Position((date(2025, 2, 3), date(2025, 2, 6), "rubio-tour-2025"))


@given(
    revision=st.integers(0, 2**31),
    valid_on=st.dates(),
    public_on=st.none() | st.dates(),
    chosen=st.booleans(),
    backwards=st.booleans(),
    slug=st.text(max_size=60),
)
def test_a_cursor_says_again_what_it_was_made_of(
    revision: int, valid_on: date, public_on: date | None, chosen: bool, backwards: bool, slug: str
) -> None:
    if any("\ud800" <= char <= "\udfff" for char in slug):
        return
    asof = AsOf(revision, valid_on, public_on, chosen)
    position = Position((valid_on, date.max, slug), backwards)
    assert decode(encode(asof, position, QUERY), BY_DATE, QUERY) == (asof, position)


@given(data=st.data())
def test_a_cursor_with_one_character_changed_is_refused(data: st.DataObject) -> None:
    cursor = encode(ASOF, POSITION, QUERY)
    index = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from([each for each in ascii_letters + digits + "-_=. é" if each != cursor[index]]))
    with pytest.raises(Refused) as refused:
        decode(cursor[:index] + other + cursor[index + 1 :], BY_DATE, QUERY)
    assert [problem.field for problem in refused.value.problems] == ["cursor"]


@pytest.mark.parametrize("cursor", ["", "x", "=", "é", "A" * 500, "bnVsbA", "W10" + "A" * 22, "\N{SNOWMAN}" * 30])
def test_what_was_never_a_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Refused):
        decode(cursor, BY_SLUG, QUERY)


def test_a_cursor_belongs_to_one_query() -> None:
    cursor = encode(ASOF, POSITION, QUERY)
    with pytest.raises(Refused):
        decode(cursor, BY_DATE, QUERY.replace("visit", "call"))
