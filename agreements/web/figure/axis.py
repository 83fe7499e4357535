"""What stands above the lanes, the calendar, and behind them, the ground: zones, grid, the lines of days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from agreements.web.figure import ticks, words
from agreements.web.figure.measure import fitting, width
from agreements.web.figure.numbers import number, span
from agreements.web.figure.scale import Segment
from agreements.web.figure.shapes import Rect, Spot, Text, rect, spot, text
from agreements.web.figure.ticks import Tick
from agreements.web.figure.zones import Time

HEIGHT: Final = 42.0
FLAG_Y, ZONE_Y, LABEL_Y = 12.0, 24.0, 37.0
SIZE = 12.0
INSET = 4.0
FLAG_PADDING = 6.0


@dataclass(frozen=True, slots=True)
class Flag:
    """The day of the open event on a dark plate: `x` of its middle line, the plate from there, its text."""

    at: Spot
    plate_x: str
    plate_width: str
    text_x: str
    text: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A line through all lanes."""

    cls: str
    x: str
    t: str


@dataclass(frozen=True, slots=True)
class Axis:
    height: str
    texts: list[Text]
    ticks: list[Spot]
    edges: list[Spot]
    today: Spot | None
    flag: Flag | None
    washes: list[Rect]
    uprights: list[Upright]


def axis(time: Time, opened: float | None, *, chosen: str) -> Axis:
    """`opened`: the day of the open event; `chosen`: the day asked for in words, "" for today."""
    flag = _flag(time, opened) if opened is not None else None
    return Axis(
        height=number(HEIGHT),
        texts=[*_labels(time), *_zone_words(time), *_today(time, opened, chosen)],
        ticks=[
            spot(each.x, HEIGHT - 5, each.day)
            for part in _parts(time)
            for each in _calendar(part, time)
            if each.x > part.x_from
        ],
        edges=[spot(x, ZONE_Y - 10, day) for x, day in _edges(time)],
        today=spot(time.scale.x(time.until), FLAG_Y + 3, time.until) if _has_today(time) else None,
        flag=flag,
        washes=[
            rect("zone", each.x_from, each.x_to, 0, 100, span(each.day_from, each.day_to)) for each in _zones(time)
        ],
        uprights=list(_uprights(time, opened)),
    )


def _has_today(time: Time) -> bool:
    return time.scale.start <= time.today < time.scale.end


def _parts(time: Time) -> list[Segment]:
    return [each for each in (time.before, time.focus, time.after) if each]


def _zones(time: Time) -> list[Segment]:
    return [each for each in (time.before, time.after) if each]


def _calendar(part: Segment, time: Time) -> list[Tick]:
    focus = part is time.focus
    return ticks.ticks(part, size=SIZE if focus else 11, bold=focus)


def _labels(time: Time) -> Iterator[Text]:
    for part in _parts(time):
        marked = _calendar(part, time)
        yield from _texts(marked, "month" if part is time.focus else "tick-label", time)
        if part is time.focus:
            yield from _texts(ticks.days(part, marked), "tick-label", time)


def _texts(marked: Iterable[Tick], cls: str, time: Time) -> Iterator[Text]:
    for each in marked:
        if each.label and not _on_today(each.x + INSET, each.label, time):
            yield text(each.label, each.x + INSET, LABEL_Y, each.day, cls=cls)


def _on_today(x: float, label: str, time: Time) -> bool:
    """Whether today's line would run through a label."""
    return x < time.scale.x(time.until) < x + width(label) and _has_today(time)


def _zone_words(time: Time) -> Iterator[Text]:
    if time.before:
        said = words.before(time.before.day_to - time.before.day_from)
        yield from _zone_word(time.before, said, 0.0)
    if time.after:
        yield from _zone_word(time.after, words.after(time.end - time.after.day_from), INSET)


def _zone_word(zone: Segment, said: list[str], inset: float) -> Iterator[Text]:
    fits = fitting(said, zone.x_to - zone.x_from - inset)
    if fits:
        yield text(fits, zone.x_from + inset, ZONE_Y, zone.day_from, cls="zone-words")


def _edges(time: Time) -> Iterator[tuple[float, float]]:
    if time.before:
        yield time.before.x_to, time.before.day_to
    if time.after:
        yield time.after.x_from, time.after.day_from


def _uprights(time: Time, opened: float | None) -> Iterator[Upright]:
    for cls, days in ticks.lines(time.focus).items():
        yield from (_upright(cls, time.scale.x(day), day) for day in days)
    for x, day in _edges(time):
        yield _upright("edge", x, day)
    if opened is not None:
        yield _upright("open", time.scale.x(opened), opened)
    if _has_today(time):
        yield _upright("today", time.scale.x(time.until), time.until)


def _upright(cls: str, x: float, day: float) -> Upright:
    return Upright(cls, number(x), span(day, day))


def _today(time: Time, opened: float | None, chosen: str) -> Iterator[Text]:
    """The word above today's line, unless the open event's flag stands there."""
    x, said = time.scale.x(time.until), chosen or _("today")
    near = opened is not None and abs(time.scale.x(opened) - x) < width(said, bold=True) + width(
        "Mon 30 Mmm", bold=True
    )
    if _has_today(time) and not near:
        yield text(said, x - 3, FLAG_Y, time.until, cls="today-word", anchor="end")


def _flag(time: Time, opened: float) -> Flag:
    said = words.with_weekday(int(opened))
    wide = width(said, 11.5, bold=True) + 2 * FLAG_PADDING
    x = time.scale.x(opened)
    left = min(max(x - wide / 2, time.scale.left), time.scale.right - wide)
    return Flag(spot(x, 0, opened), number(left - x), number(wide), number(left + wide / 2 - x), said)
