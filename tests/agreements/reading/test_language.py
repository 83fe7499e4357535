"""Which language an item is in."""

import pytest

from agreements.reading.language import language_of
from agreements.reading.lexicon import LANGUAGES, lexicon


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The ministers of the two states signed it in the capital on Monday.", None, "en"),
        ("Los ministros de los dos países lo firmaron en la capital el lunes.", None, "es"),
        ("Firman acuerdo", "es-SV", "es"),
        ("Firman acuerdo", "EN", "en"),
        ("Firman acuerdo", None, None),
        ("Firman acuerdo", "fr", None),
        ("", None, None),
    ],
)
def test_the_commonest_words_tell_else_what_is_declared(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared, map(lexicon, LANGUAGES)) == language
