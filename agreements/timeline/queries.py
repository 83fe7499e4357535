"""Every read of the record: version rows and statements, as of one revision and up to three days.

The page, the API, feeds and exports ask here and nowhere else, so they cannot disagree.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson
from django.db import connection
from django.db.models import Exists, Func, OuterRef, Q, QuerySet

from agreements.errors import NotYetKnown
from agreements.history import bodies as writing
from agreements.history.public import as_public
from agreements.history.standing import Folded, by_agreement, fold_agreement, fold_event
from agreements.models import (
    AgreementVersion,
    ConflictVersion,
    Determination,
    EventVersion,
    OfficeVersion,
    PartyVersion,
    PersonVersion,
    RelationVersion,
    Retraction,
    Revision,
    StandingInterval,
)
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]
VERSIONS: Mapping[str, Any] = {
    "party": PartyVersion,
    "office": OfficeVersion,
    "person": PersonVersion,
    "relation": RelationVersion,
    "agreement": AgreementVersion,
    "event": EventVersion,
}


class Unknown(LookupError):
    """No record of this kind has this id, at any revision."""


def at_revision(queryset: QuerySet[Any], revision: int) -> QuerySet[Any]:
    """The rows that held at a revision."""
    return queryset.filter(rev_from__lte=revision, rev_to__gt=revision)


def rows(kind: str, asof: AsOf) -> QuerySet[Any]:
    """Version rows of one kind. Events also answer to the day asked for: begun by `valid_on`, public on `public_on`."""
    found = at_revision(VERSIONS[kind].objects.all(), asof.revision)
    if kind == "event" and asof.public_on is not None:
        found = found.filter(public_day__lte=asof.public_on)
    if kind == "agreement" and asof.public_on is not None:
        # The public knew of an agreement through its terms, or through any event that concerns it.
        found = found.filter(Q(public_day__lte=asof.public_on) | concerned(asof.any_day))
    if kind == "event" and asof.chosen:
        found = found.filter(date_from__lte=asof.valid_on)
    return found


def concerned(asof: AsOf) -> Exists:
    """For agreements: whether an event that counts at these clocks concerns them."""
    own = Func(OuterRef("slug"), template="ARRAY[%(expressions)s]::varchar(120)[]")
    return Exists(rows("event", asof).filter(agreements__contains=own, retracted=False, merged=False))


def body(row: Any, asof: AsOf) -> Json:
    """A version's body as it could be read on `public_on`."""
    found: Json = orjson.loads(row.body)
    if asof.public_on is not None and getattr(row, "public_all", date.min) > asof.public_on:
        return as_public(found, asof.public_on)
    return found


def fragment(row: Any, asof: AsOf) -> orjson.Fragment | Json:
    """A version's body for an answer: the stored text itself wherever nothing has to be left out."""
    if asof.public_on is not None and getattr(row, "public_all", date.min) > asof.public_on:
        return as_public(orjson.loads(row.body), asof.public_on)
    return orjson.Fragment(row.body)


def bodies(kind: str, asof: AsOf, /, **filters: Any) -> list[Json]:
    """Bodies of all records of a kind that pass the filters, by slug."""
    return [body(row, asof) for row in rows(kind, asof).filter(**filters).order_by("slug")]


def version(kind: str, slug: str, asof: AsOf) -> Any:
    """One record's version row. Raises Unknown, or NotYetKnown if it is recorded or public only later."""
    found = rows(kind, asof).filter(slug=slug).first()
    if found is not None:
        return found
    if VERSIONS[kind].objects.filter(slug=slug).exists():
        raise NotYetKnown(f"{slug} was not known, or not public, at the instant asked for.")
    raise Unknown(slug)


def detail(kind: str, slug: str, asof: AsOf) -> Json:
    return body(version(kind, slug, asof), asof)


def determinations(asof: AsOf) -> list[Json]:
    """All determinations up to a revision, with what of them was retracted by then."""
    found = Determination.objects.filter(revision__lte=asof.revision)
    gone = Retraction.objects.filter(revision__lte=asof.revision, target_type="determination")
    return writing.determinations(found, gone, writing.Acts())


def revision(number: int) -> Json:
    """{"number", "at", "by", "reason", "hash"} of one act of writing; `at` is a datetime. The number must exist."""
    return {**Revision.objects.values("number", "at", "by", "reason", "hash").get(number=number)}


def versions(kind: str, slug: str, asof: AsOf) -> list[Json]:
    """The acts of writing that touched a record, first to last: as `revision` gives them, with "version"."""
    found = VERSIONS[kind].objects.filter(slug=slug, rev_from__lte=asof.revision).order_by("number")
    numbers = dict(found.values_list("rev_from", "number"))
    acts = Revision.objects.filter(number__in=numbers).values("number", "at", "by", "reason", "hash")
    return [{**act, "version": numbers[act["number"]]} for act in acts.order_by("number")]


def count_events(relation: str, asof: AsOf) -> int:
    """How many events of a relation count, without retracted and merged ones."""
    counting = {"relations__contains": [relation], "retracted": False, "merged": False}
    return int(rows("event", asof).filter(**counting).count())


# --- standing --------------------------------------------------------------------------------------------------------


def standings(agreements: Iterable[Json], asof: AsOf) -> dict[str, Json]:
    """Agreement → its standing on `valid_on`, from the kept fold; with `public_on`, from a fold of what was public."""
    wanted = {each["slug"]: [member["party"] for member in each["parties"]] for each in agreements}
    lanes: dict[str, dict[tuple[str, str], Json]] = {slug: {} for slug in wanted}
    for slug, axis, party, found in _intervals_on_day(list(wanted), asof):
        lanes[slug][axis, party] = found
    return {slug: _by_axis(lanes[slug], wanted[slug]) for slug in wanted}


def _by_axis(lanes: Mapping[tuple[str, str], Json], parties: list[str]) -> Json:
    one: Json = {axis: lanes.get((axis, "")) for axis in ("legal", "character", "operation", "disclosure")}
    one["procedure"] = {party: lanes.get(("procedure", party)) for party in parties}
    return one


def _intervals_on_day(slugs: list[str], asof: AsOf) -> Iterable[tuple[str, str, str, Json]]:
    if asof.public_on is not None:
        for slug, folded in folded_in_public(slugs, asof).items():
            for each in folded.standings:
                if each.day_from <= asof.valid_on < each.day_to:
                    yield slug, each.axis, each.party, each.body
        return
    found = intervals(slugs, asof).filter(day_from__lte=asof.valid_on, day_to__gt=asof.valid_on)
    for row in found:
        yield row.agreement, row.axis, row.party, orjson.loads(row.body)


def intervals(slugs: list[str], asof: AsOf) -> QuerySet[StandingInterval]:
    """All standings of these agreements through time, as of a revision, in order of axis, party and day."""
    return at_revision(StandingInterval.objects.filter(agreement__in=slugs), asof.revision)


def bands(slug: str, asof: AsOf) -> list[Json]:
    """One agreement's standings through time: {"axis", "party", "from", "to", …standing}; `to` is exclusive."""
    return bands_of([slug], asof)[slug]


def bands_of(slugs: list[str], asof: AsOf) -> dict[str, list[Json]]:
    """The standings through time of each of these agreements. The number of queries does not depend on theirs."""
    found: dict[str, list[Json]] = {slug: [] for slug in slugs}
    if asof.public_on is not None:
        for slug, folded in folded_in_public(slugs, asof).items():
            standings = folded.standings
            found[slug] = [as_band(each.axis, each.party, each.day_from, each.day_to, each.body) for each in standings]
        return found
    for row in intervals(slugs, asof):
        band = as_band(row.axis, row.party, row.day_from, row.day_to, orjson.loads(row.body))
        found[row.agreement].append(band)
    return found


def as_band(axis: str, party: str, day_from: date, day_to: date, found: Json) -> Json:
    return {
        "axis": axis,
        "party": party or None,
        "from": None if day_from == date.min else day_from.isoformat(),
        "to": None if day_to == date.max else day_to.isoformat(),
        **found,
    }


def folded_in_public(slugs: list[str], asof: AsOf) -> dict[str, Folded]:
    """The same fold over what was public: of the agreements and of the events that concern them.

    All of them, whatever the day asked for: what an event of later says may hold from an earlier day."""
    asof = asof.any_day
    decided = determinations(asof)
    agreements = {each["slug"]: each for each in bodies("agreement", asof, slug__in=slugs)}
    about = by_agreement(agreements, bodies("event", asof, agreements__overlap=slugs))
    return {slug: fold_agreement(found, about[slug], decided) for slug, found in agreements.items()}


LATEST_EVENT = """
SELECT wanted.slug, latest.slug
FROM unnest(%(slugs)s::text[]) AS wanted (slug)
CROSS JOIN LATERAL (
    SELECT event.slug
    FROM agreements_eventversion AS event
    WHERE event.agreements @> ARRAY[wanted.slug]::varchar[]
      AND event.rev_from <= %(revision)s AND event.rev_to > %(revision)s
      AND event.date_from <= %(valid_on)s AND event.public_day <= %(public_on)s
      AND event.modality IN ('happened', 'reported') AND NOT event.retracted AND NOT event.merged
    ORDER BY event.date_from DESC, event.date_to DESC, event.slug DESC
    LIMIT 1
) AS latest
"""


def latest_events(slugs: Iterable[str], asof: AsOf) -> dict[str, str]:
    """Agreement → its latest event that had happened by `valid_on`."""
    parameters: dict[str, Any] = {
        "slugs": list(slugs),
        "revision": asof.revision,
        "valid_on": asof.valid_on,
        "public_on": asof.public_on or date.max,
    }
    with connection.cursor() as cursor:
        cursor.execute(LATEST_EVENT, parameters)
        return dict(cursor.fetchall())


# --- contradictions --------------------------------------------------------------------------------------------------


def conflicts(asof: AsOf, **filters: Any) -> list[Json]:
    """Contradictions, open and determined, by id. Filters: agreement, event, relations__contains, open.

    With a chosen day those that had arisen by then; as everywhere, it is not asked who had spoken by then: that is
    `public_on`."""
    if asof.public_on is not None:
        return _arisen(_conflicts_in_public(asof, filters), asof)
    found = at_revision(ConflictVersion.objects.filter(**filters), asof.revision).order_by("slug")
    return _arisen([orjson.loads(text) for text in found.values_list("body", flat=True)], asof)


def _arisen(found: list[Json], asof: AsOf) -> list[Json]:
    """Asked for a day: what accounts contradict one another about by then, the day itself included.

    Rival steps have arisen once two of them begin, rival claims with their event, rival terms with the first event
    that concerns their agreement."""
    if not asof.chosen:
        return found
    begun = _slugs("event", asof, found)
    concerning = _slugs("agreement", asof, found, concerned(asof))
    return [
        each
        for each in found
        if (each["event"] in begun if each["event"] else _begun_rivals(each, asof.valid_on, concerning))
    ]


def _slugs(kind: str, asof: AsOf, found: list[Json], *conditions: Exists) -> set[str]:
    named = {each[kind] for each in found if each[kind]}
    return set(rows(kind, asof).filter(*conditions, slug__in=named).values_list("slug", flat=True))


def _begun_rivals(conflict: Json, day: date, concerning: set[str]) -> bool:
    if conflict["term"]:
        return str(conflict["agreement"]) in concerning
    starts = [each["date"]["earliest"] for each in conflict["accounts"] if not each["compatible"]]
    begun = [start for start in starts if start is None or start <= day.isoformat()]
    return len(begun) > 1


def _conflicts_in_public(asof: AsOf, filters: Json) -> list[Json]:
    """The same computation over what was public then."""
    asof = asof.any_day
    about = {"slug": filters["agreement"]} if filters.get("agreement") else {}
    event = {"slug": filters["event"]} if filters.get("event") else {}
    relation = {key: value for key, value in filters.items() if key.startswith("relations__")}
    found = []
    if not event:
        slugs = [each["slug"] for each in bodies("agreement", asof, **about, **relation)]
        found += [each for folded in folded_in_public(slugs, asof).values() for each in folded.conflicts]
    if not about:
        decided = determinations(asof)
        for each in bodies("event", asof, **event, **relation):
            found += fold_event(each, decided)
    wanted = filters.get("open")
    kept = [each.body for each in found if wanted is None or each.open == wanted]
    return sorted(kept, key=lambda each: str(each["id"]))
