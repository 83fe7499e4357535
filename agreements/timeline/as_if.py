"""How an agreement would stand if one of several accounts were right: the same fold without what contradicts it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements import vocabulary
from agreements.history import standing
from agreements.history.account import Account
from agreements.history.conflicts import Determined, contradictory, status_conflicts
from agreements.history.fold import Standing, fold
from agreements.history.warnings import warn

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AsIf:
    """One axis (and party) if an account were right. `silent`: the days, the last one excluded, of which an account
    that fits either side says nothing itself. `irregular`: the steps of others that would then be out of order;
    `follows`: the regular next steps."""

    standings: list[Standing]
    silent: tuple[date, date] | None
    irregular: list[Account]
    follows: tuple[str, ...]

    @property
    def lane(self) -> list[tuple[str, str, date, date, Json]]:
        """The standings as `queries.as_band` takes them."""
        return [(each.axis, each.party, each.day_from, each.day_to, each.body) for each in self.standings]


def said_of(agreement: str, events: Iterable[Json], axis: str, party: str | None) -> list[Account]:
    """What the bodies of these events say of an agreement on one axis, denials and plans among it."""
    found = standing.accounts(agreement, events)
    return [each for each in found if (each.axis, each.party) == (axis, party or "")]


def if_right(accounts: Sequence[Account], rivals: Collection[str], own: Collection[str], decided: Determined) -> AsIf:
    """One axis (and party) of an agreement by the account that makes the statements `own`.

    `accounts`: all that is said there; `rivals`: ids of what is contested, own statements among them. What contradicts
    the account is left out; of an account that contradicts nobody all that is contested is. Pure."""
    gone = _refuted(accounts, rivals, own)
    left = [each for each in accounts if each.id not in gone]
    unbound = Determined(tuple(each for each in decided.choices if not each.set_aside & {*own}))
    standings = fold(left, status_conflicts("as-if", left, unbound), unbound)
    spoken = [each for each in left if each.id in own]
    return AsIf(standings, _silence(accounts, gone, spoken), _irregular(accounts, left, own), _follows(spoken))


def _refuted(accounts: Sequence[Account], rivals: Collection[str], own: Collection[str]) -> set[str]:
    gone: set[str] = set() if {*rivals} & {*own} else {*rivals}
    while True:
        # An assertion whose successor is left out lasts longer, and may contradict the account only then.
        left = [each for each in accounts if each.id not in gone]
        against = [{*pair} for pair in contradictory(left) if {*pair} & {*own}]
        more = {each for pair in against for each in pair} - {*own}
        if not more:
            return gone
        gone |= more


def _silence(accounts: Sequence[Account], gone: set[str], spoken: list[Account]) -> tuple[date, date] | None:
    """From what others assert first up to the account's own first word; denials assert nothing."""
    asserted = [each.settled for each in accounts if each.id in gone and each.moves]
    own = [each.settled for each in spoken if each.moves]
    if asserted and own and min(asserted) < min(own):
        return min(asserted), min(own)
    return None


def _irregular(accounts: Sequence[Account], left: Sequence[Account], own: Collection[str]) -> list[Account]:
    """What becomes out of order by leaving the rivals out, in order of date."""
    before = {each.id for each in accounts if warn(each, accounts)}
    found = [each for each in left if each.id not in before and each.id not in own and warn(each, left)]
    return sorted(found, key=lambda each: each.order)


def _follows(spoken: list[Account]) -> tuple[str, ...]:
    """Nothing regularly follows what is denied."""
    moving = sorted((each for each in spoken if each.moves), key=lambda each: each.order)
    return vocabulary.next_steps(moving[-1].axis, moving[-1].value) if moving else ()
