"""Blacking words out of what was written: which parts of a record hold free words, and what is left of them. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

Json = Any

MARK: Final = "████"
SHORTEST: Final = len(MARK)  # so that nothing grows over the length of its column
# Keys of bodies that hold what somebody wrote; all others hold ids, words of the vocabulary, dates and numbers.
WORDS: Final = frozenset(
    {"title", "short_title", "official_title", "label", "summary", "note", "place", "venue", "name", "description"}
    | {"institution", "text", "reason", "by", "excerpt", "publisher", "url", "what", "role", "detail", "en", "es"}
    | {"q", "item"}  # of a saved query; of what a look passed over
)
# `value` is free in a claim, an identifier and an account of either; on an axis it is a word of the vocabulary.
VALUE: Final = "value"
LISTS: Final = frozenset({"aliases"})


def black(text: str, words: Sequence[str]) -> str:
    """Whole words only: "Ana" leaves "Banana" alone. Of words that lie in one another the longer go first."""
    for each in sorted(words, key=len, reverse=True):
        text = re.sub(_whole(each), MARK, text)
    return text


def _whole(words: str) -> str:
    start, end = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    return f"{start}{re.escape(words)}{end}"


def blacked(value: Json, words: Sequence[str], free: bool = False) -> Json:
    """A body with these words blacked out wherever words are free. `free`: whether a text standing here is."""
    if isinstance(value, str):
        return black(value, words) if free else value
    if isinstance(value, Mapping):
        said = value.get("axis") is None
        return {
            key: blacked(each, words, key in WORDS or key in LISTS or (key == VALUE and said))
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [blacked(each, words, free) for each in value]
    return value
