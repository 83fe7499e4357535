"""Whose agreement a clause speaks of."""

import pytest

from agreements.reading.countries import countries
from agreements.reading.sentences import Sentence, field
from agreements.reading.sides import strange

PARTIES = ("SLV", "USA")


def is_strange(text: str, language: str = "en") -> bool:
    whole = field("text", text)
    sentence = Sentence("text", 0, whole.folded.text, 0, 0)
    return strange(sentence.text, 0, len(text), countries(sentence, whole, language), PARTIES)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The United States signed an accord with Guatemala.", "en"),
        ("El Salvador and China signed a pact.", "en"),
        ("Honduras: signed in June.", "en"),
        ("US and Guatemala open talks on a pact.", "en"),
        ("El gobierno guatemalteco firmó un convenio con Estados Unidos.", "es"),
        ("El Salvador acordó un programa con el FMI.", "es"),
        ("The Rwandan government has an arrangement of its own.", "en"),
    ],
)
def test_a_stranger_among_the_sides_makes_it_another_agreement(text: str, language: str) -> None:
    assert is_strange(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The United States signed an accord with El Salvador.", "en"),
        ("The United States has pacts with Guatemala, Honduras and El Salvador.", "en"),
        ("Washington firmó acuerdos con Honduras y El Salvador.", "es"),
        ("The United States sent Venezuelan migrants to El Salvador.", "en"),
        ("Men from Cuba, Laos and Yemen were flown to El Salvador.", "en"),
        ("The accord was signed in Panama.", "en"),
        ("Nobody spoke of us.", "en"),
    ],
)
def test_partners_places_and_nationalities_are_no_strangers(text: str, language: str) -> None:
    assert not is_strange(text, language)


def test_short_names_count_only_in_capitals() -> None:
    whole = field("text", "They told us that the US and the EU agreed.")
    found = countries(Sentence("text", 0, whole.folded.text, 0, 0), whole, "en")
    assert [each.code for each in found] == ["USA", "EUR"]
