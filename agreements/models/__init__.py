"""The nouns. Fields, constraints and `__str__`; no I/O and no writing across models."""

from agreements.models.agreement import Agreement, AgreementDocument, AgreementParty, Identifier
from agreements.models.candidate import Candidate
from agreements.models.capture import CaptureRequest
from agreements.models.cue import Cue
from agreements.models.event import Event, Participant, PressStatement, Quantity, Visit
from agreements.models.party import Party, Relation
from agreements.models.person import Office, Person, Tenure
from agreements.models.revision import FOREVER, GENESIS, Head, Revision
from agreements.models.source import Absence, Content, Document, FetchRun, Snapshot, Source
from agreements.models.statement import (
    AgreementLink,
    Capture,
    Citation,
    Determination,
    EventClaim,
    Redaction,
    Retraction,
    StatusUpdate,
    Term,
)
from agreements.models.subscription import Delivery, Subscription
from agreements.models.token import ApiToken
from agreements.models.version import (
    AgreementVersion,
    ConflictVersion,
    EventVersion,
    OfficeVersion,
    PartyVersion,
    PersonVersion,
    RelationVersion,
    StandingInterval,
)

__all__ = [
    "FOREVER",
    "GENESIS",
    "Absence",
    "Agreement",
    "AgreementDocument",
    "AgreementLink",
    "AgreementParty",
    "AgreementVersion",
    "ApiToken",
    "Candidate",
    "Capture",
    "CaptureRequest",
    "Citation",
    "ConflictVersion",
    "Content",
    "Cue",
    "Delivery",
    "Determination",
    "Document",
    "Event",
    "EventClaim",
    "EventVersion",
    "FetchRun",
    "Head",
    "Identifier",
    "Office",
    "OfficeVersion",
    "Participant",
    "Party",
    "PartyVersion",
    "Person",
    "PersonVersion",
    "PressStatement",
    "Quantity",
    "Redaction",
    "Relation",
    "RelationVersion",
    "Retraction",
    "Revision",
    "Snapshot",
    "Source",
    "StandingInterval",
    "StatusUpdate",
    "Subscription",
    "Tenure",
    "Term",
    "Visit",
]
