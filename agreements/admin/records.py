"""The records as they are now."""

from django.contrib import admin

from agreements.admin.looking import Looking
from agreements.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    Citation,
    Event,
    EventClaim,
    Identifier,
    Office,
    Participant,
    Party,
    Person,
    Quantity,
    Relation,
    StatusUpdate,
    Tenure,
    Term,
)


class _Inline(admin.TabularInline):
    extra = 0
    can_delete = False


class AgreementPartyInline(_Inline):
    model = AgreementParty


class IdentifierInline(_Inline):
    model = Identifier


class AgreementDocumentInline(_Inline):
    model = AgreementDocument


class TermInline(_Inline):
    model = Term
    fields = ("public_id", "name", "low", "high", "unit", "text", "coding", "speaker_name")


class ParticipantInline(_Inline):
    model = Participant


class QuantityInline(_Inline):
    model = Quantity


class StatusUpdateInline(_Inline):
    model = StatusUpdate
    fk_name = "event"
    fields = ("public_id", "agreement", "axis", "value", "party", "modality", "date", "speaker_name", "note")


class EventClaimInline(_Inline):
    model = EventClaim
    fields = ("public_id", "field", "value", "speaker_name")


class CitationInline(_Inline):
    model = Citation
    fields = ("public_id", "url", "publisher", "source_type", "language", "published")


class TenureInline(_Inline):
    model = Tenure


@admin.register(Agreement)
class AgreementAdmin(Looking):
    list_display = ("short_title", "kind", "form", "slug")
    list_filter = ("kind", "form")
    search_fields = ("slug", "title", "short_title", "official_title", "identifiers__value")
    inlines = (AgreementPartyInline, IdentifierInline, AgreementDocumentInline, TermInline, CitationInline)


@admin.register(Event)
class EventAdmin(Looking):
    list_display = ("date", "title", "kind", "modality", "slug")
    list_filter = ("kind", "modality", "agreements")
    search_fields = ("slug", "title", "summary", "place", "participants__name")
    date_hierarchy = "date_from"
    inlines = (ParticipantInline, QuantityInline, StatusUpdateInline, EventClaimInline, CitationInline)


@admin.register(Party)
class PartyAdmin(Looking):
    list_display = ("code", "name_en", "name_es", "kind")
    list_filter = ("kind",)
    search_fields = ("code", "name_en", "name_es")


@admin.register(Person)
class PersonAdmin(Looking):
    list_display = ("name", "description", "slug")
    search_fields = ("slug", "name", "aliases")
    inlines = (TenureInline,)


@admin.register(Office)
class OfficeAdmin(Looking):
    list_display = ("title_en", "party", "institution", "slug")
    list_filter = ("party",)
    search_fields = ("slug", "title_en", "title_es", "institution")


@admin.register(Relation)
class RelationAdmin(Looking):
    list_display = ("title_en", "first", "second", "slug")
