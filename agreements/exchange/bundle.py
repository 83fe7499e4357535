"""The record bundle: the content of one relation at one revision, as canonical JSON.

Public ids, statements with their retractions and reasons; no times of knowing, no hashes, no database keys. Dumped,
loaded into an empty database and dumped again it is the same byte for byte.
"""

from collections.abc import Iterable
from typing import Any

import orjson

from agreements.errors import Problem, Refused
from agreements.exchange import as_input
from agreements.history.batch import Change
from agreements.history.record import record
from agreements.models import Revision
from agreements.shapes import Bundle, read
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]
FORMAT = "entente-record/1"


def parse(text: bytes) -> Bundle:
    """The bundle in a file; raises Refused with each fault's path."""
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused([Problem("", f"this is not JSON: {error}")]) from None
    return read(Bundle, data)


def changes(bundle: Bundle) -> list[Change]:
    """A bundle as a batch for the one writer."""
    return [
        *bundle.parties,
        *bundle.offices,
        *bundle.people,
        bundle.relation,
        *bundle.agreements,
        *bundle.events,
        *bundle.determinations,
        *bundle.retractions,
    ]


def load(bundle: Bundle, *, by: str, reason: str) -> Revision | None:
    """Write what differs from the record as one revision; None if nothing does."""
    return record(changes(bundle), by=by, reason=reason)


def dump(relation: str, asof: AsOf) -> bytes:
    """The bundle of a relation as the record stood at `asof`."""
    own = queries.detail("relation", relation, asof)
    agreements = queries.bodies("agreement", asof, relations__contains=[relation])
    events = queries.bodies("event", asof, relations__contains=[relation])
    determinations = _determinations(asof, agreements, events)
    people = _referred("person", _people(agreements, events), asof)
    offices = _referred("office", _offices(people, agreements, events), asof)
    parties = _parties([own, *agreements, *events, *people, *offices], asof)
    content = {
        "format": FORMAT,
        "relation": as_input.relation(own),
        "parties": [as_input.party(each) for each in parties],
        "offices": [as_input.office(each) for each in offices],
        "people": [as_input.person(each) for each in people],
        "agreements": [as_input.agreement(each) for each in agreements],
        "events": [as_input.event(each) for each in events],
        "determinations": [as_input.determination(each) for each in determinations],
        "retractions": as_input.retractions([*agreements, *events], determinations),
    }
    return canonical(content)


def canonical(content: Json) -> bytes:
    """Sorted keys and arrays, indented for reading, UTF-8, one line feed at the end."""
    return orjson.dumps(_sorted(content), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=_order)
    return value


def _order(value: Any) -> tuple[str, bytes]:
    """Records and statements by their id, all else by its text."""
    if isinstance(value, dict):
        name = next((value[key] for key in ("slug", "code", "id") if isinstance(value.get(key), str)), "")
        return name, orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return "", orjson.dumps(value)


def _determinations(asof: AsOf, agreements: list[Json], events: list[Json]) -> list[Json]:
    """Determinations about the statements of these records."""
    own = {each["id"] for event in events for part in ("status_updates", "claims") for each in event[part]}
    own |= {term["id"] for agreement in agreements for term in agreement["terms"]}
    return [each for each in queries.determinations(asof) if own & {*each["preferred"], *each["set_aside"]}]


def _speakers(agreements: list[Json], events: list[Json]) -> Iterable[Json]:
    for event in events:
        yield from event["participants"]
        yield from (each["speaker"] for each in (*event["status_updates"], *event["claims"]) if each["speaker"])
    for agreement in agreements:
        yield from (term["speaker"] for term in agreement["terms"] if term["speaker"])


def _people(agreements: list[Json], events: list[Json]) -> set[str]:
    return {who["person"] for who in _speakers(agreements, events) if who["person"]}


def _offices(people: list[Json], agreements: list[Json], events: list[Json]) -> set[str]:
    held = {tenure["office"] for person in people for tenure in person["offices"]}
    return held | {who["office"] for who in _speakers(agreements, events) if who["office"]}


def _referred(kind: str, slugs: set[str], asof: AsOf) -> list[Json]:
    """These records and those that they were merged into."""
    found: dict[str, Json] = {}
    wanted = slugs
    while wanted:
        rows = queries.bodies(kind, asof, slug__in=wanted)
        found |= {each["slug"]: each for each in rows}
        wanted = {each["merged_into"] for each in rows if each.get("merged_into")} - set(found)
    return [found[slug] for slug in sorted(found)]


def _parties(records: list[Json], asof: AsOf) -> list[Json]:
    """Every party that is named anywhere in these records, with their successors."""
    codes = {code for record in records for code in _codes(record)}
    found: dict[str, Json] = {}
    while codes:
        rows = queries.bodies("party", asof, slug__in=codes)
        found |= {each["code"]: each for each in rows}
        codes = {code for each in rows for code in (*each["succeeded_by"], each["merged_into"]) if code} - set(found)
    return [found[code] for code in sorted(found)]


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
