"""The terms of an agreement: rivals under one name stand together."""

from dataclasses import dataclass
from typing import Any

from agreements.vocabulary import TERM_NAMES
from agreements.web import labels
from agreements.web.record import Record, cited
from agreements.web.sources import Source, Sources
from agreements.web.standing import shortened

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause as one voice gives it. `figure`: the amount, `text`: the words; either may be empty."""

    figure: str
    text: str
    coding: str
    who: str
    grade: str


@dataclass(frozen=True, slots=True)
class Term:
    reading: Reading
    note: str
    dispute: str
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Clause:
    name: str
    terms: list[Term]


def terms(agreement: Json, record: Record, listed: Sources) -> list[Clause]:
    """The live terms by name, in the order of the vocabulary."""
    live = [each for each in agreement["terms"] if each["retracted"] is None]
    found: dict[str, list[Json]] = {name: [] for name in TERM_NAMES}
    for each in live:
        found[each["name"]].append(each)
    return [
        Clause(labels.label("term", name), [_term(each, agreement, record, listed) for each in group])
        for name, group in found.items()
        if group
    ]


def _term(term: Json, agreement: Json, record: Record, listed: Sources) -> Term:
    dispute = record.contested.get(term["id"], "")
    return Term(
        reading(term, agreement), term["note"], f"#{dispute}" if dispute else "", listed.numbers(term["citations"])
    )


def reading(term: Json, agreement: Json) -> Reading:
    """A term of an agreement in words, and who says so: the speaker, else the publishers."""
    speaker = term["speaker"]
    return Reading(
        figure=labels.amount(term["low"], term["high"], term["unit"]),
        text=term["text"],
        coding="" if term["coding"] == "yes" else labels.label("coding", term["coding"]),
        who=speaker["name"] if speaker else shortened(each["publisher"] for each in cited(term, agreement)),
        grade=labels.grade(term["grade"]),
    )
