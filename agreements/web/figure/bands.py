"""A band: how one lane stood through time, as shapes to print. Geometry only. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from agreements.web.figure.numbers import number, span
from agreements.web.figure.pieces import Piece, pieces
from agreements.web.figure.scale import Scale
from agreements.web.figure.shapes import Bars, Line, Rect, Spot, Text, line, rect, spot
from agreements.web.figure.spells import Spell

HEIGHT: Final = 14.0
PITCH, MOST_BARS, SOLID, THINNEST = 4.0, 60, 3.4, 0.6
CORE: Final = 4.0
LINE: Final = 2.5  # of operation, beneath the band's foot
_FILLS: Final = {"level-1": "t1", "level-2": "t1", "level-3": "t3", "level-4": "t4", "flat": "t2"}
_CORES: Final = {"dark-core": ("t1", "t4"), "light-core": ("t4", "t1")}
_BARS: Final = {"level-4": "t4", "light-core": "t4", "dark-core": "t4", "hatch": "t4"}
Pattern = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Band:
    """Shapes in the order in which they are drawn. `hue`: b, n or u; `patterns`: the hatches they refer to."""

    hue: str
    fills: list[Rect]
    bars: list[Bars]
    outlines: list[Rect]
    lines: list[Line]
    stops: list[Spot]
    notches: list[Spot]
    texts: list[Text]
    patterns: frozenset[Pattern]


def draw(
    spells: Iterable[Spell],
    hue: str,
    scale: Scale,
    until: float,
    *,
    y: float = 3.0,
    height: float = HEIGHT,
    operation: Iterable[tuple[int, int, str]] = (),
    texts: Sequence[Text] = (),
) -> Band:
    """The band of these spells up to, not including, the day `until`, its top at `y`.

    `operation`: stretches of the line beneath, as `spells.acting` gives them; `texts`: what is written on it."""
    spells = list(spells)
    shown = pieces(spells, scale, until)
    solid = [each for each in shown if each.right > each.left]
    return Band(
        hue=hue,
        fills=[shape for each in solid for shape in _fills(each, hue, y, height)],
        bars=list(chain.from_iterable(_fade(each, before, y, height) for before, each in _neighbours(shown))),
        outlines=[shape for each in solid for shape in _outline(each, y, height)],
        lines=[*_lines(solid, hue, y, height), *_operation(operation, scale, until, y + height + LINE)],
        stops=[spot(each.right, y + height / 2, each.until) for each in solid if each.spell.form == "ended"],
        notches=[spot(scale.left, y, scale.start) for each in solid[:1] if _cut_off(each, scale)],
        texts=list(texts),
        patterns=frozenset((hue, *each.spell.hatch) for each in solid if each.spell.hatch),
    )


def _neighbours(shown: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece]]:
    return zip([None, *shown], shown, strict=False)


def _cut_off(piece: Piece, scale: Scale) -> bool:
    """Whether a band began before the drawing does."""
    return piece.spell.filled and piece.spell.start < scale.start


def _t(piece: Piece) -> str:
    return span(piece.since, piece.until)


def _fills(piece: Piece, hue: str, y: float, height: float) -> Iterator[Rect]:
    spell, left, right, t = piece.spell, piece.left, piece.right, _t(piece)
    if spell.hatch:
        strong, weak = spell.hatch
        yield rect("hatch", left, right, y, height, t, f"url(#f-{hue}{strong}-{hue}{weak})")
    elif spell.form in _CORES:
        ground, core = _CORES[spell.form]
        yield rect(ground, left, right, y, height, t)
        yield rect(core, left, right, y + (height - CORE) / 2, CORE, t)
    elif spell.form in _FILLS:
        yield rect(_FILLS[spell.form], left, right, y, height, t)
        if spell.form == "level-2":
            yield rect("t3", left, right, y + height / 2, height / 2, t)


def _outline(piece: Piece, y: float, height: float) -> Iterator[Rect]:
    """Drawn within the band, so that neighbours share no pixel."""
    if piece.spell.form != "ended":
        cls = "absent" if piece.spell.form == "absent" else "outline hatched" if piece.spell.hatch else "outline"
        yield rect(cls, piece.left + 0.5, max(piece.right - 0.5, piece.left + 1), y + 0.5, height - 1, _t(piece))


def _fade(piece: Piece, before: Piece | None, y: float, height: float) -> Iterator[Bars]:
    """What was before thins out while the new value swells, in one row of bars."""
    if not piece.fades:
        return
    wide = piece.left - piece.fade
    count = min(max(round(wide / PITCH), 2), MOST_BARS)
    pitch = wide / count
    swelling = [max(SOLID / PITCH * pitch * (at + 1) / (count + 1), THINNEST) for at in range(count)]
    if before and before.spell.filled:
        bars = tuple((number(at * pitch), number(each)) for at, each in enumerate(reversed(swelling)))
        yield _bars(before.spell, piece, y, height, bars)
    if piece.spell.filled:
        bars = tuple((number((at + 1) * pitch - each), number(each)) for at, each in enumerate(swelling))
        yield _bars(piece.spell, piece, y, height, bars)


def _bars(spell: Spell, piece: Piece, y: float, height: float, bars: tuple[tuple[str, str], ...]) -> Bars:
    cls = _BARS.get(spell.form, "t3")
    return Bars(cls, number(piece.fade), number(y), number(height), number(piece.fade_since), bars)


def _lines(solid: Sequence[Piece], hue: str, y: float, height: float) -> Iterator[Line]:
    for each in solid:
        if each.spell.form == "ended":
            yield line("ended", each.left, each.right, y + height / 2, _t(each))
        elif hue in ("b", "n") and each.spell.filled:
            yield line(f"rule {hue}", each.left, each.right, y, _t(each))


def _operation(stretches: Iterable[tuple[int, int, str]], scale: Scale, until: float, y: float) -> Iterator[Line]:
    for start, end, cls in stretches:
        since, to = max(start, scale.start), min(end, until, scale.end)
        if since < to:
            yield line(f"op {cls}", scale.x(since), scale.x(to), y, span(since, to))
