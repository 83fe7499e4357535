"""The day that an item bears at the head of its own text: "SAN SALVADOR, 27 March 2025 (Wire) - …". Pure."""

import re
from datetime import date

from agreements.reading.dates import find
from agreements.reading.folding import fold

WITHIN = 120  # characters in which a dateline ends
_END = re.compile(r"\s[-–—]\s|\.\s?[-–—]\s?|\)\s*[.:]?\s|:\s|\n")


def day_of_dateline(text: str, language: str) -> date | None:
    """The one full day in a text's dateline, behind its place in capitals or by itself; None if there is none."""
    end = _END.search(text, 0, WITHIN)
    if end is None:
        return None
    head = fold(text[: end.start()]).text
    dates = [each for each in find(head, language, None) if each.exact and each.year_given and len(each.edtf) == 10]
    if len(dates) != 1:
        return None
    place = text[: dates[0].start]
    return date.fromisoformat(dates[0].edtf) if place == place.upper() else None
