"""Text without case and accents, and the way back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.folding import fold


def test_case_accents_and_typographic_signs_are_folded() -> None:
    assert fold("Cancillería “firmó” — EE. UU.’s").text == 'cancilleria "firmo" - ee. uu.\'s'


def test_a_ligature_leads_back_to_itself() -> None:
    folded = fold("a ﬁrma")
    assert folded.text == "a firma"
    assert folded.original(folded.text.index("f")) == 2 and folded.original(len(folded.text)) == 6


@given(st.text(max_size=60))
def test_every_place_of_the_folded_text_leads_to_the_letter_that_it_came_from(text: str) -> None:
    folded = fold(text)
    for index, letter in enumerate(folded.text):
        assert letter in fold(text[folded.original(index)]).text
    assert folded.original(len(folded.text)) == len(text)


@given(st.text(alphabet="áéíóúñü ABC", max_size=30))
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text
