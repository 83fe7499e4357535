"""Forms whose fields are named by paths of an input shape, joined by `__`, and the way there and back.

What a field must hold is said by the shape alone, so no field is required here: one left empty is left to the shape.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.formsets import BaseFormSet

from agreements.errors import Problem

Json = dict[str, Any]
EMPTY: tuple[Any, ...] = (None, "", [])


class InputForm(forms.Form):
    """`rows`: field of the shape that is a list → the form of one of its entries."""

    rows: ClassVar[Mapping[str, type["InputForm"]]] = {}

    def content(self) -> Json:
        """The fields that were filled in, as a shape takes them."""
        return nested({name: spelled(value) for name, value in self.cleaned_data.items() if name != "DELETE"})

    def field_at(self, path: str) -> str | None:
        """The field at a dotted path of the shape, or the one that holds it or stands for it."""
        steps = path.split(".")
        for length in range(len(steps), 0, -1):
            name = "__".join(steps[:length])
            if name in self.fields:
                return name
        return next((name for name in self.fields if path and name.startswith(f"{steps[0]}__")), None)

    def refuse(self, path: str, detail: str) -> None:
        """Say at the field, or above all fields, what the record refuses."""
        self.add_error(self.field_at(path), detail)


class Entry:
    """A form and its rows. `present`: the input that it begins from; `empty`: of each list, how many new rows."""

    def __init__(
        self, form: type[InputForm], data: Any = None, *, present: Json | None = None, empty: Mapping[str, int] = {}
    ) -> None:
        present = present or {}
        self.form = form(data, initial=filled_in(form, present))
        self.rows = {
            name: _formset(row, empty.get(name, 0))(
                data, prefix=name, initial=[filled_in(row, each) for each in present.get(name, ())]
            )
            for name, row in form.rows.items()
        }

    @property
    def media(self) -> forms.Media:
        return sum((each.media for each in self.rows.values()), self.form.media)

    def is_valid(self) -> bool:
        """Whether every field could be read; asks all of them, so that all complaints show at once."""
        return all([self.form.is_valid(), *(each.is_valid() for each in self.rows.values())])

    def kept(self, name: str) -> list[InputForm]:
        """The rows of a list that say something and are not to go."""
        return [each for each in self.rows[name].forms if each.content() and not each.cleaned_data.get("DELETE")]

    def row_numbers(self, name: str) -> list[int]:
        """Where on the page the rows stand that are kept, in the order of the input."""
        kept = self.kept(name)
        return [index for index, form in enumerate(self.rows[name].forms) if form in kept]

    def content(self) -> Json:
        return {**self.form.content(), **{name: [each.content() for each in self.kept(name)] for name in self.rows}}

    def refuse(self, problems: Iterable[Problem], prefix: str = "") -> None:
        """Lay each problem at its field. `prefix`: what the writer puts before a path of the shape."""
        for problem in problems:
            path = problem.field
            self._refuse(path.removeprefix(prefix).lstrip(".") if path.startswith(prefix) else path, problem.detail)

    def _refuse(self, path: str, detail: str) -> None:
        name, _, rest = path.partition(".")
        index, _, inside = rest.partition(".")
        if name in self.rows and index.isdigit() and int(index) < len(self.kept(name)):
            self.kept(name)[int(index)].refuse(inside, detail)
        elif name in self.rows:
            self.rows[name].non_form_errors().append(detail)
        else:
            self.form.refuse(path, detail)

    @property
    def errors(self) -> bool:
        return bool(self.form.errors) or any(any(each.errors) or each.non_form_errors() for each in self.rows.values())


def _formset(form: type[InputForm], extra: int) -> type[BaseFormSet]:
    return forms.formset_factory(form, extra=extra, can_delete=True)


def nested(values: Mapping[str, Any]) -> Json:
    """{"names__en": "x", "note": ""} → {"names": {"en": "x"}}."""
    found: Json = {}
    for name, value in values.items():
        if value in EMPTY:
            continue
        *outer, last = name.split("__")
        inner = found
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return found


def spelled(value: Any) -> Any:
    """A chosen record as its public id; text without the space around it."""
    if isinstance(value, Model):
        return public_id(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")  # as browsers send the end of a line
    return sorted(public_id(each) for each in value) if isinstance(value, QuerySet) else value


def public_id(row: Any) -> str:
    return str(row.code if hasattr(row, "code") else row.slug)


def filled_in(form: type[InputForm], content: Json) -> Json:
    """The initial values of a form that shows this content."""
    found = {name: _at(content, name.split("__")) for name in form.base_fields}
    return {
        name: _chosen(form.base_fields[name], value) for name, value in found.items() if value is not None or content
    }


def _at(content: Any, path: list[str]) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    return content


def _chosen(field: forms.Field, value: Any) -> Any:
    """For a field that chooses records: their keys."""
    if not isinstance(field, forms.ModelChoiceField) or value in EMPTY:
        return value
    rows: Any = field.queryset
    key = "code" if hasattr(rows.model, "code") else "slug"
    keys = list(
        rows.filter(**{f"{key}__in": value if isinstance(value, list) else [value]}).values_list("pk", flat=True)
    )
    return keys if isinstance(value, list) else next(iter(keys), None)
