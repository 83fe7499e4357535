"""Text as it is searched: no case, no accents, one space."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.searchtext import searchable


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cancillería  DE", "cancilleria de"),
        ("Día\n\tde la Ñ", "dia de la n"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁnal ²", "final 2"),
        ("Ｎａｙｉｂ", "nayib"),
        ("İstanbul", "istanbul"),
        ("Cafe\u0301", "cafe"),
        ("Ελλάς", "ελλασ"),
        ("Acme™ №5", "acmetm no5"),
        ("協定 2025", "協定 2025"),
        ("  \u00a0 ", ""),
        ("", ""),
    ],
)
def test_case_accents_and_spaces_fold(text: str, folded: str) -> None:
    assert searchable(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert searchable(unicodedata.normalize("NFC", text)) == searchable(unicodedata.normalize("NFD", text))


CHARACTERS = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]


def test_no_character_changes_when_folded_again() -> None:
    assert [char for char in CHARACTERS if searchable(searchable(char)) != searchable(char)] == []


def test_case_never_matters_but_for_the_dotless_i() -> None:
    assert [char for char in CHARACTERS if searchable(char.upper()) != searchable(char.lower())] == ["ı"]


@given(st.text(), st.text())
def test_words_are_found_in_text_that_holds_them(before: str, after: str) -> None:
    assert "cancilleria" in searchable(f"{before} CANCILLERÍA {after}").split()
