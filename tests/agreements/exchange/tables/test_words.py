"""Text of cells, made to fit."""

import pytest

from agreements.exchange.tables.words import address, first_of, shortened, slug, tidy


def test_entities_are_resolved_where_the_table_has_them() -> None:
    assert tidy("Fish &amp;\n  Chips", entities=True) == "Fish & Chips"
    assert tidy("Fish &amp;\n  Chips") == "Fish &amp; Chips"


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("short", 28, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("Convention on the Law of Treaties", 28, "Convention on the Law of…"),
        ("x" * 40, 28, "x" * 27 + "…"),
        ("a " + "x" * 40, 28, "a " + "x" * 25 + "…"),
    ],
)
def test_text_is_cut_between_words(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short
    assert len(shortened(text, longest)) <= longest


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (r" https://x.example\a\1.html ", "https://x.example/a/1.html"),
        ("ftp://x.example/", None),
        ("", None),
        ("https://x.example/" + "a" * 2000, None),
    ],
)
def test_an_address_is_one_of_the_web(text: str, url: str | None) -> None:
    assert address(text) == url


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Protocol amending the Convention on Trade", "protocol"),
        ("CONVENTION and Protocol", "treaty"),
        ("Exchange of Notes about a treaty", "notes"),
        ("Conventional arms", "none"),
        ("", "none"),
    ],
)
def test_the_first_word_for_a_form_counts(title: str, form: str) -> None:
    words = {"convention": "treaty", "protocol": "protocol", "exchange of notes": "notes", "exchange": "other"}
    assert first_of(title, words, "none") == form


def test_a_slug_has_letters_digits_and_hyphens() -> None:
    assert slug(" TIAS_12/345 (Ñ) ") == "tias-12-345-n"
    assert slug("—") == ""
