"""Events as rows of a list in order of date: grouped by month, with the quiet times between them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import edtf
from agreements.edtf import Edtf
from agreements.web import labels, marks
from agreements.web.record import Record
from agreements.web.sources import Sources, sources
from agreements.web.standing import voices

Json = dict[str, Any]
QUIET_DAYS = 28
YEARS_FROM_DAYS = 730
LATE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Update:
    """What an event says about one agreement on one axis. `since`, `dated`: its own date in words and in figures;
    `explained`: what is irregular about it."""

    axis: str
    value: str
    modality: str
    who: str
    grade: str
    since: str
    dated: str
    flags: list[str]
    explained: list[str]
    dispute: str
    note: str
    legal: bool
    level: str
    citations: list[str]
    id: str


@dataclass(frozen=True, slots=True)
class About:
    """An agreement with all that an event says about it."""

    name: str
    href: str
    hue: str
    updates: list[Update]


@dataclass(frozen=True, slots=True)
class Row:
    """One event. `exact`: its day, if it is one; `repeated`: of the same date as the row before it in a list,
    `together`: how many in a list have its date."""

    slug: str
    href: str
    shape: str
    fill: str
    kind: str
    modality: str
    exact: str
    date: str
    repeated: bool
    together: int
    title: str
    summary: str
    place: str
    people: list[str]
    about: list[About]
    differing: list[tuple[str, str]]
    sources: Sources
    public: str


@dataclass(slots=True)
class Month:
    """`quiet`: how long nothing was recorded before it in the list, in words."""

    title: str
    rows: list[Row] = field(default_factory=list)
    quiet: str = ""


def months(record: Record, listed: Iterable[Json], *, newest_first: bool = False) -> list[Month]:
    """These events of a record by month; they come in order of date."""
    listed = list(listed)
    if newest_first:
        listed.reverse()
    together = Counter(each["date"]["edtf"] for each in listed)
    found: list[Month] = []
    before: Json | None = None
    for event in listed:
        day = edtf.parse(event["date"]["edtf"])
        title = _month(day, record.asked.language)
        same_month = bool(found) and found[-1].title == title
        if not same_month:
            found.append(Month(title, quiet=_quiet(before, day)))
        repeated = before is not None and before["date"] == event["date"]
        found[-1].rows.append(row(event, record, repeated=repeated, together=together[event["date"]["edtf"]]))
        before = event
    return found


def _month(day: Edtf, language: str) -> str:
    """The month in which a date begins; of a date known to the year only, its own words."""
    if day.open_start or day.precision in ("year", "decade", "century", "long_year"):
        return edtf.in_words(day, language)
    return edtf.in_words(edtf.parse(f"{day.date_from:%Y-%m}"), language)


def _quiet(before: Json | None, day: Edtf) -> str:
    """How long nothing was recorded between two neighbours in the list; "" if not for long."""
    if before is None:
        return ""
    other = edtf.parse(before["date"]["edtf"])
    earlier, later = sorted((other, day), key=lambda each: each.date_from)
    days = (later.date_from - earlier.date_to).days - 1
    if later.open_start or earlier.open_end or days < QUIET_DAYS:
        return ""
    if days < YEARS_FROM_DAYS:
        return ngettext("%(n)d quiet day", "%(n)d quiet days", days) % {"n": days}
    return _("%(n)d quiet years") % {"n": days // 365}


def row(event: Json, record: Record, *, repeated: bool = False, together: int = 1) -> Row:
    """One event as a list shows it."""
    day = edtf.parse(event["date"]["edtf"])
    return Row(
        slug=event["slug"],
        href=record.addresses.event(event["slug"]),
        shape=marks.shape(event["kind"]),
        fill=marks.fill(event["modality"]),
        kind="" if event["kind"] == "other" else labels.label("event", event["kind"]),
        modality=labels.label("modality", event["modality"]),
        exact=day.text if day.is_exact_day else "",
        date=record.figures(event["date"]),
        repeated=repeated,
        together=together,
        title=event["title"],
        summary=event["summary"],
        place=event["place"] or "",
        people=[record.names.person(each) for each in event["participants"]],
        about=list(about(event, record)),
        differing=_differing(event, record),
        sources=sources(event, record),
        public=public_note(event, record),
    )


def about(event: Json, record: Record) -> Iterator[About]:
    """The agreements that an event concerns, each with what it says about it."""
    for slug in event["agreements"]:
        if slug in record.agreements:
            standing = record.standings.get(slug)
            hue = marks.hue(standing["character"]) if standing else "u"
            updates = [update(each, record) for each in record.says(event, slug)]
            yield About(record.agreement_name(slug), record.addresses.agreement(slug), hue, updates)


def update(found: Json, record: Record) -> Update:
    dispute = record.contested.get(found["id"], "")
    axis = labels.label("axis", found["axis"])
    party = record.names.party(found["party"]) if found["party"] else ""
    return Update(
        axis=f"{axis}, {party}" if party else axis,
        value=labels.value(found["axis"], found["value"], found["modality"]),
        modality=found["modality"],
        who=voices(record, [found["id"]]),
        grade=labels.grade(found["grade"]),
        since=record.words(found["date"]) if found["date"] else "",
        dated=record.figures(found["date"]) if found["date"] else "",
        flags=[labels.label("warning", each["code"]) for each in found["warnings"]],
        explained=[each["detail"].replace("_", " ") for each in found["warnings"]],
        dispute=f"#{dispute}" if dispute else "",
        note=found["note"],
        legal=found["axis"] == "legal",
        level=marks.form(found["value"]) if found["axis"] == "legal" else "",
        citations=found["citations"],
        id=found["id"],
    )


def _differing(event: Json, record: Record) -> list[tuple[str, str]]:
    """(what accounts of this event differ about, address of the contradiction)."""
    return [
        (labels.label("field", each["field"]), f"#{each['id']}")
        for each in record.conflicts
        if each["open"] and each["event"] == event["slug"]
    ]


def public_note(event: Json, record: Record) -> str:
    """Since when the public could read of it, where that was much later than the event; else ""."""
    public, day = event["public"], edtf.parse(event["date"]["edtf"])
    since = date.fromisoformat(public["day"])
    if day.open_end or (since - day.date_to).days <= LATE_DAYS:
        return ""
    said = record.words({"edtf": public["day"]})
    if public["basis"] == "first_seen":
        return _("day of publication not known; seen for this record on %(day)s") % {"day": said}
    return _("public since %(day)s") % {"day": said}
