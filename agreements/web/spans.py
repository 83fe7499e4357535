"""Stretches of time for the drawings on an agreement's page, each with its scale. Pure but for the words of ticks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from agreements.web.figure.measure import width as width_of
from agreements.web.figure.numbers import number
from agreements.web.figure.scale import Scale, date_of, day_number, joined
from agreements.web.figure.ticks import Tick, ticks

TAIL: Final = 56.0  # of a drawing whose last change lies long before today
MARGIN: Final = 1.0
TODAY, SPARE = 40.0, 6.0  # room for the word "today" at the end of an axis, and beside a label
LEAST_DAYS, SIX_MONTHS = 60, 186


@dataclass(frozen=True, slots=True)
class Time:
    """A scale with its ticks. `cut`: the place from which time is shortened up to today; `today`: that of its line."""

    scale: Scale
    width: str
    ticks: list[Tick]
    cut: str
    today: str
    until: int


def time(days: Sequence[int], today: int, width: float) -> Time:
    """From shortly before the first of these days to shortly after the last, and in short up to today."""
    known = [day for day in days if day <= today] or [today]
    room = max(LEAST_DAYS, (max(known) - min(known)) // 6)
    first, last = _month(min(known) - room // 3), max(known) + room
    if today - last < (last - first) / 3:
        return _time(joined([(first, today + 1, width - MARGIN)]), width, today)
    parts = [(first, last, width - TAIL - MARGIN), (last, today + 1, TAIL)]
    return _time(joined(parts), width, today, cut=width - TAIL - MARGIN)


def around(days: Sequence[int], today: int, width: float) -> Time:
    """Half a year or more about these days at an even rate, no day after today."""
    known = [day for day in days if day <= today] or [today]
    room = max(LEAST_DAYS, (max(known) - min(known)) // 2)
    last = min(max(max(known) + room, min(known) - room + SIX_MONTHS), today)
    first = min(min(known) - room, last - SIX_MONTHS)
    return _time(joined([(first, last + 1, width)]), width, today)


def _clear(tick: Tick, end: float) -> Tick:
    """A tick whose label would run beyond an end stands without it."""
    return tick if tick.x + width_of(tick.label) + SPARE < end else replace(tick, label="")


def _month(day: int) -> int:
    return day_number(date_of(day).replace(day=1))


def _time(scale: Scale, width: float, today: int, cut: float | None = None) -> Time:
    end = cut if cut is not None else scale.right - TODAY if scale.end > today else scale.right
    told = [_clear(each, end) for each in ticks(scale.segments[0])]
    return Time(
        scale,
        width=number(width),
        ticks=[each for each in told if each.label or each.day > scale.start],
        cut=number(cut) if cut is not None else "",
        today=number(scale.right) if scale.end > today else "",
        until=today + 1,
    )
