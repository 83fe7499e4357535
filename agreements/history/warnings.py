"""What is unusual about a step. A rule warns, it never blocks: the record must hold what sources say. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from agreements.history.account import Account
from agreements.procedure import ROUTES, required_before
from agreements.vocabulary import ENDED, next_steps, on_track, track_of

Json = dict[str, Any]
ORDERED_AXES = ("legal", "operation")


def warn(account: Account, others: Iterable[Account]) -> list[Json]:
    """Warnings for one update among all live updates of its agreement (itself may be among them)."""
    if not account.moves:
        return []
    peers = [each for each in others if each.moves and each.id != account.id]
    if account.axis == "procedure":
        return _irregular_at_home(account, peers)
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
    again = (
        "; what has ended does not return: open a new agreement linked `revives`" if _returns(before, account) else ""
    )
    detail = f"{account.value} after {before.left}, which is {expected}; before it: {_said(before)}{again}"
    return [{"code": "irregular_step", "detail": detail}]


def _returns(before: Account, account: Account) -> bool:
    return account.axis == "legal" and before.left in ENDED and account.value not in ENDED


def _irregular_at_home(account: Account, peers: Sequence[Account]) -> list[Json]:
    """A step of a party's own procedure that is taken before one that the law makes its condition.

    Nothing is missed where nothing else is recorded: the record may begin with any step."""
    own = [each for each in peers if each.axis == "procedure" and each.party == account.party]
    route = next((each.value for each in own if each.value in ROUTES), None)
    earlier = [each for each in own if each.order < account.order and each.value not in ROUTES]
    return [
        {"code": "irregular_step", "detail": detail}
        for detail in (*_too_early(account, own, earlier, route), *_too_late(account, earlier, route))
    ]


def _too_early(account: Account, own: Sequence[Account], earlier: Sequence[Account], route: str | None) -> list[str]:
    done = {each.value for each in earlier}
    for step in required_before(account.value, route):
        later = next((each for each in own if each.value == step), None)
        if step not in done and (later or earlier):
            when = f"recorded for later: {_said(later)}" if later else "of which nothing is recorded"
            return [f"{account.value} before {step}, {when}"]
    return []


def _too_late(account: Account, earlier: Sequence[Account], route: str | None) -> list[str]:
    ahead = next((each for each in earlier if account.value in required_before(each.value, route)), None)
    return [f"{account.value} after {ahead.value}, which regularly follows it: {_said(ahead)}"] if ahead else []


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


def _said(account: Account) -> str:
    return f"{account.date.text} ({account.id})"
