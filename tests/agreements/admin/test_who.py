"""The field of a person: recorded, or named."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from agreements.admin.who import WhoField, named
from agreements.models import Participant, Person
from tests.agreements import builders


class Asked(forms.Form):
    who = WhoField(Participant._meta.get_field("person"))


@pytest.fixture
def ana(db: Any) -> Person:
    builders.write(builders.make_person("ana-lopez", name="Ana López"))
    return Person.objects.get()


def test_a_key_is_the_person_of_the_record_and_other_text_a_name(ana: Person):
    forms = [Asked({"who": text}) for text in (str(ana.pk), "  Zoë ", "")]
    assert all(form.is_valid() for form in forms)
    assert [form.cleaned_data["who"] for form in forms] == [ana, "Zoë", ""]


def test_somebody_is_named_as_the_shapes_name_people(ana: Person):
    assert named(ana) == {"name": "Ana López", "person": "ana-lopez"}
    assert named("Zoë") == {"name": "Zoë"}
    assert named("") == {}


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_a_number_that_is_nobodys_is_refused(ana: Person, number: str):
    form = Asked({"who": number})
    assert form.errors["who"] == [f"nobody in the record has the number {number}; choose again, or type the name"]


def test_a_number_that_can_be_no_key_is_refused_and_shown_again(ana: Person):
    number = "9" * 5000
    form = Asked({"who": number})
    assert not form.is_valid()
    assert f'<option value="{number}" selected>' in str(form["who"])


def test_whoever_was_chosen_or_typed_stands_in_the_field_again(ana: Person):
    assert f'<option value="{ana.pk}" selected>Ana López</option>' in str(Asked({"who": str(ana.pk)})["who"])
    assert '<option value="Zoë &lt;b&gt;" selected>Zoë &lt;b&gt;</option>' in str(Asked({"who": "Zoë <b>"})["who"])


def test_without_script_the_plain_field_counts(ana: Person):
    form = Asked(QueryDict("who=&who=Zoë"))
    assert form.is_valid()
    assert form.cleaned_data["who"] == "Zoë"
    assert '<noscript><input type="text" name="who"' in str(Asked()["who"])
