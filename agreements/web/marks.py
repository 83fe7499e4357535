"""The signs of the page: which shape an event has, how far a band is filled. Shapes and geometry, no looks. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements.vocabulary import ENDED, group_if_denied

Json = dict[str, Any]

_SHAPES = {
    "visit": "disc",
    "meeting": "disc",
    "call": "disc",
    "negotiation_round": "disc",
    "press_statement": "speech",
    "signature": "diamond",
    "ratification_step": "diamond",
    "notification": "envelope",
    "implementation": "arrow",
    "publication": "sheet",
    "legislation": "sheet",
    "litigation": "bow",
}
_FILLS = {"planned": "hollow", "hypothetical": "hollow", "denied": "struck", "cancelled": "struck"}

_LEVELS = {
    "proposed": 1,
    "under_negotiation": 1,
    "agreed_in_principle": 2,
    "text_adopted": 2,
    "signed": 3,
    "concluded": 3,
    "consent_expressed": 3,
    "provisionally_applied": 4,
    "in_force": 4,
    "operative": 4,
    "modified": 4,
}
_CUT = {"suspended": "dark-core", "paused": "dark-core", "termination_notified": "light-core"}
_HUES = {"binding": "b", "non_binding": "n"}
LINES = {"operating": "solid", "preparatory": "preparatory", "paused": "paused"}


def shape(kind: str) -> str:
    """The shape alone says what kind of event it is."""
    return _SHAPES.get(kind, "square")


def fill(modality: str) -> str:
    """Solid: happened or reported; hollow: not yet; struck: denied or cancelled."""
    return _FILLS.get(modality, "solid")


@dataclass(frozen=True, slots=True)
class Band:
    """One short band. `hue`: b binding, n not binding, u nobody has said or disputed. `form`: level-1 to level-4,
    dark-core, light-core, ended, absent or hatch. `line`: solid, preparatory, paused, unknown or none.
    `hatch`: the two levels of the stripes."""

    hue: str
    form: str
    line: str = "none"
    hatch: tuple[int, int] | None = None


def hue(character: Json | None) -> str:
    """Colour says one thing: whether it binds, and only where that is undisputed."""
    return "u" if character is None or character["disputed"] else _HUES.get(character["value"], "u")


def form(value: str | None) -> str:
    """How a legal value is drawn."""
    if value is None:
        return "absent"
    if value in ENDED:
        return "ended"
    return _CUT.get(value) or f"level-{_LEVELS[value]}"


def band(standing: Json) -> Band:
    """An agreement's band today, from its standing on all axes."""
    legal, operation = standing["legal"], standing["operation"]
    own = hue(standing["character"])
    line = _line(operation, legal)
    if legal and legal["disputed"]:
        return Band(own, "hatch", line, stripes(legal))
    return Band(own, form(legal["value"] if legal else None), line)


def hatches(bands: Iterable[Band]) -> list[tuple[str, int, int]]:
    """The patterns that these bands refer to: (hue, strong level, weak level), each once."""
    return sorted({(each.hue, *each.hatch) for each in bands if each.hatch})


def _line(operation: Json | None, legal: Json | None) -> str:
    """The line under the band; "unknown" where it may operate and nobody has said."""
    if operation:
        return LINES.get(operation["value"], "none")
    return "unknown" if legal and may_operate(legal["value"]) else "none"


def may_operate(legal: str) -> bool:
    """Whether a legal value leaves open that the agreement is applied."""
    return _LEVELS.get(legal, 0) >= 3


def stripes(legal: Json) -> tuple[int, int]:
    """A disputed legal standing's hatch: the strongest two of the rival values, as levels."""
    levels = sorted({_level(each) for each in legal["rivals"]} | {_LEVELS.get(legal["value"], 1)}, reverse=True)
    return (levels[0], levels[1]) if len(levels) > 1 else (levels[0], 1 if levels[0] > 1 else 2)


def _level(rival: Json) -> int:
    if rival["modality"] == "denied":
        return 1 if group_if_denied(rival["value"]) == "not_yet_concluded" else 3
    return _LEVELS.get(rival["value"], 1)
