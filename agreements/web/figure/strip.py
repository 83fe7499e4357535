"""The strip: all years at one scale, a bar per month, and which part of them the figure shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.web.figure import ticks, words
from agreements.web.figure.measure import width
from agreements.web.figure.numbers import number, span
from agreements.web.figure.scale import Segment, date_of, day_number
from agreements.web.figure.shapes import Rect, Spot, Text, rect, spot, text
from agreements.web.figure.window import Window
from agreements.web.figure.zones import GAP_DAYS

HEIGHT, BASE, LABEL_Y, NOTE_Y = 46.0, 31.0, 43.0, 25.0
TALLEST, LEAST_BAR, LEAST_BRUSH = 22.0, 1.5, 4.0
ROOMY: Final = 36.0  # between the years, which are told in full
SHORT: Final = 1100  # days, of a record whose months are told
SAID_Y: Final = 12.0


@dataclass(frozen=True, slots=True)
class Brush:
    """The window on the strip: its rectangle, its two ends, its days as the script reads them."""

    rect: Rect
    ends: list[tuple[str, Spot]]
    t: str


@dataclass(frozen=True, slots=True)
class Strip:
    width: str
    height: str
    base: str
    bars: list[Rect]
    ticks: list[Spot]
    texts: list[Text]
    brush: Brush
    segment: Segment


def strip(days: Sequence[int], window: Window, everything: Window, wide: float, *, today: int, language: str) -> Strip:
    """`days`: on which an event begins; `wide`: how wide it is drawn."""
    first, last = min(everything.first, window.first), max(everything.last, window.last) + 1
    whole = Segment(first, last, 0.0, wide - 1)
    years = ticks.ticks(whole, steps=ticks.YEARS, spare=ROOMY) if last - first > SHORT else ticks.ticks(whole)
    now = whole.x(min(max(today + 1, first), last))
    said = now - width(_("today")), now
    marked = [each for each in years if not said[0] - 12 < each.x + width(each.label) or each.x > said[1]]
    return Strip(
        width=number(wide),
        height=number(HEIGHT),
        base=number(BASE),
        bars=_bars(days, window, whole),
        ticks=[spot(each.x, BASE, each.day) for each in years],
        texts=[
            *(text(each.label, each.x + 3, LABEL_Y, each.day, cls="tick-label") for each in marked if each.label),
            text(_("today"), now, LABEL_Y, today + 1, cls="tick-label", anchor="end"),
            _said(days, window, whole, language),
            *_gaps(days, window, whole, language),
        ],
        brush=_brush(window, whole),
        segment=whole,
    )


def _bars(days: Sequence[int], window: Window, whole: Segment) -> list[Rect]:
    counts = Counter(date_of(day).replace(day=1) for day in days)
    tallest = max(counts.values(), default=1)
    bars = []
    for month, count in sorted(counts.items()):
        start = day_number(month)
        height = max(TALLEST * count / tallest, 2.0)
        left, right = whole.x(start), whole.x(start + 30.4)
        inside = start <= window.last and start + 30 >= window.first
        bars.append(
            rect("bar in" if inside else "bar", left, max(right - 0.5, left + LEAST_BAR), BASE - height, height, "")
        )
    return bars


def _brush(window: Window, whole: Segment) -> Brush:
    left, right = whole.x(window.first), whole.x(window.last + 1)
    right = max(right, left + LEAST_BRUSH)
    frame = rect("brush-in", left, right, 4.5, BASE - 4.5, span(window.first, window.last + 1))
    ends = [("from", spot(left, 4, window.first)), ("to", spot(right, 4, window.last + 1))]
    return Brush(frame, ends, span(window.first, window.last + 1))


def _said(days: Sequence[int], window: Window, whole: Segment, language: str) -> Text:
    """The window in words: left of the brush where there is room, else right of it, else within."""
    said = summary(days, window, language)
    left, right, room = whole.x(window.first), whole.x(window.last + 1), width(said, bold=True) + 8
    if left >= room:
        return text(said, left - 8, SAID_Y, window.first, cls="brush-words", anchor="end")
    if whole.x_to - right >= room:
        return text(said, right + 8, SAID_Y, window.last + 1, cls="brush-words")
    return text(said, left + 8, SAID_Y + 4, window.first, cls="brush-words")


def summary(days: Sequence[int], window: Window, language: str) -> str:
    """ "15 Jan – 24 Apr 2025: 35 events"."""
    count = sum(window.first <= day <= window.last for day in days)
    return f"{words.window(window, language)}: {words.events(count)}"


def _gaps(days: Sequence[int], window: Window, whole: Segment, language: str) -> list[Text]:
    """A note in a gap of over five years: how many events stand before it."""
    ordered, notes = sorted(days), []
    for at, (one, other) in enumerate(zip(ordered, ordered[1:], strict=False), start=1):
        if other - one > GAP_DAYS:
            year = date_of(other).year
            said = ngettext("one event before %(year)d", "%(n)d events before %(year)d", at) % {"n": at, "year": year}
            middle = (whole.x(one) + whole.x(other)) / 2
            notes.append(text(said, middle, NOTE_Y, (one + other) / 2, cls="note", anchor="middle"))
    return [each for each in notes if not _under_brush(each, window, whole)]


def _under_brush(note: Text, window: Window, whole: Segment) -> bool:
    half, middle = width(note.text) / 2, float(note.x)
    return whole.x(window.first) < middle + half and whole.x(window.last) > middle - half
