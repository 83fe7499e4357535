"""The one writer. Whatever enters the record (admin, API, review, import, bundle) enters here, as one revision."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from agreements.errors import Problem, Refused
from agreements.history import capturing, deciding, editing, ledger, standing, versions, wanted
from agreements.history.appending import Appender, as_appends
from agreements.history.batch import AppendToAgreement, AppendToEvent, Batch, CaptureIn, said_twice
from agreements.history.irregular import add_warnings
from agreements.history.references import References
from agreements.history.touched import Touched
from agreements.models import Event, Head, Revision, StatusUpdate
from agreements.shapes import (
    Act,
    AgreementIn,
    DeterminationIn,
    EventIn,
    OfficeIn,
    PartyIn,
    PersonIn,
    RelationIn,
    RetractionIn,
    read,
)

Rows = list[models.Model]
logger = logging.getLogger(__name__)


class _Unchanged(Exception):
    """The batch says what the record says already."""


def record(batch: Batch, *, by: str, reason: str, as_recorded: bool = False) -> Revision | None:
    """Write a batch as one revision, all or nothing; None if it changes nothing.

    `by`: who writes, as text that stands for ever; `reason`: why. `as_recorded`: the batch was recorded elsewhere and
    is taken as it stood there: no office is filled in, a step that is irregular by what came later needs no note, and
    no copies are asked for of what it cites.
    Raises Refused with every problem found."""
    read(Act, {"by": by, "reason": reason})
    if twice := said_twice(batch):
        raise Refused([Problem(path, "stands twice in this batch; say it once") for path in twice])
    try:
        with alone() as head:
            return _write(head, batch, by, reason, References(as_recorded=as_recorded))
    except _Unchanged:
        return None


def _write(head: Head, batch: Batch, by: str, reason: str, refs: References) -> Revision:
    revision = begin(head, by, reason)
    touched = Touched()
    _edit(batch, refs, touched)
    rows = _append(batch, revision, refs, touched)
    rows += deciding.determine(_all(batch, DeterminationIn), revision, touched)
    rows += deciding.retract(_all(batch, RetractionIn), revision, touched)
    rows += capturing.capture(_all(batch, CaptureIn), revision, touched)
    written, closed = renew(revision, touched)
    rows += written
    if not rows and not closed:
        raise _Unchanged
    seal(head, revision, rows, closed)
    return revision


@contextmanager
def alone() -> Iterator[Head]:
    """One transaction in which nobody else writes: what is looked up inside holds until its end. Gives the head."""
    with transaction.atomic():
        yield Head.objects.select_for_update().get()


def begin(head: Head, by: str, reason: str) -> Revision:
    """The revision that comes after the head."""
    return Revision(number=head.number + 1, at=now(head), by=by, reason=reason, previous=head.hash)


def now(head: Head) -> Any:
    """The moment of writing, never before the last: revisions are ordered in time as they are in number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return max(cursor.fetchone()[0], head.at)


def _all(batch: Batch, kind: type[Any]) -> list[Any]:
    return [change for change in batch if isinstance(change, kind)]


def _edit(batch: Batch, refs: References, touched: Touched) -> None:
    """The editable rows, in the order in which they refer to one another."""
    touched.before_edit(batch)
    editing.parties(_all(batch, PartyIn), refs)
    editing.offices(_all(batch, OfficeIn), refs)
    editing.people(_all(batch, PersonIn), refs)
    editing.relations(_all(batch, RelationIn), refs)
    editing.agreements(_all(batch, AgreementIn), refs)
    refs.refuse()
    editing.events(_all(batch, EventIn), refs)
    touched.after_edit(batch)


def _append(batch: Batch, revision: Revision, refs: References, touched: Touched) -> Rows:
    groups: Iterable[Any] = [*as_appends(batch), *_all(batch, AppendToEvent), *_all(batch, AppendToAgreement)]  # type: ignore[arg-type]
    events = [group for group in groups if isinstance(group, AppendToEvent)]
    agreements = [group for group in groups if isinstance(group, AppendToAgreement)]
    appender = Appender(revision, refs)
    appender.load(events, agreements)
    for group in agreements:
        appender.agreement(group)
    appender.events(events)
    appender.refuse_taken()
    refs.refuse()
    return _insert(appender, _all(batch, RetractionIn), touched, refs)


def _insert(appender: Appender, retractions: list[RetractionIn], touched: Touched, refs: References) -> Rows:
    """Citations first, since what the others rest on decides what is irregular about them."""
    new = appender.new
    _create(new.citations)
    add_warnings(new.status_updates, appender.paths(StatusUpdate), retractions, refs)
    refs.refuse()
    _create_updates(new.status_updates)
    for rows in (new.claims, new.terms, new.links):
        _create(rows)
    if not refs.as_recorded:
        wanted.copies(new.citations, by=appender.revision.by, at=appender.revision.at)
    _concern(new.status_updates)
    touched.statements(new.rows())
    return list(new.rows())


def _concern(updates: list[StatusUpdate]) -> None:
    """An event concerns every agreement that a status update of it speaks of."""
    pairs = {(update.event_id, update.agreement_id) for update in updates}
    through = Event.agreements.through
    through.objects.bulk_create(
        [through(event_id=event, agreement_id=agreement) for event, agreement in sorted(pairs)], ignore_conflicts=True
    )


def _create(rows: list[Any]) -> None:
    if rows:
        type(rows[0]).objects.bulk_create(rows, batch_size=1000)


def _create_updates(rows: list[StatusUpdate]) -> None:
    """Those first that others supersede, since these name their keys."""
    while rows:
        _create([row for row in rows if row.supersedes is None or row.supersedes.pk])
        rows = [row for row in rows if row.pk is None]


def renew(revision: Revision, touched: Touched) -> tuple[Rows, ledger.Closed]:
    """New versions of what was touched, and the standings and contradictions that follow: rows written, intervals
    closed. What is as it was gets neither."""
    rows: Rows = []
    closed: ledger.Closed = []
    found: dict[str, list[Any]] = {}
    for kind in versions.KINDS:
        written, ended, found[kind] = versions.renew(kind, touched.slugs(kind), revision)
        rows += written
        closed += ended
    determinations = deciding.determinations(revision)
    written, ended = standing.keep(found["agreement"], found["event"], determinations, revision)
    return [*rows, *written], [*closed, *ended]


def seal(head: Head, revision: Revision, rows: Rows, closed: ledger.Closed) -> None:
    revision.payload = ledger.payload(revision, rows, closed)
    revision.hash = ledger.chain(revision.previous, revision.payload)
    revision.save(force_insert=True)
    head.number, head.at, head.hash = revision.number, revision.at, revision.hash
    head.save()
    # Noted outside the database, so that `verify --head` can prove later that the chain still holds it. Who wrote and
    # why stands in the record: free text has no place in a log.
    transaction.on_commit(partial(logger.info, "revision %d, head %s", revision.number, revision.hash))
