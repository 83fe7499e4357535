"""Copies of one story, and different stories on one event."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.prints import KEPT, Print, copies

from .pages import REPORT, SIGNED, WIRE

SAID = frozenset({("coffee-accord-2024", "legal", "signed", "happened")})
STORY = Print("Coffee pact signed", " ".join(WIRE), "Example Wire", date(2024, 7, 12), SAID)
BYLINE = "By our correspondent, with agencies. Updated at 14:05. "
FOOTER = (
    " Follow us for more news of the region. All rights are the publisher's. Write to the newsroom with corrections."
)


def elsewhere(text: str, **changes: Any) -> Print:
    return replace(
        STORY, **{"title": "Growers divided over accord", "text": text, "publisher": "Daily Gazette", **changes}
    )


VARIANTS = {
    "another headline": STORY.text,
    "a byline": BYLINE + STORY.text,
    "a footer": STORY.text + FOOTER,
    "the last paragraphs cut": " ".join(WIRE[:2]),
    "small edits": STORY.text.replace("Monday", "Monday afternoon").replace("five", "5").replace("reporters", "press"),
    "capitals and typography": STORY.text.upper().replace(" - ", " – "),
    "all of that": BYLINE + " ".join(WIRE[:3]).replace("Growers", "Farmers").replace("speaks for", "has") + FOOTER,
}


@pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS)
def test_a_story_is_known_in_another_paper_in_spite_of(text: str) -> None:
    assert copies(STORY, elsewhere(text)) and copies(elsewhere(text), STORY)
    assert set(STORY.sketch) & set(elsewhere(text).sketch), "it would not be looked at"


def test_another_story_of_the_same_event_is_no_copy() -> None:
    assert not copies(STORY, elsewhere(REPORT))


def test_a_story_that_quotes_the_same_sentence_is_no_copy() -> None:
    assert not copies(STORY, elsewhere(f"{REPORT} {WIRE[2]}"))


def test_a_form_that_its_publisher_fills_in_anew_is_no_copy() -> None:
    form = "Flight {} landed with {} people on board, {} of them women. " + " ".join(WIRE[1:])
    first = replace(STORY, text=form.format("11", "120", "8"))
    assert not copies(first, replace(first, text=form.format("12", "97", "5")))


def test_the_same_words_from_the_same_publisher_are_a_copy() -> None:
    assert copies(STORY, replace(STORY, title="Another headline"))


def test_the_same_words_of_another_month_are_another_story() -> None:
    assert not copies(STORY, elsewhere(STORY.text, published=date(2024, 8, 12)))
    assert copies(STORY, elsewhere(STORY.text, published=None))


def test_nearly_the_same_words_that_say_nothing_the_same_are_no_copy() -> None:
    assert not copies(STORY, elsewhere(STORY.text + FOOTER, said=frozenset()))


def test_headlines_without_a_text_are_copies_only_if_they_are_equal() -> None:
    headline = elsewhere("", title="Coffee agreement signed")
    assert copies(headline, elsewhere("", title="Coffee Agreement Signed", publisher="Example News"))
    assert not copies(headline, elsewhere("", title="Coffee agreement suspended"))


def test_a_phrase_that_everybody_uses_makes_no_copy() -> None:
    brief = "The United States and El Salvador signed the coffee agreement on Monday. {}"
    one, other = (
        brief.format(end) for end in ("Rain kept the guests indoors until the evening.", "Shares rose a little.")
    )
    assert not copies(elsewhere(one), elsewhere(other, publisher="The Herald"))


def test_a_short_text_counts_with_its_headline() -> None:
    assert not copies(elsewhere("Read on.", title=SIGNED), elsewhere("Read on.", title="Harvest memorandum signed"))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_a_copy_of_itself_and_has_a_sketch(title: str, text: str) -> None:
    one = elsewhere(text, title=title)
    assert copies(one, replace(one)) and 1 <= len(one.sketch) <= KEPT
    assert all(0 <= number < 2**32 for number in one.sketch)
