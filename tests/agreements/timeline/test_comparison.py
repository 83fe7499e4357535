"""Agreements side by side, term by term."""

from typing import Any

import pytest

from agreements.timeline import clocks, queries
from agreements.timeline.comparison import compare
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
