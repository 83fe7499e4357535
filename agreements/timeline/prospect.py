"""Before writing: what the writer's own rule will say of status updates, and which events are alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from agreements import edtf
from agreements.history.account import Account
from agreements.history.public import public
from agreements.history.standing import account, accounts, by_agreement
from agreements.history.warnings import warn
from agreements.searchtext import searchable
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]
NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A status update that is not recorded. `supersedes`: the id of the one that it takes the place of."""

    agreement: str
    account: Account
    supersedes: str | None = None


def proposal(update: Json, event: Json, seen: date) -> Proposal:
    """An update of an event, both as input. `seen`: the day on which it would be recorded.

    Their dates are EDTF text that can be read; of citations only `id` and `published` are looked at."""
    days = {each["id"]: _day(each.get("published")) for each in event["citations"]}
    sources = [{"published": days[each]} for each in update["citations"] if each in days]
    written = {
        **update,
        "party": update.get("party"),
        "modality": update.get("modality", "happened"),
        "date": _day(update.get("date")),
        # Order and value alone decide what is unusual, not who says so.
        "speaker": None,
        "citations": [],
        "public": public(sources, _day(event.get("public_from")), seen),
    }
    _, found = account(written, {"date": _day(event["date"])}, {})
    return Proposal(update["agreement"], found, update.get("supersedes"))


def _day(text: str | None) -> Json | None:
    return edtf.parse(text).as_json() if text else None


def warnings(proposals: Sequence[Proposal], asof: AsOf) -> list[list[Json]]:
    """For each of the updates that would be recorded together, the warnings that it would carry, in their order."""
    gone = {each.supersedes for each in proposals}
    slugs = {each.agreement for each in proposals}
    peers: dict[str, list[Account]] = {}
    for slug, about in by_agreement(slugs, queries.bodies("event", asof, agreements__overlap=list(slugs))).items():
        new = [each.account for each in proposals if each.agreement == slug]
        peers[slug] = [each for each in (*accounts(slug, about), *new) if each.id not in gone]
    return [warn(each.account, peers[each.agreement]) for each in proposals]


def alike(
    kind: str, day: edtf.Edtf, agreements: Collection[str], people: Collection[str], names: Collection[str], asof: AsOf
) -> list[Json]:
    """Bodies of events of a kind, within three days of `day`, about one of the agreements or with one of the people.

    `people`: slugs; `names`: of those who are not recorded. In order of date."""
    about = Q(agreements__overlap=list(agreements)) | Q(people__overlap=list(people))
    for name in names:
        about |= Q(search__contains=searchable(name))
    rows = queries.rows("event", asof).filter(
        about, kind=kind, retracted=False, merged=False, date_from__lte=_later(day), date_to__gte=_earlier(day)
    )
    found = (queries.body(row, asof) for row in rows.order_by("date_from", "date_to", "slug"))
    wanted = {searchable(name) for name in names}
    return [each for each in found if _shares(each, agreements, people) or wanted & _names(each)]


def _shares(body: Json, agreements: Collection[str], people: Collection[str]) -> bool:
    return bool({*body["agreements"]} & {*agreements} or {each["person"] for each in _who(body)} & {*people})


def _names(body: Json) -> set[str]:
    return {searchable(each["name"]) for each in _who(body)}


def _who(body: Json) -> list[Json]:
    """Those who took part or are quoted."""
    said = (each["speaker"] for part in ("status_updates", "claims") for each in body[part])
    return [*body["participants"], *(each for each in said if each)]


def _later(day: edtf.Edtf) -> date:
    return day.date_to + NEAR if day.date_to <= date.max - NEAR else date.max


def _earlier(day: edtf.Edtf) -> date:
    return day.date_from - NEAR if day.date_from >= date.min + NEAR else date.min
