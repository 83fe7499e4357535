"""Forms named by paths of a shape: there and back, and problems at their fields."""

from typing import Any

import pytest
from django import forms

from agreements.admin import fields as f
from agreements.admin.input_form import Entry, InputForm, filled_in, nested
from agreements.errors import Problem
from agreements.models import Office, Party, Person, Tenure
from tests.agreements.builders import make_office, make_party, make_person, write

Json = dict[str, Any]


class RowForm(InputForm):
    text = f.text()
    language = f.text(20, initial="en")


class WholeForm(InputForm):
    code = f.text()
    names__en = f.text()
    names__es = f.text()
    aliases = f.Lines()

    rows = {"others": RowForm}


def sent(rows: list[Json], **fields: Any) -> Json:
    management = {"others-TOTAL_FORMS": len(rows), "others-INITIAL_FORMS": fields.pop("initial", 0)}
    named = {f"others-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
    return {**management, **named, **fields}


def test_paths_become_nested_objects_and_what_is_empty_is_left_out() -> None:
    values: Json = {"names__en": "x", "names__es": "", "note": None, "list": [], "yes": False, "a__b__c": 0}
    assert nested(values) == {"names": {"en": "x"}, "yes": False, "a": {"b": {"c": 0}}}


def test_a_form_says_what_the_shape_takes() -> None:
    data = sent(
        [{"text": "Salvador", "language": "es"}, {"text": "", "language": "en"}],
        code="SLV",
        names__en="El Salvador",
        aliases="one\n\n two ",
    )
    entry = Entry(WholeForm, data)
    assert entry.is_valid()
    assert entry.content() == {
        "code": "SLV",
        "names": {"en": "El Salvador"},
        "aliases": ["one", "two"],
        "others": [{"text": "Salvador", "language": "es"}],
    }


def test_a_form_that_is_sent_as_it_was_shown_says_what_it_was_shown_with() -> None:
    present = {
        "code": "SLV",
        "names": {"en": "a", "es": "b"},
        "aliases": ["x"],
        "others": [{"text": "t", "language": "fr"}],
    }
    entry = Entry(WholeForm, present=present)
    data = sent([{name: entry.rows["others"].forms[0][name].value() for name in ("text", "language")}], initial=1)
    again = Entry(WholeForm, {**data, **{each.html_name: each.value() for each in entry.form}}, present=present)
    assert again.is_valid()
    assert again.content() == present


def test_a_row_can_be_left_out() -> None:
    present = {"others": [{"text": "t", "language": "fr"}]}
    entry = Entry(WholeForm, sent([{"text": "t", "language": "fr", "DELETE": "on"}], initial=1), present=present)
    assert entry.is_valid()
    assert entry.content()["others"] == []


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("names.en", "names__en"),
        ("names", "names__en"),
        ("aliases.3", "aliases"),
        ("parties.SLV.code", "code"),
        ("parties.SLV", None),
        ("unheard.of", None),
        ("", None),
    ],
)
def test_a_problem_is_laid_at_its_field(path: str, where: str | None) -> None:
    entry = Entry(WholeForm, sent([]))
    assert entry.is_valid()
    entry.refuse([Problem(path, "wrong")], "parties.SLV")
    assert list(entry.form.errors) == [where or "__all__"]


def test_a_problem_of_a_row_is_laid_at_that_row_counting_only_those_that_were_kept() -> None:
    rows = [{"text": "", "language": "en"}, {"text": "a"}, {"text": "b"}]
    entry = Entry(WholeForm, sent(rows))
    assert entry.is_valid()
    problems = [Problem("others.1.text", "bad"), Problem("others.0", "as a whole"), Problem("others", "too few")]
    entry.refuse(problems)
    first, second, third = entry.rows["others"].forms
    assert not first.errors
    assert dict(second.errors) == {"__all__": ["as a whole"]}
    assert dict(third.errors) == {"text": ["bad"]}
    assert list(entry.rows["others"].non_form_errors()) == ["too few"]
    assert not entry.form.errors
    assert entry.errors


@pytest.mark.django_db
def test_records_are_chosen_by_key_and_named_by_public_id() -> None:
    write(make_party("SLV"), make_office("sv-president"), make_person("eva"))

    class Choosing(InputForm):
        office = f.chosen(Tenure._meta.get_field("office"))
        parties = f.several(Party._meta.get_field("succeeded_by"))
        merged_into = f.chosen(Person._meta.get_field("merged_into"))

    content = {"office": "sv-president", "parties": ["SLV"], "merged_into": None}
    initial = filled_in(Choosing, content)
    keys = {"office": Office.objects.get().pk, "parties": [Party.objects.get().pk]}
    assert initial == {**keys, "merged_into": None}
    form = Choosing(keys)
    assert form.is_valid()
    assert form.content() == {"office": "sv-president", "parties": ["SLV"]}


def test_a_list_of_lines_has_changed_only_if_its_lines_have() -> None:
    field = f.Lines()
    assert not field.has_changed(["a", "b"], "a\nb")
    assert field.has_changed(["a", "b"], "a")
    assert not field.has_changed(None, "")


def test_a_new_row_begins_with_its_defaults_and_a_shown_one_with_what_it_says() -> None:
    entry = Entry(WholeForm, present={"others": [{"text": "t", "language": None}]}, empty={"others": 1})
    shown, new = entry.rows["others"].forms
    assert shown["language"].value() is None
    assert new["language"].value() == "en"
    assert isinstance(new, forms.Form)
