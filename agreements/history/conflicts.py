"""Contradictions between accounts by different voices. Pure: nothing is judged, only set side by side.

Two live updates on one agreement and axis contradict each other where one denies a value that the other asserts for a
day that both cover, or where they give different values for overlapping starts and neither follows from the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain
from typing import Any

from agreements.history.account import Account, by_voice, rival
from agreements.vocabulary import CONTESTED_AXES, follows

Json = dict[str, Any]
Pair = tuple[str, str]
Days = tuple[date, date]
SECOND_DAY = date.min + timedelta(days=1)  # what lies before the calendar is held as its first day


@dataclass(frozen=True, slots=True)
class Choice:
    """A live determination."""

    id: str
    preferred: frozenset[str]
    set_aside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Determined:
    """All live determinations about one agreement or event."""

    choices: tuple[Choice, ...] = ()

    @property
    def set_aside(self) -> frozenset[str]:
        return frozenset(each for choice in self.choices for each in choice.set_aside)

    def settles(self, pair: Pair) -> str | None:
        """The determination that set one of the two aside, if one did: what was set aside contradicts nothing."""
        return next((choice.id for choice in self.choices if choice.set_aside & {*pair}), None)

    def by_preferred(self, ids: Iterable[str]) -> str | None:
        wanted = set(ids)
        return next((choice.id for choice in self.choices if wanted & choice.preferred), None)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`contested`: ids of the statements that contradict one another; `body`: the API's conflict."""

    slug: str
    contested: frozenset[str]
    open: bool
    body: Json = field(hash=False)


def components(pairs: Iterable[Pair]) -> list[set[str]]:
    """Ids joined by any chain of pairs, each component once, in order of its smallest id."""
    found: list[set[str]] = []
    for pair in pairs:
        joined = set(pair)
        apart = []
        for component in found:
            if component & joined:
                joined |= component
            else:
                apart.append(component)
        found = [*apart, joined]
    return sorted(found, key=min)


def conflict_slug(subject: str, about: str, contested: Iterable[str]) -> str:
    """Stable while the earliest rival (by id) stays: the subject, what it is about, and a short digest."""
    digest = sha256(min(contested).encode()).hexdigest()[:8]
    name = f"{subject}-{about.replace('_', '-')}"[:111].rstrip("-")
    return f"{name}-{digest}"


def make(
    subject: Json, about: str, pairs: Sequence[Pair], contested: set[str], accounts: list[Json], determined: Determined
) -> Conflict:
    """A conflict from its pairs. It is open while any pair is undetermined."""
    # In order of ids: which determination is named must not depend on which account arrived first.
    inside = sorted(pair for pair in pairs if pair[0] in contested)
    settled = [determined.settles(pair) for pair in inside]
    slug = conflict_slug(subject["agreement"] or subject["event"], about, contested)
    is_open = not all(settled)
    body = {
        "id": slug,
        **{key: subject.get(key) for key in ("agreement", "event", "axis", "term", "field", "party")},
        "accounts": accounts,
        "open": is_open,
        "determination": next((each for each in settled if each), None),
    }
    return Conflict(slug, frozenset(contested), is_open, body)


def status_conflicts(agreement: str, accounts: Iterable[Account], determined: Determined) -> list[Conflict]:
    """All contradictions among one agreement's status updates."""
    lanes: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        if account.axis in CONTESTED_AXES and (account.moves or account.modality == "denied"):
            lanes.setdefault((account.axis, account.party), []).append(account)
    return [
        conflict
        for (axis, party), lane in sorted(lanes.items())
        for conflict in _lane_conflicts(agreement, axis, party, lane, determined)
    ]


def _lane_conflicts(
    agreement: str, axis: str, party: str, lane: list[Account], determined: Determined
) -> list[Conflict]:
    covers = _covers(lane)
    pairs = _pairs(lane, covers)
    subject = {"agreement": agreement, "axis": axis, "party": party or None}
    about = f"{axis}-{party.lower()}" if party else axis
    return [make(subject, about, pairs, ids, _side_by_side(lane, ids, covers), determined) for ids in components(pairs)]


def contradictory(lane: Iterable[Account]) -> list[Pair]:
    """Which of these accounts of one agreement on one axis (and party) contradict each other, as pairs of ids."""
    spoken = [account for account in lane if account.moves or account.modality == "denied"]
    return _pairs(spoken, _covers(spoken))


def _pairs(lane: list[Account], covers: dict[str, Days]) -> list[Pair]:
    return [
        (min(one.id, other.id), max(one.id, other.id))
        for one, other in chain(_denials(lane, covers), _differences(lane))
        if not one.voices & other.voices
    ]


def _covers(lane: list[Account]) -> dict[str, Days]:
    """First and last day that each account speaks of: an assertion until a different value succeeds it."""
    moving = sorted((account for account in lane if account.moves), key=lambda account: account.order)
    covers = {account.id: (account.date.date_from, account.date.date_to) for account in lane}
    for index, account in enumerate(moving):
        later = next((each for each in moving[index + 1 :] if each.left != account.left), None)
        end = max(later.settled, SECOND_DAY) - timedelta(days=1) if later else date.max
        start = min(account.settled, account.date.date_from) if account.date.open_start else account.settled
        covers[account.id] = (start, max(start, end))
    return covers


def _denials(lane: list[Account], covers: dict[str, Days]) -> Iterator[tuple[Account, Account]]:
    """Each denial with each assertion of the denied value for a day that both cover."""
    for denial in (account for account in lane if not account.moves):
        for other in lane:
            if other.moves and other.left == denial.left and _share_a_day(covers[denial.id], covers[other.id]):
                yield denial, other


def _share_a_day(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _differences(lane: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Assertions of different values whose possible starts overlap, neither a next step of the other.

    A sweep over the starts: only those still open are compared, so that thousands of dated updates stay cheap."""
    open_starts: list[Account] = []
    for account in sorted((each for each in lane if each.moves), key=lambda each: (each.date.date_from, each.id)):
        open_starts = [each for each in open_starts if each.date.start_to >= account.date.date_from]
        for other in open_starts:
            if not (
                follows(account.axis, account.value, other.value) or follows(account.axis, other.value, account.value)
            ):
                yield account, other
        open_starts.append(account)


def _side_by_side(lane: list[Account], contested: set[str], covers: dict[str, Days]) -> list[Json]:
    """The rival accounts, and those of other voices in the same span that fit either side, marked compatible."""
    rivals = [account for account in lane if account.id in contested]
    heard = frozenset().union(*(account.voices for account in rivals))
    start = min(account.settled for account in rivals)
    end = max(min(account.settled, covers[account.id][1]) for account in rivals)
    bystanders = [
        account
        for account in lane
        if account.moves
        and account.id not in contested
        and not account.voices & heard
        and start <= account.settled <= end
    ]
    return [_line(group, compatible=False) for group in by_voice(rivals)] + [
        _line(group, compatible=True) for group in by_voice(bystanders)
    ]


def _line(accounts: list[Account], *, compatible: bool) -> Json:
    return {**rival(accounts), "date": accounts[0].date.as_json(), "compatible": compatible}
