"""The window of days that the figure is zoomed to: the asked one or the busiest, and the ready-made ones. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from agreements.web.figure.scale import date_of, day_number

BUSY_DAYS: Final = 100
SHORT_DAYS: Final = 150
LENGTHS: Final = {"5y": 1826, "1y": 365, "100d": BUSY_DAYS}
# Labels stand on the right of their marks, so the spare days of the busiest window lie mostly there.
SPARE_LEFT: Final = 3


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day to the last, both included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def text(self) -> str:
        return f"{date_of(self.first)}/{date_of(self.last)}"


def asked(focus: tuple[date, date]) -> Window:
    return Window(day_number(focus[0]), day_number(focus[1]))


def whole(days: Sequence[int], today: int) -> Window:
    """All years with something in them, up to today or what is planned; a short record from its first month."""
    first, last = min([*days, today]), max([*days, today])
    start = date_of(first).replace(day=1)
    return Window(day_number(start.replace(month=1) if last - first > LENGTHS["1y"] else start), last)


def busiest(days: Sequence[int], everything: Window) -> Window:
    """The hundred days with the most events (the earliest such), or everything where that is hardly longer."""
    if not days or everything.days <= SHORT_DAYS:
        return everything
    ordered = sorted(days)
    ends = [bisect_right(ordered, day + BUSY_DAYS - 1) for day in ordered]
    best = max(range(len(ordered)), key=lambda at: (ends[at] - at, -at))
    first, last = ordered[best], ordered[ends[best] - 1]
    start = first - (BUSY_DAYS - (last - first + 1)) // SPARE_LEFT
    return Window(start, start + BUSY_DAYS - 1)


def around(window: Window, length: int, everything: Window) -> Window:
    """So many days with the same middle, pushed back into the record where they reach out of it."""
    if length >= everything.days:
        return everything
    start = window.first + (window.days - length) // 2
    start = min(max(start, everything.first), everything.last - length + 1)
    return Window(start, start + length - 1)


def ready_made(window: Window, everything: Window) -> dict[str, Window]:
    """The windows that are offered, by name: "all", "5y", "1y", "100d". Lengths that hold everything are left out."""
    fitting = {name: days for name, days in LENGTHS.items() if days < everything.days}
    return {"all": everything} | {name: around(window, days, everything) for name, days in fitting.items()}
