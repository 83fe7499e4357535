"""Text of cells, made to fit the record. Pure."""

import html
import re

from agreements.searchtext import searchable

LONGEST = 300  # of a title, a name, an excerpt
SHORTEST = 28  # of a short title


def tidy(text: str, *, entities: bool = False) -> str:
    """A cell in one line: entities resolved if the table has such, runs of space as one."""
    return " ".join((html.unescape(text) if entities else text).split())


def shortened(text: str, longest: int = LONGEST) -> str:
    """Text of at most so many characters, cut between words."""
    text = tidy(text)
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[longest // 2 :] else cut}…"


def address(text: str) -> str | None:
    """A web address with the slashes of the web, or None if it is none."""
    url = text.strip().replace("\\", "/").replace(" ", "%20")
    return url if re.fullmatch(r"https?://[^\s]+", url) and len(url) <= 2000 else None


def first_of(text: str, words: dict[str, str], default: str) -> str:
    """What the word that comes first in the text stands for; of two at one place the longer."""
    folded = searchable(text)
    found = [
        (match.start(), -len(word), word)
        for word in words
        if (match := re.search(rf"\b{re.escape(searchable(word))}s?\b", folded))
    ]
    return words[min(found)[2]] if found else default


def slug(text: str) -> str:
    """Text as a part of a slug; "" if nothing of it is a Latin letter or a digit."""
    return re.sub(r"[^a-z0-9]+", "-", searchable(text)).strip("-")
