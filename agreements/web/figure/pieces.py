"""Where the spells of a lane lie on the sheet: solid stretches, and the uncertain ones between them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from agreements.web.figure.scale import Scale
from agreements.web.figure.spells import Spell

LEAST_FADE: Final = 5.0
LEAST_HATCH: Final = 6.0  # one pair of stripes: a dispute is never too short to be seen


@dataclass(frozen=True, slots=True)
class Piece:
    """Solid from `left` to `right`; from `fade` to `left` it is uncertain whether it had begun.

    `since`: the day at `left`, `until`: at `right`; `fade_since`: at `fade`."""

    spell: Spell
    fade: float
    left: float
    right: float
    fade_since: float
    since: float
    until: float

    @property
    def fades(self) -> bool:
        return self.fade < self.left


def pieces(spells: Iterable[Spell], scale: Scale, until: float) -> list[Piece]:
    """The part of each spell that the scale shows, up to, not including, the day `until`; left to right.

    One that may have given way at once has no solid part: `left` is `right`."""
    found: list[Piece] = []
    for spell in spells:
        piece = _piece(spell, scale, min(until, scale.end), found[-1] if found else None)
        if piece is None:
            continue
        if piece.fades and found:
            found[-1] = replace(found[-1], right=piece.fade, until=piece.fade_since)
        found.append(piece)
    return found


def _piece(spell: Spell, scale: Scale, until: float, before: Piece | None) -> Piece | None:
    since, end = max(spell.start, scale.start), min(spell.end, until)
    if since >= end:
        return None
    left, right = scale.x(since), scale.x(end)
    left = max(left, before.right) if before else left
    right = max(right, left + LEAST_HATCH if spell.hatch else left)
    fade, fade_since = left, since
    if spell.earliest < spell.start and spell.start > scale.start:
        earliest = max(spell.earliest, scale.start, before.since if before else scale.start)
        fade = max(min(scale.x(earliest), left - LEAST_FADE), before.left if before else scale.left)
        fade_since = scale.day(fade)
    return Piece(spell, fade, left, right, fade_since, since, end)
