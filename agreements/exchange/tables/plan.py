"""The whole table against the record: new, changed, unchanged and refused rows, and what there is to write."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from agreements.errors import Problem, Refused
from agreements.exchange.tables import present
from agreements.exchange.tables.build import Builder, Built
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.parties import Directory
from agreements.exchange.tables.rows import Row, read_rows
from agreements.exchange.tables.settle import Settled, settle
from agreements.history.batch import Change


@dataclass(frozen=True, slots=True)
class RefusedRow:
    number: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A party that no list knows: the code made for it, its name in the table, and how many rows name it."""

    code: str
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`settled`: every row that passes, in order. The four counts add up to `rows`."""

    rows: int
    settled: tuple[Settled, ...]
    refused: tuple[RefusedRow, ...]
    directory: Directory

    @property
    def new(self) -> list[Settled]:
        return [each for each in self.settled if each.new]

    @property
    def changed(self) -> list[Settled]:
        return [each for each in self.settled if each.changes and not each.new]

    @property
    def unchanged(self) -> list[Settled]:
        return [each for each in self.settled if not each.changes]

    @property
    def unknown(self) -> list[Unknown]:
        named = Counter(code for each in self.settled for code in _codes([each]) if self.directory.is_unknown(code))
        names = {each.code: each.names.en for each in self.directory.new(named)}
        return [Unknown(code, names[code], named[code]) for code in sorted(named)]

    def changes(self) -> list[Change]:
        """The batch for the one writer: new parties first, then what the rows say."""
        writing = [each for each in self.settled if each.changes]
        return [*self.directory.new(_codes(writing)), *(change for each in writing for change in each.changes)]

    @property
    def fingerprint(self) -> str:
        """Equal for plans that write the same and refuse the same."""
        said = [*map(repr, self.changes()), *map(repr, self.refused)]
        return sha256("\n".join(said).encode()).hexdigest()

    def without(self, refused: dict[int, list[Problem]]) -> "Plan":
        """The same, less rows that turned out to be impossible."""
        more = [RefusedRow(number, tuple(problems)) for number, problems in refused.items()]
        return replace(
            self,
            settled=tuple(each for each in self.settled if each.built.number not in refused),
            refused=tuple(sorted([*self.refused, *more], key=lambda each: each.number)),
        )


def _codes(settled: Iterable[Settled]) -> set[str]:
    """Every party that these rows name."""
    agreements = [each.built.agreement for each in settled]
    members = {member.party for each in agreements for member in each.parties}
    return members | {code for each in agreements for citation in each.citations for code in citation.parties}


def plan(data: bytes, mapping: TableMap, today: date) -> Plan:
    """Read a table and compare it with the record as it is now. Writes nothing.

    Raises Refused if the file or the map cannot be used at all."""
    rows = read_rows(data, mapping.table, mapping.used())
    directory = Directory(present.parties(), mapping.parties.codes, mapping.parties.unknown)
    if directory.missing:
        raise Refused([Problem("parties.codes", f"no party has the code {each}") for each in directory.missing])
    refused: list[RefusedRow] = []
    built = list(_built(rows, Builder(mapping, directory, today), refused))
    known = present.present((each.agreement.slug for each in built), mapping)
    settled = tuple(settle(each, mapping, known) for each in built)
    return Plan(len(rows), settled, tuple(refused), directory)


def _built(rows: Iterable[Row], builder: Builder, refused: list[RefusedRow]) -> Iterator[Built]:
    """The rows that can be read; the others go to `refused`."""
    first: dict[str, int] = {}
    for row in rows:
        try:
            built = builder.build(row)
            _once(built, first, builder.mapping)
            yield built
        except Refused as refusal:
            refused.append(RefusedRow(row.number, tuple(refusal.problems)))


def _once(built: Built, first: dict[str, int], mapping: TableMap) -> None:
    before = first.setdefault(built.agreement.slug, built.number)
    if before != built.number:
        raise Refused([Problem(mapping.columns.id, f"is the id of row {before} too; each row needs its own")])
