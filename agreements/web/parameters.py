"""What the relation's page may be asked beside the clocks: its filters, and what of it one looks at."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from agreements.errors import Problem, Refused
from agreements.timeline.filters import TIMELINE
from agreements.timeline.parameters import TEXT, Form, Parameter, Values, number, several, words

Focus = tuple[date, date]
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
PARTS: Final = ("figure", "panel", "events")


def _days(text: str) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(each) for each in text.split("/"))
    except ValueError:
        raise ValueError(f"{text!r} is not two days; write them like 2025-01-15/2025-04-25") from None


def focus(values: Values) -> Focus | None:
    """First and last day of the figure's focus, given as "2025-01-15/2025-04-25" or as two days; None if not given.

    Raises Refused with the way out."""
    days = [day for each in values.get("focus", ()) for day in each]
    if not days:
        return None
    problem = _wrong(days)
    if problem:
        raise Refused([Problem("focus", problem)])
    return days[0], days[1]


def _wrong(days: Sequence[date]) -> str:
    if len(days) != 2:
        return f"{len(days)} days are given; give the first and the last"
    first, last = days
    if first > last:
        return f"{first}/{last} runs backwards; write {last}/{first}"
    if first < EARLIEST or last > LATEST:
        return f"{first}/{last} reaches beyond {EARLIEST}/{LATEST}"
    return ""


_FILTERS = ("q", "kind", "agreement", "person", "modality")
FILTERS: Final = tuple(each for each in TIMELINE if each.name in _FILTERS)
LOOKING: Final = (
    Parameter(name="order", meaning="order of the list", form=words(("asc", "desc"), "order")),
    Parameter(name="focus", meaning="days that the figure is zoomed to", form=Form({}, _days), repeatable=True),
    Parameter(name="event", meaning="slug of the event that is open", form=TEXT),
    Parameter(name="part", meaning="parts of the page, joined by commas", form=several(PARTS, "part")),
    Parameter(name="width", meaning="width of the figure in CSS pixels", form=number(320, 4000)),
)
OWN: Final = (*FILTERS, *LOOKING)
