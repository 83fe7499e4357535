"""Dates as a register writes them, to EDTF. Pure."""

import re
from calendar import monthrange

from agreements import edtf
from agreements.edtf.phrases import ENGLISH

_TOKENS = {
    "DD": r"(?P<day>\d{1,2})",
    "MM": r"(?P<month>\d{1,2})",
    "YYYY": r"(?P<year>\d{4})",
    "Month": r"(?P<word>[A-Za-z]+)\.?",
}
_TOKEN = re.compile("YYYY|Month|DD|MM")
EDTF = "EDTF"


def check_form(form: str) -> None:
    """Raises ValueError with the way out if a map's date form cannot be read."""
    tokens = _TOKEN.findall(form)
    months = {"MM", "Month"} & set(tokens)
    known = form == EDTF or ("YYYY" in tokens and len(months) <= 1 and len(set(tokens)) == len(tokens))
    if not known or ("DD" in tokens and not months):
        raise ValueError(
            f"{form!r} is not a form of dates; write EDTF, or YYYY once with MM or Month and DD, as in DD/MM/YYYY"
        )


def _pattern(form: str) -> re.Pattern[str]:
    parts, at = [], 0
    for token in _TOKEN.finditer(form):
        parts += [re.escape(form[at : token.start()]), _TOKENS[token.group()]]
        at = token.end()
    return re.compile("".join([*parts, re.escape(form[at:])]))


class Forms:
    """The forms of one table."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self._names = forms
        self._patterns = [_pattern(form) for form in forms if form != EDTF]

    def read(self, text: str) -> str:
        """A cell as EDTF: a day, a month or a year, as much as it says. Raises ValueError with the reason."""
        for pattern in self._patterns:
            if match := pattern.fullmatch(text):
                return _date(text, match.groupdict())
        if EDTF in self._names:
            return edtf.parse(text).text
        raise ValueError(f"{text!r:.60} does not have the form {' or '.join(self._names)}; correct the cell or the map")


def _date(text: str, found: dict[str, str]) -> str:
    year, month = int(found["year"]), _month(text, found)
    if year == 0:
        raise ValueError(f"{text!r} names the year 0000; leave the cell empty if the date is not known")
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} names month {month}, and a year has 12; correct the cell")
    if "day" not in found:
        return f"{year:04}-{month:02}"
    day, last = int(found["day"]), monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"{text!r} names day {day} of a month with {last} days; correct the cell")
    return f"{year:04}-{month:02}-{day:02}"


def _month(text: str, found: dict[str, str]) -> int | None:
    if "month" in found:
        return int(found["month"])
    if "word" not in found:
        return None
    word = found["word"].casefold()
    for number, name in enumerate(ENGLISH.months, 1):
        if len(word) >= 3 and name.casefold().startswith(word):
            return number
    raise ValueError(f"{text!r} names no month in English; correct the cell or the map")
