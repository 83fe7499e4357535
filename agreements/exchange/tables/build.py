"""One row of a table to an agreement and its events, as the one writer takes them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.errors import Problem, Refused
from agreements.exchange.tables.events import Dates, Says, events_of, read_dates
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.parties import Directory
from agreements.exchange.tables.references import read_references
from agreements.exchange.tables.rows import Row
from agreements.exchange.tables.words import LONGEST, SHORTEST, address, first_of, shortened, slug, tidy
from agreements.shapes import AgreementIn, EventIn, read

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """What a row says. `number`: of the row; `warnings`: what is irregular, and kept."""

    number: int
    agreement: AgreementIn
    events: tuple[EventIn, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Builder:
    """Reads rows by a map. `today`: what is dated later is planned."""

    mapping: TableMap
    directory: Directory
    today: date

    def build(self, row: Row) -> Built:
        """Raises Refused: each problem names its column."""
        if row.fault:
            raise Refused([Problem("", row.fault)])
        says = cells(row, self.mapping)
        dates = read_dates(self.mapping, says)
        roles = self._roles(says)
        if problems := [*self._gaps(says, roles), *dates.problems]:
            raise Refused(problems)
        try:
            agreement = self._agreement(says, roles, dates)
            events, warnings = events_of(self.mapping, agreement, says, dates, self._citation(says), self.today)
        except Refused as refused:
            raise Refused(in_columns(refused.problems, self.mapping)) from None
        return Built(row.number, agreement, events, warnings)

    def _roles(self, says: Says) -> dict[str, str]:
        """Code → role of each party named, once."""
        form = self.mapping.parties
        found: dict[str, str] = {}
        for name in map(tidy, says[form.column].split(form.separator)):
            if name:
                extended = form.lower_case is not None and not name.isupper()
                code = self.directory.code(shortened(name))
                # Named in both ways it is a party.
                if found.get(code) != "party":
                    found[code] = str(form.lower_case) if extended else "party"
        return found

    def _gaps(self, says: Says, roles: dict[str, str]) -> Iterator[Problem]:
        columns = self.mapping.columns
        if not slug(says[columns.id]):
            yield Problem(columns.id, "is empty; each row needs an id that stays the same")
        if not says[columns.title]:
            yield Problem(columns.title, "is empty; an agreement needs a title")
        if len(roles) < 2:
            named = f"names only {says[self.mapping.parties.column]}" if roles else "is empty"
            yield Problem(self.mapping.parties.column, f"{named}; an agreement has two parties or more")

    def _agreement(self, says: Says, roles: dict[str, str], dates: Dates) -> AgreementIn:
        mapping, title = self.mapping, says[self.mapping.columns.title]
        kind, refers = mapping.kind, mapping.references
        identifiers, documents = read_references(says, refers, mapping.register_.language) if refers else ([], [])
        body = {
            "slug": slug_of(says, mapping),
            "title": shortened(title),
            "short_title": self._short_title(says, dates),
            "kind": kind.of(says[kind.column]) if kind else "other",
            "form": first_of(title, mapping.form.words, mapping.form.default),
            "summary": self._summary(says),
            "parties": [{"party": code, "role": role} for code, role in sorted(roles.items())],
            "identifiers": [self._identifier(says), *identifiers],
            "documents": documents,
            "citations": [{**self._citation(says), "id": "entry"}],
        }
        return read(AgreementIn, body)

    def _short_title(self, says: Says, dates: Dates) -> str:
        """What fits into a lane: the table's own word and the year, else the beginning of the title."""
        columns = self.mapping.columns
        word = says[columns.label].capitalize() if columns.label else ""
        return shortened(f"{word} {dates.year}" if word else says[columns.title], SHORTEST)

    def _summary(self, says: Says) -> str:
        columns = self.mapping.columns
        title = says[columns.title]
        whole = f"In full: {title}" if len(title) > LONGEST else ""
        return " ".join(filter(None, (says[columns.summary] if columns.summary else "", whole)))

    def _identifier(self, says: Says) -> Json:
        entry = f"{self.mapping.register_.name} {says[self.mapping.columns.id]}"
        return {"scheme": "register", "value": shortened(entry), "url": self._address(says)}

    def _address(self, says: Says) -> str | None:
        column = self.mapping.columns.url
        return address(says[column]) if column else None

    def _citation(self, says: Says) -> Json:
        register = self.mapping.register_
        return {
            "url": self._address(says) or register.url,
            "title": shortened(f"{register.name}, entry {says[self.mapping.columns.id]}"),
            "publisher": register.name,
            "source_type": register.source_type,
            "language": register.language,
            "parties": register.parties,
        }


def cells(row: Row, mapping: TableMap) -> Says:
    """The cells that the map uses, each in one line; "" for those that say nothing."""
    empty = {each.casefold() for each in mapping.table.empty}
    found = {column: tidy(row.cells[column], entities=mapping.table.html) for column in mapping.used()}
    return {column: "" if text.casefold() in empty else text for column, text in found.items()}


def in_columns(problems: Iterable[Problem], mapping: TableMap) -> list[Problem]:
    """Problems of what was made of a row, at the columns that it was made of; each once."""
    columns = mapping.columns
    of = {
        "slug": columns.id,
        "title": columns.title,
        "short_title": columns.label or columns.title,
        "summary": columns.summary or columns.title,
        "identifiers": mapping.references.column if mapping.references else columns.id,
        "documents": mapping.references.column if mapping.references else columns.id,
    }
    return list(dict.fromkeys(Problem(of.get(each.field.split(".")[0], each.field), each.detail) for each in problems))


def slug_of(says: Says, mapping: TableMap) -> str:
    """The agreement's slug: of the register and of the row's own id, so that it stays the same."""
    return f"{mapping.register_.slug}-{slug(says[mapping.columns.id])}"
