"""The rows of an event's form: who took part, what it rests on, what it says about agreements."""

from typing import Any

from django import forms

from agreements import vocabulary as v
from agreements.admin.dates import DateField
from agreements.admin.fields import chosen, long_text, text, values_by_axis, word, yes
from agreements.admin.logging.laid import Laid, paths
from agreements.admin.statement_forms import CitationForm
from agreements.admin.who import WhoField, named
from agreements.models import Participant, StatusUpdate

Json = dict[str, Any]
CITES_HELP = "Numbers of sources, as 1, 3. Empty: the only one."
SPEAKER_HELP = "Empty: the statement's speaker."
OFFICE_HELP = "Empty: the one held on the day."


class ParticipantForm(Laid):
    """Somebody; a row that names nobody says nothing."""

    who = WhoField(Participant._meta.get_field("person"), label="Person or name")
    role = word(v.PARTICIPANT_ROLES, empty=False, initial="other")
    party = chosen(Participant._meta.get_field("party"), label="For")
    office = chosen(Participant._meta.get_field("office"), help_text=OFFICE_HELP)

    shown = ("who", "role", "party")
    stands_for = paths(who=("name", "person"))

    def content(self) -> Json:
        found = super().content()
        who = named(self.cleaned_data.get("who"))
        found.pop("who", None)
        return {**found, **who} if who else {}


class CitedForm(Laid, CitationForm):
    """A citation, asked in the order in which an analyst has it at hand."""

    published = DateField(label="Published")

    shown = ("url", "source_type", "title", "publisher", "excerpt", "published")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["url"].widget.input_type = "url"
        self.fields["excerpt"].widget.attrs["maxlength"] = 300


class SaidForm(Laid):
    """What somebody says, and which citations say so."""

    speaker = WhoField(StatusUpdate._meta.get_field("speaker_person"), label="Who says so", help_text=SPEAKER_HELP)
    note = long_text(2)
    cites = text(100, label="Rests on", help_text=CITES_HELP)
    speaker_party = chosen(StatusUpdate._meta.get_field("speaker_party"), label="Speaks for")
    speaker_office = chosen(StatusUpdate._meta.get_field("speaker_office"), help_text=OFFICE_HELP)

    stands_for = paths(
        speaker_party=("speaker.party",), speaker_office=("speaker.office",), speaker=("speaker",), cites=("citations",)
    )

    def content(self) -> Json:
        """`speaker` as the shape takes it; `cites` as it was typed."""
        found = super().content()
        who = named(self.cleaned_data.get("speaker"))
        more = {name: found.pop(f"speaker_{name}") for name in ("party", "office") if f"speaker_{name}" in found}
        found.pop("speaker", None)
        # For whom, but not who: left to the shape, which asks for the name.
        return {**found, "speaker": {**who, **more}} if who or more else found


class UpdateForm(SaidForm):
    """What the event says about one agreement on one axis."""

    agreement = chosen(StatusUpdate._meta.get_field("agreement"))
    axis = word(v.AXIS_LABELS)
    value = forms.ChoiceField(choices=[("", "—"), *values_by_axis()], required=False)
    party = chosen(StatusUpdate._meta.get_field("party"), label="Whose", help_text="Of a procedure, a consent.")
    date = DateField(label="From", help_text="Empty: as the event.")
    modality = word(v.MODALITIES, help_text="Empty: as the event.")
    inference = yes("Our reading of the cited text")
    supersedes = text(120, help_text="Id of the status update that this one takes the place of.")

    shown = ("agreement", "axis", "value", "note", "speaker", "party", "date", "cites")
    field_order = (*shown, "modality", "speaker_party", "speaker_office", "inference", "supersedes")


class ClaimForm(SaidForm):
    """A rival account of the event itself."""

    field = word(v.CLAIM_FIELDS, label="About its")
    value = text(label="It was")

    shown = ("field", "value", "speaker", "note", "cites")
    field_order = (*shown, "speaker_party", "speaker_office")


class QuantityForm(Laid):
    what = text(help_text="Such as persons received, or grant paid.")
    low = text(30)
    high = text(30)
    unit = text(help_text="Unit or currency, such as persons or USD.")

    shown = ("what", "low", "high", "unit")
