"""What comes in: the input shapes of records and statements, validated before the one writer sees them.

The same shapes serve the API's write bodies, the record bundle, imports and the admin, so bad input is refused in one
place and with one wording. Dates are EDTF text (or the API's Date object, of which only `edtf` is read); references
are slugs and codes; amounts are decimal strings.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic import ValidationError as PydanticError

from agreements import edtf
from agreements import vocabulary as v
from agreements.errors import Problem, Refused

LONG = 20_000
EXCERPT_LIMIT = 300
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def _plain(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise ValueError("contains a control character or half a character; send plain Unicode text")
    return text


def _edtf(value: Any) -> Any:
    if isinstance(value, dict):
        value = value.get("edtf")
    if not isinstance(value, str):
        raise ValueError('a date is EDTF text such as "2025-02-03", or an object with the key "edtf"')
    return edtf.parse(value).text


def _one_of(values: Any, what: str) -> AfterValidator:
    allowed = tuple(values)

    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is not a known {what}; use one of: {', '.join(allowed)}")
        return value

    return AfterValidator(check)


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
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


Text = Annotated[str, AfterValidator(_plain), StringConstraints(max_length=LONG)]
Short = Annotated[str, AfterValidator(_plain), StringConstraints(max_length=300)]
Name = Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=300)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
# Ids of nested statements: one that does not begin with its record's slug is local and gets it as a prefix.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Code = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|x-[a-z0-9]+(-[a-z0-9]+)*)$", max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)]
Url = Annotated[str, AfterValidator(_plain), StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]
EdtfText = Annotated[str, BeforeValidator(_edtf)]
Amount = Annotated[str, BeforeValidator(_decimal)]


class Shape(BaseModel):
    """Unknown fields are refused by name; instances are values."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(Shape):
    en: Name
    es: Name


class Speaker(Shape):
    name: Name
    person: Slug | None = None
    office: Slug | None = None
    party: Code | None = None


class Locator(Shape):
    page: Annotated[int, Field(ge=1)] | None = None
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None


class CitationIn(Shape):
    """A passage of a document. `parties`: in whose name an official source speaks. `cluster`: copies of one story
    share it and count as one source; it defaults to the publisher."""

    id: Id | None = None
    url: Url
    title: Short = ""
    publisher: Name
    source_type: Annotated[str, _one_of(v.SOURCE_TYPES, "source type")]
    language: Language = "en"
    published: EdtfText | None = None
    excerpt: Annotated[str, AfterValidator(_plain), StringConstraints(max_length=EXCERPT_LIMIT)] = ""
    locator: Locator = Locator()
    parties: tuple[Code, ...] = ()
    cluster: Slug | None = None


Cited = Annotated[tuple[Id, ...], Field(min_length=1)]


class StatusUpdateIn(Shape):
    """What an event says about one agreement on one axis. `date`: when it holds from; empty means the event's date."""

    id: Id | None = None
    agreement: Slug
    axis: Annotated[str, _one_of(v.AXES, "axis")]
    value: Short
    party: Code | None = None
    modality: Annotated[str, _one_of(v.MODALITIES, "modality")] = "happened"
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
            raise ValueError(f"{self.value!r} is not a value of the axis {self.axis}; use one of: {', '.join(allowed)}")
        if self.axis == "procedure" and self.party is None:
            raise ValueError("a procedure is one party's: name it in `party`")
        return self


class EventClaimIn(Shape):
    id: Id | None = None
    field: Annotated[str, _one_of(v.CLAIM_FIELDS, "claim field")]
    value: Name
    speaker: Speaker | None = None
    note: Text = ""
    citations: Cited

    @model_validator(mode="after")
    def _date_is_edtf(self) -> "EventClaimIn":
        if self.field == "date":
            edtf.parse(self.value)
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
    form: Annotated[str, _one_of(v.STATEMENT_FORMS, "form of statement")]
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
    kind: Annotated[str, _one_of(v.EVENT_KINDS, "event kind")]
    modality: Annotated[str, _one_of(v.MODALITIES, "modality")] = "happened"
    title: Name
    label: Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=24)] | None = None
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
            raise ValueError(f"`visit` belongs to kind visit, not {self.kind}")
        if self.statement and self.kind != "press_statement":
            raise ValueError(f"`statement` belongs to kind press_statement, not {self.kind}")
        if (self.public_from is None) != (self.public_from_citation is None):
            raise ValueError("`public_from` is set with a citation: give both `public_from` and `public_from_citation`")
        return self


class AgreementParty(Shape):
    party: Code
    role: Short = "party"


class Identifier(Shape):
    scheme: Annotated[str, _one_of(v.IDENTIFIER_SCHEMES, "identifier scheme")]
    value: Name
    url: Url | None = None


class Alias(Shape):
    text: Name
    language: Language = "en"


class AgreementDocument(Shape):
    url: Url
    title: Name
    role: Annotated[str, _one_of(v.DOCUMENT_ROLES, "document role")]
    language: Language = "en"


class LinkIn(Shape):
    """From this agreement to another agreement or to an event: give exactly one of the two."""

    id: Id | None = None
    type: Annotated[str, _one_of(v.LINK_TYPES, "link type")]
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
    name: Annotated[str, _one_of(v.TERM_NAMES, "term name")]
    unit: Short | None = None
    text: Text = ""
    coding: Annotated[str, _one_of(v.CODINGS, "coding")] = "yes"
    speaker: Speaker | None = None
    inference: bool = False
    note: Text = ""
    citations: Cited

    @model_validator(mode="after")
    def _says_something(self) -> "TermIn":
        if (self.low is not None or self.high is not None) and not self.unit:
            raise ValueError("a number needs its `unit` or currency")
        if self.low is None and self.high is None and not self.text and self.coding == "yes":
            raise ValueError("a term needs a number, a `text` or a `coding` other than yes")
        return self


class AgreementIn(Shape):
    slug: Slug
    title: Name
    short_title: Annotated[str, AfterValidator(_plain), StringConstraints(min_length=1, max_length=28)]
    official_title: Short | None = None
    kind: Annotated[str, _one_of(v.AGREEMENT_KINDS, "agreement kind")]
    form: Annotated[str, _one_of(v.AGREEMENT_FORMS, "agreement form")]
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
    kind: Annotated[str, _one_of(v.PARTY_KINDS, "party kind")]
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


def _problem(fault: Any) -> Problem:
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        message = "unknown field; leave it out"
    elif fault["type"] == "string_pattern_mismatch":
        message = f"{fault['input']!r} does not have the form {fault['ctx']['pattern']}"
    return Problem(".".join(str(step) for step in fault["loc"]), message)
