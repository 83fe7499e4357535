"""The field of a person: one of the record, found by typing, or the name of one who is not in it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreements.admin.fields import Chooser, is_key
from agreements.models import Person

Json = dict[str, Any]


class WhoSelect(Chooser):
    """Django's autocomplete, which also takes what was typed. Without script: a plain field for the name."""

    def __init__(self, field: Any) -> None:
        super().__init__(field, admin.site, attrs={"data-tags": "true"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The last of what was sent: the plain field stands after the empty list."""
        sent = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((each for each in reversed(sent) if each), "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        plain = format_html(
            '<noscript><input type="text" name="{}" value="{}" maxlength="300" aria-label="Name"></noscript>',
            name,
            value or "",
        )
        return format_html("{}{}", super().render(name, value, attrs, renderer), plain)

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        groups = super().optgroups(name, value, attr)
        typed = [each for each in value if each and not is_key(each)]
        groups[0][1].extend(self.create_option(name, each, each, True, index + 1) for index, each in enumerate(typed))
        return groups


class WhoField(forms.CharField):
    """A Person, or a name as text. `field`: a model field that points to people."""

    def __init__(self, field: Any, **options: Any) -> None:
        unknown = {"invalid_choice": "nobody in the record has the number %(value)s; choose again, or type the name"}
        self.people = forms.ModelChoiceField(Person.objects.all(), required=False, error_messages=unknown)
        super().__init__(**{"required": False, "max_length": 300, "widget": WhoSelect(field), **options})
        self.widget.choices = self.people.choices

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.people.clean(text) if text.isdecimal() else text


def named(who: Any) -> Json:
    """As a shape names somebody: {"name", "person"} for one of the record, {"name"} for another, {} for nobody."""
    if not who:
        return {}
    return {"name": who.name, "person": who.slug} if isinstance(who, Person) else {"name": who}


def keys_of(people: set[str]) -> dict[str, int]:
    """Slug → key, for showing who was chosen."""
    return dict(Person.objects.filter(slug__in=people).values_list("slug", "pk"))
