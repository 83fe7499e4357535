"""What is written on a band: in it where it fits, else beside it in empty space, else nowhere. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agreements.web.figure.measure import fitting
from agreements.web.figure.pieces import Piece, pieces
from agreements.web.figure.scale import Scale, Segment
from agreements.web.figure.shapes import Text, text
from agreements.web.figure.spells import Spell

INSET, SPARE, NOTCH = 6.0, 5.0, 4.0
BASELINE: Final = 11.0  # from the band's top
_PLATED: Final = frozenset({"hatch", "dark-core", "light-core"})


def write(
    spells: Iterable[Spell], scale: Scale, until: float, part: Segment, *, y: float = 3.0, beside: Sequence[str] = ()
) -> list[Text]:
    """The words of each spell within a part of the drawing; where none fits, `beside` (long to short) next to it."""
    shown = pieces(spells, scale, until)
    written = [said for each in shown for said in _in(each, scale, part, y + BASELINE)]
    return written or list(_beside(shown, scale, part, y + BASELINE, beside))


def _in(piece: Piece, scale: Scale, part: Segment, y: float) -> Iterator[Text]:
    left, right = max(piece.left, part.x_from), min(piece.right, part.x_to)
    left += NOTCH if left == scale.left and piece.spell.start < scale.start else 0
    said = fitting(list(piece.spell.words), right - left - INSET - SPARE)
    if said:
        cls = "on4" if piece.spell.form == "level-4" else "note" if not piece.spell.filled else "in"
        yield _at(said, left + INSET, y, scale, cls, "start", piece.spell.form in _PLATED)


def _beside(shown: Sequence[Piece], scale: Scale, part: Segment, y: float, texts: Sequence[str]) -> Iterator[Text]:
    gaps = _gaps(shown, part)
    if not gaps:
        return
    left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
    said = fitting(list(texts), right - left - INSET - SPARE)
    if not said:
        return
    if any(each.left >= right - 1 for each in shown):
        yield _at(said, right - INSET, y, scale, "note", "end", False)
    else:
        yield _at(said, left + INSET, y, scale, "note", "start", False)


def _gaps(shown: Sequence[Piece], part: Segment) -> list[tuple[float, float]]:
    """What the bands leave empty of a part of the drawing; a line is no obstacle."""
    gaps, at = [], part.x_from
    for each in shown:
        if each.spell.filled:
            gaps.append((at, min(each.fade, part.x_to)))
            at = max(at, each.right)
    return [(one, other) for one, other in [*gaps, (at, part.x_to)] if one < other]


def _at(said: str, x: float, y: float, scale: Scale, cls: str, anchor: str, plate: bool) -> Text:
    return text(said, x, y, scale.day(x), cls=cls, anchor=anchor, plate=plate)
