"""Names of agreements, loosened."""

import pytest

from agreements.reading.item import Name, Tracked
from agreements.reading.lexicon import lexicon
from agreements.reading.names import known, loosened

SIDES = ("SLV", "USA")


@pytest.mark.parametrize(
    ("name", "language", "phrase"),
    [
        ("prison deal with El Salvador", "en", "prison @instrument"),
        ("U.S.-El Salvador coffee agreement", "en", "coffee @instrument"),
        ("Coffee-trade accord", "en", "coffee trade @instrument"),
        ("acuerdo cafetalero con Estados Unidos", "es", "@instrument cafetalero"),
        ("TLC entre El Salvador y EE. UU.", "es", "tlc"),
        ("cárcel* .. deportados", "es", "carcel* .. deportados"),
        ("agreement with El Salvador", "en", ""),
        ("nuevo acuerdo con Estados Unidos", "es", ""),
    ],
)
def test_a_name_keeps_what_tells_it_from_others(name: str, language: str, phrase: str) -> None:
    assert loosened(name, SIDES, lexicon(language)) == phrase


def test_a_name_with_the_signs_of_the_phrase_language_is_taken_word_for_word() -> None:
    odd = Tracked("odd", "other", SIDES, SIDES, (Name("Plan ( Alpha | )", "en"),))
    patterns = [each for each, _ in known((odd,), "en").sought.candidates(frozenset({"plan", "alpha"}))]
    assert any(each.regex.search("the plan alpha") for each in patterns)


@pytest.mark.parametrize("name", ["..", "|", "( | )", "[ a* ] " * 40])
def test_a_name_that_can_be_no_phrase_leaves_the_others_readable(name: str) -> None:
    odd = Tracked("odd", "other", SIDES, SIDES, (Name(name, "en"), Name("Plan Alpha", "en")))
    patterns = [each for each, _ in known((odd,), "en").sought.candidates(frozenset({"plan", "alpha"}))]
    assert any(each.regex.search("the plan alpha") for each in patterns)


def test_an_acronym_is_of_every_language() -> None:
    site = Tracked("site", "security", SIDES, SIDES, (Name("PCAS", "en"),))
    found = [sought for _, sought in known((site,), "es").sought.candidates(frozenset({"pcas"})) if not sought.topic]
    assert [each.acronym for each in found] == [True]
