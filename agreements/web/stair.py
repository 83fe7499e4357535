"""Lineage as a stair: what an agreement descends from and what became of it, a row each in order of time.

Links are arrows from the one that has the link to what it names. Heights are shares, so that rows may grow with text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agreements.vocabulary import AXES
from agreements.web import marks
from agreements.web.arrows import Arrow, Node, arrows
from agreements.web.figure.happenings import happening
from agreements.web.figure.numbers import number
from agreements.web.figure.scale import day_number
from agreements.web.figure.spells import ALWAYS, spells
from agreements.web.record import Record
from agreements.web.spans import Time, time
from agreements.web.standing import Cell, cell
from agreements.web.strips import Sign, Strip, spoken, strip

Json = dict[str, Any]
WIDTH: Final = 820.0
MOST: Final = 14
BAND_TOP: Final = -7.0  # of a row's band, from the middle of the row


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement or event. `middle`: of the row, in percent; `cell`: an agreement's legal standing today."""

    name: str
    href: str
    date: str
    own: bool
    cell: Cell | None
    strip: Strip
    middle: str


@dataclass(frozen=True, slots=True)
class Stair:
    time: Time
    rows: list[Row]
    arrows: list[Arrow]

    @property
    def patterns(self) -> Iterable[tuple[str, int, int]]:
        return [each for row in self.rows for each in row.strip.band.patterns]


def stair(slug: str, links: Sequence[Json], bands: Mapping[str, Sequence[Json]], record: Record) -> Stair:
    """`links`: those of the whole lineage; `bands`: standings through time of its agreements."""
    today = day_number(record.asked.asof.valid_on)
    nodes = [each for each in _nodes(_nearest(slug, links), bands, record) if each.start <= today]
    shown = time([each.start for each in nodes if each.start > ALWAYS], today, WIDTH)
    rows = [_row(node, index, len(nodes), slug, shown, record) for index, node in enumerate(nodes)]
    return Stair(shown, rows, arrows(links, nodes, shown.scale))


def _nearest(slug: str, links: Iterable[Json]) -> list[tuple[str, str]]:
    """The ends of links by distance from an agreement, as many as have room."""
    found = [(slug, "")]
    for end in found:
        for link in links:
            ends = ((link["from"], ""), (link["agreement"] or "", link["event"] or ""))
            if end in ends:
                found += [each for each in ends if each not in found]
    return found[:MOST]


def _nodes(ends: Iterable[tuple[str, str]], bands: Mapping[str, Sequence[Json]], record: Record) -> list[Node]:
    found = [_node(agreement, event, bands, record) for agreement, event in ends]
    known = [each for each in found if each.agreement in record.agreements or each.event in record.shown]
    return sorted(known, key=lambda each: (each.start, each.event, each.agreement))


def _node(agreement: str, event: str, bands: Mapping[str, Sequence[Json]], record: Record) -> Node:
    if event:
        return Node("", event, happening(record.events[event]).first if event in record.events else ALWAYS, [])
    own = bands.get(agreement, ())
    begun = [each.start for axis in AXES for each in spells(own, axis)[:1]]
    return Node(agreement, "", min(begun, default=ALWAYS), spells(own))


def _row(node: Node, index: int, count: int, own: str, shown: Time, record: Record) -> Row:
    middle = number((index + 0.5) / count * 100)
    if node.event:
        event = record.events[node.event]
        found = happening(event)
        sign = Sign(shown.scale.x(found.at), found.shape, found.fill, ((event["label"] or event["title"]),))
        drawn = strip([sign], [], "u", shown, top=BAND_TOP)
        return Row(
            event["title"], record.event_href(node.event), record.figures(event["date"]), False, None, drawn, middle
        )
    standing = record.standings[node.agreement]
    told = spoken(node.spells, "legal", shown.scale, record)
    return Row(
        name=record.agreement_name(node.agreement),
        href=record.addresses.agreement(node.agreement),
        date=_since(node, record),
        own=node.agreement == own,
        cell=cell(record, node.agreement, "legal", standing["legal"]),
        strip=strip([], told, marks.hue(standing["character"]), shown, top=BAND_TOP),
        middle=middle,
    )


def _since(node: Node, record: Record) -> str:
    return record.figures(node.spells[0].body["since"]) if node.spells else ""
