"""The marks of one lane: which are drawn, which become one box, where their labels stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.web.figure import words
from agreements.web.figure.clustering import clustered
from agreements.web.figure.happenings import Happening
from agreements.web.figure.measure import width
from agreements.web.figure.numbers import number
from agreements.web.figure.placing import Place, Thing, place
from agreements.web.figure.view import LABELS, MARKS, View

HALF, RING, DIGIT = 6.0, 10.0, 7.0
SIZE = 11.5
LEAST_WHISKER = 16.0
SIGNATURE = 2
Group = list[Happening]


@dataclass(frozen=True, slots=True)
class Label:
    """`x` from the mark."""

    date: str
    text: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, or with `count` a box for several. All but `x` and `y` is measured from there.

    `stretch`: how long a mark of several days is, `ring`: what is drawn about the open one; `bar`, `whisker`:
    (x, width) of a true span, of an uncertain day, or None."""

    x: str
    y: str
    t: str
    href: str
    events: str
    focus: str
    name: str
    sources: str
    current: bool
    shape: str
    fill: str
    stretch: str
    ring: str
    bar: tuple[str, str] | None
    whisker: tuple[str, str] | None
    count: str
    box: tuple[str, str]
    label: Label | None


def groups(found: Sequence[Happening], view: View) -> list[tuple[Group, Place]]:
    """The drawn ones among a lane's events, those too close to one another as one, each with its place."""
    drawn = [each for each in found if view.drawn(each)]
    opened = [[each] for each in drawn if each.slug == view.opened]
    others = [each for each in drawn if each.slug != view.opened]
    places = [view.time.scale.x(each.at) for each in others]
    made = [[others[at] for at in group] for group in clustered(places)] + opened
    while True:
        made.sort(key=lambda group: (_extent(group, view)[0], group[0].slug))
        things = [_thing(group, view) for group in made]
        placed = place(things, view.time.focus.x_from + 2, view.time.focus.x_to - 2)
        if not isinstance(placed, int):
            return sorted(zip(made, placed, strict=True), key=lambda each: each[0][0].at)
        made = _merged(made, placed, view)


def _merged(made: list[Group], at: int, view: View) -> list[Group]:
    """One group less: the one that found no row joins the nearest on its left; the open event stays alone."""
    loose = [number for number in range(at + 1) if made[number][0].slug != view.opened]
    left, right = loose[-2:]
    joined = sorted(made[left] + made[right], key=lambda each: (each.at, each.slug))
    return [joined, *(group for number, group in enumerate(made) if number not in (left, right))]


def _extent(group: Group, view: View) -> tuple[float, float]:
    """The paper that a mark takes, from left to right."""
    x, half = _centre(group, view), _half(group, view)
    return x - half, x + half + _stretch(group, view)


def _centre(group: Group, view: View) -> float:
    if len(group) == 1:
        return view.time.scale.x(group[0].at)
    return (view.time.scale.x(group[0].at) + view.time.scale.x(group[-1].at)) / 2


def _half(group: Group, view: View) -> float:
    if len(group) > 1:
        return (9 + DIGIT * len(str(len(group)))) / 2
    return RING if group[0].slug == view.opened else HALF


def _stretch(group: Group, view: View) -> float:
    """A visit of several days is a longer disc."""
    one = group[0]
    if len(group) > 1 or one.shape != "disc" or not one.certain:
        return 0.0
    return view.time.scale.x(one.last) - view.time.scale.x(one.first)


def _thing(group: Group, view: View) -> Thing:
    left, right = _extent(group, view)
    wide = tuple(_label_width(date, text) for date, text in _said(group, view))
    return Thing(left, right, wide, min(each.rank for each in group))


def _said(group: Group, view: View) -> list[tuple[str, str]]:
    """The labels that a mark may have, (date, text), best first."""
    lowest = min(each.rank for each in group)
    most = 9 if view.level == LABELS else SIGNATURE if view.level == MARKS else 0
    if lowest > most or not view.in_focus(group[0]):
        return []
    date = words.dated(group, view.language, year=view.several_years)
    return [(date, text) for text in (words.several(group) if len(group) > 1 else [words.label(group[0].event)])]


def _label_width(date: str, text: str) -> float:
    return width(date, SIZE, bold=True) + width(f" {text}", SIZE)


def mark(group: Group, placed: Place, view: View, y: float) -> Mark:
    """The shapes of one mark or box whose middle is at `y`."""
    one, x, crowd = group[0], _centre(group, view), len(group) > 1
    return Mark(
        x=number(x),
        y=number(y),
        t=number(view.time.scale.day(x) if crowd else one.at),
        href=view.here.but(event=one.slug),
        events=" ".join(each.slug for each in group),
        focus=words.days_text(group),
        name=words.crowd(group, view.record) if crowd else words.full(one.event, view.record),
        sources="" if crowd else words.read_in(one.event),
        current=one.slug == view.opened,
        shape=one.shape,
        fill=one.fill,
        stretch=number(_stretch(group, view) + 2 * HALF) if _stretch(group, view) else "",
        ring=number(_stretch(group, view) + 2 * RING - 1) if one.slug == view.opened else "",
        bar=_bar(group, x, view),
        whisker=None if crowd else _whisker(one, x, view),
        count=str(len(group)) if crowd else "",
        box=(number(-_half(group, view)), number(2 * _half(group, view))),
        label=_label(group, placed, x, view),
    )


def _bar(group: Group, x: float, view: View) -> tuple[str, str] | None:
    """The true span of a box, and of a thing of several days that is no longer disc."""
    first, last = min(each.first for each in group), max(each.last for each in group)
    if first == last or _stretch(group, view) or (len(group) == 1 and not group[0].certain):
        return None
    left, right = view.time.scale.x(first), view.time.scale.x(last + 1)
    return number(left - x), number(right - left)


def _whisker(one: Happening, x: float, view: View) -> tuple[str, str] | None:
    if one.certain:
        return None
    left, right = view.time.scale.x(one.first), view.time.scale.x(one.last + 1)
    if right - left < LEAST_WHISKER:
        return number(-LEAST_WHISKER / 2), number(LEAST_WHISKER)
    return number(left - x), number(right - left)


def _label(group: Group, placed: Place, x: float, view: View) -> Label | None:
    if placed.label is None:
        return None
    date, said = _said(group, view)[placed.label]
    right = placed.side == "right"
    return Label(
        date=date,
        text=said,
        x=number((placed.start if right else placed.end) - x),
        anchor="start" if right else "end",
    )
