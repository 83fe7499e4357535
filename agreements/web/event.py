"""One event with all its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from agreements import edtf
from agreements.timeline import queries
from agreements.vocabulary import PARTICIPANT_ROLES
from agreements.web import labels
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.contradictions import contradictions
from agreements.web.events import row
from agreements.web.merged import merged
from agreements.web.record import Record, of_event
from agreements.web.versions import versions

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    office: str


@page()
def event(asked: Asked, path: str, slug: str) -> Answer:
    found = queries.detail("event", slug, asked.asof)
    record = of_event(found, asked)
    own = replace(record, conflicts=[each for each in record.conflicts if each["event"] == slug])
    relation = found["relations"][0] if found["relations"] else None
    api = record.addresses.api(f"events/{slug}/", {})
    context = {
        **asked_for(asked, path, api=api, relation=relation, current="event"),
        "relation": relation_title(relation, asked),
        "back": record.addresses.relation(relation, f"event-{slug}") if relation else record.addresses.home(),
        "event": found,
        "merged": merged("event", found, record),
        "row": row(found, record),
        "date": with_weekday(found["date"], record),
        "people": by_role(found["participants"], record),
        "parties": record.names.parties(found["parties"]),
        "facts": list(_facts(found, record)),
        "contradictions": contradictions(own, queries.determinations(asked.asof)),
        "versions": versions("event", slug, path, record),
    }
    return Answer("pages/event.html", context)


def relation_title(slug: str | None, asked: Asked) -> str:
    return str(queries.detail("relation", slug, asked.asof)["titles"][asked.language]) if slug else ""


def with_weekday(day: Json, record: Record) -> str:
    """The date in words; of one exact day with its weekday: "Monday 3 February 2025"."""
    date = edtf.parse(day["edtf"])
    said = record.words(day)
    if not date.is_exact_day:
        return f"{said[0].upper()}{said[1:]}"
    weekday = str(WEEKDAYS[date.date_from.weekday()])
    return _("%(weekday)s %(day)s") % {"weekday": weekday[0].upper() + weekday[1:], "day": said}


def by_role(participants: list[Json], record: Record) -> list[tuple[str, list[Person]]]:
    """(role, people), in the order of the vocabulary."""
    found: dict[str, list[Person]] = {role: [] for role in PARTICIPANT_ROLES}
    for who in participants:
        found[who["role"]].append(Person(who["name"], record.names.office(who["office"])))
    return [(labels.label("role", role), people) for role, people in found.items() if people]


def _facts(event: Json, record: Record) -> Iterator[tuple[str, str]]:
    """(name, value) of what only some kinds of event have."""
    statement, visit = event["statement"], event["visit"]
    if statement:
        yield _("Form"), labels.label("statement", statement["form"])
        if statement["venue"]:
            yield _("Venue"), statement["venue"]
    if visit and visit["arrival"]:
        yield _("Arrival"), record.words(visit["arrival"])
    if visit and visit["departure"]:
        yield _("Departure"), record.words(visit["departure"])
    for each in event["quantities"]:
        yield each["what"], labels.amount(each["low"], each["high"], each["unit"])
