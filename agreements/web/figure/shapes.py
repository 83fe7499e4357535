"""Shapes as a template prints them: numbers are texts already, looks are classes, `t` is the time they stand for.

A shape with one day in `t` moves with it; with two it reaches from the one to the other.
"""

from dataclasses import dataclass

from agreements.web.figure.measure import width
from agreements.web.figure.numbers import number

PLATE_PADDING = 3.0
ASCENT = 0.95  # of a plate above the baseline, in ems


@dataclass(frozen=True, slots=True)
class Rect:
    """`fill`: the address of a pattern, or ""."""

    cls: str
    x: str
    y: str
    width: str
    height: str
    t: str
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    cls: str
    x1: str
    x2: str
    y: str
    t: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one fill over an uncertain stretch that begins at `x`: (place from there, width) of each."""

    cls: str
    x: str
    y: str
    height: str
    t: str
    bars: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that stands at one place."""

    x: str
    y: str
    t: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text whose baseline begins or ends at a place; a plate of paper behind it, if it has a width."""

    cls: str
    x: str
    y: str
    t: str
    text: str
    anchor: str = "start"
    plate_x: str = ""
    plate_y: str = ""
    plate_width: str = ""


def rect(cls: str, left: float, right: float, y: float, height: float, t: str, fill: str = "") -> Rect:
    return Rect(cls, number(left), number(y), number(right - left), number(height), t, fill)


def line(cls: str, left: float, right: float, y: float, t: str) -> Line:
    return Line(cls, number(left), number(right), number(y), t)


def spot(x: float, y: float, day: float) -> Spot:
    return Spot(number(x), number(y), number(day))


def text(
    said: str,
    x: float,
    y: float,
    day: float,
    *,
    cls: str = "",
    anchor: str = "start",
    plate: bool = False,
    size: float = 11,
) -> Text:
    """`plate`: whether paper is laid beneath it."""
    if not plate:
        return Text(cls, number(x), number(y), number(day), said, anchor)
    wide = width(said, size) + 2 * PLATE_PADDING
    left = -PLATE_PADDING if anchor == "start" else PLATE_PADDING - wide
    return Text(
        cls, number(x), number(y), number(day), said, anchor, number(left), number(-ASCENT * size), number(wide)
    )
