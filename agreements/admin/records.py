"""The records: lists, forms, histories. Events have their own room, `logging`."""

from typing import Any

from django.contrib import admin

from agreements.admin import record_forms, statement_forms
from agreements.admin.importing import Importing
from agreements.admin.input_form import Entry
from agreements.admin.parts import (
    AgreementDocumentInline,
    AgreementPartyInline,
    CitationInline,
    IdentifierInline,
    TenureInline,
    TermInline,
)
from agreements.admin.record_form import RecordAdmin
from agreements.models import Agreement, Office, Party, Person, Relation
from agreements.shapes import AgreementIn, OfficeIn, PartyIn, PersonIn, RelationIn

Json = dict[str, Any]
ADDED_TO = ("citations", "terms", "links")


@admin.register(Agreement)
class AgreementAdmin(Importing, RecordAdmin):
    """Revising replaces what an agreement is; citations, terms and links are added to those that it has."""

    kind = "agreement"
    shape = AgreementIn
    entry_form = record_forms.AgreementForm
    new_rows = {"parties": 2, "identifiers": 1, "citations": 1}
    list_display = ("short_title", "title", "kind", "form", "slug")
    list_filter = ("kind", "form")
    search_fields = ("slug", "title", "short_title", "official_title", "identifiers__value")
    inlines = (AgreementPartyInline, IdentifierInline, AgreementDocumentInline, TermInline, CitationInline)

    def present(self, body: Json) -> Json:
        return {**super().present(body), **dict.fromkeys(ADDED_TO, [])}

    def content(self, entry: Entry, body: Json) -> Json:
        known = [each["id"] for each in body.get("citations", ())]
        return statement_forms.cited(entry, known, ("terms", "links"))


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    kind = "party"
    shape = PartyIn
    entry_form = record_forms.PartyForm
    list_display = ("code", "name_en", "name_es", "kind")
    list_filter = ("kind",)
    search_fields = ("code", "name_en", "name_es")


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    kind = "person"
    shape = PersonIn
    entry_form = record_forms.PersonForm
    new_rows = {"offices": 1}
    list_display = ("name", "description", "slug")
    list_filter = ("tenures__office__party",)
    search_fields = ("slug", "name", "aliases")
    inlines = (TenureInline,)


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    kind = "office"
    shape = OfficeIn
    entry_form = record_forms.OfficeForm
    list_display = ("title_en", "party", "institution", "slug")
    list_select_related = ("party",)
    list_filter = ("party",)
    search_fields = ("slug", "title_en", "title_es", "institution")


@admin.register(Relation)
class RelationAdmin(RecordAdmin):
    kind = "relation"
    shape = RelationIn
    entry_form = record_forms.RelationForm
    list_display = ("title_en", "first", "second", "slug")
    list_filter = ("first", "second")
    list_select_related = ("first", "second")
    search_fields = ("slug", "title_en", "title_es")

    def present(self, body: Json) -> Json:
        """Its two parties, as its form asks for them."""
        present = super().present(body)
        first, second = present.pop("parties")
        return {**present, "first": first, "second": second}
