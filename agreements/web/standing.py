"""How agreements stand, as cells and rows of tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.timeline.summary import group_of
from agreements.vocabulary import GROUPS
from agreements.web import labels, marks
from agreements.web.marks import Band
from agreements.web.record import Record

Json = dict[str, Any]
NAMED_VOICES = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: in words, since when, who says so and on what grade.

    `dispute`: address of the contradiction it takes part in, or "". `party`: its name, on the procedure only."""

    axis: str
    value: str
    since: str
    who: str
    grade: str
    disputed: bool
    dispute: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement in the table of today."""

    slug: str
    name: str
    href: str
    about: str
    band: Band
    legal: Cell | None
    character: Cell | None
    operation: Cell | None
    disclosure: Cell | None
    contradictions: int
    dispute: str


@dataclass(frozen=True, slots=True)
class Group:
    anchor: str
    title: str
    rows: list[Row]


def anchor(group: str) -> str:
    return group.replace("_", "-")


def groups(record: Record) -> list[Group]:
    """The agreements by group, the most active first; groups without any are left out."""
    activity = Counter(slug for event in record.shown.values() for slug in event["agreements"])
    found: dict[str, list[str]] = {name: [] for name in GROUPS}
    for slug, standing in record.standings.items():
        found[group_of(standing)].append(slug)
    return [
        Group(
            anchor(name),
            labels.label("group", GROUPS[name]),
            [row(record, slug) for slug in sorted(slugs, key=lambda each: (-activity[each], each))],
        )
        for name, slugs in found.items()
        if slugs
    ]


def row(record: Record, slug: str) -> Row:
    agreement, standing = record.agreements[slug], record.standings[slug]
    disputes = [each["id"] for each in record.conflicts if each["open"] and each["agreement"] == slug]
    return Row(
        slug=slug,
        name=record.agreement_name(slug),
        href=record.addresses.agreement(slug),
        about=about(agreement),
        band=marks.band(standing),
        legal=cell(record, slug, "legal", standing["legal"]),
        character=cell(record, slug, "character", standing["character"]),
        operation=cell(record, slug, "operation", standing["operation"]),
        disclosure=cell(record, slug, "disclosure", standing["disclosure"]),
        contradictions=len(disputes),
        dispute=f"#{disputes[0]}" if disputes else "",
    )


def about(agreement: Json) -> str:
    """Subject and form: "safe third country, agreement"."""
    kind, form = agreement["kind"], agreement["form"]
    said = [labels.label("kind", kind)] if kind != "other" else []
    said += [labels.label("form", form)] if form != "other" else []
    return ", ".join(said)


def cell(record: Record, slug: str, axis: str, found: Json | None, party: str | None = None) -> Cell | None:
    """One standing in words; None where nothing is recorded."""
    if found is None:
        return None
    dispute = _dispute(record, slug, axis, party)
    return Cell(
        axis=labels.label("axis", axis),
        value=labels.label(axis, found["value"]),
        since=record.figures(found["since"]),
        who=voices(record, found["status_updates"]),
        grade=labels.grade(found["grade"]),
        disputed=found["disputed"],
        dispute=f"#{dispute}" if dispute else "",
        party=record.names.party(party) if party else "",
    )


def _dispute(record: Record, slug: str, axis: str, party: str | None) -> str:
    """An open contradiction about this agreement on this axis, whether or not it is about today."""
    about = (slug, axis, party)
    found = [each for each in record.conflicts if (each["agreement"], each["axis"], each["party"]) == about]
    return next((str(each["id"]) for each in found if each["open"]), "")


def voices(record: Record, ids: Iterable[str]) -> str:
    """Who says so: the speakers by name, else the publishers."""
    updates = [record.updates[each] for each in ids if each in record.updates]
    named = [each["speaker"]["name"] for each in updates if each["speaker"]]
    named = named or [source["publisher"] for each in updates for source in record.sources(each)]
    return shortened(named)


def shortened(named: Iterable[str]) -> str:
    """Two names, and how many more."""
    distinct = list(dict.fromkeys(named))
    said = ", ".join(distinct[:NAMED_VOICES])
    more = len(distinct) - NAMED_VOICES
    return _("%(names)s and %(count)d more") % {"names": said, "count": more} if more > 0 else said
