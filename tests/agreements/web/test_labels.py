"""Words of the vocabulary in both languages."""

import gettext
from pathlib import Path

import pytest
from django.utils import translation

import agreements
from agreements.web import labels, side_by_side

CATALOGUE = Path(agreements.__file__).parent / "locale" / "es" / "LC_MESSAGES" / "django.mo"


@pytest.fixture(scope="module")
def spanish():
    with CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_word_of_the_vocabulary_has_a_spanish_one(spanish):
    marker = "\x04"
    wanted = labels.vocabulary_messages() | side_by_side.messages()
    missing = [pair for pair in wanted if f"{pair[0]}{marker}{pair[1]}" not in spanish._catalog]
    assert missing == []


def test_the_compiled_catalogue_is_that_of_the_text():
    entries = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    assert "\n#~" not in entries, "obsolete entries: take the vocabulary's back, drop the others"
    assert "#, fuzzy" not in entries
    assert '\nmsgstr ""\n\n' not in entries.partition("\n\n")[2]


@pytest.mark.parametrize(("language", "words"), [("en", "in force"), ("es", "en vigor")])
def test_a_value_is_said_in_the_active_language(language, words):
    with translation.override(language):
        assert labels.label("legal", "in_force") == words


def test_one_word_may_differ_by_the_list_it_stands_in():
    with translation.override("es"):
        assert labels.label("disclosure", "reported") != labels.label("modality", "reported")


@pytest.mark.parametrize(
    ("modality", "words"),
    [
        ("happened", "in force"),
        ("reported", "in force"),
        ("denied", "denied: in force"),
        ("planned", "planned: in force"),
    ],
)
def test_how_a_value_was_said_is_told(modality, words):
    assert labels.value("legal", "in_force", modality) == words


@pytest.mark.parametrize(
    ("code", "n", "words"),
    [
        ("one_side", None, "one side"),
        ("independent_reports", 3, "3 independent reports"),
        ("inference", None, "our reading"),
    ],
)
def test_grades_are_said(code, n, words):
    assert labels.grade({"code": code, "n": n}) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        ("4760000", "4760000", "USD", "4,760,000 USD"),
        (None, "300", "persons", "up to 300 persons"),
        ("20", None, "days", "at least 20 days"),
        ("20", "30.5", "days", "20 to 30.5 days"),
        ("3", "3", None, "3"),
        ("1", "1", "years", "1 year"),
        (None, None, "USD", ""),
    ],
)
def test_amounts_are_said(low, high, unit, words):
    assert labels.amount(low, high, unit) == words
