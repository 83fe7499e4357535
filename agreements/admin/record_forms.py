"""What the forms of parties, people, offices and relations ask for."""

from django import forms

from agreements import vocabulary as v
from agreements.admin import fields as f
from agreements.admin.dates import DateField
from agreements.admin.input_form import InputForm
from agreements.admin.statement_forms import (
    CitationForm,
    DocumentForm,
    IdentifierForm,
    LinkForm,
    MemberForm,
    TermForm,
)
from agreements.models import Agreement, Office, Party, Person, Relation, Tenure

SLUG_HELP = "Lower-case words joined by hyphens. It never changes afterwards."
MERGED_HELP = "It keeps its address, which says where it went. Nothing is re-pointed."


class AliasForm(InputForm):
    text = f.text()
    language = f.text(20, initial="en")


class PartyForm(InputForm):
    code = f.text(60, help_text="ISO 3166-1 alpha-3, such as SLV; without one: x- and a name. It never changes.")
    kind = f.word(v.PARTY_KINDS)
    names__en = f.text(label="Name in English")
    names__es = f.text(label="Name in Spanish")
    succeeded_by = f.several(Party._meta.get_field("succeeded_by"), help_text="For a former state.")
    merged_into = f.chosen(Party._meta.get_field("merged_into"), help_text=MERGED_HELP)

    rows = {"aliases": AliasForm}


class TenureForm(InputForm):
    office = f.chosen(Tenure._meta.get_field("office"))
    held = DateField(
        label="Held (EDTF interval)", help_text="2019-06/2024-05-31 · 2021-01/.. (still) · /2019 (since unknown)"
    )


class PersonForm(InputForm):
    slug = f.text(100, help_text=SLUG_HELP)
    name = f.text()
    description = f.text(help_text="Who this is, in a few words.")
    aliases = f.Lines(label="Other names", help_text="One a line.")
    merged_into = f.chosen(Person._meta.get_field("merged_into"), help_text=MERGED_HELP)

    rows = {"offices": TenureForm}


class OfficeForm(InputForm):
    slug = f.text(100, help_text=SLUG_HELP)
    titles__en = f.text(label="Title in English")
    titles__es = f.text(label="Title in Spanish")
    party = f.chosen(Office._meta.get_field("party"))
    institution = f.text()


class RelationForm(InputForm):
    slug = f.text(100, help_text=f"{SLUG_HELP} It is also the address of its page.")
    first = f.chosen(Relation._meta.get_field("first"), label="One party")
    second = f.chosen(Relation._meta.get_field("second"), label="The other party")
    titles__en = f.text(label="Title in English")
    titles__es = f.text(label="Title in Spanish")
    note = f.long_text()

    def content(self) -> dict[str, object]:
        """The shape names its two parties in one list."""
        found = super().content()
        parties = [found.pop(name) for name in ("first", "second") if name in found]
        return {**found, "parties": parties}

    def field_at(self, path: str) -> str | None:
        name, _, index = path.partition(".")
        return {"0": "first", "1": "second"}.get(index, "first") if name == "parties" else super().field_at(path)


class AgreementForm(InputForm):
    """Parties, identifiers, aliases and documents are the agreement's content; the other rows add statements to it."""

    slug = f.text(100, help_text=SLUG_HELP)
    title = f.text()
    short_title = f.text(28, help_text="At most 28 characters: its name in the figure.")
    official_title = f.text()
    kind = f.word(v.AGREEMENT_KINDS)
    form = f.word(v.AGREEMENT_FORMS, help_text="Form never decides whether it binds.")
    summary = f.long_text()
    note = f.long_text(2)
    merged_into = f.chosen(Agreement._meta.get_field("merged_into"), help_text=MERGED_HELP)

    rows = {
        "parties": MemberForm,
        "identifiers": IdentifierForm,
        "aliases": AliasForm,
        "documents": DocumentForm,
        "citations": CitationForm,
        "terms": TermForm,
        "links": LinkForm,
    }


class ActForm(forms.Form):
    """Why, and from which version: asked of every change."""

    reason = forms.CharField(
        label="Reason", max_length=2000, help_text="Why: it stands in the history for ever, beside your name."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
