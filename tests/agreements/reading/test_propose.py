"""Items and what they say, side by side in data/; and what holds for every item."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements import vocabulary
from agreements.reading.item import Claim, Item, Proposal
from agreements.reading.propose import propose

from .tracked import ALL, item

Json = dict[str, Any]
CASES = [
    pytest.param(case["item"], case["claims"], id=f"{path.stem}: {case['item']['text'][:60]}")
    for path in sorted((Path(__file__).parent / "data").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
KEY = ("agreement", "axis", "value", "modality")
WORDS = (
    "El Salvador",
    "Estados Unidos",
    "the United States",
    "signed",
    "firmó",
    "no",
    "the coffee agreement",
    "acuerdo cafetalero",
    "prison arrangement",
    "suspended",
    "entrará en vigor",
    "Honduras",
    "\n",
    ". ",
    "¿",
    "será",
    "2021",
    "el lunes",
    "ﬁrmado",
    "e\u0301",
    "🇸🇻",
)


def read(text: str, title: str = "", **more: Any) -> Proposal:
    return propose(item(text, title, **more), ALL)


def plain(claim: Claim, case: Json) -> Json:
    first = claim.evidence[0]
    names = (*KEY, "party", "effective_date", "speaker")
    said = case[first.field][first.start : first.end]
    return {name: getattr(claim, name) for name in names} | {"evidence": said, "rule": first.rule}


@pytest.mark.parametrize(("case", "claims"), CASES)
def test_an_item_says_what_is_written_beside_it(case: Json, claims: list[Json]) -> None:
    found = read(case["text"], case["title"], lang=case["lang"], published=case["published"])
    assert [plain(each, case) for each in found.claims] == claims


def test_an_item_in_no_known_language_says_nothing() -> None:
    found = read("Der Vertrag wurde gestern in Berlin unterzeichnet und tritt morgen in Kraft.")
    assert found == Proposal("1", None, (), ())


def test_the_text_outweighs_a_wrong_declaration_of_language() -> None:
    text = "El Salvador y Estados Unidos suscribieron el lunes el acuerdo cafetalero, informó la cancillería."
    assert read(text, lang="en").language == "es"


def test_the_same_thing_said_twice_is_one_claim_with_two_passages() -> None:
    text = "El Salvador and the United States signed the coffee agreement. They signed the coffee agreement in May."
    (claim,) = read(text, "United States and El Salvador sign coffee agreement").claims
    assert [each.field for each in claim.evidence] == ["title", "text", "text"]


def test_what_stands_in_the_headline_comes_first() -> None:
    text = "The text of the coffee agreement with El Salvador has not been released. The United States said no more."
    found = read(text, "United States and El Salvador sign coffee agreement").claims
    assert [each.value for each in found] == ["signed", "undisclosed"]


def test_navigation_and_calls_to_share_say_nothing() -> None:
    text = "El Salvador and the United States met.\nRead next: United States suspends coffee agreement with El Salvador"
    assert read(text).claims == ()


def test_offsets_count_code_points_of_the_field_as_it_was_given() -> None:
    text = unicodedata.normalize(
        "NFD", "Según informó la cancillería, El Salvador firmó el acuerdo cafetalero con EE. UU."
    )
    (claim,) = read(text).claims
    assert text[claim.evidence[0].start : claim.evidence[0].end] == unicodedata.normalize("NFD", "firmó")


def test_an_undated_item_is_read_too() -> None:
    (claim,) = read("El Salvador and the United States signed the coffee agreement on Monday.", published=None).claims
    assert claim.effective_date is None


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.text(max_size=40))
def test_whatever_is_read_is_claimed_once_in_known_words_with_passages_that_exist(text: str, title: str) -> None:
    read_item = Item("1", "", title, text)
    found = propose(read_item, ALL)
    keys = [tuple(getattr(claim, name) for name in KEY) for claim in found.claims]
    assert len(keys) == len(set(keys))
    for claim in found.claims:
        assert claim.value in vocabulary.AXES[claim.axis] and claim.modality in vocabulary.MODALITIES
        for each in claim.evidence:
            assert 0 <= each.start < each.end <= len(getattr(read_item, each.field))
            assert each.rule
    assert set(found.kinds) <= set(vocabulary.EVENT_KINDS)


@settings(max_examples=100)
@given(st.text(max_size=300), st.dates())
def test_no_text_and_no_day_breaks_the_reader(text: str, day: Any) -> None:
    propose(
        Item(None, "", text[:50], f"El Salvador y EE. UU. {text} firmaron el lunes el acuerdo cafetalero", "es", day),
        ALL,
    )


def test_a_line_without_end_is_read_in_time() -> None:
    line = "El Salvador and the United States deported people to " * 4_000
    assert propose(Item(None, "", "", line), ALL).language == "en"
