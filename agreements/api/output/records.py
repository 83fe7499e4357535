"""Records as every version of them is stored."""

from agreements.api.output.common import (
    Alias,
    Amount,
    Citation,
    Date,
    Names,
    Output,
    Public,
    Retracted,
    Timestamp,
    Uri,
)
from agreements.api.output.computed import Standing, Summary
from agreements.api.output.statements import EventClaim, Link, StatusUpdate, Term
from agreements.api.output.types import (
    AgreementForm,
    AgreementKind,
    DocumentRole,
    EventKind,
    Group,
    IdentifierScheme,
    ModalityName,
    ParticipantRole,
    PartyKind,
    StatementForm,
)


class Versioned(Output):
    """`version` counts the record's own changes; `recorded`: when it was first written."""

    version: int
    recorded: Timestamp


class Party(Versioned):
    code: str
    kind: PartyKind
    names: Names
    aliases: list[Alias]
    succeeded_by: list[str]
    merged_into: str | None


class Office(Versioned):
    slug: str
    titles: Names
    party: str | None
    institution: str | None


class Tenure(Output):
    office: str
    held: Date


class Person(Versioned):
    slug: str
    name: str
    description: str
    aliases: list[str]
    offices: list[Tenure]
    merged_into: str | None


class Relation(Versioned):
    """A view of two parties."""

    slug: str
    parties: list[str]
    titles: Names
    note: str


class RelationDetail(Relation):
    summary: Summary


class AgreementParty(Output):
    party: str
    role: str


class Identifier(Output):
    scheme: IdentifierScheme
    value: str
    url: Uri | None


class AgreementDocument(Output):
    url: Uri
    title: str
    role: DocumentRole
    language: str


class Agreement(Versioned):
    """`standing`, `group` and `latest_event` are as of `valid_on`."""

    slug: str
    title: str
    short_title: str
    official_title: str | None
    kind: AgreementKind
    form: AgreementForm
    summary: str
    note: str
    parties: list[AgreementParty]
    relations: list[str]
    identifiers: list[Identifier]
    aliases: list[Alias]
    documents: list[AgreementDocument]
    links: list[Link]
    terms: list[Term]
    citations: list[Citation]
    merged_into: str | None
    standing: Standing
    group: Group
    latest_event: str | None


class Participant(Output):
    person: str | None
    name: str
    role: ParticipantRole
    office: str | None
    party: str | None


class Visit(Output):
    arrival: Date | None
    departure: Date | None


class Statement(Output):
    form: StatementForm
    venue: str | None


class Quantity(Output):
    what: str
    low: Amount | None
    high: Amount | None
    unit: str


class Event(Versioned):
    """Something that happened or was announced, with all that it says."""

    slug: str
    relations: list[str]
    kind: EventKind
    modality: ModalityName
    title: str
    label: str | None
    summary: str
    note: str
    date: Date
    place: str | None
    parties: list[str]
    agreements: list[str]
    participants: list[Participant]
    visit: Visit | None
    statement: Statement | None
    quantities: list[Quantity]
    status_updates: list[StatusUpdate]
    claims: list[EventClaim]
    citations: list[Citation]
    public_from: Date | None
    public_from_citation: str | None
    public: Public
    merged_into: str | None
    retracted: Retracted | None
