"""The record bundle: the content of one relation at one revision, as canonical JSON.

Public ids, statements with their retractions and reasons; no times of knowing, no hashes, no database keys. Dumped,
loaded into an empty database and dumped again it is the same byte for byte.
"""

from typing import Any

import orjson

from agreements.errors import Problem, Refused
from agreements.exchange import as_input, content
from agreements.history.batch import Change
from agreements.history.record import record
from agreements.models import Event, Revision
from agreements.shapes import Bundle, EventIn, read
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
    return record(changes(_beside_other_relations(bundle)), by=by, reason=reason, as_recorded=True)


def _beside_other_relations(bundle: Bundle) -> Bundle:
    """A bundle speaks for its own relation: what else an event is filed under stays."""
    slugs = [each.slug for each in bundle.events]
    filed = dict(Event.objects.filter(slug__in=slugs).values_list("slug", "filed_under"))

    def beside(event: EventIn) -> EventIn:
        others = {each for each in filed.get(event.slug, ()) if each != bundle.relation.slug}
        return event.model_copy(update={"relations": tuple(sorted({*event.relations, *others}))})

    return bundle.model_copy(update={"events": tuple(map(beside, bundle.events))})


def dump(relation: str, asof: AsOf) -> bytes:
    """The bundle of a relation as the record stood at `asof`."""
    own = queries.detail("relation", relation, asof)
    agreements, events = content.agreements_and_events(relation, asof)
    determinations = content.determinations(asof, agreements, events)
    people = content.people(agreements, events, asof)
    offices = content.offices(people, agreements, events, asof)
    parties = content.parties([own, *agreements, *events, *people, *offices], asof)
    return canonical(
        {
            "format": FORMAT,
            "relation": as_input.relation(own),
            "parties": [as_input.party(each) for each in parties],
            "offices": [as_input.office(each) for each in offices],
            "people": [as_input.person(each) for each in people],
            "agreements": [as_input.agreement(each) for each in agreements],
            "events": [as_input.event(_filed_under(each, relation)) for each in events],
            "determinations": [as_input.determination(each) for each in determinations],
            "retractions": as_input.retractions([*agreements, *events], determinations),
        }
    )


def _filed_under(event: Json, relation: str) -> Json:
    return {**event, "relations": [each for each in event["relations"] if each == relation]}


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
