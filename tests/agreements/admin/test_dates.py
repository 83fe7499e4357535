"""The field of a date says how it reads it."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import User
from django.test import Client

from agreements.admin.dates import DateField, reading

ADDRESS = "/admin/agreements/event/date/"


class Asked(forms.Form):
    day = DateField(label="Date")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-02-03", "3 February 2025, day exact"),
        (" 2025-02-03 ", "3 February 2025, day exact"),
        ("2025-02-03~", "about 3 February 2025, day, approximate"),
        ("2025-03", "March 2025, to the month"),
        ("2025-03~", "about March 2025, to the month, approximate"),
        ("2025-03?", "possibly March 2025, to the month, uncertain"),
        ("2025-03%", "possibly about March 2025, to the month, approximate, uncertain"),
        ("2025", "2025, to the year"),
        ("201X", "the 2010s, to the decade"),
        ("20XX", "the years 2000 to 2099, to the century"),
        ("Y17000", "the year 17000, to the year"),
        ("2025-02-01/2025-02-06", "1 to 6 February 2025, interval"),
        ("2025-02/..", "since February 2025, interval"),
        ("[2025-03-14,2025-03-13]", "13 or 14 March 2025, one of these"),
    ],
)
def test_a_date_is_read_in_words_with_how_exactly_it_is_known(text, said):
    assert reading(text) == said


def test_a_date_is_kept_as_the_record_spells_it():
    form = Asked({"day": " [2025-03-14,2025-03-13] "})
    assert form.is_valid()
    assert form.cleaned_data["day"] == "[2025-03-13,2025-03-14]"


def test_no_date_is_left_to_the_shape():
    assert Asked({"day": " "}).is_valid()


def test_what_is_no_date_is_refused_with_the_form_to_write():
    form = Asked({"day": "3/2/2025"})
    assert form.errors["day"] == ["3/2/2025: the year comes first, then month and day; write 2025-03-14"]


def test_the_reading_stands_under_the_field_also_without_script(db):
    assert '<span class="date-reading" aria-live="polite"' in str(Asked()["day"])
    assert ">3 February 2025, day exact</span>" in str(Asked({"day": "2025-02-03"})["day"])
    assert "date-reading refused" in str(Asked({"day": "soon"})["day"])


def test_hostile_text_is_shown_as_text(db):
    assert "<script>" not in str(Asked({"day": "<script>alert(1)</script>"})["day"])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2025-02-03", {"reading": "3 February 2025, day exact"}),
        ("3.2.2025", {"refused": "3.2.2025: the year comes first, then month and day; write 2025-03-14"}),
        ("", {}),
        ("  ", {}),
    ],
)
def test_the_line_is_asked_for_while_one_types(db: Any, client: Client, text: str, answer: dict[str, str]):
    client.force_login(User.objects.create_user("ana", is_staff=True))
    assert client.get(ADDRESS, {"text": text}).json() == answer


def test_only_those_at_the_desk_ask(db: Any, client: Client):
    assert client.get(ADDRESS, {"text": "2025"}).status_code == 302
