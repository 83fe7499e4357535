"""Rows of the drawings on an agreement's page: a band and the marks above it, in the signs of the figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements.web import labels
from agreements.web.figure import words
from agreements.web.figure.bands import Band, draw
from agreements.web.figure.clustering import clustered
from agreements.web.figure.happenings import Happening, happening
from agreements.web.figure.measure import width as width_of
from agreements.web.figure.numbers import number
from agreements.web.figure.placing import Place, Thing, place
from agreements.web.figure.scale import Scale
from agreements.web.figure.spells import Spell
from agreements.web.figure.writing import write
from agreements.web.record import Record
from agreements.web.spans import Time

Json = dict[str, Any]
MARK, ROW, CLEAR = 12.0, 15.0, 3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """An event. `count`: of several in one box, 0 for one; `label` stands at `at`, "" where there is no room."""

    shape: str
    fill: str
    x: str
    y: str
    count: int
    label: str
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What is to be marked: a place, a shape, and labels, long to short."""

    x: float
    shape: str
    fill: str
    labels: tuple[str, ...]
    count: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of a drawing: marks, and the band beneath them. `rows`: of marks above a band; `height`: of all."""

    marks: list[Mark]
    band: Band
    rows: int
    height: str


def strip(signs: Sequence[Sign], spells: Iterable[Spell], hue: str, time: Time, *, top: float = CLEAR) -> Strip:
    """A band with the marks that moved it above it; without a mark the band alone."""
    spells, scale = list(spells), time.scale
    boxes, places = _placed(signs, scale)
    rows = 1 + max((each.row for each in places), default=-1)
    y = top + ROW * rows
    texts = write(spells, scale, time.until, scale.segments[0], y=y)
    band = draw(spells, hue, scale, time.until, y=y, texts=texts)
    marks = [_mark(sign, where, y - ROW) for sign, where in zip(boxes, places, strict=True)]
    return Strip(marks, band, rows if spells else 0, number(y + 20))


def _placed(signs: Sequence[Sign], scale: Scale) -> tuple[list[Sign], list[Place]]:
    """Signs in their places, those in one box that three rows cannot hold."""
    signs = sorted(signs, key=lambda each: each.x)
    groups = [[signs[at] for at in group] for group in clustered([each.x for each in signs])]
    while True:
        boxes = [_box(group) for group in groups]
        places = place([_thing(each) for each in boxes], scale.left, scale.right)
        if not isinstance(places, int):
            return boxes, places
        groups[places - 1 : places + 1] = [groups[places - 1] + groups[places]]


def _box(group: Sequence[Sign]) -> Sign:
    if len(group) == 1:
        return group[0]
    ends = dict.fromkeys((*group[0].labels[-1:], *group[-1].labels[-1:]))
    middle = (group[0].x + group[-1].x) / 2
    return replace(
        group[0], x=middle, labels=(" – ".join(ends),) if ends else (), count=sum(each.count or 1 for each in group)
    )


def _thing(sign: Sign) -> Thing:
    half = MARK / 2 + (2 if sign.count else 0)
    return Thing(sign.x - half, sign.x + half, tuple(width_of(each) for each in sign.labels))


def _mark(sign: Sign, where: Place, base: float) -> Mark:
    return Mark(
        shape=sign.shape,
        fill=sign.fill,
        x=number(sign.x - MARK / 2),
        y=number(base - ROW * where.row),
        count=sign.count,
        label=sign.labels[where.label] if where.label is not None else "",
        at=number(where.start if where.side == "right" else where.end),
        anchor="start" if where.side == "right" else "end",
    )


def dated(events: Iterable[Json], scale: Scale, record: Record) -> list[Sign]:
    """Events as signs with their dates, those of one date in one box."""
    found: dict[str, list[Json]] = {}
    for each in events:
        found.setdefault(record.figures(each["date"]), []).append(each)
    return [
        replace(_sign(happening(each[0]), scale, (said,)), count=len(each) if len(each) > 1 else 0)
        for said, each in found.items()
    ]


def undated(events: Iterable[Json], scale: Scale) -> list[Sign]:
    """Events as signs alone."""
    return [_sign(happening(each), scale, ()) for each in events]


def stepped(spells: Iterable[Spell], scale: Scale, record: Record) -> list[Sign]:
    """Steps of a procedure as signs of the events that took them, with what they are."""
    found = []
    for each in spells:
        event = record.events[record.updates[each.body["status_updates"][0]]["event"]]
        sign = _sign(happening(event), scale, (labels.label("procedure", each.value),))
        found.append(replace(sign, x=scale.x(each.start)))
    return found


def _sign(found: Happening, scale: Scale, said: tuple[str, ...]) -> Sign:
    return Sign(scale.x(found.at), found.shape, found.fill, said)


def spoken(spells: Iterable[Spell], axis: str, scale: Scale, record: Record) -> list[Spell]:
    """Spells with what is written on them."""
    if axis == "legal":
        return [replace(each, words=words.spell(each, record, early=each.start < scale.start)) for each in spells]
    return [replace(each, words=_words(each, axis)) for each in spells]


def _words(spell: Spell, axis: str) -> tuple[str, ...]:
    value = labels.label(axis, spell.value)
    disputed = spell.body["disputed"] and [
        labels.value(axis, each["value"], each["modality"]) for each in spell.body["rivals"]
    ]
    if disputed:
        return (" | ".join(dict.fromkeys(disputed)), value)
    return (f"{value}, {labels.grade(spell.body['grade'])}", value)
