"""Proof that nothing was changed: the chain, every row against its digest, and the editable rows against the record."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import orjson
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from agreements import edtf
from agreements.history import deciding, ledger, standing, versions
from agreements.history.fold import Standing
from agreements.history.ledger import TABLES
from agreements.history.parts import timestamp
from agreements.models import (
    FOREVER,
    GENESIS,
    Capture,
    Citation,
    ConflictVersion,
    Event,
    Head,
    Redaction,
    Revision,
    Snapshot,
    StandingInterval,
    Tenure,
)

BOUNDS: tuple[tuple[Any, str, str, str, str], ...] = (
    (Event, "slug", "date", "date_from", "date_to"),
    (Tenure, "pk", "held", "held_from", "held_to"),
)
Json = dict[str, Any]
Row = tuple[str, int]


class Verification:
    """One pass over the ledger. `faults` yields a sentence for everything that is off, and nothing if all is well."""

    def __init__(self, head: str | None = None) -> None:
        self.head = head
        self._digests: dict[Row, tuple[str, int]] = {}
        self._closed: dict[Row, int] = {}
        self._hashes: set[str] = set()
        self._last = Head(number=0, at=datetime.min.replace(tzinfo=UTC), hash=GENESIS)

    def faults(self) -> Iterator[str]:
        with connection.cursor() as cursor:
            # Text from JSON and bytes from columns must not depend on who asks.
            cursor.execute("SET LOCAL timezone = 'UTC'")
        yield from self._chain()
        yield from self._head()
        self._redacted()
        for name in TABLES:
            yield from self._table(name)
        yield from self._missing_rows()
        yield from self._orphans()
        yield from self._edited_past_the_writer()
        yield from self._bounds()

    # --- the chain ---------------------------------------------------------------------------------------------------

    def _chain(self) -> Iterator[str]:
        for revision in Revision.objects.order_by("number").iterator(chunk_size=500):
            last = self._last
            if revision.number != last.number + 1:
                yield f"revision {last.number + 1}: missing; the next is {revision.number}"
            if revision.previous != last.hash:
                yield f"revision {revision.number}: does not follow from the hash of the revision before it"
            if ledger.chain(revision.previous, revision.payload) != revision.hash:
                yield f"revision {revision.number}: its payload does not give its hash"
            yield from self._payload(revision)
            self._hashes.add(revision.hash)
            self._last = Head(number=revision.number, at=revision.at, hash=revision.hash)

    def _payload(self, revision: Revision) -> Iterator[str]:
        try:
            payload = orjson.loads(revision.payload)
            for name in ("number", "by", "reason"):
                if payload[name] != getattr(revision, name):
                    yield f"revision {revision.number}: {name} is not what was hashed"
            if payload["at"] != timestamp(revision.at):
                yield f"revision {revision.number}: its time is not what was hashed"
            for table, key, digest in payload["wrote"]:
                self._digests[table, key] = (digest, revision.number)
            for table, key in payload["closed"]:
                self._closed[table, key] = revision.number
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            yield f"revision {revision.number}: its payload cannot be read"

    def _head(self) -> Iterator[str]:
        head = Head.objects.get()
        if (head.number, head.at, head.hash) != (self._last.number, self._last.at, self._last.hash):
            yield f"head: it says revision {head.number}, but the chain ends with revision {self._last.number}"
        if self.head and self.head not in self._hashes:
            yield f"head: the hash {self.head} is in no revision; the chain was rewritten or cut since it was noted"

    # --- rows --------------------------------------------------------------------------------------------------------

    def _redacted(self) -> None:
        """Of a redacted row is expected what was left of it; that the redaction says so, its own digest proves."""
        for redaction in Redaction.objects.order_by("revision"):
            with suppress(TypeError, ValueError):
                for name, key, left in redaction.rows:
                    if (name, key) in self._digests:
                        self._digests[name, key] = (left, self._digests[name, key][1])

    def _table(self, name: str) -> Iterator[str]:
        for row in TABLES[name]._default_manager.order_by("pk").iterator(chunk_size=2000):
            expected = self._digests.pop((name, row.pk), None)
            if expected is None:
                yield f"{name} {row.pk} ({row}): no revision wrote it"
                continue
            digest, number = expected
            if ledger.digest(row) != digest:
                yield f"{name} {row.pk} ({row}): its content is not what revision {number} wrote"
            closed = self._closed.pop((name, row.pk), FOREVER)
            rev_to = getattr(row, "rev_to", closed)
            if rev_to != closed:
                yield f"{name} {row.pk} ({row}): rev_to {rev_to} is not where it was closed"

    def _missing_rows(self) -> Iterator[str]:
        for (name, key), (_, number) in sorted(self._digests.items()):
            yield f"{name} {key}: revision {number} wrote it, and it is gone"

    def _orphans(self) -> Iterator[str]:
        known = set(Citation.objects.values_list("public_id", flat=True))
        for name in ("statusupdate", "eventclaim", "term", "agreementlink"):
            for public_id, cited in TABLES[name]._default_manager.values_list("public_id", "citations"):
                for each in set(cited) - known:
                    yield f"{name} {public_id}: its citation {each} does not exist"
        stored = Snapshot.objects.filter(sha256=OuterRef("snapshot"), taken_at=OuterRef("taken_at"))
        for row in Capture.objects.exclude(Exists(stored)).iterator():
            yield f"capture {row.pk} ({row}): the version that it names is not stored"

    # --- the rest ----------------------------------------------------------------------------------------------------

    def _edited_past_the_writer(self) -> Iterator[str]:
        """The editable rows must give the bodies that the record holds."""
        now = Revision(number=self._last.number + 1, at=self._last.at)
        held = {}
        for kind, (model, _, _) in versions.KINDS.items():
            held[kind] = {row.slug: _loaded(row.body) for row in model.objects.filter(rev_to=FOREVER)}
            found = _bodies(kind, now)
            for slug in sorted(set(held[kind]) | set(found)):
                if _differs(held[kind].get(slug), found.get(slug)):
                    yield f"{kind} {slug}: its rows were edited past the writer"
        try:
            yield from self._fold(held["agreement"], held["event"], deciding.determinations(now))
        except UNREADABLE as error:
            yield f"standings and conflicts: they cannot be compared with what is not whole ({error!r})"

    def _bounds(self) -> Iterator[str]:
        """The days beside an editable date must be those of its text; a text that is no date is named above."""
        for model, key, text, first, last in BOUNDS:
            for name, written, *days in model.objects.values_list(key, text, first, last).iterator():
                with suppress(ValueError):
                    day = edtf.parse(written)
                    if days != [day.date_from, day.date_to]:
                        yield f"{model._meta.model_name} {name}: {first} and {last} are not the bounds of {written}"

    def _fold(self, agreements: dict[str, Any], events: dict[str, Any], decided: list[Json]) -> Iterator[str]:
        """The bodies must give the standings and contradictions that are kept."""
        kept: dict[str, list[Interval]] = {}
        for row in StandingInterval.objects.filter(rev_to=FOREVER):
            kept.setdefault(row.agreement, []).append((row.axis, row.party, row.day_from, row.day_to, row.body))
        conflicts: dict[str, str] = {}
        for slug, body in sorted(agreements.items()):
            fresh = standing.fold_agreement(body, standing.bodies_about(slug), decided)
            conflicts |= {each.slug: ledger.canonical(each.body) for each in fresh.conflicts}
            if sorted(map(_interval, fresh.standings)) != sorted(kept.pop(slug, [])):
                yield f"agreement {slug}: its kept standing is not what its statements give"
        for slug in sorted(kept):
            yield f"agreement {slug}: a standing is kept for it, but there is no such agreement"
        for body in events.values():
            conflicts |= {each.slug: ledger.canonical(each.body) for each in standing.fold_event(body, decided)}
        held = dict(ConflictVersion.objects.filter(rev_to=FOREVER).values_list("slug", "body"))
        for slug in sorted(set(held) | set(conflicts)):
            if held.get(slug) != conflicts.get(slug):
                yield f"conflict {slug}: it is not what its accounts give"


Interval = tuple[str, str, date, date, str]


def _interval(each: Standing) -> Interval:
    return each.axis, each.party, each.day_from, each.day_to, ledger.canonical(each.body)


# What reading a row raises that was changed into something that is no date, no JSON, or points nowhere.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ObjectDoesNotExist)


def _loaded(text: str) -> Json | None:
    try:
        return dict(orjson.loads(text))
    except UNREADABLE:
        return None


def _bodies(kind: str, now: Revision) -> dict[str, Json | None]:
    """The bodies that the rows of a kind give; None for a record whose rows cannot be read."""
    key = versions.KINDS[kind][1]
    try:
        return {each[key]: each for each in versions.all_bodies(kind, now)}
    except UNREADABLE:
        slugs = versions.EDITABLE[kind].objects.values_list(key, flat=True)
        return {slug: _body(kind, slug, now) for slug in slugs}


def _body(kind: str, slug: str, now: Revision) -> Json | None:
    try:
        return versions.current_bodies(kind, [slug], now)[0]
    except UNREADABLE:
        return None


def _differs(held: Json | None, found: Json | None) -> bool:
    if held is None or found is None:
        return True
    return any(held.get(name) != value for name, value in found.items())


def verify(head: str | None = None) -> list[str]:
    """Everything that is off, as sentences; empty if the record is whole. `head`: a hash noted earlier."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                # One view of all tables, while writers go on.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return list(Verification(head).faults())
