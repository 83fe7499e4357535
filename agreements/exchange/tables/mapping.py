"""The map: which column of a table says what. Written as TOML by whoever knows the table; docs/import.md teaches it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from agreements import vocabulary as v
from agreements.errors import Problem, Refused
from agreements.exchange.tables.dates import Forms, check_form
from agreements.shapes import Code, Language, Name, OneOf, Shape, Short, Slug, Url, read

SHIPPED = Path(__file__).parents[2] / "record" / "maps"
Word = Annotated[str, StringConstraints(min_length=1, max_length=300)]
OneCharacter = Annotated[str, StringConstraints(min_length=1, max_length=1)]
# A column, or several of which the first filled one counts.
Columns = Annotated[tuple[Word, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]


class Register(Shape):
    """Whose table it is: `slug` begins every slug made of it, the rest stands in every citation."""

    slug: Annotated[Slug, StringConstraints(max_length=40)]
    name: Name
    url: Url
    source_type: Annotated[str, OneOf(v.SOURCE_TYPES, "source type")] = "reference"
    language: Language = "en"
    parties: tuple[Code, ...] = ()


class TableForm(Shape):
    """How the file is written. `empty`: cells that say nothing. `html`: cells hold entities such as &amp;."""

    separator: OneCharacter | None = None
    encoding: Word | None = None
    empty: tuple[str, ...] = ()
    html: bool = False


class ColumnsOf(Shape):
    """`id` and `title` every row has. `url`: the row's own address. `label`: a word for the short title."""

    id: Word
    title: Word
    url: Word | None = None
    summary: Word | None = None
    label: Word | None = None


class PartiesOf(Shape):
    """`codes`: spellings that only this table uses. `lower_case`: the role of names not written in capitals."""

    column: Word
    separator: Word = ";"
    unknown: Annotated[str, OneOf(v.PARTY_KINDS, "party kind")] = "territory"
    lower_case: Short | None = None
    codes: dict[Word, Code] = {}


class Scheme(Shape):
    begins: Word
    scheme: Annotated[str, OneOf(v.IDENTIFIER_SCHEMES, "identifier scheme")]


class ReferencesOf(Shape):
    """Several references in one cell, each with an address after `url_after` if it has one."""

    column: Word
    separator: Word = ";"
    url_after: Word | None = None
    ignore: tuple[Word, ...] = ()
    scheme: Annotated[str, OneOf(v.IDENTIFIER_SCHEMES, "identifier scheme")] = "other"
    schemes: tuple[Scheme, ...] = ()
    document_role: Annotated[str, OneOf(v.DOCUMENT_ROLES, "document role")] = "copy"


class KindOf(Shape):
    """The agreement's kind by what a column says."""

    column: Word
    default: Annotated[str, OneOf(v.AGREEMENT_KINDS, "agreement kind")] = "other"
    values: dict[Word, Annotated[str, OneOf(v.AGREEMENT_KINDS, "agreement kind")]] = {}

    def of(self, cell: str) -> str:
        """What the cell stands for, in whatever case it is written."""
        return {word.casefold(): kind for word, kind in self.values.items()}.get(cell.casefold(), self.default)


class FormOf(Shape):
    """The agreement's form by the first of these phrases in its title."""

    default: Annotated[str, OneOf(v.AGREEMENT_FORMS, "agreement form")] = "other"
    words: dict[Word, Annotated[str, OneOf(v.AGREEMENT_FORMS, "agreement form")]] = {}


class UpdateOf(Shape):
    """One status update of an event. `date`: when it holds from, if not from the event's date. It is made where all of
    `filled` say something, all of `empty` nothing, and each column of `where` one of the words given."""

    axis: Literal["legal", "operation", "disclosure"] = "legal"
    value: Word
    date: Columns = ()
    filled: tuple[Word, ...] = ()
    empty: tuple[Word, ...] = ()
    where: dict[Word, tuple[Word, ...]] = {}
    note: Short = ""

    @model_validator(mode="after")
    def _value_on_axis(self) -> "UpdateOf":
        if self.value not in v.AXES[self.axis]:
            known = ", ".join(v.AXES[self.axis])
            raise ValueError(f"{self.value!r} is not a value of the axis {self.axis}; use one of: {known}")
        return self


class EventOf(Shape):
    """One event of a row, where one of the `date` columns says when. `name` ends its slug."""

    name: Annotated[Slug, StringConstraints(max_length=30)]
    title: Annotated[Name, StringConstraints(max_length=100)]
    kind: Annotated[str, OneOf(v.EVENT_KINDS, "event kind")] = "other"
    date: Annotated[Columns, Field(min_length=1)]
    place: Word | None = None
    updates: Annotated[tuple[UpdateOf, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_value_once(self) -> "EventOf":
        values = [(each.axis, each.value) for each in self.updates]
        if len(set(values)) < len(values):
            raise ValueError("two updates have the same axis and value; make one of them, or two events")
        return self


class DatesOf(Shape):
    """How the table writes dates: DD, MM, YYYY, Month in any order, or EDTF. The first form that fits counts."""

    forms: Annotated[tuple[Word, ...], Field(min_length=1)] = ("EDTF",)

    @model_validator(mode="after")
    def _known_forms(self) -> "DatesOf":
        for form in self.forms:
            check_form(form)
        return self

    def compiled(self) -> Forms:
        return Forms(self.forms)


class TableMap(Shape):
    format: Literal["entente-map/1"]
    register_: Annotated[Register, Field(alias="register")]
    columns: ColumnsOf
    parties: PartiesOf
    table: TableForm = TableForm()
    dates: DatesOf = DatesOf()
    references: ReferencesOf | None = None
    kind: KindOf | None = None
    form: FormOf = FormOf()
    events: tuple[EventOf, ...] = ()

    @model_validator(mode="after")
    def _each_event_once(self) -> "TableMap":
        names = [each.name for each in self.events]
        if len(set(names)) < len(names):
            raise ValueError("two events have the same name; it ends their slug, so each needs its own")
        return self

    def used(self) -> set[str]:
        """Every column that the map names."""
        return set(self._used())

    def _used(self) -> Iterator[str]:
        yield from (each for each in self.columns.model_dump().values() if each)
        yield self.parties.column
        yield from (each.column for each in (self.references, self.kind) if each)
        for event in self.events:
            yield from (*event.date, *([event.place] if event.place else []))
            for update in event.updates:
                yield from (*update.date, *update.filled, *update.empty, *update.where)


def parse(text: bytes) -> TableMap:
    """The map in a file; raises Refused with each fault's path, so that an unknown key is named."""
    try:
        data = tomllib.loads(text.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused([Problem("", f"this is not TOML in UTF-8: {error}")]) from None
    return read(TableMap, data)


def shipped() -> dict[str, Path]:
    """The maps that come with the project, by name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}
