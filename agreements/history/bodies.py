"""Records as the API gives them, from their current rows. The writer stores these; nothing else builds them.

References are slugs and codes only, so that renaming a record touches no other. Sets are sorted, so that equal content
has equal text. What depends on the day asked (standing, group) is never in here.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from agreements.history import parts
from agreements.history.parts import Json, edtf_json, surroundings
from agreements.history.public import public
from agreements.models import (
    Agreement,
    AgreementLink,
    Event,
    EventClaim,
    Office,
    Participant,
    Party,
    Person,
    Relation,
    Retraction,
    Revision,
    StatusUpdate,
    Term,
)

SPEAKER = ("speaker_person", "speaker_office", "speaker_party")


def _sorted(aliases: list[Json]) -> list[Json]:
    return sorted(aliases, key=lambda each: (each["language"], each["text"]))


def party(row: Party) -> Json:
    return {
        "code": row.code,
        "kind": row.kind,
        "names": {"en": row.name_en, "es": row.name_es},
        "aliases": _sorted(row.aliases),
        "succeeded_by": sorted(each.code for each in row.succeeded_by.all()),
        "merged_into": row.merged_into.code if row.merged_into else None,
    }


def office(row: Office) -> Json:
    return {
        "slug": row.slug,
        "titles": {"en": row.title_en, "es": row.title_es},
        "party": row.party.code if row.party else None,
        "institution": row.institution,
    }


def person(row: Person) -> Json:
    return {
        "slug": row.slug,
        "name": row.name,
        "description": row.description,
        "aliases": sorted(row.aliases),
        "offices": [
            {"office": tenure.office.slug, "held": edtf_json(tenure.held)}
            for tenure in sorted(row.tenures.all(), key=lambda each: (each.held_from, each.held_to, each.office.slug))
        ],
        "merged_into": row.merged_into.slug if row.merged_into else None,
    }


def relation(row: Relation) -> Json:
    return {
        "slug": row.slug,
        "parties": sorted([row.first.code, row.second.code]),
        "titles": {"en": row.title_en, "es": row.title_es},
        "note": row.note,
    }


class Acts:
    """Acts of writing by number. The one under way is given, since its row is written last."""

    def __init__(self, under_way: Revision | None = None) -> None:
        self._known = {under_way.number: under_way} if under_way else {}

    def attach(self, rows: Iterable[Any]) -> None:
        """Give each row its revision, in one query."""
        found = list(rows)
        missing = {row.revision_id for row in found} - set(self._known)
        if missing:
            self._known |= Revision.objects.defer("payload").in_bulk(missing)
        for row in found:
            row.revision = self._known[row.revision_id]


def retractions(ids: Iterable[tuple[str, str]], acts: Acts) -> dict[tuple[str, str], Json]:
    """(type, id) → {"at", "by", "reason"}, of those that were retracted."""
    rows = list(Retraction.objects.filter(target_id__in={target for _, target in ids}))
    acts.attach(rows)
    return {(row.target_type, row.target_id): retraction(row) for row in rows}


def retraction(row: Retraction) -> Json:
    return {"at": parts.timestamp(row.revision.at), "by": row.revision.by, "reason": row.reason}


class Relations:
    """Which relations a set of parties belongs to."""

    def __init__(self) -> None:
        rows = Relation.objects.select_related("first", "second")
        self._pairs = [(row.slug, {row.first.code, row.second.code}) for row in rows]

    def of(self, codes: set[str], filed_under: Iterable[str] = ()) -> list[str]:
        return sorted({slug for slug, pair in self._pairs if pair <= codes} | set(filed_under))


def agreements(slugs: Iterable[str], under_way: Revision) -> list[Json]:
    """Bodies of agreements with their links, terms and citations, in order of slug."""
    rows = list(_agreement_rows().filter(slug__in=set(slugs)))
    relations = Relations()
    retracted = _attach(rows, {"terms": "term", "links": "link", "citations": "citation"}, under_way)
    return [_agreement(row, relations, retracted) for row in rows]


def _agreement_rows() -> QuerySet[Agreement]:
    return (
        Agreement.objects.select_related("merged_into")
        .prefetch_related(
            "agreement_parties__party",
            "identifiers",
            "documents",
            Prefetch("terms", Term.objects.select_related("agreement", *SPEAKER)),
            Prefetch("links", AgreementLink.objects.select_related("agreement", "to_agreement", "to_event")),
            "citations__captures",
        )
        .order_by("slug")
    )


def _attach(
    rows: Iterable[Any], kinds: dict[str, str], under_way: Revision, own: Iterable[tuple[str, str]] = ()
) -> dict[tuple[str, str], Json]:
    """Give all parts of these records their revisions; what of them was retracted."""
    found = [(kind, part) for row in rows for name, kind in kinds.items() for part in getattr(row, name).all()]
    acts = Acts(under_way)
    acts.attach(part for _, part in found)
    return retractions([*own, *((kind, part.public_id) for kind, part in found)], acts)


def _agreement(row: Agreement, relations: Relations, retracted: dict[tuple[str, str], Json]) -> Json:
    around = surroundings(list(row.citations.all()), retracted)
    members = {each.party.code: each.role for each in row.agreement_parties.all()}
    return {
        "slug": row.slug,
        "title": row.title,
        "short_title": row.short_title,
        "official_title": row.official_title,
        "kind": row.kind,
        "form": row.form,
        "summary": row.summary,
        "note": row.note,
        "parties": [{"party": code, "role": members[code]} for code in sorted(members)],
        "relations": relations.of(set(members)),
        "identifiers": [
            {"scheme": each.scheme, "value": each.value, "url": each.url} for each in row.identifiers.all()
        ],
        "aliases": _sorted(row.aliases),
        "documents": [
            {"url": each.url, "title": each.title, "role": each.role, "language": each.language}
            for each in row.documents.all()
        ],
        "links": [parts.link(each, around, each.revision) for each in row.links.all()],
        "terms": [parts.term(each, around, each.revision) for each in row.terms.all()],
        "citations": list(around.citations.values()),
        "merged_into": row.merged_into.slug if row.merged_into else None,
    }


def events(slugs: Iterable[str], under_way: Revision) -> list[Json]:
    """Bodies of events with their statements, in order of slug."""
    rows = list(_event_rows().filter(slug__in=set(slugs)))
    relations = Relations()
    kinds = {"status_updates": "status_update", "claims": "claim", "citations": "citation"}
    retracted = _attach(rows, kinds, under_way, [("event", row.slug) for row in rows])
    return [_event(row, relations, retracted, under_way.at) for row in rows]


def _event_rows() -> QuerySet[Event]:
    updates = StatusUpdate.objects.select_related("event", "agreement", "party", "supersedes", *SPEAKER)
    return (
        Event.objects.select_related("merged_into", "visit", "statement")
        .prefetch_related(
            "parties",
            "agreements__agreement_parties__party",
            Prefetch("participants", Participant.objects.select_related("person", "office", "party")),
            "quantities",
            Prefetch("status_updates", updates),
            Prefetch("claims", EventClaim.objects.select_related("event", *SPEAKER)),
            "citations__captures",
        )
        .order_by("slug")
    )


def _event(row: Event, relations: Relations, retracted: dict[tuple[str, str], Json], recorded: datetime) -> Json:
    public_from = edtf_json(row.public_from)
    around = surroundings(list(row.citations.all()), retracted, public_from)
    codes = {each.code for each in row.parties.all()}
    concerned = codes | {
        each.party.code for agreement in row.agreements.all() for each in agreement.agreement_parties.all()
    }
    sources = around.sources(list(around.citations))
    first = min([each.revision.at for each in row.citations.all()], default=recorded)
    return {
        "slug": row.slug,
        "relations": relations.of(concerned, row.filed_under),
        "kind": row.kind,
        "modality": row.modality,
        "title": row.title,
        "label": row.label,
        "summary": row.summary,
        "note": row.note,
        "date": edtf_json(row.date),
        "place": row.place,
        "parties": sorted(codes),
        "agreements": sorted(each.slug for each in row.agreements.all()),
        "participants": [_participant(each) for each in row.participants.all()],
        "visit": _visit(row),
        "statement": _statement(row),
        "quantities": [_quantity(each) for each in row.quantities.all()],
        "status_updates": [parts.status_update(each, around, each.revision) for each in row.status_updates.all()],
        "claims": [parts.claim(each, around, each.revision) for each in row.claims.all()],
        "citations": list(around.citations.values()),
        "public_from": public_from,
        "public_from_citation": row.public_from_citation,
        "public": public(sources, public_from, parts.first_seen(sources, first)),
        "merged_into": row.merged_into.slug if row.merged_into else None,
        "retracted": retracted.get(("event", row.slug)),
    }


def _participant(row: Participant) -> Json:
    return {
        "person": row.person.slug if row.person else None,
        "name": row.name,
        "role": row.role,
        "office": row.office.slug if row.office else None,
        "party": row.party.code if row.party else None,
    }


def _visit(row: Event) -> Json | None:
    if row.kind != "visit":
        return None
    visit = getattr(row, "visit", None)
    return {
        "arrival": edtf_json(visit.arrival) if visit else None,
        "departure": edtf_json(visit.departure) if visit else None,
    }


def _statement(row: Event) -> Json | None:
    statement = getattr(row, "statement", None)
    return {"form": statement.form, "venue": statement.venue} if statement else None


def _quantity(row: Any) -> Json:
    return {"what": row.what, "low": parts.amount(row.low), "high": parts.amount(row.high), "unit": row.unit}


def determinations(rows: Iterable[Any], gone: Iterable[Retraction], acts: Acts) -> list[Json]:
    """Determinations with what of them was retracted."""
    found, ended = list(rows), list(gone)
    acts.attach([*found, *ended])
    retracted = {(row.target_type, row.target_id): retraction(row) for row in ended}
    return [determination(row, retracted) for row in found]


def determination(row: Any, retracted: dict[tuple[str, str], Json]) -> Json:
    return {
        "id": row.public_id,
        "preferred": row.preferred,
        "set_aside": row.set_aside,
        "reason": row.reason,
        "by": row.by,
        "recorded": parts.timestamp(row.revision.at),
        "retracted": retracted.get(("determination", row.public_id)),
    }
