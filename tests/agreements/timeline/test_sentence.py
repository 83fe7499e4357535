"""The summary sentence, as "Words of the summary" sets it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.timeline.sentence import SPOKEN_GROUPS, sentence
from agreements.timeline.summary import Summary

DAY, LAST = date(2026, 11, 24), date(2026, 9, 9)


def summary(confirmed=1, signed=8, pending=3, ended=3, conflicts=19, last=LAST) -> Summary:
    counts = zip(SPOKEN_GROUPS, (confirmed, signed, pending, ended), strict=True)
    groups = {name: [f"{name}-{number}" for number in range(count)] for name, count in counts}
    return Summary(DAY, groups, conflicts, last)


def said(found: Summary, language: str = "en", *, past: bool = False) -> str:
    return "".join(part.text for part in sentence(found, language, past=past))


def test_the_sentence_in_english():
    assert said(summary()) == (
        "On 24 November 2026 the record holds 15 agreements: one confirmed in force, eight signed or operating, "
        "three not yet concluded and three ended. Sources contradict one another on 19 points; "
        "the last dated event is of 9 September 2026."
    )


def test_the_sentence_in_spanish():
    assert said(summary(), "es") == (
        "El 24 de noviembre de 2026 el registro reúne 15 acuerdos: uno consta en vigor, ocho firmados o en "
        "aplicación, tres sin concluir y tres terminados. Las fuentes se contradicen en 19 puntos; "
        "el último hecho fechado es del 9 de septiembre de 2026."
    )


def test_two_confirmed_take_the_plural_in_spanish():
    assert "dos constan en vigor, un" not in said(summary(confirmed=2), "es")
    assert ": dos constan en vigor, ocho firmados" in said(summary(confirmed=2), "es")


def test_one_of_each_takes_the_singular_in_spanish():
    found = said(summary(1, 1, 1, 1, conflicts=1), "es")
    assert "4 acuerdos: uno consta en vigor, uno firmado o en aplicación, uno sin concluir y uno terminado" in found
    assert "en 1 punto;" in found


def test_a_single_agreement_is_counted_in_the_singular():
    assert "holds 1 agreement: one confirmed in force." in said(summary(1, 0, 0, 0))


def test_empty_groups_are_not_named():
    assert "holds 4 agreements: one confirmed in force and three ended." in said(summary(1, 0, 0, 3))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "2 agreements: none confirmed in force and two ended."),
        ("es", "ninguno consta en vigor y dos terminados."),
    ],
)
def test_that_nothing_is_confirmed_in_force_is_said(language, words):
    assert words in said(summary(0, 0, 0, 2), language)


def test_counts_are_words_to_twelve_and_figures_above():
    assert "twelve signed or operating and 13 not yet concluded" in said(summary(1, 12, 13, 0))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("the record held 15", "contradicted one another", "the last dated event was of")),
        ("es", ("el registro reunía 15", "uno constaba en vigor", "se contradecían", "fechado era del")),
    ],
)
def test_of_another_day_the_past_is_spoken(language, words):
    found = said(summary(), language, past=True)
    assert all(each in found for each in words)


def test_without_contradictions_only_the_last_event_follows():
    assert said(summary(conflicts=0)).endswith("three ended. The last dated event is of 9 September 2026.")


def test_without_a_dated_event_only_contradictions_follow():
    assert said(summary(last=None)).endswith(" Sources contradict one another on 19 points.")


def test_an_empty_record_is_one_short_sentence():
    assert said(summary(0, 0, 0, 0, 0, None)) == "On 24 November 2026 the record holds no agreements."
    assert said(summary(0, 0, 0, 0, 0, None), "es") == "El 24 de noviembre de 2026 el registro no reúne ningún acuerdo."


def test_counts_say_what_they_count():
    targets = {part.target: part.text for part in sentence(summary(), "en") if part.target}
    assert targets == {
        "agreements": "15 agreements",
        "confirmed_in_force": "one confirmed in force",
        "signed_or_operating": "eight signed or operating",
        "not_yet_concluded": "three not yet concluded",
        "ended": "three ended",
        "conflicts": "19 points",
    }


def test_none_leads_nowhere():
    parts = {part.text: part.target for part in sentence(summary(confirmed=0), "en")}
    assert parts["none confirmed in force"] == ""


def test_a_region_after_the_language_is_ignored():
    assert said(summary(), "es-SV") == said(summary(), "es")


@given(st.tuples(*[st.integers(0, 40)] * 4), st.integers(0, 99), st.booleans(), st.sampled_from(["en", "es"]))
def test_whatever_is_counted_the_sentence_is_whole(counts, conflicts, past, language):
    confirmed, signed, pending, ended = counts
    found = summary(confirmed, signed, pending, ended, conflicts)
    text = said(found, language, past=past)
    assert text.endswith(".")
    assert not any(fault in text for fault in ("  ", " ,", " .", "..", "{", "}", ": .", ", ."))
    named = {part.target for part in sentence(found, language, past=past)} - {"", "agreements", "conflicts"}
    assert named == {name for name, slugs in found.groups.items() if slugs}
