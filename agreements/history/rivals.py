"""Contradictions between terms, and between claims about an event. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from agreements import edtf
from agreements.history.conflicts import Conflict, Determined, components, make
from agreements.history.evidence import Evidence, grade_json
from agreements.searchtext import searchable
from agreements.vocabulary import SINGLE_TERMS

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RivalTerm:
    id: str
    name: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    text: str
    coding: str
    speaker: Json | None
    voices: frozenset[str]
    evidence: Evidence

    @property
    def value(self) -> str:
        if self.low is None and self.high is None:
            return self.text or self.coding
        ends = [f"{end.normalize():f}" for end in dict.fromkeys((self.low, self.high)) if end is not None]
        return f"{'–'.join(ends)} {self.unit}"


@dataclass(frozen=True, slots=True)
class RivalClaim:
    id: str
    field: str
    value: str
    speaker: Json | None
    voices: frozenset[str]
    evidence: Evidence


Rival = RivalTerm | RivalClaim


def term_conflicts(agreement: str, terms: Iterable[RivalTerm], determined: Determined) -> list[Conflict]:
    """Terms of one name whose ranges are apart, whose codings oppose, or of which an agreement can have only one."""
    return [
        conflict
        for name, group in sorted(_grouped(terms, lambda term: term.name).items())
        for conflict in _conflicts({"agreement": agreement, "term": name}, name, group, _terms_oppose, determined)
    ]


def claim_conflicts(event: str, claims: Iterable[RivalClaim], determined: Determined) -> list[Conflict]:
    """Claims about one field of one event that cannot both be so."""
    return [
        conflict
        for name, group in sorted(_grouped(claims, lambda claim: claim.field).items())
        for conflict in _conflicts({"event": event, "field": name}, name, group, _claims_oppose, determined)
    ]


def _grouped(rivals: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for each in sorted(rivals, key=lambda rival: rival.id):
        groups.setdefault(key(each), []).append(each)
    return groups


def _terms_oppose(one: RivalTerm, other: RivalTerm) -> bool:
    if {one.coding, other.coding} == {"yes", "no"}:
        return True
    numbers = [(term.low, term.high) for term in (one, other)]
    if all(pair != (None, None) for pair in numbers):
        return one.unit == other.unit and _apart(*numbers)
    one_text, other_text = searchable(one.text), searchable(other.text)
    return one.name in SINGLE_TERMS and bool(one_text and other_text) and one_text != other_text


def _apart(one: tuple[Decimal | None, Decimal | None], other: tuple[Decimal | None, Decimal | None]) -> bool:
    (a_low, a_high), (b_low, b_high) = (_closed(*one), _closed(*other))
    return a_high < b_low or b_high < a_low


def _closed(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
    return (low if low is not None else Decimal("-Infinity"), high if high is not None else Decimal("Infinity"))


def _claims_oppose(one: RivalClaim, other: RivalClaim) -> bool:
    if one.field == "date":
        return not edtf.parse(one.value).overlaps(edtf.parse(other.value))
    return searchable(one.value) != searchable(other.value)


def _conflicts(
    subject: Json, about: str, rivals: Sequence[Any], oppose: Callable[[Any, Any], bool], determined: Determined
) -> list[Conflict]:
    pairs = [
        (one.id, other.id)
        for one, other in combinations(rivals, 2)
        if not one.voices & other.voices and oppose(one, other)
    ]
    subject = {"agreement": None, "event": None, **subject}
    by_id = {each.id: each for each in rivals}
    return [
        make(subject, about, pairs, ids, [_line(by_id[each]) for each in sorted(ids)], determined)
        for ids in components(pairs)
    ]


def _line(rival: Rival) -> Json:
    return {
        "value": rival.value,
        "modality": "reported",
        "speaker": rival.speaker,
        "grade": grade_json(rival.evidence),
        "terms" if isinstance(rival, RivalTerm) else "claims": [rival.id],
        "date": None,
        "compatible": False,
    }
