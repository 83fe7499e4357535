"""A candidate as an analyst corrects it: the event's own fields, and which status updates to keep."""

from typing import Any

from django import forms

from agreements import vocabulary
from agreements.admin.fields import choices_of, values_by_axis

Json = dict[str, Any]
EVENT_FIELDS = ("kind", "modality", "title", "label", "date", "place", "summary")
UPDATE_FIELDS = ("agreement", "axis", "value", "modality", "date", "note")


class EventForm(forms.Form):
    kind = forms.ChoiceField(choices=choices_of(vocabulary.EVENT_KINDS))
    modality = forms.ChoiceField(choices=choices_of(vocabulary.MODALITIES))
    title = forms.CharField(max_length=300)
    label = forms.CharField(max_length=24, required=False, help_text="At most 24 characters, for the figure.")
    date = forms.CharField(label="Date (EDTF)", help_text="2025-02-03 · 2025-02 · 2025-02~ · [2025-03-13,2025-03-14]")
    place = forms.CharField(max_length=300, required=False)
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)


class UpdateForm(forms.Form):
    keep = forms.BooleanField(required=False, initial=True)
    agreement = forms.CharField(max_length=100)
    axis = forms.ChoiceField(choices=choices_of(vocabulary.AXIS_LABELS))
    value = forms.ChoiceField(choices=values_by_axis())
    modality = forms.ChoiceField(choices=choices_of(vocabulary.MODALITIES))
    date = forms.CharField(label="From (EDTF)", required=False, help_text="Empty: the event's date.")
    note = forms.CharField(required=False, help_text="Needed where a step is irregular: why keep it.")


UpdateFormSet = forms.formset_factory(UpdateForm, extra=0)


def spelled_out(proposed: Json) -> Json:
    """A proposal with what it left to the defaults: an unnamed modality means that it happened."""
    updates = [{"modality": "happened", **each} for each in proposed.get("status_updates", [])]
    return {"modality": "happened", **proposed, "status_updates": updates}


def initial_updates(proposed: Json) -> list[Json]:
    updates = spelled_out(proposed)["status_updates"]
    return [{"keep": True, **{name: each.get(name) or "" for name in UPDATE_FIELDS}} for each in updates]


def corrections(proposed: Json, event: EventForm, updates: Any) -> Json:
    """Only what differs from the proposal, as whole fields of an event."""
    changed: Json = {}
    proposed = spelled_out(proposed)
    for name in EVENT_FIELDS:
        value = event.cleaned_data[name] or None
        if name == "summary":
            value = value or ""
        if value != proposed.get(name, "" if name == "summary" else None):
            changed[name] = value
    kept = [
        _corrected(each, form.cleaned_data)
        for each, form in zip(proposed.get("status_updates", []), updates.forms, strict=True)
        if form.cleaned_data.get("keep")
    ]
    if kept != proposed.get("status_updates", []):
        changed["status_updates"] = kept
    return changed


def _corrected(update: Json, given: Json) -> Json:
    """The update with what was given; a field that it did not have and that was left empty stays away."""
    values = {name: given[name] or ("" if name == "note" else None) for name in UPDATE_FIELDS}
    return {**update, **{name: value for name, value in values.items() if name in update or value}}
