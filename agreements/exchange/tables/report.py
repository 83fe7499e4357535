"""What an import does, in lines to read. Pure."""

from collections.abc import Iterator, Sequence

from agreements.exchange.tables.importing import Imported
from agreements.exchange.tables.plan import Plan, RefusedRow, Unknown
from agreements.exchange.tables.settle import Settled


def lines(done: Imported, *, dry_run: bool) -> Iterator[str]:
    """Refused, changed and irregular rows, unknown parties, the counts, and what was written."""
    plan = done.plan
    writing = [each for each in plan.settled if each.changes]
    yield from _part("Refused", [refused(each) for each in plan.refused])
    yield from _part("Changed", [_row(each, each.differences) for each in plan.changed])
    yield from _part("Irregular, kept with a note", [_row(each, each.built.warnings) for each in writing])
    yield from _part("Decided otherwise before, left so", [_row(each, each.kept) for each in plan.settled])
    yield from _part("Parties that are not known", [unknown(each) for each in plan.unknown])
    yield counts(plan)
    yield outcome(done, dry_run=dry_run)


def _part(title: str, found: list[str]) -> Iterator[str]:
    told = [each for each in found if each]
    if told:
        yield f"{title}: {len(told)}"
        yield from (f"  {each}" for each in told)


def _row(settled: Settled, said: Sequence[str]) -> str:
    built = settled.built
    return f"row {built.number}, {built.agreement.slug}: {'; '.join(said)}" if said else ""


def unknown(party: Unknown) -> str:
    return f"{party.code}  {party.name} (rows: {party.rows})"


def refused(row: RefusedRow) -> str:
    return f"row {row.number}: {'; '.join(map(str, row.problems))}"


def counts(plan: Plan) -> str:
    """The sum of a table."""
    return (
        f"{plan.rows} rows: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{len(plan.refused)} refused"
    )


def outcome(done: Imported, *, dry_run: bool) -> str:
    if done.revision is None:
        return "The record says all of it already; no revision was made."
    if dry_run:
        return f"Would be revision {done.revision.number}; nothing was written."
    return f"Written as revision {done.revision.number}, hash {done.revision.hash}."
