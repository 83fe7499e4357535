"""Agreements side by side, term by term."""

from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.timeline import queries
from agreements.timeline.comparison import WITH, compare, side_by_side
from agreements.timeline.summary import agreements_of
from agreements.web import labels, marks
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.standing import about
from agreements.web.terms import reading

Json = dict[str, Any]
MOST: Final = 6


@page(WITH)
def comparison(asked: Asked, path: str, slug: str) -> Answer:
    found = side_by_side(slug, asked.values.get("with", ()), asked.asof, most=MOST)
    chosen = [each["slug"] for each in found]
    addresses, standings = Addresses(asked.kept), queries.standings(found, asked.asof)
    relation = found[0]["relations"][0] if found[0]["relations"] else None
    api = addresses.api(f"agreements/{slug}/comparison/", {"with": chosen[1:]} if chosen[1:] else {})
    bands = [marks.band(standings[each]) for each in chosen]
    context = {
        **asked_for(asked, path, api=api, relation=relation, current="agreement"),
        "title": _("Compare agreements"),
        "columns": [
            {**each, "href": addresses.agreement(each["slug"]), "band": band, "about": about(each)}
            | {"legal": _legal(standings[each["slug"]])}
            for each, band in zip(found, bands, strict=True)
        ],
        "hatches": marks.hatches(bands),
        "rows": [_row(each, found) for each in compare(found)],
        "choice": _choice(relation, chosen, asked),
        "own": slug,
        "kept": list(asked.kept.items()),
    }
    return Answer("pages/comparison.html", context)


def _legal(standing: Json) -> str:
    return labels.label("legal", standing["legal"]["value"]) if standing["legal"] else _("not recorded")


def _row(row: Json, agreements: list[Json]) -> Json:
    cells = [[reading(term, each) for term in row["terms"][each["slug"]]] for each in agreements]
    return {"name": labels.label("term", row["name"]), "alike": row["alike"] and len(agreements) > 1, "cells": cells}


def _choice(relation: str | None, chosen: list[str], asked: Asked) -> list[tuple[str, str, bool]]:
    """(slug, name, chosen) of the relation's other agreements, for the form."""
    others = agreements_of(relation, asked.asof) if relation else []
    return [(each["slug"], each["short_title"], each["slug"] in chosen) for each in others if each["slug"] != chosen[0]]
