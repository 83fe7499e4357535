"""Teaching reading at the desk: an agreement's cues, and a text read on trial."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement, Candidate, Cue
from agreements.reading import store
from tests.agreements.admin.desk import sign_in
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db
ADD = "/admin/agreements/cue/add/"
TRIAL = "/admin/agreements/cue/try/"
ARRANGEMENT = "us-sv-detention-arrangement-2025"


def given(**changes: Any) -> dict[str, Any]:
    agreement = Agreement.objects.get(slug=ARRANGEMENT)
    return {"agreement": agreement.pk, "language": "en", "meaning": "name", "phrase": "halcyon plan", **changes}


@pytest.mark.usefixtures("us_sv")
def test_an_analyst_teaches_a_phrase_and_the_next_text_is_read_by_it(client: Client) -> None:
    desk = sign_in(client, "analyst")
    text = {"text": "The United States and El Salvador signed the halcyon plan on Monday.", "published": "2025-02-05"}
    assert desk.post(TRIAL, text).context["rows"] == []
    assert desk.post(ADD, given(note="As the papers call it")).status_code == 302
    cue = Cue.objects.get()
    assert (cue.phrase, cue.changed_by) == ("halcyon plan", "ana-analyst")
    answer = desk.post(TRIAL, text)
    (row,) = answer.context["rows"]
    assert row["claim"].agreement == ARRANGEMENT
    assert row["claim"].effective_date == "2025-02-03"
    assert "<mark " in answer.content.decode()


@pytest.mark.usefixtures("us_sv")
def test_a_phrase_that_cannot_be_read_is_refused_at_its_field(client: Client) -> None:
    answer = sign_in(client, "analyst").post(ADD, given(phrase="( halcyon | plan"))
    assert "is missing" in answer.context["adminform"].form.errors["phrase"][0]
    assert not Cue.objects.exists()


def test_a_trial_keeps_nothing_and_says_what_is_missing(client: Client) -> None:
    desk = sign_in(client, "analyst")
    answer = desk.post(TRIAL, {"text": "", "published": "soon"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"text", "published"}
    assert not Candidate.objects.exists()


def test_a_reader_sees_cues_and_changes_none(client: Client) -> None:
    desk = sign_in(client, "reader")
    assert desk.get("/admin/agreements/cue/").status_code == 200
    assert desk.get(ADD).status_code == 403


def test_a_trial_reads_the_line_ends_of_what_is_gathered_not_those_of_a_form(client: Client) -> None:
    answer = sign_in(client, "analyst").post(TRIAL, {"text": "One line,\r\nand its end.\r\n\r\nAnother paragraph."})
    assert [[piece.text for piece in each] for each in answer.context["paragraphs"]] == [
        ["One line,\nand its end."],
        ["Another paragraph."],
    ]


def test_somebody_without_a_role_tries_nothing(client: Client) -> None:
    assert sign_in(client, None).get(TRIAL).status_code == 403


@pytest.mark.usefixtures("us_sv")
def test_a_cue_is_handed_to_reading_with_its_agreement() -> None:
    saved(Cue, agreement=Agreement.objects.get(slug=ARRANGEMENT), phrase="halcyon plan", meaning="topic")
    (found,) = [each for each in store.tracked() if each.cues]
    assert found.slug == ARRANGEMENT
    assert [(cue.phrase, cue.meaning) for cue in found.cues] == [("halcyon plan", "topic")]
