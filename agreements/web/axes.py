"""An agreement's standing on the five axes: a row each, on the procedure one per party, all on one scale of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.web import labels, marks
from agreements.web.figure.scale import day_number
from agreements.web.figure.spells import ALWAYS, spells
from agreements.web.record import Record
from agreements.web.spans import Time, time
from agreements.web.standing import Cell, cell
from agreements.web.strips import Strip, dated, spoken, stepped, strip

Json = dict[str, Any]
WIDTH: Final = 560.0


@dataclass(frozen=True, slots=True)
class Axis:
    """One row. `gloss`: what the axis asks, or the party on the procedure; `cell`: None where nothing is recorded."""

    name: str
    gloss: str
    cell: Cell | None
    strip: Strip


@dataclass(frozen=True, slots=True)
class Axes:
    time: Time
    rows: list[Axis]

    @property
    def patterns(self) -> Iterable[tuple[str, int, int]]:
        return chain.from_iterable(each.strip.band.patterns for each in self.rows)


def axes(record: Record, slug: str, bands: Sequence[Json]) -> Axes:
    """`bands`: the agreement's standings through time, as `queries.bands` gives them."""
    today = day_number(record.asked.asof.valid_on)
    lanes = dict.fromkeys((each["axis"], each["party"]) for each in bands)
    starts = [each.start for axis, party in lanes for each in spells(bands, axis, party) if each.start > ALWAYS]
    shown = time(starts, today, WIDTH)
    return Axes(shown, list(_rows(record, slug, bands, shown)))


def _rows(record: Record, slug: str, bands: Sequence[Json], shown: Time) -> Iterator[Axis]:
    standing = record.standings[slug]
    glosses = {
        "legal": _("where it stands in law"),
        "character": _("whether it binds"),
        "operation": _("whether it is applied"),
        "disclosure": _("whether it can be read"),
    }
    for axis, gloss in glosses.items():
        own = spoken(spells(bands, axis), axis, shown.scale, record)
        signs = dated(moved(record, slug), shown.scale, record) if axis == "legal" else []
        drawn = strip(signs, own, marks.hue(standing["character"]) if axis == "legal" else "u", shown)
        yield Axis(labels.label("axis", axis), gloss, cell(record, slug, axis, standing[axis]), drawn)
    yield from _at_home(record, slug, bands, shown)


def _at_home(record: Record, slug: str, bands: Sequence[Json], shown: Time) -> Iterator[Axis]:
    """The procedure of each party, those of which nothing is recorded in one row."""
    name, steps = labels.label("axis", "procedure"), record.standings[slug]["procedure"]
    for party, found in steps.items():
        if found is not None:
            taken = stepped(spells(bands, "procedure", party), shown.scale, record)
            own = cell(record, slug, "procedure", found, party)
            yield Axis(name, record.names.party(party), own, strip(taken, [], "u", shown))
    silent = [record.names.party(party) for party, found in steps.items() if found is None]
    if silent:
        yield Axis(name, ", ".join(silent), None, strip([], [], "u", shown))


def moved(record: Record, slug: str, ids: Iterable[str] | None = None) -> list[Json]:
    """The events that say something of where an agreement stands in law; with `ids` those of these statements."""
    wanted = None if ids is None else set(ids)
    return [
        event
        for event in record.shown.values()
        if any(each["axis"] == "legal" if wanted is None else each["id"] in wanted for each in record.says(event, slug))
    ]
