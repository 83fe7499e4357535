"""Somebody at the desk, and what a page's form would send."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client

from agreements.admin.places import admin_page


def sign_in(client: Client, role: str | None = "analyst") -> Client:
    """The client as a member of a role; None: staff without any."""
    user, _ = User.objects.get_or_create(username=f"ana-{role}", is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


def as_sent(response: Any, **changes: Any) -> dict[str, Any]:
    """What the browser would send of the page's form as it stands, with changes by field name."""
    entry, act = response.context["entry"], response.context["act"]
    fields = [*entry.form, *act]
    for formset in entry.rows.values():
        fields += [*formset.management_form, *(field for form in formset.forms for field in form)]
    data = {field.html_name: field.value() for field in fields if not field.field.disabled}
    return {name: value for name, value in {**data, **changes}.items() if value is not None and value is not False}


def row_sent(rows: str, index: int, total: int, /, **fields: Any) -> dict[str, Any]:
    """A row of a list, with the list's new length."""
    return {f"{rows}-TOTAL_FORMS": total, **{f"{rows}-{index}-{field}": value for field, value in fields.items()}}


def page_of(row: Model, view: str = "change", *args: Any) -> str:
    return admin_page(row, view, row.pk, *args)


def all_errors(response: Any) -> dict[str, list[str]]:
    """Field → what is wrong there; "" for what stands above all fields, a list's name for the whole of it."""
    entry, act = response.context["entry"], response.context["act"]
    forms = [entry.form, act, *(form for formset in entry.rows.values() for form in formset.forms)]
    found = {name: list(map(str, errors)) for name, each in entry.rows.items() if (errors := each.non_form_errors())}
    for form in forms:
        for name, errors in form.errors.items():
            label = "" if name == "__all__" and form is entry.form else form.add_prefix(name)
            found.setdefault(label, []).extend(map(str, errors))
    return found
