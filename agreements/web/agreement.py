"""One agreement: what it is, how it stands on five axes, what accounts differ about, its history, terms and lineage."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.history.standing import accounts, choices
from agreements.timeline import queries
from agreements.timeline.accounts import settled
from agreements.timeline.lineage import lineage
from agreements.web import labels, outlook
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.axes import axes
from agreements.web.contradictions import contradictions
from agreements.web.event import relation_title
from agreements.web.history import history
from agreements.web.in_short import in_short
from agreements.web.merged import merged
from agreements.web.record import Record, of_agreement
from agreements.web.side_by_side import disputes
from agreements.web.sources import sources
from agreements.web.stair import stair
from agreements.web.standing import about
from agreements.web.terms import terms
from agreements.web.ties import ties
from agreements.web.versions import versions

Json = dict[str, Any]


@page()
def agreement(asked: Asked, path: str, slug: str) -> Answer:
    found = queries.detail("agreement", slug, asked.asof)
    links = lineage(slug, asked.asof)
    record = of_agreement(found, links, asked)
    relation = found["relations"][0] if found["relations"] else None
    api = record.addresses.api(f"agreements/{slug}/", {})
    context = {
        **asked_for(asked, path, api=api, relation=relation, current="agreement"),
        **_identity(found, record),
        "merged": merged("agreement", found, record),
        "compare": record.addresses.comparison(slug),
        **_said(found, links, record),
        "relation": relation_title(relation, asked),
        "back": record.addresses.relation(relation, "agreements") if relation else record.addresses.home(),
        "as_known": record.words({"edtf": asked.asof.valid_on.isoformat()}),
        "on_day": "" if asked.asof.valid_on == asked.instant.date() else _on_day(record),
        "ties": ties(slug, links, record),
        "versions": versions("agreement", slug, path, record),
    }
    return Answer("pages/agreement.html", context)


def _on_day(record: Record) -> str:
    return _("on %(day)s") % {"day": record.figures({"edtf": record.asked.asof.valid_on.isoformat()})}


def _identity(found: Json, record: Record) -> Json:
    return {
        "agreement": found,
        "about": about(found),
        "identifiers": [(labels.label("scheme", each["scheme"]), each) for each in found["identifiers"]],
        "documents": [(labels.label("document", each["role"]), each) for each in found["documents"]],
        "parties": record.names.parties(each["party"] for each in found["parties"]),
        "aliases": list(_by_language(found["aliases"])),
    }


def _said(found: Json, links: list[Json], record: Record) -> Json:
    """What is said about the agreement, and what follows from it."""
    slug, asof = found["slug"], record.asked.asof
    determined, bands = queries.determinations(asof), queries.bands_of(list(record.standings), asof)
    decided, said = choices(determined), accounts(slug, record.events.values())
    differing = disputes(contradictions(record, determined), decided, record)
    concerning = [each for each in record.events.values() if slug in each["agreements"]]
    heard_by_now = settled(said, decided.set_aside, asof.valid_on)
    clocks = outlook.clocks(found, heard_by_now, asof, record.asked.language)
    retracted = queries.bodies("event", asof, agreements__contains=[slug], retracted=True)
    heard = [each for each in said if each.axis == "legal" and each.id not in decided.set_aside]
    cited, standing = sources(found, record), axes(record, slug, bands[slug])
    descent = stair(slug, links, bands, record) if links else None
    return {
        "in_short": in_short(heard, record.standings[slug]["operation"], differing, record),
        "axes": standing,
        "disputes": differing,
        "steps": history(slug, retracted, said, record),
        "terms": terms(found, record, cited),
        "stair": descent,
        "following": outlook.following(found, record.standings[slug], heard_by_now, record.names),
        "clocks": clocks,
        "unverified": any(not each.verified for each in clocks),
        "measured": outlook.measured(found, concerning, decided.set_aside, asof),
        "patterns": {each for drawn in (standing, descent, *differing) if drawn for each in drawn.patterns},
        "sources": cited,
    }


def _by_language(aliases: list[Json]) -> Iterator[tuple[str, list[str]]]:
    for language in dict.fromkeys(each["language"] for each in aliases):
        yield language, [each["text"] for each in aliases if each["language"] == language]
