"""The open event beside the figure: what it is, the passage, what it says, who differs, where it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import edtf
from agreements.vocabulary import MOVING_MODALITIES
from agreements.web.addresses import Here
from agreements.web.contradictions import Contradiction, contradictions
from agreements.web.event import Person, by_role, with_weekday
from agreements.web.events import About, Row, row
from agreements.web.marks import Band
from agreements.web.record import Record
from agreements.web.sources import Source

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """An agreement with all that the event says about it; `band`: what it says of its legal standing, drawn."""

    about: About
    band: Band | None


@dataclass(frozen=True, slots=True)
class Steps:
    """The way through the events that the list shows: `place` among those of the same date, and the neighbours."""

    place: str
    before: str
    after: str
    close: str


@dataclass(frozen=True, slots=True)
class Panel:
    row: Row
    date: str
    people: list[tuple[str, list[Person]]]
    steps: Steps
    quotes: list[Source]
    note: str
    said: list[Said]
    contradictions: list[Contradiction]
    recorded: str
    cite: str
    permalink: str
    history: str


def panel(slug: str, record: Record, shown: Sequence[str]) -> Panel:
    """The panel of one of the record's events; `shown`: the slugs that pass the filters, in order of date."""
    event = record.shown[slug]
    listed, number = row(event, record), str(record.asked.asof.revision)
    page = Here(reverse("event", args=[slug]), record.asked.kept)
    return Panel(
        row=listed,
        date=with_weekday(event["date"], record),
        people=by_role(event["participants"], record),
        steps=steps(slug, record, shown),
        quotes=[each for each in listed.sources.listed if each.excerpt],
        note=event["note"],
        said=[Said(each, _band(each)) for each in listed.about],
        contradictions=_differing(event, record),
        recorded=record.figures({"edtf": event["recorded"][:10]}),
        cite=page.but(revision=number, known_at=None),
        permalink=record.asked.here.but(revision=number, known_at=None),
        history=page.but("versions"),
    )


def steps(slug: str, record: Record, shown: Sequence[str]) -> Steps:
    """An event that the filters hide has no neighbours."""
    here, place = record.asked.here, shown.index(slug) if slug in shown else None
    if place is None:
        return Steps("", "", "", here.but(event=None))
    near = [shown[at] if 0 <= at < len(shown) else "" for at in (place - 1, place + 1)]
    before, after = (here.but(event=each) if each else "" for each in near)
    return Steps(_place(slug, record, shown), before, after, here.but(event=None))


def _place(slug: str, record: Record, shown: Sequence[str]) -> str:
    """ "2 of 6 that day"; "" for the only event of its date."""
    date = record.shown[slug]["date"]["edtf"]
    same = [each for each in shown if record.shown[each]["date"]["edtf"] == date]
    if len(same) == 1:
        return ""
    counted = {"place": same.index(slug) + 1, "of": len(same)}
    if edtf.parse(date).is_exact_day:
        return _("%(place)d of %(of)d that day") % counted
    return _("%(place)d of %(of)d of that date") % counted


def _band(about: About) -> Band | None:
    """Plans and denials say what is not so, and are not drawn."""
    legal = next((each for each in about.updates if each.legal and each.modality in MOVING_MODALITIES), None)
    return Band(about.hue, legal.level) if legal else None


def _differing(event: Json, record: Record) -> list[Contradiction]:
    """The contradictions about the event itself, and those that something it says takes part in."""
    own = {each["id"] for each in event["status_updates"]}
    taking_part = {conflict for statement, conflict in record.contested.items() if statement in own}
    found = [each for each in record.conflicts if each["event"] == event["slug"] or each["id"] in taking_part]
    return contradictions(replace(record, conflicts=found))
