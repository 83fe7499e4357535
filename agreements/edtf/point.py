"""One EDTF date: the text of a point in the calendar, and the days it covers. Years are unbounded here."""

import re
from calendar import monthrange
from typing import Literal, NamedTuple

from .phrases import ENGLISH
from .refusals import misread, refused

Precision = Literal["day", "month", "year", "decade", "century", "interval", "set", "long_year"]
Day = tuple[int, int, int]  # year, month, day of the proleptic Gregorian calendar

_POINT = re.compile(
    r"((?!-0000)-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|Y-?[1-9][0-9]{4,})"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?"
    r"([?~%]?)"
)
_YEARS = {"decade": 10, "century": 100}


class Point(NamedTuple):
    """One date. `precision` is that of what is known: 2025-03-XX is known to the month."""

    text: str
    year: int  # the first one of a decade or century
    month: int  # 0: not given, or not specified
    day: int
    precision: Precision
    unspecified: str  # "month" or "day": what XX stands for; else ""
    approximate: bool
    uncertain: bool

    @property
    def first(self) -> Day:
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> Day:
        year, month = self.year + _YEARS.get(self.precision, 1) - 1, self.month or 12
        return year, month, self.day or monthrange(year, month)[1]

    @property
    def plain(self) -> bool:
        return not (self.approximate or self.uncertain or self.unspecified)


def read_point(text: str) -> Point:
    """The point that a trimmed text names. Raises EdtfError."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise misread(text)
    year, month, day, mark = match.groups(default="")
    if month and ("X" in year or (month == "XX" and day not in ("", "XX"))):
        raise refused(text, f"digits are left open from the right; write {year if 'X' in year else year + '-XX-XX'}")
    if month and year[0] == "Y":
        raise refused(text, f"a Y-year has no month; write {year}")
    number = int(year.lstrip("Y").replace("X", "0"))
    month_number = _month(text, year, month)
    return Point(
        text=text,
        year=number,
        month=month_number,
        day=_day(text, year, month_number, day),
        precision=_precision(year, month, day),
        unspecified="day" if day == "XX" else "month" if month == "XX" else "",
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )


def _precision(year: str, month: str, day: str) -> Precision:
    if day.isdigit():
        return "day"
    if month.isdigit():
        return "month"
    if year[0] == "Y":
        return "long_year"
    return "century" if year.endswith("XX") else "decade" if year.endswith("X") else "year"


def _month(text: str, year: str, month: str) -> int:
    number = int(month) if month.isdigit() else 0
    if 21 <= number <= 41:  # ISO 8601-2: seasons, quarters, thirds and halves of a year
        form = f"write the month, such as {year}-03, or an interval of months, such as {year}-03/{year}-05"
        raise refused(text, f"seasons and other parts of a year are not read; {form}")
    if number > 12 or month == "00":
        raise refused(text, f"months run from 01 to 12; write {year} if the month is not known")
    return number


def _day(text: str, year: str, month: int, day: str) -> int:
    if not day.isdigit():
        return 0
    number, days = int(day), monthrange(int(year), month)[1]
    if not 1 <= number <= days:
        name = ENGLISH.months[month - 1]
        reason = f"{name} {year} has {days} days" if number else "days are counted from 01"
        raise refused(text, f"{reason}; write {year}-{month:02} if the day is not known")
    return number
