"""Agreements side by side, term by term."""

from typing import Any

import pytest

from agreements.errors import Refused
from agreements.timeline import clocks, queries
from agreements.timeline.comparison import compare, side_by_side
from agreements.vocabulary import TERM_NAMES

from .. import inputs
from ..builders import ground, make_agreement, make_retraction, write

Json = dict[str, Any]


def compared(*slugs: str) -> dict[str, Json]:
    asof = clocks.now()
    return {each["name"]: each for each in compare([queries.detail("agreement", slug, asof) for slug in slugs])}


@pytest.mark.usefixtures("us_sv", "db")
def test_the_agreements_of_2019_and_2025_differ_in_what_they_settle() -> None:
    rows = compared("us-sv-aca-2019", "us-sv-cecot-offer-2025")
    assert rows["notice_period"]["terms"]["us-sv-cecot-offer-2025"] == []
    assert [each["coding"] for each in rows["fee"]["terms"]["us-sv-cecot-offer-2025"]] == ["inconclusive"]
    assert len(rows["safe_third_country"]["terms"]["us-sv-aca-2019"]) == 3  # rival readings stand side by side
    assert [name for name in TERM_NAMES if name in rows] == list(rows)
    assert "payer" not in rows


def test_terms_are_alike_where_both_say_the_same(db: None) -> None:
    same, other = inputs.term(), inputs.term(low="7", high="7")
    write(*ground()[:-1], make_agreement("a", terms=[same]), make_agreement("b", terms=[same]))
    assert compared("a", "b")["amount"]["alike"] is True
    write(make_agreement("c", terms=[same, other]))
    assert compared("a", "c")["amount"]["alike"] is False
    write(make_retraction("term", "c-t2"))
    assert compared("a", "c")["amount"]["alike"] is True


def test_those_asked_for_stand_once_each_behind_the_first(db: None, django_assert_num_queries: Any) -> None:
    write(*ground()[:-1], *(make_agreement(slug) for slug in ("a", "b", "c")))
    asof = clocks.now()
    with django_assert_num_queries(2):
        found = side_by_side("b", ["c", "a", "b", "c"], asof, most=3)
    assert [each["slug"] for each in found] == ["b", "c", "a"]


def test_all_that_cannot_be_compared_with_are_named(db: None) -> None:
    write(*ground()[:-1], make_agreement("a"), make_agreement("b"))
    asof = clocks.now()
    with pytest.raises(Refused) as refused:
        side_by_side("a", ["x", "b", "y"], asof, most=4)
    assert [each.field for each in refused.value.problems] == ["with", "with"]
    named = [each.detail.split("“")[1].split("”")[0] for each in refused.value.problems]
    assert named == ["x", "y"]
    with pytest.raises(Refused, match="at most 3"):
        side_by_side("a", ["x", "b", "y"], asof, most=3)
    with pytest.raises(queries.Unknown):
        side_by_side("x", ["b"], asof, most=3)
