"""What is unusual about a step. A rule warns, it never blocks: the record must hold what sources say. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from agreements.edtf import Edtf
from agreements.history.account import Account
from agreements.vocabulary import next_steps, on_track, track_of

Json = dict[str, Any]
ORDERED_AXES = ("legal", "operation")


def warn(account: Account, others: Iterable[Account]) -> list[Json]:
    """Warnings for one update among all live updates of its agreement (itself may be among them)."""
    if not account.moves:
        return []
    peers = [each for each in others if each.moves and each.id != account.id]
    return [*_irregular_step(account, peers), *_off_track(account, peers)]


def _irregular_step(account: Account, peers: Sequence[Account]) -> list[Json]:
    if account.axis not in ORDERED_AXES:
        return []
    before = _before(account, [each for each in peers if each.axis == account.axis])
    if before is None or before.left == account.left:
        return []
    regular = next_steps(account.axis, before.left)
    if account.value in regular:
        return []
    expected = f"regularly followed by {', '.join(regular)}" if regular else "regularly followed by nothing"
    detail = f"{account.value} after {before.left}, which is {expected}; before it: {_when(before.date)} ({before.id})"
    return [{"code": "irregular_step", "detail": detail}]


def _off_track(account: Account, peers: Sequence[Account]) -> list[Json]:
    if account.axis != "legal":
        return []
    character = _before(account, [each for each in peers if each.axis == "character"])
    track = track_of(character.value if character else None)
    if on_track(track, account.value):
        return []
    detail = (
        f"{account.value} is not a value of the {str(track).replace('_', '-')} track, which the character points to"
    )
    return [{"code": "track", "detail": detail}]


def _before(account: Account, peers: Iterable[Account]) -> Account | None:
    earlier = [each for each in peers if each.order < account.order]
    return max(earlier, key=lambda each: each.order, default=None)


def _when(day: Edtf) -> str:
    return day.text
