"""What a new story is to the events that are known nearby: one of its own, or another account of one of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Key = tuple[str, str, str, str]  # agreement, axis, value, modality

# Days between two reports of one event: a weekday misread, a late report. What may well happen again the next day has
# less.
WIDE, NARROW = timedelta(days=3), timedelta(days=1)
AGAIN = frozenset({"implementation", "press_statement", "call", "meeting", "other"})
# No agreement has two of these within days, so that the kind alone tells.
ONCE = frozenset({"signature", "visit", "negotiation_round"})
VAGUE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is told. `name`: of the event, or of the candidate that proposes it; `claims`: in order."""

    name: str
    recorded: bool
    kind: str
    first: date
    last: date
    agreements: tuple[str, ...]
    claims: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`relation`: "" (an event of its own) or "account"; `of`: the event or the waiting candidate; why, in words."""

    relation: str = ""
    of: Told | None = None
    reason: str = ""


def relate(new: Told, near: Sequence[Told]) -> Verdict:
    """The recorded event before the waiting candidate, then the one with most in common, then the nearest."""
    found = [(other, why) for other in near if (why := _alike(new, other))]
    if not found:
        return Verdict()
    other, why = min(found, key=lambda each: _rank(new, each[0]))
    return Verdict("account", other, f"{why}, {_when(new, other)}.")


def _rank(new: Told, other: Told) -> tuple[bool, int, timedelta, str]:
    return not other.recorded, -len(_shared(new, other)), _gap(new, other), other.name


def _alike(new: Told, other: Told) -> str:
    """Why both may be one event; empty if they are not."""
    if not new.claims or new.claims[0][0] not in other.agreements or max(_span(new), _span(other)) > VAGUE:
        return ""
    if _gap(new, other) > (NARROW if AGAIN & {new.kind, other.kind} else WIDE):
        return ""
    shared = _shared(new, other)
    same_kind = new.kind == other.kind
    if same_kind and new.kind in ONCE:
        return f"A {new.kind.replace('_', ' ')} about {new.claims[0][0]} is known"
    if _said(new.claims[:1]) & _said(other.claims) or (same_kind and shared):
        told = "; ".join(f"{agreement}: {axis} {value}" for agreement, axis, value, _ in sorted(shared))
        return f"It says what is known ({told})"
    return ""


def _shared(new: Told, other: Told) -> frozenset[Key]:
    return _said(new.claims) & _said(other.claims)


def _said(claims: Iterable[Key]) -> frozenset[Key]:
    """What is reported is what happened, when told by two."""
    return frozenset((*key[:3], "happened" if key[3] == "reported" else key[3]) for key in claims)


def _span(told: Told) -> timedelta:
    return told.last - told.first


def _gap(new: Told, other: Told) -> timedelta:
    """Days between the two, none if they overlap."""
    return max(other.first - new.last, new.first - other.last, timedelta(0))


def _when(new: Told, other: Told) -> str:
    days = _gap(new, other).days
    return "on the same day" if not days else f"{days} day{'s' * (days > 1)} apart"
