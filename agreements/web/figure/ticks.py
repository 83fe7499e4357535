"""The calendar along a stretch of the drawing: where its lines stand, and what is written at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language

from agreements.web.figure.measure import fitting, width
from agreements.web.figure.scale import Segment, date_of, day_number

Step = tuple[str, int]
STEPS: Final[tuple[Step, ...]] = (
    ("month", 1), ("month", 3), ("month", 6),
    ("year", 1), ("year", 2), ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100),
)  # fmt: skip
YEARS: Final = STEPS[3:]
SPARE: Final = 5.0
WEEK_PX, MONTH_PX, YEAR_PX = 14.0, 24.0, 5.0  # from here on lines are drawn
ROOMY_WEEK: Final = 60.0  # and from here on Mondays are told


@dataclass(frozen=True, slots=True)
class Tick:
    """`label`: "" where nothing is written."""

    day: int
    x: float
    label: str = ""


def beginnings(step: Step, first: float, last: float) -> Iterator[int]:
    """The days from `first` up to, not including, `last` with which a week, month or year of this step begins."""
    unit, count = step
    if unit == "week":
        monday = day_number(date_of(first)) + (-date_of(first).weekday()) % 7
        yield from range(monday if monday >= first else monday + 7, int(-(-last // 1)), 7 * count)
        return
    months = count * (12 if unit == "year" else 1)
    start = date_of(first)
    index = (start.year * 12 + start.month - 1) // months * months
    while (day := _month(index)) is not None and day < last:
        if day >= first:
            yield day
        index += months


def _month(index: int) -> int | None:
    """The first day of a month counted from year 0; None outside the calendar."""
    year, month = divmod(index, 12)
    return day_number(date(max(year, 1), month + 1 if year else 1, 1)) if year < 10000 else None


def lines(segment: Segment) -> dict[str, list[int]]:
    """The grid: weeks where there is room for them, else months, else years. {"week": days, "month": days}."""
    found: dict[str, list[int]] = {}
    if segment.rate * 7 >= WEEK_PX:
        found["week"] = list(beginnings(("week", 1), segment.day_from, segment.day_to))
    if segment.rate * 30.4 >= MONTH_PX:
        found["month"] = list(beginnings(("month", 1), segment.day_from, segment.day_to))
    elif segment.rate * 365 >= YEAR_PX:
        found["month"] = list(beginnings(("year", 1), segment.day_from, segment.day_to))
    return found


def ticks(
    segment: Segment, *, size: float = 11, bold: bool = False, steps: Sequence[Step] = STEPS, spare: float = SPARE
) -> list[Tick]:
    """Ticks at the first of the steps whose labels all have room; the first tick may be of one begun before.

    `size`: of the labels in pixels, `spare`: what has to stay empty between them."""
    unit, count = next(
        (each for each in steps if _room(each, segment) >= _least(each[0], size, bold) + spare), steps[-1]
    )
    days = list(beginnings((unit, count), segment.day_from, segment.day_to))
    if count == 1 and days[:1] != [segment.day_from]:
        days.insert(0, int(segment.day_from))
    ends = [*(segment.x(day) for day in days[1:]), segment.x_to][: len(days)]
    found, said = [], None
    for day, end in zip(days, ends, strict=True):
        texts = _year_texts(day) if unit == "year" else _month_texts(day, said)
        label = fitting(texts, end - segment.x(day) - SPARE, size, bold=bold)
        said = date_of(day).year if str(date_of(day).year) in label else said
        found.append(Tick(day, segment.x(day), label))
    return found


def days(segment: Segment, months: Sequence[Tick]) -> list[Tick]:
    """Days of the month between those labels, each day or each Monday, where there is room for them."""
    least = width("30") + SPARE
    step = 1 if segment.rate >= least else 7
    if step == 7 and segment.rate * step < ROOMY_WEEK:
        return []
    taken = [(each.x - least, each.x + width(each.label, 12, bold=True) + SPARE) for each in months]
    taken.append((segment.x_to - least, segment.x_to))
    starts = (
        range(int(segment.day_from), int(segment.day_to))
        if step == 1
        else beginnings(("week", 1), segment.day_from, segment.day_to)
    )
    found = [Tick(day, segment.x(day), str(date_of(day).day)) for day in starts]
    return [each for each in found if not any(left < each.x < right for left, right in taken)]


def _room(step: Step, segment: Segment) -> float:
    return segment.rate * step[1] * (30.4 if step[0] == "month" else 365.2)


def _least(unit: str, size: float, bold: bool) -> float:
    return width("Nov" if unit == "month" else "’00", size, bold=bold)


def said_as(form: str, when: date) -> str:
    """A day in one of Django's formats. Only English writes the names of months and days with a capital."""
    said = date_format(when, form, use_l10n=False)
    return said if (get_language() or "en").startswith("en") else said.lower()


def _year_texts(day: int) -> list[str]:
    year = date_of(day).year
    return [str(year), f"’{year % 100:02}"]


def _month_texts(day: int, said: int | None) -> list[str]:
    """Long to short. The year is told once, and again with each January."""
    when = date_of(day)
    long, short = said_as("F", when), said_as("M", when)
    if said == when.year:
        return [long, short]
    months = [f"{long} {when.year}", f"{short} {when.year}"]
    return [*months, str(when.year), short] if when.month == 1 else [*months, long, short]
