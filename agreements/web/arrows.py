"""The links of a lineage as arrows between its rows: upright, with their names where there is room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agreements.web import labels
from agreements.web.figure.measure import width as width_of
from agreements.web.figure.numbers import number
from agreements.web.figure.scale import Scale
from agreements.web.figure.spells import Spell

Json = dict[str, Any]
BESIDE, GAP, INSET = 10.0, 6.0, 3.0
HEADS: Final = {"band": 9, "mark": 8, "line": 1}  # how far an arrow's head stays off the middle of a row
Stretch = tuple[int, float, float]  # the gap above which row, and from where to where in it


@dataclass(frozen=True, slots=True)
class Node:
    """`agreement` or `event` is its slug; `start`: the day with which it begins."""

    agreement: str
    event: str
    start: int
    spells: list[Spell]

    @property
    def key(self) -> tuple[str, str]:
        return self.agreement, self.event


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link, upright at `x`; heights in percent. `head`: the path of its head from the middle of the row it points to;
    `name`: "" where there is no room for it, else it stands at `name_x`, `name_y`."""

    x: str
    y_from: str
    y_to: str
    head: str
    proposed: bool
    name: str
    name_x: str
    name_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Tie:
    """A link between two rows, by their numbers."""

    link: Json
    x: float
    start: int
    end: int

    @property
    def gaps(self) -> range:
        """The gaps between rows that it crosses, each by the row beneath it."""
        return range(min(self.start, self.end) + 1, max(self.start, self.end) + 1)

    @property
    def own_gap(self) -> int:
        """The one next to where it begins: its name stands there."""
        return max(self.start, self.start + self.step)

    @property
    def step(self) -> int:
        return 1 if self.end > self.start else -1


def arrows(links: Iterable[Json], nodes: Sequence[Node], scale: Scale) -> list[Arrow]:
    """Each link at the beginning of the later of its ends, where the earlier one is already drawn."""
    rows = {node.key: index for index, node in enumerate(nodes)}
    ties: list[_Tie] = []
    for link in links:
        one, other = (link["from"], ""), (link["agreement"] or "", link["event"] or "")
        if one in rows and other in rows and one != other:
            later = nodes[max(rows[one], rows[other])]
            x = scale.x(later.start) + (0 if later.event else INSET)
            ties.append(_beside(_Tie(link, x, rows[one], rows[other]), ties))
    taken = [(gap, tie.x - 2, tie.x + 2) for tie in ties for gap in tie.gaps]
    return [_arrow(tie, nodes, scale, taken) for tie in ties]


def _beside(tie: _Tie, others: Iterable[_Tie]) -> _Tie:
    """The same link next to those that cross the same gap at its place."""
    crossing = [each.x for each in others if {*each.gaps} & {*tie.gaps}]
    x = tie.x
    while any(abs(x - each) < BESIDE for each in crossing):
        x += BESIDE
    return _Tie(tie.link, x, tie.start, tie.end)


def _arrow(tie: _Tie, nodes: Sequence[Node], scale: Scale, taken: list[Stretch]) -> Arrow:
    """`taken`: what is drawn in the gaps already; the arrow's name joins it."""
    name = labels.label("link", tie.link["type"])
    place = _place(tie, width_of(name), scale, taken)
    end, share = nodes[tie.end], 100 / len(nodes)
    off = -tie.step * HEADS["mark" if end.event else "band" if end.spells else "line"]
    return Arrow(
        x=number(tie.x),
        y_from=number((tie.start + 0.5) * share),
        y_to=number((tie.end + 0.5) * share),
        head=f"M-3.5 {off - tie.step * 6}L0 {off}L3.5 {off - tie.step * 6}",
        proposed=tie.link["state"] == "proposed",
        name=name if place else "",
        name_x=number(tie.x - GAP if place == "end" else tie.x + GAP),
        name_y=number(tie.own_gap * share),
        anchor=place,
    )


def _place(tie: _Tie, wide: float, scale: Scale, taken: list[Stretch]) -> str:
    """On which side a name has room: on the right ("start"), on the left ("end") or nowhere ("")."""
    for anchor, left in (("start", tie.x + GAP), ("end", tie.x - GAP - wide)):
        right = left + wide
        free = not any(gap == tie.own_gap and left < other and one < right for gap, one, other in taken)
        if free and scale.left <= left and right <= scale.right:
            taken.append((tie.own_gap, left, right))
            return anchor
    return ""
