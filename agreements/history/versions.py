"""Version rows: a new one for every record whose JSON a revision changed, the old one closed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson
from django.db import models

from agreements.history import bodies, columns
from agreements.history.ledger import Closed, canonical
from agreements.history.parts import timestamp
from agreements.models import (
    FOREVER,
    Agreement,
    AgreementVersion,
    Event,
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


SMALL: Mapping[str, tuple[Any, Callable[[Any], Json]]] = {
    "party": (Party, bodies.party),
    "office": (Office, bodies.office),
    "person": (Person, bodies.person),
    "relation": (Relation, bodies.relation),
}
EDITABLE: Mapping[str, Any] = {
    **{kind: model for kind, (model, _) in SMALL.items()},
    "agreement": Agreement,
    "event": Event,
}


def current_bodies(kind: str, slugs: Iterable[str], revision: Revision) -> list[Json]:
    """The bodies of records as their rows now are."""
    wanted = list(slugs)
    if kind == "agreement":
        return bodies.agreements(wanted, revision)
    if kind == "event":
        return bodies.events(wanted, revision)
    model, build = SMALL[kind]
    rows = model.objects.filter(**{f"{KINDS[kind][1]}__in": wanted})
    return [build(row) for row in rows]


def all_bodies(kind: str, revision: Revision, size: int = 500) -> Iterator[Json]:
    """The bodies of all records of a kind, a few at a time."""
    model, key = EDITABLE[kind], KINDS[kind][1]
    slugs = list(model.objects.order_by(key).values_list(key, flat=True))
    for start in range(0, len(slugs), size):
        yield from current_bodies(kind, slugs[start : start + size], revision)


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
