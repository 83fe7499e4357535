"""What a bundle of one relation holds: its records, and all that these name, so that it stands by itself."""

from collections.abc import Iterable
from typing import Any

from agreements.models import StatusUpdate
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]
BySlug = dict[str, Json]


def agreements_and_events(relation: str, asof: AsOf) -> tuple[list[Json], list[Json]]:
    """Agreements and events of a relation, with those elsewhere that they name, by slug."""
    agreements = _by_slug(queries.bodies("agreement", asof, relations__contains=[relation]))
    events = _by_slug(queries.bodies("event", asof, relations__contains=[relation]))
    asked: set[str] = set()
    while wanted := _named(agreements, events) - asked:
        asked |= wanted
        agreements |= _by_slug(queries.bodies("agreement", asof, slug__in=wanted - set(agreements)))
        events |= _by_slug(queries.bodies("event", asof, slug__in=wanted - set(events)))
    return _sorted(agreements), _sorted(events)


def _by_slug(bodies: Iterable[Json]) -> BySlug:
    return {each["slug"]: each for each in bodies}


def _sorted(bodies: BySlug) -> list[Json]:
    return [bodies[slug] for slug in sorted(bodies)]


def _named(agreements: BySlug, events: BySlug) -> set[str]:
    """Slugs of what these were merged into, are linked to, concern, or hold statements superseded by theirs."""
    records = [*agreements.values(), *events.values()]
    links = [link for each in agreements.values() for link in each["links"]]
    updates = [update for each in events.values() for update in each["status_updates"]]
    found = {each["merged_into"] for each in records}
    found |= {link["agreement"] or link["event"] for link in links}
    found |= {slug for each in events.values() for slug in each["agreements"]}
    superseded = {each["supersedes"] for each in updates} - {each["id"] for each in updates}
    found |= {*StatusUpdate.objects.filter(public_id__in=superseded - {None}).values_list("event__slug", flat=True)}
    return found - {None}


def determinations(asof: AsOf, agreements: list[Json], events: list[Json]) -> list[Json]:
    """Determinations between statements of these records."""
    own = {each["id"] for event in events for part in ("status_updates", "claims") for each in event[part]}
    own |= {term["id"] for agreement in agreements for term in agreement["terms"]}
    return [each for each in queries.determinations(asof) if own >= {*each["preferred"], *each["set_aside"]}]


def people(agreements: list[Json], events: list[Json], asof: AsOf) -> list[Json]:
    """The people who take part or speak."""
    return _referred("person", {who["person"] for who in _speakers(agreements, events) if who["person"]}, asof)


def offices(people: list[Json], agreements: list[Json], events: list[Json], asof: AsOf) -> list[Json]:
    """The offices that these people held, and those in which somebody takes part or speaks."""
    held = {tenure["office"] for person in people for tenure in person["offices"]}
    held |= {who["office"] for who in _speakers(agreements, events) if who["office"]}
    return _referred("office", held, asof)


def _speakers(agreements: list[Json], events: list[Json]) -> Iterable[Json]:
    for event in events:
        yield from event["participants"]
        yield from (each["speaker"] for each in (*event["status_updates"], *event["claims"]) if each["speaker"])
    for agreement in agreements:
        yield from (term["speaker"] for term in agreement["terms"] if term["speaker"])


def _referred(kind: str, slugs: set[str], asof: AsOf) -> list[Json]:
    """These records and those that they were merged into."""
    found: BySlug = {}
    wanted = slugs
    while wanted:
        rows = queries.bodies(kind, asof, slug__in=wanted)
        found |= _by_slug(rows)
        wanted = {each["merged_into"] for each in rows if each.get("merged_into")} - set(found)
    return _sorted(found)


def parties(records: list[Json], asof: AsOf) -> list[Json]:
    """Every party that is named anywhere in these records, with their successors."""
    codes = {code for record in records for code in _codes(record)}
    found: BySlug = {}
    while codes:
        rows = queries.bodies("party", asof, slug__in=codes)
        found |= {each["code"]: each for each in rows}
        codes = {code for each in rows for code in (*each["succeeded_by"], each["merged_into"]) if code} - set(found)
    return _sorted(found)


def _codes(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        for each in value:
            yield from _codes(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "party" and isinstance(each, str):
                yield each
            elif key == "parties":
                yield from (code for code in each if isinstance(code, str))
                yield from _codes(each)
            else:
                yield from _codes(each)
