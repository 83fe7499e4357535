"""Standings of one lane through time, as the drawing needs them: which value held from when to when. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from agreements.web import marks
from agreements.web.figure.scale import day_number

Json = dict[str, Any]
ALWAYS: Final = -10_000_000
FOREVER: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Spell:
    """One value from `start` up to, not including, `end`. `earliest`: the first day on which it may have begun.

    `form` as in `marks.form`, or "flat"; `hatch`: the levels of two rivals. `words`: what it says, long to short."""

    start: int
    end: int
    earliest: int
    value: str
    form: str
    hatch: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    body: Json = field(default_factory=dict)

    def saying(self, words: tuple[str, ...]) -> "Spell":
        return replace(self, words=words)

    @property
    def filled(self) -> bool:
        return self.form not in ("ended", "absent")


def spells(bands: Iterable[Json], axis: str = "legal", party: str | None = None) -> list[Spell]:
    """The spells of one axis from standings through time as `queries.bands` gives them, in order of time."""
    lane = [each for each in bands if (each["axis"], each["party"]) == (axis, party)]
    return sorted((_spell(each) for each in lane), key=lambda each: each.start)


def _spell(band: Json) -> Spell:
    start = _day(band["from"], ALWAYS)
    hatch = marks.stripes(band) if band["axis"] == "legal" and band["disputed"] else None
    return Spell(
        start=start,
        end=_day(band["to"], FOREVER),
        earliest=min(_day(band["since"]["earliest"], ALWAYS), start),
        value=band["value"],
        form="hatch" if hatch else _form(band),
        hatch=hatch,
        body=band,
    )


def _form(band: Json) -> str:
    if band["axis"] == "legal":
        return marks.form(band["value"])
    return "flat"


def _day(iso: str | None, unknown: int) -> int:
    return day_number(date.fromisoformat(iso)) if iso else unknown


def acting(spells: Iterable[Spell], operations: Iterable[Spell]) -> list[tuple[int, int, str]]:
    """(start, end, line) under the band: "solid", "preparatory", "paused", or "unknown" where it may operate and
    nobody has said."""
    said = list(operations)
    found = [(each.start, each.end, marks.LINES.get(each.value, "")) for each in said]
    for each in spells:
        if marks.may_operate(each.value):
            found += [(start, end, "unknown") for start, end in _without(each.start, each.end, said)]
    return sorted(each for each in found if each[2])


def _without(start: int, end: int, taken: Iterable[Spell]) -> list[tuple[int, int]]:
    """What is left of a stretch beside these spells."""
    left = [(start, end)]
    for each in taken:
        left = [
            piece
            for one, other in left
            for piece in ((one, min(other, each.start)), (max(one, each.end), other))
            if piece[0] < piece[1]
        ]
    return left
