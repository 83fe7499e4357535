"""Fields of the admin's forms: words of the vocabulary, lists of lines, records chosen by typing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple

from agreements import vocabulary as v
from agreements.admin import telling

LONGEST_KEY = 19  # digits


def choices_of(words: Mapping[str, Any] | Iterable[str]) -> list[tuple[str, str]]:
    """Words of the vocabulary with their labels; a word that has none is read as it is spelled."""
    labels = words.items() if isinstance(words, Mapping) else ((each, each) for each in words)
    return [(each, telling.label(str(label))) for each, label in labels]


def values_by_axis() -> list[tuple[str, list[tuple[str, str]]]]:
    """All values by axis, since two axes have a word in common."""
    return [(v.AXIS_LABELS[axis], choices_of(list(v.AXES[axis]))) for axis in v.AXES]


def word(words: Mapping[str, Any] | Iterable[str], *, empty: bool = True, **options: Any) -> forms.ChoiceField:
    """A word of the vocabulary, by its label."""
    choices = choices_of(words)
    return forms.ChoiceField(choices=[("", "—"), *choices] if empty else choices, required=False, **options)


def text(length: int = 300, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=length, required=False, **options)


def long_text(rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), required=False, **options)


def yes(label: str, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, label_suffix="", **options)


def is_key(text: Any) -> bool:
    return str(text).isdecimal() and len(str(text)) < LONGEST_KEY


class _KeysOnly(AutocompleteMixin):
    """Shows again only what can be a key: Django's own asks the database for whatever was sent, and fails."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, list(filter(is_key, value)), attr)


class Chooser(_KeysOnly, AutocompleteSelect):
    pass


class SeveralChooser(_KeysOnly, AutocompleteSelectMultiple):
    pass


def chosen(field: Any, **options: Any) -> forms.ModelChoiceField:
    """A record, found by typing. `field`: a model field that points to such records; Django's search asks who may."""
    rows = field.remote_field.model._default_manager.all()
    return forms.ModelChoiceField(rows, required=False, widget=Chooser(field, admin.site), **options)


def several(field: Any, **options: Any) -> forms.ModelMultipleChoiceField:
    rows = field.remote_field.model._default_manager.all()
    widget = SeveralChooser(field, admin.site)
    return forms.ModelMultipleChoiceField(rows, required=False, widget=widget, **options)


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs={"rows": 3}), **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial or ""), data))
