"""Cutting items into sentences."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.lexicon import lexicon
from agreements.reading.sentences import Sentence, clause, field, sentences


def cut(text: str, title: str = "", language: str = "en") -> list[Sentence]:
    return sentences(field("title", title), field("text", text), lexicon(language))


def texts(text: str, **more: str) -> list[str]:
    return [each.text for each in cut(text, **more)]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    found = texts("Mr. J. R. Smith of the U.S. embassy signed. He left at 5 p.m. on Monday.")
    assert found == ["mr. j. r. smith of the u.s. embassy signed.", "he left at 5 p.m. on monday."]


def test_a_spanish_question_is_a_sentence_of_its_own() -> None:
    found = cut("El acuerdo fue ratificado, ¿y qué falta?", language="es")
    assert [each.question for each in found] == [False, True]


def test_the_title_comes_first_and_counts_as_lead() -> None:
    first, second = cut("They signed it at noon today.", title="Ministers sign")
    assert first.title and first.lead and not second.title and second.lead


def test_the_headline_above_the_text_is_not_read_again() -> None:
    assert texts(
        "Ministers sign accord at last\nThey did so at noon today.", title="Ministers sign accord at last"
    ) == [
        "ministers sign accord at last",
        "they did so at noon today.",
    ]


def test_headings_navigation_and_labels_are_left_out() -> None:
    frame = ["Entry into force", "ADVERTISEMENT", "Photo: Example News", "Read next: Accord suspended in anger"]
    assert texts("\n".join([*frame, "It is in force today."])) == ["it is in force today."]


def test_a_sentence_that_begins_like_a_label_is_kept() -> None:
    text = "Sources at the ministry said on Monday that the two sides would sign the accord next week."
    assert len(texts(text)) == 1


def test_a_clause_ends_at_its_conjunction() -> None:
    text = "the accord is in force; the letter was signed, but the grant was not paid"
    low, high = clause(text, text.index("letter"))
    assert text[low:high] == "the letter was signed"


@given(st.text(alphabet="ab. !?¿\n;áA", max_size=80))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    whole = field("text", text)
    for each in sentences(field("title", ""), whole, lexicon("en")):
        assert whole.folded.text[each.start : each.start + len(each.text)] == each.text


def test_a_turn_of_talk_that_is_answered_with_no_counts_as_a_question() -> None:
    found = cut("—Dicen que ya firmaron el acuerdo.\n—No. Seguimos hablando.\n—¿Y el texto?", language="es")
    assert [each.question for each in found] == [True, False, False, True]


def test_no_line_without_a_dash_is_a_turn_of_talk() -> None:
    found = cut("El acuerdo ya rige desde mayo.\nNo, no habrá otro acuerdo este año.", language="es")
    assert not any(each.question for each in found)
