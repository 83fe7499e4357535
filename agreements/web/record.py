"""What one page knows: the records it shows or refers to, at the clocks it was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from agreements import edtf
from agreements.timeline import queries, summary
from agreements.timeline.clocks import AsOf
from agreements.web.addresses import Addresses
from agreements.web.asking import Asked
from agreements.web.citing import Copies
from agreements.web.names import Names, names

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """Agreements and events by slug, events in order of date; `conflicts`: the contradictions among them.

    `events` holds those too that begin after the day asked for: what they say may hold from an earlier day. A list
    shows `shown` only."""

    asked: Asked
    addresses: Addresses
    names: Names
    agreements: dict[str, Json]
    standings: dict[str, Json]
    events: dict[str, Json]
    conflicts: list[Json]
    copies: Copies
    shown: dict[str, Json] = field(init=False)
    updates: dict[str, Json] = field(init=False)
    superseded: set[str] = field(init=False)
    contested: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        updates = {each["id"]: each for event in self.events.values() for each in event["status_updates"]}
        object.__setattr__(self, "shown", _begun(self.events, self.asked.asof))
        object.__setattr__(self, "updates", updates)
        superseded = {each["supersedes"] for each in updates.values() if each["retracted"] is None}
        object.__setattr__(self, "superseded", superseded)
        object.__setattr__(self, "contested", _contested(self.conflicts))

    def says(self, event: Json, agreement: str) -> list[Json]:
        """What an event says about an agreement: its status updates that are neither retracted nor superseded."""
        own = [each for each in event["status_updates"] if each["agreement"] == agreement]
        return [each for each in own if each["retracted"] is None and each["id"] not in self.superseded]

    def event_href(self, slug: str) -> str:
        """The event's page; "" where the view does not show the event."""
        return self.addresses.event(slug) if slug in self.shown else ""

    def figures(self, day: Json) -> str:
        """A date for tables: "3 Feb 2025"."""
        return edtf.in_figures(edtf.parse(day["edtf"]), self.asked.language)

    def words(self, day: Json) -> str:
        """A date for sentences: "3 February 2025"."""
        return edtf.in_words(edtf.parse(day["edtf"]), self.asked.language)

    def agreement_name(self, slug: str) -> str:
        found = self.agreements.get(slug)
        return str(found["short_title"] or found["title"]) if found else slug

    def event_title(self, slug: str) -> str:
        found = self.events.get(slug)
        return str(found["title"]) if found else slug

    def sources(self, statement: Json) -> list[Json]:
        """The live citations of a status update."""
        return cited(statement, self.events[statement["event"]])


def cited(statement: Json, owner: Json) -> list[Json]:
    """The citations of a statement in the record that it belongs to, without retracted ones."""
    wanted = set(statement["citations"])
    return [each for each in owner["citations"] if each["id"] in wanted and each["retracted"] is None]


def _contested(conflicts: Iterable[Json]) -> dict[str, str]:
    """Statement → the contradiction it is part of; accounts that fit both sides are not contested."""
    return {
        statement: str(conflict["id"])
        for conflict in conflicts
        if conflict["open"]
        for account in conflict["accounts"]
        if not account["compatible"]
        for part in ("status_updates", "claims", "terms")
        for statement in account.get(part, ())
    }


def _begun(events: dict[str, Json], asof: AsOf) -> dict[str, Json]:
    if not asof.chosen:
        return events
    return {slug: each for slug, each in events.items() if order(each)[0] <= asof.valid_on}


def in_order(events: Iterable[Json]) -> dict[str, Json]:
    """Events by date: (from, to, slug). Retracted and merged ones are left out."""
    live = [each for each in events if each["retracted"] is None and each["merged_into"] is None]
    return {each["slug"]: each for each in sorted(live, key=order)}


def order(event: Json) -> tuple[Any, Any, str]:
    day = edtf.parse(event["date"]["edtf"])
    return day.date_from, day.date_to, str(event["slug"])


def of_relation(relation: Json, asked: Asked) -> Record:
    """All agreements, events and open contradictions of a relation."""
    slug, asof = relation["slug"], asked.asof.any_day
    agreements = {each["slug"]: each for each in summary.agreements_of(slug, asof)}
    events = in_order(queries.bodies("event", asof, relations__contains=[slug]))
    conflicts = queries.conflicts(asof, relations__contains=[slug], open=True)
    # Asked for a day, only those that an event had concerned by then: the same that the sentence counts.
    listed = summary.agreements_of(slug, asked.asof) if asked.asof.chosen else agreements.values()
    return _record(asked, agreements, [each["slug"] for each in listed], events, conflicts)


def of_agreement(agreement: Json, links: Iterable[Json], asked: Asked) -> Record:
    """One agreement with the events about it, and what these links lead to."""
    slug, asof = agreement["slug"], asked.asof.any_day
    about = queries.bodies("event", asof, agreements__contains=[slug])
    linked = {each["event"] for each in links if each["event"]} - {each["slug"] for each in about}
    events = in_order([*about, *queries.bodies("event", asof, slug__in=linked)])
    others = {end for each in links for end in (each["from"], each["agreement"]) if end}
    others |= {other for event in events.values() for other in event["agreements"]}
    agreements = {each["slug"]: each for each in queries.bodies("agreement", asof, slug__in=others)}
    conflicts = queries.conflicts(asof, agreement=slug)
    lineage = [slug, *(end for each in links for end in (each["from"], each["agreement"]) if end)]
    return _record(asked, {**agreements, slug: agreement}, list(dict.fromkeys(lineage)), events, conflicts)


def of_event(event: Json, asked: Asked) -> Record:
    """One event with the agreements it concerns and the contradictions it takes part in."""
    asof, slugs = asked.asof, event["agreements"]
    agreements = {each["slug"]: each for each in queries.bodies("agreement", asof, slug__in=slugs)}
    conflicts = queries.conflicts(asof, event=event["slug"])
    for slug in agreements:
        conflicts += queries.conflicts(asof, agreement=slug)
    return _record(asked, agreements, slugs, {event["slug"]: event}, conflicts)


def _record(
    asked: Asked, agreements: dict[str, Json], standing: list[str], events: dict[str, Json], conflicts: list[Json]
) -> Record:
    known = names([*agreements.values(), *events.values()], asked.asof, asked.language)
    standings = queries.standings([agreements[slug] for slug in standing if slug in agreements], asked.asof)
    copies = Copies([*agreements.values(), *events.values()])
    return Record(asked, Addresses(asked.kept), known, agreements, standings, events, conflicts, copies)
