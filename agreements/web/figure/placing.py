"""Where marks and their labels stand: three rows, nothing touches anything. Pure.

First every mark gets a place in the first free row. Then labels are tried by rank, on the right of their mark, then on
its left, row by row; a mark moves to another free row where its label fits only there. No room: no label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ROWS: Final = 3
APART: Final = 1.0  # between marks
CLEAR: Final = 14.0  # between a label and its neighbours
GAP: Final = 5.0  # between a mark and its label
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Thing:
    """A mark or box from `left` to `right` with the widths of the labels it may have, best first; none: no label.

    Lower ranks are labelled first."""

    left: float
    right: float
    labels: tuple[float, ...] = ()
    rank: int = 9


@dataclass(frozen=True, slots=True)
class Place:
    """`row` counts from the band upwards. `label`: which, or None; from `start` to `end` on a `side` of the mark."""

    row: int
    label: int | None = None
    side: str = ""
    start: float = 0.0
    end: float = 0.0


def place(things: Sequence[Thing], left: float, right: float) -> list[Place] | int:
    """A place for each thing, labels within `left` and `right`; or the index of the first that three rows cannot hold.

    Things come in order from left to right."""
    rows: list[int] = []
    for at, thing in enumerate(things):
        row = next((row for row in range(ROWS) if _free(thing, row, things[:at], rows)), None)
        if row is None:
            return at
        rows.append(row)
    places = [Place(row) for row in rows]
    for at in sorted(range(len(things)), key=lambda each: (things[each].rank, things[each].left, each)):
        places[at] = _labelled(at, things, places, (left, right)) or places[at]
    return places


def _free(thing: Thing, row: int, others: Sequence[Thing], rows: Sequence[int]) -> bool:
    taken = [other for other, taken in zip(others, rows, strict=True) if taken == row]
    return all(_apart((thing.left, thing.right), (other.left, other.right), APART) for other in taken)


def _apart(one: Stretch, other: Stretch, gap: float) -> bool:
    return one[1] + gap <= other[0] or other[1] + gap <= one[0]


def _labelled(at: int, things: Sequence[Thing], places: Sequence[Place], limits: Stretch) -> Place | None:
    """The first place for a thing with a label: the fullest label first, its own row first, right before left."""
    thing, own = things[at], places[at].row
    for number, width in enumerate(thing.labels):
        for row in sorted(range(ROWS), key=lambda row: (row != own, row)):
            for side, start in (("right", thing.right + GAP), ("left", thing.left - GAP - width)):
                found = Place(row, number, side, start, start + width)
                if limits[0] <= start and found.end <= limits[1] and _clear(at, found, things, places):
                    return found
    return None


def _clear(at: int, found: Place, things: Sequence[Thing], places: Sequence[Place]) -> bool:
    """Whether a thing and its label keep clear of all others of their row."""
    mark, label = (things[at].left, things[at].right), (found.start, found.end)
    for other, place in enumerate(places):
        if other == at or place.row != found.row:
            continue
        beside = (things[other].left, things[other].right)
        if not (_apart(mark, beside, APART) and _apart(label, beside, CLEAR)):
            return False
        told = (place.start, place.end)
        if place.label is not None and not (_apart(mark, told, CLEAR) and _apart(label, told, CLEAR)):
            return False
    return True
