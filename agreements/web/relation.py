"""The relation's page: how it stands in one sentence, the figure with the open event, the agreements today, the
contradictions, the events. Parts of it answer by themselves, for the module that swaps them in."""

from typing import Any

from django.utils.translation import gettext as _

from agreements import edtf
from agreements.errors import Problem, Refused
from agreements.timeline import queries
from agreements.timeline.sentence import Part, sentence
from agreements.timeline.summary import summarise
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.contradictions import contradictions
from agreements.web.events import months
from agreements.web.figure import figure
from agreements.web.filters import menus, passing, shown_words
from agreements.web.key import key
from agreements.web.marks import hatches
from agreements.web.panel import panel
from agreements.web.parameters import FILTERS, OWN, PARTS, focus
from agreements.web.record import Record, of_relation
from agreements.web.standing import anchor, groups

Json = dict[str, Any]
CARRIED = ("lang", "valid_on", "order", "event")


@page(*OWN)
def home(asked: Asked, path: str) -> Answer:
    """The relation, if there is one; else all of them."""
    relations = queries.bodies("relation", asked.asof)
    if len(relations) == 1:
        return _relation(relations[0], asked, path)
    addresses = Addresses(asked.kept)
    listed = [(each["titles"][asked.language], addresses.relation(each["slug"]), each["note"]) for each in relations]
    around = asked_for(asked, path, api=addresses.api("relations/", {}), relation=None, current="home")
    return Answer("pages/relations.html", {**around, "relations": listed})


@page(*OWN)
def relation(asked: Asked, path: str, slug: str) -> Answer:
    return _relation(queries.detail("relation", slug, asked.asof), asked, path)


def _relation(found: Json, asked: Asked, path: str) -> Answer:
    record = of_relation(found, asked)
    shown = passing(found["slug"], asked)
    api = record.addresses.api("timeline/", {"relation": found["slug"], **_filters(asked)})
    context = {
        **asked_for(asked, path, api=api, relation=found["slug"], current="relation"),
        **_controls(record, shown),
        "note": found["note"],
    }
    parts = asked.values.get("part", (None,))[0]
    for name in parts or PARTS:
        context |= _PARTS[name](record, shown)
    if parts:
        return Answer("pages/relation_parts.html", {**context, "parts": parts})
    return Answer("pages/relation.html", {**context, **_lead(found, asked), **_today(record)})


def _filters(asked: Asked) -> dict[str, tuple[str, ...]]:
    return {each.name: asked.own[each.name] for each in FILTERS if each.name in asked.own}


def _listed(record: Record, shown: set[str] | None) -> list[str]:
    """The events that pass, in order of date."""
    return [slug for slug in record.shown if shown is None or slug in shown]


def _open(record: Record) -> str | None:
    """The open event. Raises Refused where the view does not hold it."""
    slug = record.asked.own.get("event", (None,))[0]
    if slug is not None and slug not in record.shown:
        raise Refused([Problem("event", f"this view holds no event {slug!r}; choose one of its list")])
    return slug


# --- what stands above ---------------------------------------------------------------------------------------------
def _lead(found: Json, asked: Asked) -> Json:
    return {
        "title": found["titles"][asked.language],
        "title_parts": found["titles"][asked.language].split(" – "),
        "sentence": [(part, _target(part)) for part in _sentence(found["slug"], asked)],
    }


def _sentence(slug: str, asked: Asked) -> list[Part]:
    past = asked.asof.valid_on != asked.instant.date()
    return sentence(summarise(slug, asked.asof), asked.language, past=past)


def _target(part: Part) -> str:
    """Where a count leads: its group, the agreements or the contradictions, on the same page."""
    if part.target == "conflicts":
        return "#contradictions"
    return f"#{anchor(part.target)}" if part.target else ""


def _controls(record: Record, shown: set[str] | None) -> Json:
    """The filters as a form. `carried`: what else the view was asked for, which the form carries on."""
    asked = record.asked
    carried = {**asked.kept, **{name: texts[0] for name, texts in asked.own.items()}}
    return {
        "search": asked.own.get("q", ("",))[0],
        "focus": focus(asked.values),
        "menus": menus(record),
        "carried": [(name, carried[name]) for name in CARRIED if name in carried],
        "newest_first": _newest_first(asked),
        "turned": asked.here.but("events", order=None if _newest_first(asked) else "desc"),
        "shown_words": shown_words(record, shown),
        "unfiltered": asked.here.but(**dict.fromkeys(each.name for each in FILTERS)),
    }


def _newest_first(asked: Asked) -> bool:
    return asked.own.get("order") == ("desc",)


# --- its parts -----------------------------------------------------------------------------------------------------
def _figure(record: Record, shown: set[str] | None) -> Json:
    asked = record.asked
    width = asked.values.get("width", (None,))[0]
    drawn = figure(
        record,
        focus(asked.values),
        shown=shown,
        open_event=_open(record),
        width=width,
    )
    return {"figure": drawn}


def _panel(record: Record, shown: set[str] | None) -> Json:
    slug = _open(record)
    return {"panel": panel(slug, record, _listed(record, shown)) if slug else None}


def _events(record: Record, shown: set[str] | None) -> Json:
    listed = [record.shown[slug] for slug in _listed(record, shown)]
    return {
        "months": months(record, listed, newest_first=_newest_first(record.asked)),
        "event_count": len(listed),
        "key": key(),
    }


_PARTS = {"figure": _figure, "panel": _panel, "events": _events}


# --- what stands beneath -------------------------------------------------------------------------------------------
def _today(record: Record) -> Json:
    grouped, signs = groups(record), key()
    drawn = [each.band for group in grouped for each in group.rows] + [band for band, _words in signs["bands"]]
    return {
        "agreements_title": _agreements_title(record.asked),
        "groups": grouped,
        "agreement_count": len(record.agreements),
        "key": signs,
        "hatches": hatches(drawn),
        "contradictions": contradictions(record),
    }


def _agreements_title(asked: Asked) -> str:
    if asked.asof.valid_on == asked.instant.date():
        return _("Agreements today")
    day = edtf.parse(asked.asof.valid_on.isoformat())
    return _("Agreements on %(day)s") % {"day": edtf.in_words(day, asked.language)}
