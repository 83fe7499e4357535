"""Agreements side by side, term by term."""

from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.errors import NotYetKnown, Problem, Refused
from agreements.timeline import queries
from agreements.timeline.comparison import compare
from agreements.timeline.parameters import TEXT, Parameter
from agreements.timeline.summary import agreements_of
from agreements.web import labels, marks
from agreements.web.addresses import Addresses
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.standing import about

Json = dict[str, Any]
WITH: Final = Parameter(name="with", meaning="slug of an agreement to compare with", form=TEXT, repeatable=True)
MOST: Final = 6


@page(WITH)
def comparison(asked: Asked, path: str, slug: str) -> Answer:
    chosen = list(dict.fromkeys((slug, *asked.values.get("with", ()))))
    if len(chosen) > MOST:
        raise Refused([Problem("with", _("at most %(n)d agreements fit side by side; leave some out") % {"n": MOST})])
    found = [_agreement(each, asked, given=each != slug) for each in chosen]
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
        "rows": [_row(each, chosen) for each in compare(found)],
        "choice": _choice(relation, chosen, asked),
        "own": slug,
        "kept": list(asked.kept.items()),
    }
    return Answer("pages/comparison.html", context)


def _agreement(slug: str, asked: Asked, *, given: bool) -> Json:
    """One that stands in the path is missing; one that stands in the query is a bad value."""
    try:
        return queries.detail("agreement", slug, asked.asof)
    except (queries.Unknown, NotYetKnown) as missing:
        if not given:
            raise
        raise Refused([Problem("with", _("there is no agreement “%(slug)s” here") % {"slug": slug})]) from missing


def _legal(standing: Json) -> str:
    return labels.label("legal", standing["legal"]["value"]) if standing["legal"] else _("not recorded")


def _row(row: Json, slugs: list[str]) -> Json:
    cells = [[_reading(term) for term in row["terms"][slug]] for slug in slugs]
    return {"name": labels.label("term", row["name"]), "alike": row["alike"] and len(slugs) > 1, "cells": cells}


def _reading(term: Json) -> Json:
    return {
        "figure": labels.amount(term["low"], term["high"], term["unit"]),
        "text": term["text"],
        "coding": "" if term["coding"] == "yes" else labels.label("coding", term["coding"]),
        "who": term["speaker"]["name"] if term["speaker"] else "",
        "grade": labels.grade(term["grade"]),
    }


def _choice(relation: str | None, chosen: list[str], asked: Asked) -> list[tuple[str, str, bool]]:
    """(slug, name, chosen) of the relation's other agreements, for the form."""
    others = agreements_of(relation, asked.asof) if relation else []
    return [(each["slug"], each["short_title"], each["slug"] in chosen) for each in others if each["slug"] != chosen[0]]
