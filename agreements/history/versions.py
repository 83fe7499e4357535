"""Version rows: a new one for every record whose JSON a revision changed, the old one closed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson
from django.db import models

from agreements.history import bodies, columns
from agreements.history.ledger import Closed, canonical
from agreements.history.parts import timestamp
from agreements.models import (
    FOREVER,
    AgreementVersion,
    EventVersion,
    Office,
    OfficeVersion,
    Party,
    PartyVersion,
    Person,
    PersonVersion,
    Relation,
    RelationVersion,
    Revision,
)

Json = dict[str, Any]
Columns = Callable[[Json], Json]


def none(body: Json) -> Json:
    return {}


# Kind of record → its version table, its id's name in the body, and the columns that the filters look at.
KINDS: Mapping[str, tuple[Any, str, Columns]] = {
    "party": (PartyVersion, "code", none),
    "office": (OfficeVersion, "slug", none),
    "person": (PersonVersion, "slug", none),
    "relation": (RelationVersion, "slug", none),
    "agreement": (AgreementVersion, "slug", columns.for_agreement),
    "event": (EventVersion, "slug", columns.for_event),
}


def current_bodies(kind: str, slugs: Iterable[str], revision: Revision) -> list[Json]:
    """The bodies of records as their rows now are."""
    wanted = list(slugs)
    if kind == "agreement":
        return bodies.agreements(wanted, revision)
    if kind == "event":
        return bodies.events(wanted, revision)
    rows: dict[str, tuple[Any, Callable[[Any], Json]]] = {
        "party": (Party.objects.filter(code__in=wanted).prefetch_related("succeeded_by"), bodies.party),
        "office": (Office.objects.filter(slug__in=wanted).select_related("party"), bodies.office),
        "person": (Person.objects.filter(slug__in=wanted).prefetch_related("tenures__office"), bodies.person),
        "relation": (Relation.objects.filter(slug__in=wanted).select_related("first", "second"), bodies.relation),
    }
    queryset, body = rows[kind]
    return [body(row) for row in queryset]


def renew(kind: str, slugs: Iterable[str], revision: Revision) -> tuple[list[models.Model], Closed, list[Json]]:
    """Rows written, intervals closed, and the bodies of all records asked for, changed or not."""
    model, key, look = KINDS[kind]
    found = current_bodies(kind, slugs, revision)
    known = {row.slug: row for row in model.objects.filter(slug__in=[each[key] for each in found], rev_to=FOREVER)}
    fresh, stale = [], []
    for body in found:
        before = known.get(body[key])
        earlier = orjson.loads(before.body) if before else None
        stamp = {
            "version": earlier["version"] if earlier else 1,
            "recorded": earlier["recorded"] if earlier else timestamp(revision.at),
        }
        if earlier == {**body, **stamp}:
            body.update(stamp)
            continue
        body.update(stamp, version=earlier["version"] + 1 if earlier else 1)
        fresh.append(
            model(slug=body[key], number=body["version"], rev_from=revision.number, body=canonical(body), **look(body))
        )
        if before:
            stale.append(before)
    # Closed before the new is written: only one version of a record is current at any moment.
    closed = close(model, stale, revision)
    return model.objects.bulk_create(fresh, batch_size=500), closed, found


def close(model: Any, rows: Iterable[Any], revision: Revision) -> Closed:
    """End the intervals of rows with this revision."""
    ids = [row.pk for row in rows]
    if ids:
        model.objects.filter(pk__in=ids, rev_to=FOREVER).update(rev_to=revision.number)
    return [(model._meta.model_name, each) for each in ids]
