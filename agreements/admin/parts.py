"""What a record consists of, as those see it who may view and not revise."""

from django.contrib import admin

from agreements.admin.looking import ADDRESSES
from agreements.models import (
    AgreementDocument,
    AgreementParty,
    Citation,
    EventClaim,
    Identifier,
    Participant,
    Quantity,
    StatusUpdate,
    Tenure,
    Term,
)


class Part(admin.TabularInline):
    extra = 0
    can_delete = False
    formfield_overrides = ADDRESSES


class AgreementPartyInline(Part):
    model = AgreementParty


class IdentifierInline(Part):
    model = Identifier


class AgreementDocumentInline(Part):
    model = AgreementDocument


class TermInline(Part):
    model = Term
    fields = ("public_id", "name", "low", "high", "unit", "text", "coding", "speaker_name")


class ParticipantInline(Part):
    model = Participant


class QuantityInline(Part):
    model = Quantity


class StatusUpdateInline(Part):
    model = StatusUpdate
    fk_name = "event"
    fields = ("public_id", "agreement", "axis", "value", "party", "modality", "date", "speaker_name", "note")


class EventClaimInline(Part):
    model = EventClaim
    fields = ("public_id", "field", "value", "speaker_name")


class CitationInline(Part):
    model = Citation
    fields = ("public_id", "url", "publisher", "source_type", "language", "published")


class TenureInline(Part):
    model = Tenure
