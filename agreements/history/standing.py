"""Keeps the fold: after a write, the standings and contradictions of what it touched, as intervals of revisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from django.db import models

from agreements import edtf
from agreements.history.account import Account, voices
from agreements.history.conflicts import Choice, Conflict, Determined, status_conflicts
from agreements.history.evidence import Evidence, Source, weigh
from agreements.history.fold import Standing, fold
from agreements.history.ledger import Closed, canonical
from agreements.history.rivals import RivalClaim, RivalTerm, claim_conflicts, term_conflicts
from agreements.history.versions import close
from agreements.models import FOREVER, ConflictVersion, EventVersion, Revision, StandingInterval

Json = dict[str, Any]


def live(statements: Iterable[Json]) -> list[Json]:
    """Statements in effect: not retracted, and not superseded by one that is in effect."""
    standing = [each for each in statements if each["retracted"] is None]
    superseded = {each.get("supersedes") for each in standing}
    return [each for each in standing if each["id"] not in superseded]


def evidence(statement: Json, citations: Mapping[str, Json]) -> Evidence:
    sources = [citations[each] for each in statement["citations"]]
    found = [
        Source(each["source_type"], each["cluster"], frozenset(each["parties"]))
        for each in sources
        if each["retracted"] is None
    ]
    speaker = statement["speaker"]
    return weigh(found, speaker["party"] if speaker else None, inference=statement.get("inference", False))


def accounts(agreement: str, events: Iterable[Json]) -> list[Account]:
    """The live status updates about one agreement, from bodies of events. Retracted and merged ones say nothing."""
    found = []
    for event in events:
        if event["retracted"] is not None or event["merged_into"] is not None:
            continue
        citations = {each["id"]: each for each in event["citations"]}
        found += [account(each, event, citations) for each in event["status_updates"] if each["agreement"] == agreement]
    kept = {each["id"] for each in live(each for each, _ in found)}
    return [each for statement, each in found if statement["id"] in kept]


def account(update: Json, event: Json, citations: Mapping[str, Json]) -> tuple[Json, Account]:
    rests_on = evidence(update, citations)
    day = update["date"] or event["date"]
    return update, Account(
        id=update["id"],
        axis=update["axis"],
        party=update["party"] if update["axis"] == "procedure" else "",
        value=update["value"],
        modality=update["modality"],
        date=edtf.parse(day["edtf"]),
        known=date.fromisoformat(update["public"]["day"]),
        speaker=update["speaker"],
        voices=voices(update["speaker"], rests_on.clusters | rests_on.rumours),
        evidence=rests_on,
    )


def rival_terms(body: Json) -> list[RivalTerm]:
    citations = {each["id"]: each for each in body["citations"]}
    return [_term(each, citations) for each in live(body["terms"])]


def _term(term: Json, citations: Mapping[str, Json]) -> RivalTerm:
    rests_on = evidence(term, citations)
    low, high = (Decimal(each) if each is not None else None for each in (term["low"], term["high"]))
    return RivalTerm(
        id=term["id"],
        name=term["name"],
        low=low,
        high=high,
        unit=term["unit"],
        text=term["text"],
        coding=term["coding"],
        speaker=term["speaker"],
        voices=voices(term["speaker"], rests_on.clusters | rests_on.rumours),
        evidence=rests_on,
    )


def rival_claims(body: Json) -> list[RivalClaim]:
    citations = {each["id"]: each for each in body["citations"]}
    found = []
    for claim in live(body["claims"]):
        rests_on = evidence(claim, citations)
        said_by = voices(claim["speaker"], rests_on.clusters | rests_on.rumours)
        found.append(RivalClaim(claim["id"], claim["field"], claim["value"], claim["speaker"], said_by, rests_on))
    return found


@dataclass(frozen=True, slots=True)
class Folded:
    """All that follows for one agreement: its standings and its contradictions on axes and terms."""

    standings: list[Standing]
    conflicts: list[Conflict]


def fold_agreement(body: Json, events: Iterable[Json], determinations: Iterable[Json]) -> Folded:
    """Pure: from bodies to standings and contradictions. The same for the writer and for what was public on a day."""
    slug = body["slug"]
    about = accounts(slug, events)
    determined = choices(determinations)
    on_axes = status_conflicts(slug, about, determined)
    on_terms = term_conflicts(slug, rival_terms(body), determined)
    return Folded(fold(about, on_axes, determined), [*on_axes, *on_terms])


def fold_event(body: Json, determinations: Iterable[Json]) -> list[Conflict]:
    """An event's contradictions; a retracted or merged one has none."""
    if body["retracted"] is not None or body["merged_into"] is not None:
        return []
    return claim_conflicts(body["slug"], rival_claims(body), choices(determinations))


def choices(determinations: Iterable[Json]) -> Determined:
    return Determined(
        tuple(
            Choice(each["id"], frozenset(each["preferred"]), frozenset(each["set_aside"]))
            for each in sorted(determinations, key=lambda each: each["id"])
            if each["retracted"] is None
        )
    )


def bodies_about(agreement: str) -> list[Json]:
    """The current bodies of all events that concern an agreement."""
    return bodies_about_each([agreement])[agreement]


def bodies_about_each(agreements: Iterable[str]) -> dict[str, list[Json]]:
    """Agreement → the current bodies of all events that concern it, in one query."""
    slugs = list(agreements)
    rows = EventVersion.objects.filter(agreements__overlap=slugs, rev_to=FOREVER) if slugs else ()
    return by_agreement(slugs, (orjson.loads(row.body) for row in rows))


def by_agreement(agreements: Iterable[str], events: Iterable[Json]) -> dict[str, list[Json]]:
    """Agreement → those of these bodies of events that concern it. Pure; one pass over the events."""
    found: dict[str, list[Json]] = {slug: [] for slug in agreements}
    for event in events:
        for slug in found.keys() & set(event["agreements"]):
            found[slug].append(event)
    return found


# --- keeping ---------------------------------------------------------------------------------------------------------


def keep(
    agreements: Sequence[Json], events: Sequence[Json], determinations: list[Json], revision: Revision
) -> tuple[list[models.Model], Closed]:
    """Write what changed in the standings and contradictions of these agreements and events."""
    about = bodies_about_each(body["slug"] for body in agreements)
    folded = {body["slug"]: fold_agreement(body, about[body["slug"]], determinations) for body in agreements}
    rows, closed = _keep_standings({slug: each.standings for slug, each in folded.items()}, revision)
    for owner, bodies, conflicts in (
        ("agreement", agreements, {slug: each.conflicts for slug, each in folded.items()}),
        ("event", events, {body["slug"]: fold_event(body, determinations) for body in events}),
    ):
        relations = {body["slug"]: body["relations"] for body in bodies}
        written, ended = _keep_conflicts(owner, relations, conflicts, revision)
        rows += written
        closed += ended
    return rows, closed


def _keep_standings(standings: Mapping[str, list[Standing]], revision: Revision) -> tuple[list[models.Model], Closed]:
    """`standings`: by agreement."""
    wanted = {
        (agreement, each.axis, each.party, each.day_from): StandingInterval(
            agreement=agreement,
            axis=each.axis,
            party=each.party,
            value=each.value,
            grade=each.grade,
            disputed=each.disputed,
            day_from=each.day_from,
            day_to=each.day_to,
            body=canonical(each.body),
            rev_from=revision.number,
        )
        for agreement, found in standings.items()
        for each in found
    }
    known = {
        (row.agreement, row.axis, row.party, row.day_from): row
        for row in StandingInterval.objects.filter(agreement__in=list(standings), rev_to=FOREVER)
    }
    return _replace(StandingInterval, wanted, known, ("day_to", "body"), revision)


def _keep_conflicts(
    owner: str, relations: Mapping[str, list[str]], conflicts: Mapping[str, list[Conflict]], revision: Revision
) -> tuple[list[models.Model], Closed]:
    """`owner`: "agreement" or "event"; `relations`, `conflicts`: by its slug."""
    wanted = {
        each.slug: ConflictVersion(
            slug=each.slug,
            **{owner: slug},
            relations=relations[slug],
            open=each.open,
            body=canonical(each.body),
            rev_from=revision.number,
        )
        for slug, found in conflicts.items()
        for each in found
    }
    of_these = {f"{owner}__in": list(conflicts)}
    known = {row.slug: row for row in ConflictVersion.objects.filter(**of_these, rev_to=FOREVER)}
    return _replace(ConflictVersion, wanted, known, ("body", "relations"), revision)


def _replace(
    model: Any, wanted: Mapping[Any, Any], known: Mapping[Any, Any], compared: tuple[str, ...], revision: Revision
) -> tuple[list[models.Model], Closed]:
    """Close what no longer holds, write what is new, leave alone what is equal."""

    def same(key: Any) -> bool:
        return (
            key in wanted
            and key in known
            and all(getattr(wanted[key], name) == getattr(known[key], name) for name in compared)
        )

    closed = close(model, [row for key, row in known.items() if not same(key)], revision)
    return model.objects.bulk_create([row for key, row in wanted.items() if not same(key)]), closed
