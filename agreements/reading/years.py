"""Years named in a text."""

import re

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> frozenset[int]:
    return frozenset(int(each) for each in _YEAR.findall(text))


def year_in(text: str) -> int | None:
    """The first year named, if any."""
    match = _YEAR.search(text)
    return int(match.group()) if match else None
