"""Handing in at the desk: an address or a file, and what is wrong with either."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Candidate, CaptureRequest
from tests.agreements.admin.desk import sign_in

pytestmark = pytest.mark.django_db
SAID = b"El Salvador and the United States signed the Asylum Cooperative Agreement on Friday, 20 September 2019."


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def address() -> str:
    return reverse("admin:agreements_hand_in")


def upload(content: bytes = SAID, name: str = "note.txt", **more: str) -> dict[str, Any]:
    return {"hand_in": "file", "file": SimpleUploadedFile(name, content), "publisher": "Embassy", **more}


@pytest.mark.usefixtures("us_sv")
def test_a_file_waits_for_review_at_once(client: Client) -> None:
    desk = sign_in(client)
    answer = desk.post(address(), upload(), follow=True)
    assert "1 proposal of it waits for review" in answer.content.decode()
    assert Candidate.objects.filter(state="waiting").count() == 1


def test_an_address_is_put_on_the_work_list_and_shown_there(client: Client) -> None:
    desk = sign_in(client)
    answer = desk.post(address(), {"hand_in": "page", "url": "https://news.example/a"}, follow=True)
    assert CaptureRequest.objects.get().propose
    assert "https://news.example/a" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "form", "field", "reason"),
    [
        ({"hand_in": "page", "url": "folder:x"}, "page", "url", "http"),
        ({"hand_in": "page", "url": ""}, "page", "url", "required"),
        (upload(name="note.docx"), "file", "file", "ends in none"),
        (upload(publisher=""), "file", "publisher", "required"),
        (upload(published="soon"), "file", "published", "valid date"),
        ({"hand_in": "file", "publisher": "Embassy"}, "file", "file", "required"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    client: Client, sent: dict[str, Any], form: str, field: str, reason: str
) -> None:
    answer = sign_in(client).post(address(), sent)
    assert answer.status_code == 400
    assert reason in str(answer.context[form].errors[field])
    assert not CaptureRequest.objects.exists()


def test_a_reader_hands_nothing_in(client: Client) -> None:
    assert sign_in(client, "reader").get(address()).status_code == 403
