"""What comes in: the input shapes of records and statements, validated before the one writer sees them.

The same shapes serve the API's write bodies, the record bundle, imports and the admin, so bad input is refused in one
place and with one wording. Dates are EDTF text (or the API's Date object, of which only `edtf` is read); references
are slugs and codes; amounts are decimal strings.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic import ValidationError as PydanticError
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from agreements import edtf
from agreements import vocabulary as v
from agreements.errors import Problem, Refused

LONG = 20_000
EXCERPT_LIMIT = 300
LARGEST = 2_147_483_647  # that an integer column holds
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot carry either


def _plain(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise ValueError("contains a control character or half a character; send plain Unicode text")
    return text


def _visible(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank; write at least one word")
    return text


def _at(field: str, reason: str) -> PydanticCustomError:
    """A fault of one field that only its neighbours show."""
    return PydanticCustomError("at_field", "{reason}", {"field": field, "reason": reason})


def _edtf(value: Any) -> Any:
    if isinstance(value, dict):
        value = value.get("edtf")
    if not isinstance(value, str):
        raise ValueError('a date is EDTF text such as "2025-02-03", or an object with the key "edtf"')
    return edtf.parse(value).text


class OneOf:
    """Text that is one of the vocabulary's words; a JSON Schema lists them."""

    def __init__(self, values: Iterable[str], what: str) -> None:
        self._values, self._what = tuple(values), what

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self._values)}

    def _check(self, value: str) -> str:
        if value not in self._values:
            raise ValueError(f"{value!r:.100} is not a known {self._what}; use one of: {', '.join(self._values)}")
        return value


def _decimal(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError('an amount is a decimal string such as "4760000" or "0.5"')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f'{value!r} is not a decimal number; write it like "4760000" or "0.5"') from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18 or number != round(number, 6):
        raise ValueError("an amount has at most 18 digits before the point and 6 after it")
    return canonical_decimal(number)


def canonical_decimal(number: Decimal) -> str:
    """A decimal in one spelling: no exponent, no trailing zeros."""
    text = f"{abs(number) if number.is_zero() else number:f}"  # there is no negative zero
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


Text = Annotated[str, StringConstraints(max_length=LONG), AfterValidator(_plain)]
Short = Annotated[str, StringConstraints(max_length=300), AfterValidator(_plain)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_plain), AfterValidator(_visible)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
# Ids of nested statements: one that does not begin with its record's slug is local and gets it as a prefix.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Code = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|x-[a-z0-9]+(-[a-z0-9]+)*)$", max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000), AfterValidator(_plain)]
EdtfText = Annotated[
    str, BeforeValidator(_edtf), Field(description="A date as EDTF text (ISO 8601-2), such as 2025-03 or 2025-02/..")
]
Amount = Annotated[str, BeforeValidator(_decimal), Field(description="A decimal number as text, such as 4760000")]


class Shape(BaseModel):
    """Unknown fields are refused by name; instances are values."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(Shape):
    """Who writes, and why: it stands in the ledger for ever."""

    by: Name
    reason: Annotated[Text, StringConstraints(min_length=1)]


class Names(Shape):
    en: Name
    es: Name


class Speaker(Shape):
    name: Name
    person: Slug | None = None
    office: Slug | None = None
    party: Code | None = None


class Locator(Shape):
    page: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    start: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    end: Annotated[int, Field(ge=0, le=LARGEST)] | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> "Locator":
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"the passage starts at {self.start} and ends before it, at {self.end}; swap them")
        return self


class CitationIn(Shape):
    """A passage of a document. `parties`: in whose name an official source speaks. `cluster`: copies of one story
    share it and count as one source; it defaults to the publisher."""

    id: Id | None = None
    url: Url
    title: Short = ""
    publisher: Name
    source_type: Annotated[str, OneOf(v.SOURCE_TYPES, "source type")]
    language: Language = "en"
    published: EdtfText | None = None
    excerpt: Annotated[str, StringConstraints(max_length=EXCERPT_LIMIT), AfterValidator(_plain)] = ""
    locator: Locator = Locator()
    parties: tuple[Code, ...] = ()
    cluster: Slug | None = None


Cited = Annotated[tuple[Id, ...], Field(min_length=1)]


class StatusUpdateIn(Shape):
    """What an event says about one agreement on one axis. `date`: when it holds from; empty means the event's date."""

    id: Id | None = None
    agreement: Slug
    axis: Annotated[str, OneOf(v.AXES, "axis")]
    value: Short
    party: Code | None = None
    modality: Annotated[str, OneOf(v.MODALITIES, "modality")] = "happened"
    date: EdtfText | None = None
    speaker: Speaker | None = None
    inference: bool = False
    note: Text = ""
    citations: Cited
    supersedes: Id | None = None

    @model_validator(mode="after")
    def _value_on_axis(self) -> "StatusUpdateIn":
        allowed = v.AXES[self.axis]
        if self.value not in allowed:
            detail = f"{self.value!r} is not a value of the axis {self.axis}; use one of: {', '.join(allowed)}"
            raise _at("value", detail)
        if self.axis == "procedure" and self.party is None:
            raise _at("party", "a procedure is one party's; name it here")
        return self


class EventClaimIn(Shape):
    id: Id | None = None
    field: Annotated[str, OneOf(v.CLAIM_FIELDS, "claim field")]
    value: Name
    speaker: Speaker | None = None
    note: Text = ""
    citations: Cited

    @model_validator(mode="after")
    def _date_is_edtf(self) -> "EventClaimIn":
        if self.field == "date":
            try:
                edtf.parse(self.value)
            except ValueError as error:
                raise _at("value", str(error)) from None
        return self


class Participant(Shape):
    name: Name
    person: Slug | None = None
    role: Literal["visitor", "host", "speaker", "signatory", "recipient", "other"] = "other"
    office: Slug | None = None
    party: Code | None = None


class Visit(Shape):
    arrival: EdtfText | None = None
    departure: EdtfText | None = None


class Statement(Shape):
    form: Annotated[str, OneOf(v.STATEMENT_FORMS, "form of statement")]
    venue: Short | None = None


class Range(Shape):
    low: Amount | None = None
    high: Amount | None = None

    @model_validator(mode="after")
    def _low_below_high(self) -> "Range":
        if self.low is not None and self.high is not None and Decimal(self.low) > Decimal(self.high):
            raise ValueError(f"low {self.low} is above high {self.high}; swap them")
        return self


class Quantity(Range):
    what: Name
    unit: Short

    @model_validator(mode="after")
    def _has_a_number(self) -> "Quantity":
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs low, high or both")
        return self


class EventIn(Shape):
    """An event with its nested statements. Nested statements are appended; leaving one out takes nothing away."""

    slug: Slug
    kind: Annotated[str, OneOf(v.EVENT_KINDS, "event kind")]
    modality: Annotated[str, OneOf(v.MODALITIES, "modality")] = "happened"
    title: Name
    label: Annotated[str, StringConstraints(min_length=1, max_length=24), AfterValidator(_plain)] | None = None
    summary: Text = ""
    note: Text = ""
    date: EdtfText
    place: Short | None = None
    relations: tuple[Slug, ...] = ()
    parties: tuple[Code, ...] = ()
    agreements: tuple[Slug, ...] = ()
    participants: tuple[Participant, ...] = ()
    visit: Visit | None = None
    statement: Statement | None = None
    quantities: tuple[Quantity, ...] = ()
    public_from: EdtfText | None = None
    public_from_citation: Id | None = None
    merged_into: Slug | None = None
    status_updates: tuple[StatusUpdateIn, ...] = ()
    claims: tuple[EventClaimIn, ...] = ()
    citations: tuple[CitationIn, ...] = ()

    @model_validator(mode="after")
    def _details_fit_the_kind(self) -> "EventIn":
        if self.visit and self.kind != "visit":
            raise _at("visit", f"belongs to kind visit, not {self.kind}; leave it out or change the kind")
        if self.statement and self.kind != "press_statement":
            raise _at("statement", f"belongs to kind press_statement, not {self.kind}; leave it out or change the kind")
        if self.public_from is not None and self.public_from_citation is None:
            raise _at("public_from_citation", "`public_from` is set with a citation; name it here")
        if self.public_from is None and self.public_from_citation is not None:
            raise _at("public_from", "`public_from_citation` says why a day is set; give the day here")
        return self


class AgreementParty(Shape):
    party: Code
    role: Short = "party"


class Identifier(Shape):
    scheme: Annotated[str, OneOf(v.IDENTIFIER_SCHEMES, "identifier scheme")]
    value: Name
    url: Url | None = None


class Alias(Shape):
    text: Name
    language: Language = "en"


class AgreementDocument(Shape):
    url: Url
    title: Name
    role: Annotated[str, OneOf(v.DOCUMENT_ROLES, "document role")]
    language: Language = "en"


class LinkIn(Shape):
    """From this agreement to another agreement or to an event: give exactly one of the two."""

    id: Id | None = None
    type: Annotated[str, OneOf(v.LINK_TYPES, "link type")]
    agreement: Slug | None = None
    event: Slug | None = None
    state: Literal["proposed", "accepted"] = "accepted"
    inference: bool = False
    note: Text = ""
    citations: Cited

    @model_validator(mode="after")
    def _one_target(self) -> "LinkIn":
        if (self.agreement is None) == (self.event is None):
            raise ValueError("a link points to exactly one of `agreement` and `event`")
        return self


class TermIn(Range):
    id: Id | None = None
    name: Annotated[str, OneOf(v.TERM_NAMES, "term name")]
    unit: Short | None = None
    text: Text = ""
    coding: Annotated[str, OneOf(v.CODINGS, "coding")] = "yes"
    speaker: Speaker | None = None
    inference: bool = False
    note: Text = ""
    citations: Cited

    @model_validator(mode="after")
    def _says_something(self) -> "TermIn":
        if (self.low is not None or self.high is not None) and not self.unit:
            raise _at("unit", "a number needs its unit or currency; write it here")
        if self.low is None and self.high is None and not self.text and self.coding == "yes":
            raise ValueError("a term needs a number, a `text` or a `coding` other than yes")
        return self


class AgreementIn(Shape):
    slug: Slug
    title: Name
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=28), AfterValidator(_plain)]
    official_title: Short | None = None
    kind: Annotated[str, OneOf(v.AGREEMENT_KINDS, "agreement kind")]
    form: Annotated[str, OneOf(v.AGREEMENT_FORMS, "agreement form")]
    summary: Text = ""
    note: Text = ""
    parties: Annotated[tuple[AgreementParty, ...], Field(min_length=2)]
    identifiers: tuple[Identifier, ...] = ()
    aliases: tuple[Alias, ...] = ()
    documents: tuple[AgreementDocument, ...] = ()
    merged_into: Slug | None = None
    links: tuple[LinkIn, ...] = ()
    terms: tuple[TermIn, ...] = ()
    citations: tuple[CitationIn, ...] = ()


class PartyIn(Shape):
    code: Code
    kind: Annotated[str, OneOf(v.PARTY_KINDS, "party kind")]
    names: Names
    aliases: tuple[Alias, ...] = ()
    succeeded_by: tuple[Code, ...] = ()
    merged_into: Code | None = None


class OfficeIn(Shape):
    slug: Slug
    titles: Names
    party: Code | None = None
    institution: Short | None = None


class Tenure(Shape):
    """`held`: an EDTF interval; open or unknown ends are written `..` or left empty."""

    office: Slug
    held: EdtfText


class PersonIn(Shape):
    slug: Slug
    name: Name
    description: Short = ""
    aliases: tuple[Name, ...] = ()
    offices: tuple[Tenure, ...] = ()
    merged_into: Slug | None = None


class RelationIn(Shape):
    """A view of two parties; it owns nothing."""

    slug: Slug
    parties: Annotated[tuple[Code, ...], Field(min_length=2, max_length=2)]
    titles: Names
    note: Text = ""


class DeterminationIn(Shape):
    """A reasoned choice between rival accounts: `preferred` and `set_aside` are ids of the rival statements."""

    id: Id | None = None
    preferred: Cited
    set_aside: Cited
    reason: Name
    by: Name


class RetractionIn(Shape):
    type: Literal["event", "status_update", "term", "link", "claim", "citation", "determination"]
    id: Id
    reason: Name


class SourceIn(Shape):
    """Where to look. `url`: an address, or `folder:NAME` for a folder of the inbox. `interval`: seconds."""

    slug: Slug
    name: Name
    url: Annotated[str, AfterValidator(_plain), StringConstraints(pattern=r"^(https?://[^\s]+|folder:[a-z0-9-]+)$")]
    format: Short
    party: Code | None = None
    language: Language | None = None
    interval: Annotated[int, Field(ge=60, le=LARGEST)] = 3600
    enabled: bool = True
    settings: dict[str, Any] = {}


class Bundle(Shape):
    """The record's content at one revision."""

    format: Literal["entente-record/1"]
    relation: RelationIn
    parties: tuple[PartyIn, ...]
    offices: tuple[OfficeIn, ...] = ()
    people: tuple[PersonIn, ...] = ()
    agreements: tuple[AgreementIn, ...] = ()
    events: tuple[EventIn, ...] = ()
    determinations: tuple[DeterminationIn, ...] = ()
    retractions: tuple[RetractionIn, ...] = ()


S = TypeVar("S", bound=Shape)


def read(shape: type[S], data: object) -> S:
    """`data` as `shape`; raises Refused with one problem per fault, each with its dotted path."""
    try:
        return shape.model_validate(data)
    except PydanticError as error:
        raise Refused([_problem(fault) for fault in error.errors(include_url=False)]) from None


# What pydantic says of faults of form, with the way out. Its other messages say it already.
_WORDING = {
    "missing": "is missing; add it",
    "extra_forbidden": "unknown field; leave it out",
    "string_type": "must be text, in quotes",
    "string_unicode": "contains half a character; send plain Unicode text",
    "string_too_short": "is empty; write something or leave it out",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "{input!r:.100} does not have the form {pattern}",
    "too_short": "has {actual_length} entries and needs at least {min_length}; add what is missing",
    "too_long": "has {actual_length} entries and takes at most {max_length}; leave some out",
    "tuple_type": "must be a list, in square brackets",
    "model_type": "must be an object, in braces",
    "literal_error": "{input!r:.100} is not known; use {expected}",
    "at_field": "{reason}",
}


def _problem(fault: Any) -> Problem:
    context = fault.get("ctx", {})
    wording = _WORDING.get(fault["type"])
    detail = fault["msg"].removeprefix("Value error, ")
    path = [str(step) for step in fault["loc"]]
    if fault["type"] == "at_field":
        path.append(context["field"])
    return Problem(".".join(path), wording.format(input=fault["input"], **context) if wording else detail)
