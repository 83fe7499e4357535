"""One agreement: what it is, how it stands on five axes, what accounts differ about, its history, terms and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.timeline import queries
from agreements.timeline.lineage import lineage
from agreements.web import labels, marks
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.contradictions import contradictions
from agreements.web.event import relation_title
from agreements.web.events import Row, Update, row, update
from agreements.web.record import Record, of_agreement
from agreements.web.sources import sources
from agreements.web.standing import Cell, about, cell
from agreements.web.terms import terms
from agreements.web.versions import versions

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the standing: its name, what it asks, and a cell, or one per party on the procedure."""

    name: str
    gloss: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Step:
    """An event in the agreement's history with what it says about this agreement."""

    event: Row
    updates: list[Update]


@dataclass(frozen=True, slots=True)
class Tie:
    """A link: from this agreement to another or an event (`outgoing`), or from another to this one."""

    outgoing: bool
    type: str
    other: str
    href: str
    proposed: bool
    inference: bool
    note: str


@page()
def agreement(asked: Asked, path: str, slug: str) -> Answer:
    found = queries.detail("agreement", slug, asked.asof)
    links = [each for each in lineage(slug, asked.asof) if slug in (each["from"], each["agreement"])]
    record = of_agreement(found, links, asked)
    relation = found["relations"][0] if found["relations"] else None
    api = record.addresses.api(f"agreements/{slug}/", {})
    cited, band = sources(found, record), marks.band(record.standings[slug])
    context = {
        **asked_for(asked, path, api=api, relation=relation, current="agreement"),
        "relation": relation_title(relation, asked),
        "back": record.addresses.relation(relation, "agreements") if relation else record.addresses.home(),
        "agreement": found,
        "about": about(found),
        "band": band,
        "hatches": marks.hatches([band]),
        "axes": list(_axes(record, slug)),
        "contradictions": contradictions(record, queries.determinations(asked.asof)),
        "steps": list(_steps(record, slug)),
        "terms": terms(found, record, cited),
        "ties": [_tie(each, record, slug) for each in links],
        "identifiers": [(labels.label("scheme", each["scheme"]), each) for each in found["identifiers"]],
        "documents": [(labels.label("document", each["role"]), each) for each in found["documents"]],
        "parties": record.names.parties(each["party"] for each in found["parties"]),
        "aliases": _by_language(found["aliases"]),
        "sources": cited,
        "versions": versions("agreement", slug, path, record),
    }
    return Answer("pages/agreement.html", context)


def _axes(record: Record, slug: str) -> Iterator[Axis]:
    standing = record.standings[slug]
    glosses = {
        "legal": _("where it stands in law"),
        "character": _("whether it binds"),
        "operation": _("whether it is applied"),
        "disclosure": _("whether it can be read"),
    }
    for axis, gloss in glosses.items():
        found = cell(record, slug, axis, standing[axis])
        yield Axis(labels.label("axis", axis), gloss, [found] if found else [])
    steps = [cell(record, slug, "procedure", found, party) for party, found in standing["procedure"].items()]
    yield Axis(labels.label("axis", "procedure"), _("steps at home"), [each for each in steps if each])


def _steps(record: Record, slug: str) -> Iterator[Step]:
    """The events about the agreement in order of date; those it is only linked with are left to the links."""
    for event in record.shown.values():
        if slug in event["agreements"]:
            yield Step(row(event, record), [update(each, record) for each in record.says(event, slug)])


def _tie(link: Json, record: Record, slug: str) -> Tie:
    outgoing = link["from"] == slug
    other = link["agreement"] if outgoing else link["from"]
    to_event = other is None
    return Tie(
        outgoing=outgoing,
        type=labels.label("link", link["type"]),
        other=record.event_title(link["event"]) if to_event else record.agreement_name(other),
        href=record.event_href(link["event"]) if to_event else record.addresses.agreement(other),
        proposed=link["state"] == "proposed",
        inference=link["inference"],
        note=link["note"],
    )


def _by_language(aliases: list[Json]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for each in aliases:
        found.setdefault(each["language"], []).append(each["text"])
    return list(found.items())
