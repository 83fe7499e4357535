"""The records: lists, forms, histories. Events have their own room, `logging`."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from agreements.admin import record_forms, statement_forms, telling
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
from agreements.admin.places import admin_page
from agreements.admin.record_form import RecordAdmin
from agreements.models import Agreement, AgreementLink, Citation, Office, Party, Person, Relation, Term
from agreements.shapes import AgreementIn, OfficeIn, PartyIn, PersonIn, RelationIn

Json = dict[str, Any]
ADDED_TO: dict[str, Any] = {"citations": Citation, "terms": Term, "links": AgreementLink}
TOLD: dict[str, Callable[[Json], tuple[Any, ...]]] = {
    "citations": lambda each: (each["publisher"], each["title"], each["published"], each["url"]),
    "terms": lambda each: (
        telling.label(each["name"]),
        " to ".join(dict.fromkeys(filter(None, (each["low"], each["high"])))),
        each["unit"],
        each["text"],
        each["coding"] if each["coding"] != "yes" else "",
        (each["speaker"] or {}).get("name"),
    ),
    "links": lambda each: (telling.label(each["type"]), each["agreement"] or each["event"], each["state"]),
}


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

    def known(self, name: str, body: Json) -> list[Json]:
        return appended(name, body) if body and name in ADDED_TO else []


def appended(name: str, body: Json) -> list[Json]:
    """The statements that an agreement has, in the order of their numbers: in one line, and where to find each."""
    model = ADDED_TO[name]
    keys = dict(model.objects.filter(agreement__slug=body["slug"]).values_list("public_id", "pk"))
    return [
        {
            "text": ", ".join(filter(None, map(telling.text, TOLD[name](each)))),
            "href": admin_page(model, "change", keys[each["id"]]),
            "retracted": (each["retracted"] or {}).get("reason"),
        }
        for each in body[name]
    ]


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
