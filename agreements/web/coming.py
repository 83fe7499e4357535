"""What is coming for a relation: one list of days, each with what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.timeline import queries
from agreements.timeline.coming import STATES, coming, names
from agreements.timeline.disclosure_rules import rule
from agreements.timeline.filtering import Chosen
from agreements.web import labels
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.outlook import span

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """`law`: what makes it due; `rests_on`: ids of the statements that it is computed from."""

    day: str
    what: str
    about: str
    href: str
    disputed: bool
    law: str
    rests_on: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    anchor: str
    title: str
    gloss: str
    items: list[Item]


@page()
def coming_for(asked: Asked, path: str, slug: str) -> Answer:
    relation = queries.detail("relation", slug, asked.asof)
    found = coming(Chosen(asked.asof, {"relation": (slug,)}))
    addresses = Addresses(asked.kept)
    called = names(found, asked.asof)
    context = {
        **asked_for(asked, path, api=addresses.api("coming/", {"relation": slug}), relation=slug, current="coming"),
        "title": _("What is coming"),
        "relation": relation["titles"][asked.language],
        "back": addresses.relation(slug),
        "calendar": addresses.api("coming/", {"relation": slug, "format": "ics"}),
        "groups": [each for state in STATES if (each := _group(state, found, called, addresses, asked.language)).items],
    }
    return Answer("pages/coming.html", context)


def _titles(state: str) -> tuple[str, str]:
    return {
        "coming": (_("Ahead"), _("on the day shown or later")),
        "overdue": (_("Overdue"), _("due before the day shown, and nothing in the record says that it was done")),
        "passed": (_("Passed"), _("before the day shown; what came of it is not recorded")),
    }[state]


def _group(state: str, found: list[Json], called: dict[str, str], addresses: Addresses, language: str) -> Group:
    own = [each for each in found if each["state"] == state]
    title, gloss = _titles(state)
    newest_first = state != "coming"
    ordered = sorted(own, key=lambda each: each["from"] or "", reverse=newest_first)
    return Group(state, title, gloss, [_item(each, called, addresses, language) for each in ordered])


def _item(item: Json, called: dict[str, str], addresses: Addresses, language: str) -> Item:
    about: str = item["agreement"] or item["event"]
    href = addresses.agreement(about) if item["agreement"] else addresses.event(about)
    return Item(
        day=span(item, language),
        what=_what(item),
        about=called.get(about, about),
        href=href,
        disputed=item["disputed"],
        law=rule(item["rule"]).law if item["rule"] else "",
        rests_on=item["basis"],
    )


def _what(item: Json) -> str:
    return pgettext("clock", rule(item["rule"]).what) if item["rule"] else labels.label("coming", item["what"])
