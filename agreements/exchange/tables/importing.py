"""A table into the record, as one revision: all rows that pass, or nothing."""

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agreements.errors import Problem, Refused
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.plan import Plan, plan
from agreements.history.batch import AppendToAgreement, AppendToEvent, Change
from agreements.history.record import alone, record
from agreements.models import Revision
from agreements.shapes import AgreementIn, EventIn, RetractionIn

ATTEMPTS = 5  # the writer finds problems in stages: what is named, what is said, what is irregular


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it. `revision`: None where the record said all of it already."""

    plan: Plan
    revision: Revision | None


@alone()
def import_table(data: bytes, mapping: TableMap, *, file: str, today: date, by: str, dry_run: bool = False) -> Imported:
    """Write what a table adds to the record, alone: between comparing with it and writing nobody else writes.
    `dry_run`: do all of it and take it back.

    Raises Refused if the file or the map cannot be used at all; rows that cannot be used are in the plan."""
    with _uncollected():
        done = _write(plan(data, mapping, today), by=by, reason=f"Import of {file}")
    if dry_run:
        transaction.set_rollback(True)
    return done


@contextmanager
def _uncollected() -> Iterator[None]:
    """A register is many objects and hardly a cycle: looking through all of them for cycles, again and again, takes as
    long as the import itself."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _write(wanted: Plan, *, by: str, reason: str) -> Imported:
    for _ in range(ATTEMPTS):
        try:
            # A register is a record from elsewhere: nobody is asked to explain it, and its pages are not copied.
            return Imported(wanted, record(wanted.changes(), by=by, reason=reason, as_recorded=True))
        except Refused as refusal:
            refused = _by_row(wanted, refusal)
            if not refused:
                raise
            wanted = wanted.without(refused)
    return Imported(wanted, record(wanted.changes(), by=by, reason=reason, as_recorded=True))


def _by_row(wanted: Plan, refusal: Refused) -> dict[int, list[Problem]]:
    """The writer's problems by the rows that they come from; those of no row in particular are left out."""
    rows = {_about(change): each.built.number for each in wanted.settled for change in each.changes}
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in refusal.problems:
        parts = problem.field.split(".")
        if len(parts) > 1 and parts[1] in rows:
            found[rows[parts[1]]].append(problem)
    return found


def _about(change: Change) -> str:
    """The slug of the record that a change is about, as the writer's paths name it."""
    if isinstance(change, AgreementIn | EventIn):
        return change.slug
    if isinstance(change, AppendToAgreement):
        return change.agreement
    if isinstance(change, AppendToEvent):
        return change.event
    return change.id if isinstance(change, RetractionIn) and change.id else ""
