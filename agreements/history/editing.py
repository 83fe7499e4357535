"""Writes the editable rows of records. Only the writer calls this, inside its transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from agreements import edtf
from agreements.history.references import References
from agreements.history.tenures import Tenures
from agreements.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    Event,
    Identifier,
    Office,
    Participant,
    Party,
    Person,
    PressStatement,
    Quantity,
    Relation,
    StatusUpdate,
    Tenure,
    Visit,
)
from agreements.shapes import AgreementIn, EventIn, OfficeIn, PartyIn, PersonIn, RelationIn, Shape


def _plain(shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    return [each.model_dump() for each in shapes]


def _save(row: models.Model, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _save_all(rows: Sequence[Any], refs: References) -> None:
    """Known rows one by one; new ones, which get their keys, in one statement."""
    for row in rows:
        if row.pk:
            row.save()
    if new := [row for row in rows if not row.pk]:
        for row in type(new[0]).objects.bulk_create(new):
            refs.add(row)


def _merge(row: Any, into: str | None, refs: References, path: str) -> None:
    """Merging re-points nothing: what was merged keeps its address and says where it went."""
    target = refs.get(type(row), into, path)
    each = target
    while each is not None and each != row:
        each = each.merged_into
    if each is not None:
        refs.problem(path, f"{into} is, or was merged into, the record itself; name another")
    elif row.merged_into != target:
        _save(row, merged_into=target)


def _once(keys: Iterable[Any], refs: References, path: str, detail: str) -> None:
    """A problem if one of these stands twice."""
    found = list(keys)
    if len(set(found)) < len(found):
        refs.problem(path, detail)


def parties(shapes: Sequence[PartyIn], refs: References) -> None:
    """Parties first, then what they say of each other."""
    refs.load(Party, [code for each in shapes for code in (each.code, each.merged_into, *each.succeeded_by)])
    for shape in shapes:
        row = refs.find(Party, shape.code) or Party(code=shape.code)
        _save(row, kind=shape.kind, name_en=shape.names.en, name_es=shape.names.es, aliases=_plain(shape.aliases))
        refs.add(row)
    for shape in shapes:
        written = refs.find(Party, shape.code)
        path = f"parties.{shape.code}"
        successors = [refs.get(Party, code, f"{path}.succeeded_by") for code in shape.succeeded_by]
        if written and not refs.problems:
            written.succeeded_by.set([each for each in successors if each])
            _merge(written, shape.merged_into, refs, f"{path}.merged_into")


def offices(shapes: Sequence[OfficeIn], refs: References) -> None:
    refs.load(Office, [each.slug for each in shapes])
    refs.load(Party, [each.party for each in shapes])
    for shape in shapes:
        row = refs.find(Office, shape.slug) or Office(slug=shape.slug)
        _save(
            row,
            title_en=shape.titles.en,
            title_es=shape.titles.es,
            party=refs.get(Party, shape.party, f"offices.{shape.slug}.party"),
            institution=shape.institution,
        )
        refs.add(row)


def people(shapes: Sequence[PersonIn], refs: References) -> None:
    refs.load(Person, [slug for each in shapes for slug in (each.slug, each.merged_into)])
    refs.load(Office, [tenure.office for each in shapes for tenure in each.offices])
    for shape in shapes:
        row = refs.find(Person, shape.slug) or Person(slug=shape.slug)
        _save(row, name=shape.name, description=shape.description, aliases=list(shape.aliases))
        refs.add(row)
        row.tenures.all().delete()
        path = f"people.{shape.slug}.offices"
        _once(shape.offices, refs, path, "a tenure stands twice; leave one out")
        refs.refuse()
        Tenure.objects.bulk_create([each for tenure in shape.offices if (each := _tenure(row, tenure, refs))])
    for shape in shapes:
        _merge(refs.find(Person, shape.slug), shape.merged_into, refs, f"people.{shape.slug}.merged_into")


def _tenure(person: Person, shape: Any, refs: References) -> Tenure | None:
    office = refs.get(Office, shape.office, f"people.{person.slug}.offices")
    held = edtf.parse(shape.held)
    if office is None:
        return None
    return Tenure(person=person, office=office, held=held.text, held_from=held.date_from, held_to=held.date_to)


def relations(shapes: Sequence[RelationIn], refs: References) -> None:
    refs.load(Party, [code for each in shapes for code in each.parties])
    for shape in shapes:
        row = Relation.objects.filter(slug=shape.slug).first() or Relation(slug=shape.slug)
        path = f"relations.{shape.slug}.parties"
        first, second = (refs.get(Party, code, path) for code in shape.parties)
        _once(shape.parties, refs, path, "a relation has two different parties")
        same = Relation.objects.filter(first__in=(first, second), second__in=(first, second)).exclude(pk=row.pk)
        if first and second and (known := same.first()):
            refs.problem(path, f"the relation {known.slug} has these two parties already; edit that one")
        if not refs.problems:
            _save(row, first=first, second=second, title_en=shape.titles.en, title_es=shape.titles.es, note=shape.note)


AGREEMENT_FIELDS = ("title", "short_title", "official_title", "kind", "form", "summary", "note")


def agreements(shapes: Sequence[AgreementIn], refs: References) -> None:
    """Agreements with their parties, identifiers and documents; new ones are inserted together."""
    refs.load(Agreement, [slug for each in shapes for slug in (each.slug, each.merged_into)])
    refs.load(Party, [member.party for each in shapes for member in each.parties])
    rows = []
    for shape in shapes:
        row = refs.find(Agreement, shape.slug) or Agreement(slug=shape.slug)
        for name in AGREEMENT_FIELDS:
            setattr(row, name, getattr(shape, name))
        row.aliases = _plain(shape.aliases)
        rows.append(row)
    _save_all(rows, refs)
    _agreement_children(shapes, refs)
    for shape in shapes:
        _merge(refs.find(Agreement, shape.slug), shape.merged_into, refs, f"agreements.{shape.slug}.merged_into")


def _agreement_children(shapes: Sequence[AgreementIn], refs: References) -> None:
    children: dict[type[models.Model], list[models.Model]] = {AgreementParty: [], Identifier: [], AgreementDocument: []}
    for shape in shapes:
        for child in _children_of_agreement(shape, refs):
            children[type(child)].append(child)
    if refs.problems:
        return
    ids = [row.pk for shape in shapes if (row := refs.find(Agreement, shape.slug))]
    for kind, instances in children.items():
        kind._default_manager.filter(agreement_id__in=ids).delete()
        kind._default_manager.bulk_create(instances)


def _children_of_agreement(shape: AgreementIn, refs: References) -> list[models.Model]:
    row, path = refs.find(Agreement, shape.slug), f"agreements.{shape.slug}"
    parties, identifiers = ([each.party for each in shape.parties], [_identity(each) for each in shape.identifiers])
    documents = [(each.url, each.role) for each in shape.documents]
    _once(parties, refs, f"{path}.parties", "a party stands twice; give it one role")
    _once(identifiers, refs, f"{path}.identifiers", "an identifier stands twice; leave one out")
    _once(documents, refs, f"{path}.documents", "a document stands twice in one role; leave one out")
    members = [(refs.get(Party, each.party, f"{path}.parties"), each.role) for each in shape.parties]
    return [
        *(AgreementParty(agreement=row, party=party, role=role) for party, role in members if party),
        *(Identifier(agreement=row, **each.model_dump()) for each in shape.identifiers),
        *(AgreementDocument(agreement=row, **each.model_dump()) for each in shape.documents),
    ]


def _identity(identifier: Any) -> tuple[str, str]:
    return identifier.scheme, identifier.value.lower()


LONGEST = 120  # characters of a public id, its record's slug included
EVENT_FIELDS = ("kind", "modality", "title", "label", "summary", "note", "place", "public_from")


def events(shapes: Sequence[EventIn], refs: References) -> None:
    """Events with their participants, quantities and details; new ones are inserted together."""
    _load_for_events(shapes, refs)
    refs.refuse()
    rows = []
    for shape in shapes:
        row = refs.find(Event, shape.slug) or Event(slug=shape.slug)
        day = edtf.parse(shape.date)
        for name in EVENT_FIELDS:
            setattr(row, name, getattr(shape, name))
        row.date, row.date_from, row.date_to = day.text, day.date_from, day.date_to
        row.public_from_citation = global_id(shape.slug, shape.public_from_citation)
        row.filed_under = sorted(shape.relations)
        rows.append(row)
    _save_all(rows, refs)
    for shape in shapes:
        _merge(refs.find(Event, shape.slug), shape.merged_into, refs, f"events.{shape.slug}.merged_into")
    _event_children(shapes, refs)


def global_id(record: str, local: str | None) -> str | None:
    """A nested statement's id; a local one gets its record's slug as a prefix."""
    if local is None or local == record or local.startswith(f"{record}-"):
        return local
    return f"{record}-{local}"


def _load_for_events(shapes: Sequence[EventIn], refs: References) -> None:
    refs.load(Event, [slug for each in shapes for slug in (each.slug, each.merged_into)])
    refs.load(Party, [code for each in shapes for code in each.parties])
    refs.load(Party, [who.party for each in shapes for who in each.participants])
    refs.load(Agreement, [slug for each in shapes for slug in agreements_of(each)])
    refs.load(Person, [who.person for each in shapes for who in each.participants])
    refs.load(Office, [who.office for each in shapes for who in each.participants])
    known = set(Relation.objects.values_list("slug", flat=True))
    for shape in shapes:
        for slug in set(shape.relations) - known:
            refs.problem(f"events.{shape.slug}.relations", f"there is no relation {slug!r}")
        if len(global_id(shape.slug, shape.public_from_citation) or "") > LONGEST:
            refs.problem(f"events.{shape.slug}.public_from_citation", f"an id has at most {LONGEST} characters")


def agreements_of(shape: EventIn) -> list[str]:
    """The agreements an event concerns: those it names and those its status updates are about."""
    return sorted({*shape.agreements, *(update.agreement for update in shape.status_updates)})


def _where_named(agreement: str, shape: EventIn) -> str:
    """Where an event names an agreement: among those it concerns, else in the first status update about it."""
    if agreement in shape.agreements:
        return "agreements"
    about = next(index for index, update in enumerate(shape.status_updates) if update.agreement == agreement)
    return f"status_updates.{about}.agreement"


def _event_children(shapes: Sequence[EventIn], refs: References) -> None:
    rows = {shape.slug: refs.find(Event, shape.slug) for shape in shapes}
    ids = [row.pk for row in rows.values() if row]
    replaced: tuple[type[models.Model], ...] = (Participant, Quantity, Visit, PressStatement, Event.parties.through)
    for model in replaced:
        model._default_manager.filter(event_id__in=ids).delete()
    # An agreement that a status update speaks of stays, whatever the edit says.
    spoken_of = StatusUpdate.objects.filter(event=OuterRef("event"), agreement=OuterRef("agreement"))
    Event.agreements.through.objects.filter(~Exists(spoken_of), event_id__in=ids).delete()
    people = (refs.find(Person, who.person) for shape in shapes for who in shape.participants)
    tenures = Tenures(() if refs.as_recorded else people)
    children: dict[type[models.Model], list[models.Model]] = {}
    for shape in shapes:
        row = rows[shape.slug]
        for child in _children_of(row, shape, refs, tenures) if row else ():
            children.setdefault(type(child), []).append(child)
    refs.refuse()
    for kind, instances in children.items():
        kind._default_manager.bulk_create(instances, ignore_conflicts=kind is Event.agreements.through)


def _children_of(row: Event, shape: EventIn, refs: References, tenures: Tenures) -> list[models.Model]:
    path = f"events.{shape.slug}"
    found: list[models.Model] = []
    for code in sorted(set(shape.parties)):
        if party := refs.get(Party, code, f"{path}.parties"):
            found.append(Event.parties.through(event=row, party=party))
    for slug in agreements_of(shape):
        if agreement := refs.get(Agreement, slug, f"{path}.{_where_named(slug, shape)}"):
            found.append(Event.agreements.through(event=row, agreement=agreement))
    found += [Quantity(event=row, **each.model_dump()) for each in shape.quantities]
    if shape.visit:
        found.append(Visit(event=row, **shape.visit.model_dump()))
    if shape.statement:
        found.append(PressStatement(event=row, **shape.statement.model_dump()))
    names = [(who.name, who.role) for who in shape.participants]
    _once(names, refs, f"{path}.participants", "somebody stands twice in one role; leave one out")
    return [*found, *(_participant(row, who, refs, tenures, path) for who in shape.participants)]


def _participant(row: Event, who: Any, refs: References, tenures: Tenures, path: str) -> Participant:
    person = refs.get(Person, who.person, f"{path}.participants")
    office = refs.get(Office, who.office, f"{path}.participants")
    return Participant(
        event=row,
        person=person,
        name=who.name,
        role=who.role,
        office=office or tenures.office(person, row.date_from, row.date_to),
        party=refs.get(Party, who.party, f"{path}.participants"),
    )
