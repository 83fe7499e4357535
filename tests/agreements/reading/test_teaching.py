"""Phrases that analysts teach."""

from dataclasses import replace

import pytest

from agreements.reading import teaching
from agreements.reading.item import Cue, Item, Tracked
from agreements.reading.propose import propose
from tests.agreements.reading.tracked import COFFEE


@pytest.mark.parametrize("phrase", ["jail ..1 @instrument", "( jail* | prison* ) deal", "plan halcón"])
def test_a_phrase_of_the_lexicon_can_be_used(phrase: str) -> None:
    assert teaching.problem(phrase, "en") is None


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("( jail | prison", "missing"),
        ("jail | | deal", "empty"),
        ("@nothing deal", "no list or verb"),
        ("a*", "at least 3 letters"),
        ("[ jail ]", "at least 3 letters"),
        ("jail ..21 deal", "more than 20 words"),
        ("jail ..99999999999 deal", "more than 20 words"),
        ("( jail* | jail ) " * 14 + "deal", "too many ways"),
        ("[ jail* ] " * 14 + "deal", "too many ways"),
        ("jail .." + " a* .." * 5 + " deal", "too many ways"),
    ],
)
def test_a_phrase_that_cannot_be_used_says_why(phrase: str, reason: str) -> None:
    assert reason in (teaching.problem(phrase, "en") or "")


def claimed(agreement: Tracked, text: str) -> set[str]:
    item = Item("1", "", "", f"SAN SALVADOR. {text}", "en", None)
    return {claim.value for claim in propose(item, (agreement,)).claims}


def taught(phrase: str, meaning: str, language: str = "en") -> Tracked:
    return replace(COFFEE, cues=(Cue(phrase, language, meaning),))


HALCYON = "The United States and El Salvador signed the halcyon programme on Monday."


def test_what_is_taught_is_found_like_a_name() -> None:
    assert claimed(COFFEE, HALCYON) == set()
    assert claimed(taught("halcyon programme", "name"), HALCYON) == {"signed"}


def test_what_is_taught_in_one_language_says_nothing_in_the_other() -> None:
    assert claimed(taught("halcyon programme", "name", "es"), HALCYON) == set()


def test_a_phrase_that_never_means_an_agreement_takes_the_names_in_it_away() -> None:
    text = "The United States and El Salvador signed the coffee agreement for farmers on Monday."
    assert claimed(COFFEE, text) == {"signed"}
    assert claimed(taught("coffee @instrument for farmers", "never"), text) == set()


def test_what_is_said_beside_a_phrase_that_means_something_else_is_not_of_the_agreement() -> None:
    text = (
        "The United States and El Salvador signed the coffee agreement. "
        "A treaty on coffee duties, which is legally binding, would come later."
    )
    assert "binding" in claimed(COFFEE, text)
    assert claimed(taught("treaty on coffee duties", "never"), text) == {"signed"}


def test_a_phrase_that_the_lexicon_no_longer_knows_keeps_no_other_name_from_being_found() -> None:
    text = "The United States and El Salvador signed the coffee agreement on Monday."
    assert claimed(taught("@list-of-old ( plan", "name"), text) == {"signed"}
