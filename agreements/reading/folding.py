"""Text as rules see it: without case and accents, and with a way back to the original's code points."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\xa0": " "}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` may be shorter than the original; `places[i]` is the original's code point behind `text[i]`.

    None means that they are the same, as they are unless the original holds combining marks or ligatures."""

    text: str
    places: tuple[int, ...] | None = None

    def original(self, index: int) -> int:
        """The code point of the original at an index of the folded text (its length included)."""
        return index if self.places is None else self.places[index]


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char in _QUOTES:
        return _QUOTES[char]
    decomposed = unicodedata.normalize("NFKD", char.casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def fold(text: str) -> Folded:
    """`text` without case and accents, typographic quotes and dashes as plain ones."""
    if text.isascii():
        return Folded(text.lower())
    letters = [_letter(char) for char in text]
    if all(len(letter) == 1 for letter in letters):
        return Folded("".join(letters))
    places = [place for place, letter in enumerate(letters) for _ in letter]
    return Folded("".join(letters), (*places, len(text)))
