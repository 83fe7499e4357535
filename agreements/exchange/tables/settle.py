"""What a row adds to what is recorded: nothing, changes, or a new agreement. Pure.

What the register says is carried over: title, parties, dates, places, steps. What was only guessed from it (a short
title, kind, form) is proposed once and then left to the analysts, and whatever they add stays. A statement that the
register no longer makes is superseded or retracted; what an analyst retracted stays retracted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from agreements.exchange import as_input
from agreements.exchange.tables import telling
from agreements.exchange.tables.build import Built
from agreements.exchange.tables.lineage import Lineage
from agreements.exchange.tables.mapping import TableMap
from agreements.history.batch import AppendToAgreement, AppendToEvent, Change
from agreements.shapes import AgreementIn, CitationIn, EventIn, RetractionIn

Json = dict[str, Any]
GONE = "The register no longer says so"


@dataclass(frozen=True, slots=True)
class Present:
    """What the record has: bodies by slug."""

    agreements: Mapping[str, Json]
    events: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Part:
    """`changes` for the one writer; `differences`: the same in words; `kept`: what was decided before and stays."""

    changes: tuple[Change, ...] = ()
    differences: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A row against the record. `new`: the record has no such agreement yet."""

    built: Built
    new: bool
    changes: tuple[Change, ...]
    differences: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def settle(built: Built, mapping: TableMap, present: Present) -> Settled:
    """One row against the record."""
    slug = built.agreement.slug
    known = present.agreements.get(slug)
    parts = [_agreement(built.agreement, known)]
    parts += [_event(each, present.events.get(each.slug), slug) for each in built.events]
    made = {each.slug for each in built.events}
    names = [each.name for each in mapping.events if f"{slug}-{each.name}" not in made]
    parts += [_vanished(present.events.get(f"{slug}-{name}"), name) for name in names]
    return Settled(
        built,
        known is None,
        tuple(change for part in parts for change in part.changes),
        tuple(each for part in parts for each in part.differences) if known else (),
        tuple(each for part in parts for each in part.kept),
    )


def _agreement(wanted: AgreementIn, known: Json | None) -> Part:
    if known is None:
        return Part((wanted,))
    before = AgreementIn.model_validate({**as_input.agreement(known), "links": (), "terms": (), "citations": ()})
    after = before.model_copy(
        update={
            "title": wanted.title,
            "parties": wanted.parties,
            "identifiers": _with(
                before.identifiers, wanted.identifiers, lambda each: (each.scheme, each.value.lower())
            ),
            "documents": _with(before.documents, wanted.documents, lambda each: (each.url, each.role)),
        }
    )
    _, cited = _cited(wanted.citations[0], known["citations"], wanted.slug)
    differing = tuple(telling.differences(before, after))
    changes: tuple[Change, ...] = ()
    if differing:
        changes = (after.model_copy(update={"citations": cited}),)
    elif cited:
        changes = (AppendToAgreement(wanted.slug, citations=cited),)
    return Part(changes, (*differing, *(f"cites {each.url}" for each in cited)))


def _with(before: tuple[Any, ...], wanted: Iterable[Any], identity: Any) -> tuple[Any, ...]:
    """What is there, and what is not there yet."""
    known = {identity(each) for each in before}
    return (*before, *(each for each in wanted if identity(each) not in known))


def _event(wanted: EventIn, known: Json | None, agreement: str) -> Part:
    name = wanted.slug.removeprefix(f"{agreement}-")
    if known is None:
        return Part((wanted,), (f"{name} on {wanted.date} is new",))
    if known["retracted"]:
        return Part(kept=(f"{name} stays retracted: {known['retracted']['reason']}",))
    if known["merged_into"]:
        return Part(kept=(f"{name} stays merged into {known['merged_into']}",))
    return _corrected(wanted, known, name)


def _corrected(wanted: EventIn, known: Json, name: str) -> Part:
    bare = {"status_updates": (), "claims": (), "citations": ()}
    before = EventIn.model_validate({**as_input.event(known), **bare})
    carried = {"date": wanted.date, "place": wanted.place, "modality": wanted.modality}
    after = before.model_copy(update=carried)
    citation, cited = _cited(wanted.citations[0], known["citations"], wanted.slug)
    lineage = Lineage(wanted.slug, known["status_updates"])
    updates = tuple(lineage.successors(wanted.status_updates, citation))
    gone = lineage.gone(wanted.status_updates)
    differing = tuple(telling.differences(before, after))
    changes: list[Change] = [RetractionIn(type="status_update", id=each["id"], reason=GONE) for each in gone]
    if differing:
        changes.append(after.model_copy(update={"status_updates": updates, "citations": cited}))
    elif updates or cited:
        changes.append(AppendToEvent(wanted.slug, status_updates=updates, citations=cited))
    told = [*differing, *map(telling.said, updates), *(f"no longer says {each['value']}" for each in gone)]
    if cited and not told:
        told.append("cites the entry anew")
    kept = (f"{name} {each['value']} stays retracted" for each in lineage.kept(wanted.status_updates))
    return Part(tuple(changes), tuple(f"{name} {each}" for each in told), tuple(kept))


def _vanished(known: Json | None, name: str) -> Part:
    """An event that an import made and that the row has no more."""
    if known is None or known["retracted"] or known["merged_into"]:
        return Part()
    if not any(each["id"] == f"{known['slug']}-entry" for each in known["citations"]):
        return Part()
    return Part((RetractionIn(type="event", id=known["slug"], reason=GONE),), (f"{name} is retracted",))


def _cited(wanted: CitationIn, known: list[Json], record: str) -> tuple[str, tuple[CitationIn, ...]]:
    """The id of the row's citation, and the citation itself if the record does not have it."""
    for each in known:
        if (each["url"], each["excerpt"]) == (wanted.url, wanted.excerpt) and each["retracted"] is None:
            return each["id"], ()
    taken = {each["id"] for each in known}
    names = (f"{record}-entry" if number == 1 else f"{record}-entry-{number}" for number in count(1))
    fresh = next(each for each in names if each not in taken)
    return fresh, (wanted.model_copy(update={"id": fresh}),)
