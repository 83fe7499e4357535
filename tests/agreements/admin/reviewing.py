"""Somebody who reviews, and what the page of a candidate would send."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from agreements.models import Candidate

QUEUE = "/admin/agreements/candidate/review/"
BULK = "/admin/agreements/candidate/bulk/"
MEASURES = "/admin/agreements/candidate/measures/"


def sign_in(client: Client, role: str = "reviewer", name: str = "ana") -> Client:
    user, _ = User.objects.get_or_create(username=name, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return client


def address(candidate: Candidate) -> str:
    return reverse("admin:agreements_candidate_review", args=[candidate.public_id])


def form_of(response: Any, **changes: Any) -> dict[str, Any]:
    """What the form of the record would send, with changes by field name (`updates__0__date` for `updates-0-date`)."""
    entry = response.context["entry"]
    fields = [*entry.form]
    for formset in entry.rows.values():
        fields += [*formset.management_form, *(field for form in formset.forms for field in form)]
    data = {field.html_name: field.value() for field in fields}
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def said(response: Any) -> str:
    """All that the page tells of what was done."""
    return " ".join(str(each) for each in response.context["messages"])


def errors(response: Any) -> dict[str, str]:
    """Name of each field that complains → what it says."""
    entry = response.context["entry"]
    forms = [entry.form, *(form for formset in entry.rows.values() for form in formset.forms)]
    return {form.add_prefix(name): " ".join(map(str, each)) for form in forms for name, each in form.errors.items()}
