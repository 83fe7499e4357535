"""The three forms of an event: a visit, a press statement, an agreement step."""

from typing import Any, ClassVar

from django import forms

from agreements import vocabulary as v
from agreements.admin.dates import DateField
from agreements.admin.fields import chosen, long_text, several, text, word
from agreements.admin.logging.laid import Laid, paths
from agreements.admin.logging.statements import CitedForm, ClaimForm, ParticipantForm, QuantityForm, UpdateForm
from agreements.models import Event, Relation

Json = dict[str, Any]
STEPS = {kind: label for kind, label in v.EVENT_KINDS.items() if kind not in ("visit", "press_statement")}
FILED = ("agreements", "relations")
SLUG_HELP = "Empty: words of the title and the date. It never changes afterwards."


class EventForm(Laid):
    """What every event has. `kind`: that of all that are logged with this form; None where it is asked."""

    kind_of: ClassVar[str | None] = None
    name: ClassVar[str]
    heading: ClassVar[str]
    roles: ClassVar[tuple[str, ...]]

    title = text(help_text="What happened, in one line.")
    date = DateField(label="Date")
    place = text()
    modality = word(v.MODALITIES, empty=False, initial="happened")
    summary = long_text(3)
    relations = forms.ModelMultipleChoiceField(
        Relation.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreements = several(
        Event._meta.get_field("agreements"), help_text="Those with a status update are added by themselves."
    )
    parties = several(Event._meta.get_field("parties"), help_text="Empty: those of the relation.")
    label = text(24, help_text="At most 24 characters, for the figure.")
    slug = text(100, label="Id (slug)", help_text=SLUG_HELP)
    note = long_text(2)
    public_from = DateField(label="Public from", help_text="Only where no citation has a date: when it became public.")
    public_from_citation = text(10, label="… as citation", help_text="The number of the citation that says so.")
    merged_into = chosen(Event._meta.get_field("merged_into"), help_text="The event that tells the same.")

    rows = {
        "participants": ParticipantForm,
        "citations": CitedForm,
        "status_updates": UpdateForm,
        "quantities": QuantityForm,
        "claims": ClaimForm,
    }

    def content(self) -> Json:
        """The kind is given by the form, and what belongs to it with it."""
        found = super().content()
        return {**found, "kind": self.kind_of} if self.kind_of else found


class VisitForm(EventForm):
    kind_of, name, heading, roles = "visit", "visit", "a visit", ("visitor", "host")

    visit__arrival = DateField(label="Arrival", help_text="EDTF, if it is not the date.")
    visit__departure = DateField(label="Departure", help_text="EDTF.")

    shown = ("title", "date", "visit__arrival", "visit__departure", "place", "modality", "summary", *FILED)


class StatementForm(EventForm):
    kind_of, name, heading, roles = "press_statement", "statement", "a press statement", ("speaker",)

    statement__form = word(v.STATEMENT_FORMS, label="Form")
    statement__venue = text(label="Venue")

    shown = ("title", "date", "statement__form", "statement__venue", "place", "modality", "summary", *FILED)
    stands_for = paths(statement__venue=("statement.venue",), statement__form=("statement",))


class StepForm(EventForm):
    name, heading, roles = "step", "an agreement step", ("other",)

    kind = word(STEPS, label="Kind of step")

    shown = ("title", "date", "kind", "place", "modality", "summary", *FILED)


FORMS: dict[str, type[EventForm]] = {each.name: each for each in (VisitForm, StatementForm, StepForm)}


def form_for(kind: str) -> type[EventForm]:
    """The form that an event of this kind is logged and revised with."""
    return next((each for each in FORMS.values() if each.kind_of == kind), StepForm)
