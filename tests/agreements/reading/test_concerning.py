"""The cheap look before reading: in what it passes over, reading would find nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.concerning import gate
from agreements.reading.propose import propose

from .tracked import ALL, item

CASES = [
    case
    for path in sorted((Path(__file__).parent / "data").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
WORDS = ("el salvador", "Salvadoran", "ESTADOS UNIDOS", "U.S.", "EE. UU.", "Washington", "Bukele", "Honduras", "café")
SAID = ("the coffee agreement was signed.", "se firmó el acuerdo cafetalero", "prison arrangement", "\n", "ﬁrmado ")
may_concern = gate(ALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["item"]["text"][:60])
def test_whatever_says_something_is_read(case: dict[str, Any]) -> None:
    assert may_concern(case["item"]["title"], case["item"]["text"]) or not case["claims"]


@given(st.lists(st.sampled_from(WORDS + SAID)).map(" ".join), st.sampled_from(["", *SAID]))
def test_reading_finds_nothing_in_what_is_passed_over(text: str, title: str) -> None:
    assert may_concern(title, text) or propose(item(text, title), ALL).claims == ()


def test_news_of_other_states_is_passed_over() -> None:
    assert not may_concern("Trade", "Peru and Chile signed the coffee agreement in Lima.")
    assert may_concern("Trade", "Peru and El Salvador signed the coffee agreement in Lima.")
    assert may_concern("El acuerdo cafetalero", "Fue firmado en San Salvador por Estados Unidos.")
