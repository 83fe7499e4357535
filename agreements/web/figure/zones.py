"""Three-part time: a zoomed window between two narrow zones that hold what came before and after. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agreements.web.figure.scale import Scale, Segment, date_of, day_number, joined
from agreements.web.figure.window import Window

BEFORE, AFTER, NARROW = 102.0, 122.0, 64.0
LEAST_FOCUS: Final = 360.0
COVERED: Final = 0.6
GAP_DAYS: Final = 5 * 365.25
MARGIN: Final = 8.0  # what stays empty after today's line


@dataclass(frozen=True, slots=True)
class Time:
    """The scale of all lanes with its parts; `before` and `after` are None where the window has no such zone.

    `end`: the day after the last on which anything happens, or after the focus."""

    scale: Scale
    before: Segment | None
    focus: Segment
    after: Segment | None
    today: int
    end: int

    @property
    def until(self) -> int:
        """The day after today: bands end where it begins."""
        return self.today + 1


def time(window: Window, days: Sequence[int], today: int, width: float, *, narrow: bool = False) -> Time:
    """The time of a drawing so wide. `days`: all days on which something happens, planned ones too."""
    first, last = window.first, window.last + 1
    begin, end = _begin(days, first), max([*days, today]) + 1
    if (last - first) > COVERED * (max(end, last) - min(begin, first)):
        begin, end = first, last
    # At the rate of the whole a zone would be as wide as this: it is never more closely looked at than the focus.
    rate = width / (max(end, last) - min(begin, first))
    most = min(NARROW if narrow or width < LEAST_FOCUS + BEFORE + AFTER else AFTER, width / 4)
    before = min(BEFORE, most, (first - begin) * rate) if begin < first else 0.0
    after = min(most, (end - last) * rate) if end > last else 0.0
    end = max(end, last)
    middle = width - before - after
    if after:
        scale = joined([(begin, first, before), (first, last, middle), (last, _with_margin(last, end, after), after)])
    else:
        scale = joined([(begin, first, before), (first, _with_margin(first, last, middle, today), middle)])
    return _parts(scale, bool(before), bool(after), today, end)


def _with_margin(start: int, end: int, width: float, today: int | None = None) -> float:
    """The end of a part of the drawing, moved so that today's line does not stand on its very edge."""
    if today is not None and not end - 1 <= today <= end:
        return end
    return end + (end - start) * MARGIN / max(width - MARGIN, 1)


def _parts(scale: Scale, before: bool, after: bool, today: int, end: int) -> Time:
    segments = list(scale.segments)
    return Time(
        scale,
        before=segments.pop(0) if before else None,
        after=segments.pop() if after else None,
        focus=segments[0],
        today=today,
        end=end,
    )


def _begin(days: Sequence[int], first: int) -> int:
    """Where *before* begins: the year of the first day after the last gap of over five years."""
    earlier = sorted(day for day in days if day < first)
    if not earlier:
        return first
    start = earlier[0]
    for one, other in zip(earlier, earlier[1:], strict=False):
        if other - one > GAP_DAYS:
            start = other
    return min(day_number(date_of(start).replace(month=1, day=1)), first)
