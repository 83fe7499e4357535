"""The field of an EDTF date, which says how it reads what stands in it."""

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreements import edtf

EXAMPLES = "2025-02-03 · 2025-02~ · 2025-02/.."
SCRIPT: Any = forms.Script("agreements/edtf.js", type="module")
LONGEST = 400  # characters that a column holds
_KNOWN_TO = {
    "day": "day",
    "month": "to the month",
    "year": "to the year",
    "long_year": "to the year",
    "decade": "to the decade",
    "century": "to the century",
    "interval": "interval",
    "set": "one of these",
}


def reading(text: str) -> str:
    """How a date is read: "3 February 2025, day exact", "about March 2025, to the month, approximate".

    Raises EdtfError, which says what to write instead."""
    day = edtf.parse(text)
    known = "day exact" if day.is_exact_day else _KNOWN_TO[day.precision]
    marks = [word for word, so in (("approximate", day.approximate), ("uncertain", day.uncertain)) if so]
    return ", ".join([edtf.in_words(day), known, *marks])


def reading_json(text: str) -> dict[str, str]:
    """{"reading": how it is read} or {"refused": why, and what to write}; {} of nothing."""
    if not text.strip():
        return {}
    try:
        return {"reading": reading(text)}
    except edtf.EdtfError as error:
        return {"refused": str(error)}


def read_date(request: HttpRequest) -> JsonResponse:
    """What the line under a date says of `?text=`."""
    return JsonResponse(reading_json(request.GET.get("text", "")[:LONGEST]))


class DateInput(forms.TextInput):
    """A text field with the reading of its date under it, kept up to date where there is script."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[SCRIPT])

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        told = {"reader": reverse("admin:agreements_edtf"), **reading_json(str(value or ""))}
        line = render_to_string("admin/record/reading.html", told)
        return format_html("{}{}", super().render(name, value, attrs, renderer), line)


class DateField(forms.CharField):
    """EDTF text; empty is left to the shape. Refused with the form to write instead."""

    def __init__(self, **options: Any) -> None:
        widget = DateInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "date"})
        asked = {"required": False, "max_length": LONGEST, "widget": widget, "help_text": EXAMPLES}
        super().__init__(**{**asked, **options})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return text
        try:
            return edtf.parse(text).text
        except edtf.EdtfError as error:
            raise forms.ValidationError(str(error)) from None
