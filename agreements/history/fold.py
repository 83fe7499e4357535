"""Standing: from what was said to how things stand, day by day. A pure fold.

Only updates that happened or are reported move an axis; the later date succeeds the earlier. Disclosure accumulates:
every rung reached is kept and the highest is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.history.account import Account, by_voice, rival
from agreements.history.conflicts import Conflict, Determined
from agreements.history.evidence import grade_json, join
from agreements.procedure import ROUTES
from agreements.vocabulary import rank

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """One value on one axis from `day_from` up to, not including, `day_to`. `body`: the API's standing."""

    axis: str
    party: str
    value: str
    day_from: date
    day_to: date
    body: Json

    @property
    def grade(self) -> str:
        return str(self.body["grade"]["code"])

    @property
    def disputed(self) -> bool:
        return bool(self.body["disputed"])


def fold(accounts: Iterable[Account], conflicts: Sequence[Conflict], determined: Determined) -> list[Standing]:
    """Standings of one agreement, by axis, party and day. The order of `accounts` is of no effect."""
    lanes: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        if account.moves and account.id not in determined.set_aside:
            lanes.setdefault((account.axis, account.party), []).append(account)
    return [
        standing for lane in sorted(lanes) for standing in _lane(lanes[lane], _Context(conflicts, determined, accounts))
    ]


@dataclass(frozen=True, slots=True)
class _Context:
    conflicts: Sequence[Conflict]
    determined: Determined
    accounts: Iterable[Account]


def _lane(accounts: list[Account], context: _Context) -> list[Standing]:
    ordered = sorted(_without_routes(accounts), key=lambda account: account.order)
    runs = _climb(ordered) if ordered[0].axis == "disclosure" else _succession(ordered)
    starts = [_start(run, first=index == 0) for index, run in enumerate(runs)]
    ends = [*starts[1:], date.max]
    dates = [run[0].date.as_json() for run in runs]
    return [
        _standing(run, start, end, until, context)
        for run, start, end, until in zip(runs, starts, ends, [*dates[1:], None], strict=True)
        if start < end
    ]


def _without_routes(accounts: list[Account]) -> list[Account]:
    """A procedure's route says which steps are due; once a step is taken, the step is where it stands."""
    steps = [account.order for account in accounts if account.value not in ROUTES]
    return [each for each in accounts if each.value not in ROUTES or not steps or each.order < min(steps)]


def _succession(ordered: list[Account]) -> list[list[Account]]:
    """Runs of one value: repeating a value adds evidence to it and moves nothing."""
    runs: list[list[Account]] = []
    for account in ordered:
        if runs and runs[-1][0].left == account.left:
            runs[-1].append(account)
        else:
            runs.append([account])
    return runs


def _climb(ordered: list[Account]) -> list[list[Account]]:
    """Runs of the highest rung reached; each keeps the evidence of the rungs below."""
    runs: list[list[Account]] = []
    for account in ordered:
        if not runs or rank("disclosure", account.value) > rank("disclosure", runs[-1][0].value):
            runs.append([account])
        elif account.value == runs[-1][0].value:
            runs[-1].append(account)
    return runs


def _start(run: list[Account], *, first: bool) -> date:
    opening = run[0]
    return opening.date.date_from if first and opening.date.open_start else opening.settled


def _standing(run: list[Account], start: date, end: date, until: Json | None, context: _Context) -> Standing:
    ids = {account.id for account in run}
    disputes = [conflict for conflict in context.conflicts if conflict.open and ids & conflict.contested]
    contested = {each for conflict in disputes for each in conflict.contested}
    rivals = [account for account in context.accounts if account.id in contested]
    first = run[0]
    body: Json = {
        "value": first.left,
        "since": first.date.as_json(),
        "until": until,
        "grade": grade_json(join(account.evidence for account in run)),
        "disputed": bool(disputes),
        "rivals": [rival(group) for group in by_voice(rivals)],
        "status_updates": sorted(ids),
        "determination": context.determined.by_preferred(ids),
    }
    return Standing(first.axis, first.party, first.left, start, end, body)


def on_day(standings: Iterable[Standing], day: date) -> dict[tuple[str, str], Standing]:
    """The standing of each axis and party on a day."""
    return {(each.axis, each.party): each for each in standings if each.day_from <= day < each.day_to}
