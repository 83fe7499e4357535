"""Whose agreement a clause speaks of: that of a tracked agreement's parties, or of other states. Pure."""

import re
from collections.abc import Sequence

from agreements.reading.countries import Country
from agreements.reading.phrases import BLANK
from agreements.reading.sentences import clause

# "Guatemala, Honduras and …"; "Guatemala, on July 26, 2019; and …".
_ROW = re.compile(r"^\s*(?:,\s*(?:on|in|el|en)\s[^;.:]{2,30};|,)?\s*(?:(?:and|y|e)\b)?\s*(?:the\s+|la\s+)?$")
_PARTNERS = re.compile(r"\s+(?:between|with|among|entre|con)\s+(?:the\s+|los\s+|las\s+)?$")
_WITH = re.compile(r"\b(?:with|con|for|para|a|of|de)\s*$")
# Narrower breaks than those of a clause: "Guatemala: signed a pact" speaks of Guatemala's.
_BREAK = re.compile(r";\s|\s-\s|,?\s(?:but|while|whereas|although|pero|mientras|aunque|sino)\s")


def strange(text: str, start: int, end: int, named: Sequence[Country], parties: Sequence[str]) -> bool:
    """Whether the clause around a span has sides that are not the parties: a stranger, and not all of them."""
    own, others = _sides(text, start, end, named, parties)
    return bool(others) and not own.issuperset(parties)


def _sides(
    text: str, start: int, end: int, named: Sequence[Country], parties: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Parties, and other states, that may be sides. States in one row with a party are partners like it, no rivals:
    "agreements with Guatemala, Honduras and El Salvador"."""
    low, high = clause(text, start, _BREAK)
    # A row takes the part of its first member: "people from Cuba, Laos and Yemen".
    near = [row for row in _rows(text, named) if row[0].side and any(low <= c.start < max(high, end) for c in row)]
    codes = {each.code for row in near for each in row}
    own = codes & set(parties)
    partners = {each.code for row in near if _together(text, row) and own & _codes(row) for each in row}
    return own, codes - set(parties) - partners


def lean(text: str, named: Sequence[Country]) -> str:
    """A text with one long blank for "between X and Y" or "with X", so that rules reach over it. Places stay."""
    for row in _rows(text, named):
        if before := _PARTNERS.search(text[: row[0].start]):
            start, end = before.start(), row[-1].end
            text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def _codes(row: Sequence[Country]) -> set[str]:
    return {each.code for each in row}


def _rows(text: str, named: Sequence[Country]) -> list[list[Country]]:
    """States in a row: "Guatemala, Honduras and El Salvador"; one alone is a row of one."""
    rows: list[list[Country]] = []
    for each in named:
        if rows and _ROW.match(text[rows[-1][-1].end : each.start]):
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def _together(text: str, row: Sequence[Country]) -> bool:
    """Whether states in a row are on one side: three or more, or two after "with"; two others face each other."""
    return len(row) > 2 or (len(row) == 2 and bool(_WITH.search(text[: row[0].start])))
