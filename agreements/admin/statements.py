"""The statements of the record: immutable rows, searched here and taken back here."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import Truncator

from agreements.admin.input_form import public_id
from agreements.admin.looking import Looking
from agreements.admin.places import admin_page, public_page
from agreements.admin.retracting import LiveFilter, Retractable
from agreements.models import AgreementLink, Citation, EventClaim, StatusUpdate, Term
from agreements.shapes import canonical_decimal

STATEMENT = ("public_id", "revision_id", "retracted")
SAID = ("speaker_name", "note", "citations")


def _short(number: Decimal | None) -> Decimal | None:
    """A number without the zeros that its column gives it."""
    return None if number is None else Decimal(canonical_decimal(number))


class StatementAdmin(Retractable, Looking):
    """A statement belongs to one event or agreement; its history is that record's."""

    list_select_related: ClassVar[Any] = ("event",)
    search_fields: ClassVar[Any] = ("public_id", "note", "speaker_name")

    def owner(self, row: Any) -> Any:
        """The event that says it; of what no event says, the agreement."""
        return getattr(row, "event", None) or row.agreement

    @admin.display(description="agreement", ordering="agreement__short_title")
    def about(self, row: Any) -> str:
        return str(row.agreement.short_title)

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        owner = self.owner(row)
        kind = owner._meta.model_name
        page = public_page(kind, public_id(owner)) or ""
        return [
            *self.retract_tool(request, row),
            (f"Its {kind}", admin_page(owner, "change", owner.pk)),
            ("Public page", page),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return super().history_view(request, object_id, extra_context)
        owner = self.owner(row)
        return HttpResponseRedirect(admin_page(owner, "history", owner.pk))


@admin.register(StatusUpdate)
class StatusUpdateAdmin(StatementAdmin):
    retracts = "status_update"
    list_display = ("public_id", "about", "axis", "value", "modality", "date", "speaker_name", "retracted")
    export_display = (
        *STATEMENT,
        "event",
        "agreement",
        "axis",
        "value",
        "party",
        "modality",
        "date",
        "inference",
        *SAID,
    )
    list_filter = ("axis", "modality", LiveFilter, "inference")
    list_select_related = ("agreement", "party", "event")
    search_fields = ("public_id", "note", "speaker_name", "value", "agreement__title")


@admin.register(EventClaim)
class EventClaimAdmin(StatementAdmin):
    retracts = "claim"
    list_display = ("public_id", "event", "field", "value", "speaker_name", "retracted")
    export_display = (*STATEMENT, "event", "field", "value", *SAID)
    list_filter = ("field", LiveFilter)
    search_fields = ("public_id", "value", "note", "speaker_name")


@admin.register(Term)
class TermAdmin(StatementAdmin):
    retracts = "term"
    list_display = ("public_id", "about", "name", "least", "most", "unit", "said", "speaker_name", "retracted")
    export_display = (*STATEMENT, "agreement", "name", "least", "most", "unit", "text", "coding", "inference", *SAID)
    list_filter = ("name", "coding", LiveFilter)
    list_select_related = ("agreement",)
    search_fields = ("public_id", "text", "note", "speaker_name", "agreement__title")

    @admin.display(description="low", ordering="low")
    def least(self, row: Term) -> Decimal | None:
        return _short(row.low)

    @admin.display(description="high", ordering="high")
    def most(self, row: Term) -> Decimal | None:
        return _short(row.high)

    @admin.display(description="text")
    def said(self, row: Term) -> str:
        coding = "" if row.coding == "yes" else f"[{row.coding}] "
        return Truncator(f"{coding}{row.text}").chars(80)


@admin.register(AgreementLink)
class AgreementLinkAdmin(StatementAdmin):
    retracts = "link"
    list_display = ("public_id", "about", "type", "to_agreement", "to_event", "state", "retracted")
    export_display = (*STATEMENT, "agreement", "type", "to_agreement", "to_event", "state", "inference", "note")
    list_filter = ("type", "state", LiveFilter)
    list_select_related = ("agreement", "to_agreement", "to_event")
    search_fields = ("public_id", "note", "agreement__title", "to_agreement__title", "to_event__title")


@admin.register(Citation)
class CitationAdmin(StatementAdmin):
    retracts = "citation"
    list_display = ("public_id", "publisher", "title", "source_type", "language", "published", "retracted")
    export_display = (
        *(*STATEMENT, "event", "agreement", "publisher", "title", "source_type", "language", "published"),
        *("url", "excerpt", "page", "cluster", "snapshot"),
    )
    list_filter = ("source_type", "language", LiveFilter)
    list_select_related = ("event", "agreement")
    search_fields = ("public_id", "url", "title", "publisher", "excerpt")
