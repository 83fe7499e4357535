"""The forms that a candidate is corrected with: those of logging, for any kind of event, and that of merging."""

from typing import Any, ClassVar

from django import forms

from agreements import vocabulary as v
from agreements.admin.fields import choices_of, chosen, word, yes
from agreements.admin.logging.forms import EventForm
from agreements.admin.logging.laid import paths
from agreements.admin.logging.statements import CitedForm, ParticipantForm, SaidForm, UpdateForm
from agreements.models import Candidate

Json = dict[str, Any]


def says_by_axis() -> list[tuple[str, list[tuple[str, str]]]]:
    """Axis and value as one choice: "legal.signed", by axis."""
    return [
        (v.AXIS_LABELS[axis], [(f"{axis}.{value}", label) for value, label in choices_of(list(v.AXES[axis]))])
        for axis in v.AXES
    ]


class ProposedUpdateForm(UpdateForm):
    """A status update, its axis and value one choice."""

    axis: Any = None
    value: Any = None
    says = forms.ChoiceField(label="Says", choices=[("", "—"), *says_by_axis()], required=False)

    shown: ClassVar[Any] = ("agreement", "says", "modality", "date", "party", "speaker")
    field_order: Any = (*shown, "cites", "speaker_party", "speaker_office", "inference", "supersedes", "note")
    stands_for = SaidForm.stands_for | paths(says=("axis", "value"))

    def content(self) -> Json:
        found = super().content()
        axis, _, value = found.pop("says", "").partition(".")
        return {**found, **({"axis": axis, "value": value} if axis else {})}


class ProposedForm(EventForm):
    """The event itself, of any kind. What reading never proposes is left to the form of the event."""

    name, heading, roles = "proposed", "a proposal", ()
    public_from: Any = None
    public_from_citation: Any = None
    merged_into: Any = None
    kind = word(v.EVENT_KINDS, empty=False)

    shown = ("title", "kind", "date", "place", "modality", "summary", "agreements")
    rows = {"participants": ParticipantForm, "citations": CitedForm, "status_updates": ProposedUpdateForm}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("agreements", "parties"):  # no button that clears all: it would stand in a list, and be no item
            self.fields[name].widget.is_required = True


class MergeForm(forms.Form):
    """Into which event. Its fields are sent with the form of the record, whose status updates may come along."""

    into = chosen(Candidate._meta.get_field("event"), label="Event that it belongs to")
    with_updates = yes("Its status updates, as they stand here, come along")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for each in self.fields.values():
            each.widget.attrs["form"] = "record"
