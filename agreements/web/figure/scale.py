"""Days to places on the sheet and back: piecewise linear. Pure.

Days are counted from 1 January 1970, places in the units of the drawing: CSS pixels where it is shown as wide as it was
drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1 January 1970; negative before."""
    return day.toordinal() - EPOCH


def date_of(day: float) -> date:
    """The day that a place lies in; nothing before the year 1 or after 9999."""
    return date.fromordinal(min(max(int(day // 1) + EPOCH, 1), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time drawn at one rate. `day_to` is the first day that is not in it."""

    day_from: float
    day_to: float
    x_from: float
    x_to: float

    @property
    def rate(self) -> float:
        """Pixels per day."""
        return (self.x_to - self.x_from) / (self.day_to - self.day_from)

    def x(self, day: float) -> float:
        return self.x_from + (day - self.day_from) * self.rate


@dataclass(frozen=True, slots=True)
class Scale:
    """Segments that join end to end, each longer than nothing. What lies outside is drawn at the nearer end."""

    segments: tuple[Segment, ...]

    @property
    def start(self) -> float:
        return self.segments[0].day_from

    @property
    def end(self) -> float:
        return self.segments[-1].day_to

    @property
    def left(self) -> float:
        return self.segments[0].x_from

    @property
    def right(self) -> float:
        return self.segments[-1].x_to

    def x(self, day: float) -> float:
        """The place of a day's first moment."""
        if day <= self.start:
            return self.left
        for each in self.segments:
            if day < each.day_to:
                return each.x(day)
        return self.right

    def day(self, x: float) -> float:
        """The day at a place: the inverse of `x` within the drawing."""
        if x <= self.left:
            return self.start
        for each in self.segments:
            if x < each.x_to:
                return each.day_from + (x - each.x_from) / each.rate
        return self.end


def joined(stretches: Sequence[tuple[float, float, float]]) -> Scale:
    """A scale of stretches (first day, day after the last, width), left to right; empty ones are left out."""
    segments, x = [], 0.0
    for day_from, day_to, width in stretches:
        if day_to > day_from and width > 0:
            segments.append(Segment(day_from, day_to, x, x + width))
            x += width
    return Scale(tuple(segments))
