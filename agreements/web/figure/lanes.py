"""The lanes: the relation itself, then the agreements in their groups, each with its band, its marks and today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.timeline.summary import group_of
from agreements.vocabulary import GROUPS
from agreements.web import labels, marks
from agreements.web.figure import bands, markings, words
from agreements.web.figure.bands import Band
from agreements.web.figure.happenings import Happening
from agreements.web.figure.markings import Mark
from agreements.web.figure.measure import width
from agreements.web.figure.numbers import number
from agreements.web.figure.shapes import Spot, Text, spot, text
from agreements.web.figure.spells import ALWAYS, Spell, acting, spells
from agreements.web.figure.today import Today, today
from agreements.web.figure.view import View
from agreements.web.figure.writing import write
from agreements.web.standing import anchor

Json = dict[str, Any]
QUIET, ROW, TOP = 22.0, 15.0, 3.0
TICK = 6.0
TICK_APART: Final = 2.0
FEW: Final = 2  # fewer later events are not counted in words
RELATION: Final = "relation"


@dataclass(frozen=True, slots=True)
class Lane:
    """`said`: what its band shows, in words; `tick`: how high its ticks are; `chosen`: the open event is about it."""

    slug: str
    name: str
    href: str
    note: str
    chosen: bool
    said: str
    height: str
    band: Band | None
    marks: list[Mark]
    ticks: list[Spot]
    tick: str
    later: Text | None
    today: Today | None


@dataclass(frozen=True, slots=True)
class Group:
    anchor: str
    title: str
    lanes: list[Lane]


def relation(view: View) -> Lane:
    """The lane without a band: visits, calls and all else that names no agreement."""
    found = view.passing(view.happenings(None))
    drawn, rows = _marks(found, view, bandless=True)
    foot = 5 + ROW * max(rows, 1)
    name = _("The relation itself")
    return Lane(
        slug=RELATION,
        name=name,
        href="",
        note=_("visits, calls, envoys"),
        chosen=any(each.slug == view.opened for each in found),
        said=name,
        height=number(foot + 3),
        band=None,
        marks=drawn,
        ticks=_ticks(found, view, foot - 1, TICK),
        tick=number(TICK),
        later=_later(found, view, foot - 1 - TICK, rows),
        today=None,
    )


def groups(view: View, standing: Mapping[str, list[Json]]) -> list[Group]:
    """The agreements by today's group, those with events in the focus first, then by their first day."""
    found: dict[str, list[tuple[Any, Lane]]] = {name: [] for name in GROUPS}
    for slug, each in view.record.standings.items():
        happened, through = view.happenings(slug), standing.get(slug, [])
        order = (not any(map(view.in_focus, happened)), _first_day(happened, through), slug)
        found[group_of(each)].append((order, lane(slug, happened, through, view)))
    return [
        Group(
            anchor(name),
            labels.label("group", GROUPS[name]),
            [each for _order, each in sorted(listed, key=lambda pair: pair[0])],
        )
        for name, listed in found.items()
        if listed
    ]


def _first_day(happened: Sequence[Happening], through: Sequence[Json]) -> int:
    starts = [each.start for axis in ("legal", "operation") for each in spells(through, axis)]
    return min([*starts, *(each.first for each in happened)], default=ALWAYS)


def lane(slug: str, happened: Sequence[Happening], through: Sequence[Json], view: View) -> Lane:
    """One agreement: its standings `through` time, the events about it."""
    passing = view.passing(happened)
    drawn, rows = _marks(passing, view)
    y, record = TOP + ROW * rows, view.record
    legal = _legal(happened, through, view)
    told = words.story([each for each in legal if each.start < view.time.until], record)
    name = record.agreement_name(slug)
    return Lane(
        slug=slug,
        name=name,
        href=record.addresses.agreement(slug),
        note="",
        chosen=any(each.slug == view.opened for each in passing),
        said=f"{name}: {told[0] if told else _('no legal value recorded')}",
        height=number(QUIET + ROW * rows),
        band=_band(slug, legal, through, told, view, y),
        marks=drawn,
        ticks=_ticks(passing, view, y - 1, min(TICK, y)),
        tick=number(min(TICK, y)),
        later=_later(passing, view, y - 1 - TICK, rows),
        today=today(slug, happened, view, noted=rows > 0),
    )


def _legal(happened: Sequence[Happening], through: Sequence[Json], view: View) -> list[Spell]:
    """The legal spells with their words; absence from the first thing known is one of them."""
    found = spells(through, "legal")
    if not found:
        start = _first_day(happened, through)
        found = [Spell(start, view.time.until, start, "", "absent")]
    early = view.time.focus.day_from
    return [each.saying(words.spell(each, view.record, early=each.start < early)) for each in found]


def _band(slug: str, legal: list[Spell], through: Sequence[Json], told: list[str], view: View, y: float) -> Band:
    time, standing = view.time, view.record.standings[slug]
    return bands.draw(
        legal,
        marks.hue(standing["character"]),
        time.scale,
        time.until,
        y=y,
        operation=acting(legal, spells(through, "operation")),
        texts=write(legal, time.scale, time.until, time.focus, y=y, beside=told),
    )


def _marks(found: Sequence[Happening], view: View, *, bandless: bool = False) -> tuple[list[Mark], int]:
    """The marks, and how many rows they take; the lowest row is next to the band."""
    placed = markings.groups(found, view)
    rows = max((each.row + 1 for _group, each in placed), default=0)
    foot = (5 if bandless else TOP - 2) + ROW * max(rows, 1)
    return [markings.mark(group, each, view, foot - ROW * (each.row + 0.5)) for group, each in placed], rows


def _ticks(found: Sequence[Happening], view: View, foot: float, height: float) -> list[Spot]:
    """What gets no mark; of ticks that would touch, one stands for all."""
    ticks, last = [], -TICK_APART
    for each in found:
        x = view.time.scale.x(each.at)
        if not view.drawn(each) and x - last >= TICK_APART and view.time.scale.start <= each.at < view.time.scale.end:
            ticks.append(spot(x, foot - height, each.at))
            last = x
    return ticks


def _later(found: Sequence[Happening], view: View, y: float, rows: int) -> Text | None:
    """ "7 later", where there is room."""
    zone, count = view.time.after, sum(each.at >= view.time.focus.day_to for each in found)
    said = _("%(n)d later") % {"n": count}
    if zone is None or not rows or count < FEW or width(said) > zone.x_to - zone.x_from - 10:
        return None
    return text(said, zone.x_from + 5, y - 3, zone.day_from, cls="later")
