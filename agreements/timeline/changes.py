"""What each revision changed, record by record: for those who follow the record, and for corrections.

A record's change is the difference between two neighbouring versions. Determinations, and retractions of statements,
are changes of their own beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Cast, Collate, Concat, JSONObject

from agreements.history.parts import timestamp
from agreements.models import Determination, Retraction, Revision
from agreements.timeline import queries
from agreements.timeline.paging import Order, Page, Position, arranged

Json = dict[str, Any]
Rows = QuerySet[Any]
STATEMENTS: Final = ("citation", "claim", "link", "status_update", "term")
TYPES: Final = (*sorted(queries.VERSIONS), "determination", *STATEMENTS)
ACTIONS: Final = ("created", "revised", "retracted", "determined", "merged", "redacted")
# Where changes are found, in the order in which one revision's are listed.
SOURCES: Final = (*sorted(queries.VERSIONS), "determination", "retraction")
BY_REVISION: Final = Order((("revision", int), ("source", int), ("key", str)))
COLUMNS: Final = ("revision", "source", "key", "body", "earlier", "why")
# Every version is a new one by these.
STAMPS: Final = ("version", "recorded")
EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes of revisions later than `after`, up to `until`; only of these types and ids, if any are given.
    `first`: whether a record's first version is one."""

    after: int
    until: int
    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    first: bool = True


def page(wanted: Wanted, position: Position | None, size: int) -> Page:
    """One page of changes, oldest first, each with the hash of its revision. Two queries."""
    backwards = position is not None and position.backwards
    order = [f"{'-' if backwards else ''}{name}" for name in BY_REVISION.names]
    parts = [rows.order_by(*order)[: size + 1] for rows in _sources(wanted, position)]
    if not parts:
        return Page([])
    rows = parts[0].union(*parts[1:], all=True).order_by(*order)[: size + 1]
    found = arranged(list(rows), BY_REVISION.key, position, size)
    acts = Revision.objects.defer("payload").in_bulk({row.revision for row in found.rows})
    return Page([_change(row, acts[row.revision]) for row in found.rows], found.next, found.previous)


# --- finding ---------------------------------------------------------------------------------------------------------


def _sources(wanted: Wanted, position: Position | None) -> Iterator[Rows]:
    for rank, source in enumerate(SOURCES):
        if source == "retraction":
            rows = _retractions(wanted)
        elif wanted.types and source not in wanted.types:
            continue
        else:
            rows = _determinations() if source == "determination" else _versions(source, wanted.first)
            rows = rows.filter(key__in=wanted.ids) if wanted.ids else rows
        rows = rows.filter(revision__gt=wanted.after, revision__lte=wanted.until)
        rows = rows.annotate(source=Value(rank, IntegerField()))
        yield _beyond(rows, rank, position).values_list(*COLUMNS, named=True)


def _versions(kind: str, first: bool) -> Rows:
    model = queries.VERSIONS[kind]
    earlier = model.objects.filter(slug=OuterRef("slug"), number=OuterRef("number") - 1)
    rows: Rows = model.objects.annotate(
        revision=F("rev_from"), key=F("slug"), earlier=Subquery(earlier.values("body")), why=Value("")
    )
    return rows if first else rows.filter(number__gt=1)


def _determinations() -> Rows:
    body = JSONObject(preferred="preferred", set_aside="set_aside", reason="reason", by="by")
    return Determination.objects.annotate(
        key=F("public_id"), body=Cast(body, TextField()), earlier=_nothing(), why=F("reason")
    )


def _retractions(wanted: Wanted) -> Rows:
    """Of statements; an event's retraction is a new version of it."""
    rows = Retraction.objects.exclude(target_type="event")
    if wanted.types:
        rows = rows.filter(target_type__in=wanted.types)
    if wanted.ids:
        rows = rows.filter(target_id__in=wanted.ids)
    key = Collate(Concat("target_type", Value(":"), "target_id", output_field=TextField()), "C")
    return rows.annotate(key=key, body=_nothing(), earlier=_nothing(), why=F("reason"))


def _nothing() -> Value:
    return Value(None, TextField())


def _beyond(rows: Rows, rank: int, position: Position | None) -> Rows:
    """One source's rows on the far side of a position among all sources."""
    if position is None:
        return rows
    revision, source, key = position.key
    if rank == source:
        beyond = TupleLessThan if position.backwards else TupleGreaterThan
        return rows.filter(beyond(Tuple(F("revision"), F("key")), (revision, key)))
    if position.backwards:
        return rows.filter(Q(revision__lt=revision) if rank > source else Q(revision__lte=revision))
    return rows.filter(Q(revision__gt=revision) if rank < source else Q(revision__gte=revision))


# --- telling ---------------------------------------------------------------------------------------------------------


def _change(row: Any, act: Revision) -> Json:
    kind, public_id, action, diff = _told(row, act)
    return {
        "revision": act.number,
        "at": timestamp(act.at),
        "by": act.by,
        "action": action,
        "type": kind,
        "id": public_id,
        "diff": diff,
        "reason": row.why or act.reason,
        "hash": act.hash,
    }


def _told(row: Any, act: Revision) -> tuple[str, str, str, Json]:
    source = SOURCES[row.source]
    if source == "retraction":
        kind, public_id = row.key.split(":", 1)
        mark = {"at": timestamp(act.at), "by": act.by, "reason": row.why}
        return kind, public_id, "retracted", {"retracted": [None, mark]}
    earlier = orjson.loads(row.earlier) if row.earlier else None
    changed = diff(earlier, orjson.loads(row.body))
    action = "determined" if source == "determination" else _action(earlier, changed)
    return source, row.key, action, changed


def _action(earlier: Json | None, changed: Json) -> str:
    if earlier is None:
        return "created"
    if not changed:
        return "redacted"  # both versions hold what is left of the words
    newly = {field for field, (_, new) in changed.items() if new is not None}
    return "retracted" if "retracted" in newly else "merged" if "merged_into" in newly else "revised"


def diff(earlier: Json | None, now: Json) -> Json:
    """{field: [old, new]} of the fields that differ; of a first version, those that hold something."""
    if earlier is None:
        return {field: [None, new] for field, new in now.items() if field not in STAMPS and new not in EMPTY}
    fields = [field for field in (earlier | now) if field not in STAMPS and earlier.get(field) != now.get(field)]
    return {field: [earlier.get(field), now.get(field)] for field in fields}
