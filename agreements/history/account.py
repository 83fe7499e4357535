"""Accounts: statements as the fold and the conflicts see them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from agreements.edtf import Edtf
from agreements.history.evidence import Evidence, grade_json, join
from agreements.searchtext import searchable
from agreements.vocabulary import MOVING_MODALITIES, folded, rank

Json = dict[str, Any]


def voices(speaker: Json | None, clusters: Iterable[str]) -> frozenset[str]:
    """Who speaks: the named speaker, or the independent stories. Two accounts differ in voice if these are disjoint."""
    return frozenset({searchable(speaker["name"])}) if speaker else frozenset(f"story {name}" for name in clusters)


@dataclass(frozen=True, slots=True)
class Account:
    """A live status update. `known`: the first day on which it could be read, so it held by then at the latest."""

    id: str
    axis: str
    party: str
    value: str
    modality: str
    date: Edtf
    known: Day
    speaker: Json | None
    voices: frozenset[str]
    evidence: Evidence

    @property
    def moves(self) -> bool:
        return self.modality in MOVING_MODALITIES

    @property
    def left(self) -> str:
        """The value it leaves behind."""
        return folded(self.axis, self.value)

    @property
    def settled(self) -> Day:
        """The day from which it surely holds: the last possible day of its start, but not after it was known."""
        return max(self.date.date_from, min(self.date.start_to, self.known))

    @property
    def order(self) -> tuple[Day, Day, int, str]:
        """Succession: by day; of one day, by place in the lifecycle. Never by the order of arrival."""
        return self.settled, self.date.date_from, rank(self.axis, self.value), self.id


def rival(accounts: list[Account]) -> Json:
    """One line of a side-by-side view: what one voice says, with all its statements."""
    first = accounts[0]
    return {
        "value": first.value,
        "modality": first.modality,
        "speaker": first.speaker,
        "grade": grade_json(join(account.evidence for account in accounts)),
        "status_updates": sorted(account.id for account in accounts),
    }


def by_voice(accounts: Iterable[Account]) -> list[list[Account]]:
    """Accounts grouped where one voice says the same thing in the same mode; in order of their days."""
    groups: dict[tuple[Any, ...], list[Account]] = {}
    for account in sorted(accounts, key=lambda each: each.order):
        groups.setdefault((account.value, account.modality, account.voices), []).append(account)
    return list(groups.values())
