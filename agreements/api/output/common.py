"""The small shapes that others are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agreements.api.output.types import GradeCode, PublicBasis, SourceType


class Output(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)


Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Timestamp = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Amount = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", description="a decimal string")]


class Date(Output):
    """An EDTF date with its bounds; a bound that is open or unknown is null."""

    edtf: str
    earliest: Day | None
    latest: Day | None


class Names(Output):
    en: str
    es: str


class Alias(Output):
    text: str
    language: str


class Speaker(Output):
    """`office`: the one held on the day."""

    name: str
    person: str | None
    office: str | None
    party: str | None


class Grade(Output):
    """Computed from the sources; `n` counts independent reports."""

    code: GradeCode
    n: int | None


class Public(Output):
    """The first day on which the public could read it, and what that rests on."""

    day: Day
    basis: PublicBasis


class Retracted(Output):
    at: Timestamp
    by: str
    reason: str


class Warning(Output):
    """What is irregular about a step. A rule warns, it never blocks."""

    code: str
    detail: str


class Locator(Output):
    """A page, and offsets in code points of the stored text."""

    page: int | None
    start: int | None
    end: int | None


class Citation(Output):
    """A passage of a document. `cluster`: copies of one story share it."""

    id: str
    url: Uri
    title: str
    publisher: str
    source_type: SourceType
    language: str
    published: Date | None
    first_seen: Timestamp
    excerpt: Annotated[str, Field(max_length=300)]
    locator: Locator
    parties: list[str]
    snapshot: str | None
    cluster: str
    retracted: Retracted | None
