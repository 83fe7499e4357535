"""The acts of writing, and what each changed."""

import pytest
from django.test import Client

from agreements.admin import ledger
from agreements.models import Revision
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.builders import ground, make_agreement, make_person, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    write(*ground(), by="ana", reason="the first entries")
    return sign_in(client, "reader")


def test_a_revision_says_what_it_changed(desk: Client) -> None:
    act = write(make_agreement("memo", title="A memorandum"), make_person("eva"), by="leo", reason="read again")
    page = desk.get(page_of(act))
    told = {each["id"]: each for each in page.context["changes"]}
    assert set(told) == {"memo", "eva"}
    assert [(line.path, line.old, line.new) for line in told["memo"]["lines"]] == [("title", "memo", "A memorandum")]
    html = page.content.decode()
    assert "read again" in html and act.hash in html
    assert act.payload not in html


def test_of_many_changes_the_first_are_shown(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "SHOWN", 2)
    page = desk.get(page_of(Revision.objects.get()))
    assert len(page.context["changes"]) == 2
    assert "These are the first 2" in page.content.decode()


@pytest.mark.parametrize("key", ["999", "x", "-1", "9" * 30, "²", "9" * 5000])
def test_a_revision_that_is_not_there_leads_to_the_desk(desk: Client, key: str) -> None:
    assert desk.get(f"/admin/agreements/revision/{key}/change/").status_code == 302


def test_the_list_does_not_read_the_payloads(desk: Client) -> None:
    page = desk.get("/admin/agreements/revision/")
    (row,) = page.context["cl"].result_list
    assert "payload" in row.get_deferred_fields()
