"""The relation's page: how it stands in one sentence, the agreements today, the contradictions, the events."""

from typing import Any

from django.utils.translation import gettext as _

from agreements import edtf
from agreements.timeline import queries
from agreements.timeline.sentence import Part, sentence
from agreements.timeline.summary import summarise
from agreements.web.addresses import Addresses, with_query
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.contradictions import contradictions
from agreements.web.events import months
from agreements.web.key import key
from agreements.web.marks import hatches
from agreements.web.record import of_relation
from agreements.web.standing import anchor, groups

Json = dict[str, Any]
ORDERS = {"order": ("asc", "desc")}


@page(ORDERS)
def home(asked: Asked, path: str) -> Answer:
    """The relation, if there is one; else all of them."""
    relations = queries.bodies("relation", asked.asof)
    if len(relations) == 1:
        return _relation(relations[0], asked, path)
    addresses = Addresses(asked.kept)
    listed = [(each["titles"][asked.language], addresses.relation(each["slug"]), each["note"]) for each in relations]
    around = asked_for(asked, path, api=addresses.api("relations/", {}), relation=None, current="home")
    return Answer("pages/relations.html", {**around, "relations": listed})


@page(ORDERS)
def relation(asked: Asked, path: str, slug: str) -> Answer:
    return _relation(queries.detail("relation", slug, asked.asof), asked, path)


def _relation(found: Json, asked: Asked, path: str) -> Answer:
    record = of_relation(found, asked)
    newest_first = asked.own.get("order") == "desc"
    turned = {**asked.kept, "order": "asc" if newest_first else "desc"}
    api = record.addresses.api("timeline/", {"relation": found["slug"]})
    grouped, signs = groups(record), key()
    drawn = [each.band for group in grouped for each in group.rows] + [band for band, _words in signs["bands"]]
    context = {
        **asked_for(asked, path, api=api, relation=found["slug"], current="relation"),
        "title": found["titles"][asked.language],
        "title_parts": found["titles"][asked.language].split(" – "),
        "note": found["note"],
        "sentence": [(part, _target(part)) for part in _sentence(found["slug"], asked)],
        "agreements_title": _agreements_title(asked),
        "groups": grouped,
        "key": signs,
        "hatches": hatches(drawn),
        "contradictions": contradictions(record),
        "months": months(record, newest_first=newest_first),
        "event_count": len(record.shown),
        "newest_first": newest_first,
        "turned": with_query(path, turned, "events"),
    }
    return Answer("pages/relation.html", context)


def _agreements_title(asked: Asked) -> str:
    if asked.asof.valid_on == asked.instant.date():
        return _("Agreements today")
    day = edtf.parse(asked.asof.valid_on.isoformat())
    return _("Agreements on %(day)s") % {"day": edtf.in_words(day, asked.language)}


def _sentence(slug: str, asked: Asked) -> list[Part]:
    past = asked.asof.valid_on != asked.instant.date()
    return sentence(summarise(slug, asked.asof), asked.language, past=past)


def _target(part: Part) -> str:
    """Where a count leads: its group, the agreements or the contradictions, on the same page."""
    if part.target == "conflicts":
        return "#contradictions"
    return f"#{anchor(part.target)}" if part.target else ""
