"""Documents at the desk: their versions, what was noticed, what changed."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Document
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.versions import FIRST, NOON, live, make_document, make_version

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/document/"


@pytest.fixture
def document() -> Document:
    return live()


def difference(document: Document, old: int, new: int) -> str:
    keys = list(document.snapshots.order_by("taken_at").values_list("pk", flat=True))
    return page_of(document, "difference", keys[old], keys[new])


def test_a_documents_page_lists_its_versions_with_what_was_noticed(client: Client, document: Document) -> None:
    html = sign_in(client, "reader").get(page_of(document)).content.decode()
    for words in (
        "It is again as it was on 14 March 2025.",
        "The text changed: words added, 12; removed, 12.",
        "Back-dated: the declared date moved back from 13 March 2025 to 11 March 2025.",
        "<b>3 April 2025 12:00 UTC:</b> Not there any more",
        "Only the markup changed; the text is the same.",
    ):
        assert words in html, words
    assert html.count(">what changed<") == 3


def test_what_changed_is_shown_paragraph_by_paragraph(client: Client, document: Document) -> None:
    html = sign_in(client, "reader").get(difference(document, 0, 2)).content.decode()
    assert "<del> agreement</del><ins> memorandum</ins>" in html
    assert "<del>The text will be published in the official gazette.</del>" in html
    assert "1 paragraph is the same" not in html, "next to a change it is shown"


def test_versions_of_another_document_are_not_compared(client: Client, document: Document) -> None:
    other = make_version(make_document("https://other.example/"), 0, FIRST)
    desk = sign_in(client, "reader")
    assert desk.get(page_of(document, "difference", other.pk, other.pk)).status_code == 404
    assert desk.get(f"{LIST}999999999/difference/{other.pk}/{other.pk}/").status_code == 403


def test_who_may_not_see_documents_sees_no_text(client: Client, document: Document) -> None:
    desk = sign_in(client, None)
    for address in (LIST, page_of(document), difference(document, 0, 2)):
        answer = desk.get(address)
        assert answer.status_code == 403
        assert "official gazette" not in answer.content.decode()
    assert Client().get(difference(document, 0, 2)).status_code == 302


@pytest.fixture
def several(document: Document) -> dict[str, Document]:
    same = make_document("https://ministry.example/same")
    make_version(same, 0, "text")
    make_version(same, 1, "text", content="<p>text")
    gone = make_document("https://ministry.example/gone", gone_since=NOON)
    cited = make_version(gone, 0, "text")
    Document.objects.filter(pk=gone.pk).update(cited=cited, recheck_at=NOON, recheck_error="No host.")
    return {"live": document, "same": same, "gone": gone}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("changed", {"live"}),
        ("cited", {"live", "gone"}),
        ("gone", {"gone"}),
        ("unreached", {"gone"}),
        ("", {"live", "same", "gone"}),
    ],
)
def test_pages_that_changed_are_filtered(
    client: Client, several: dict[str, Document], change: str, found: set[str]
) -> None:
    listed = sign_in(client, "reader").get(LIST, {"change": change} if change else {}).context["cl"].result_list
    assert {each.pk for each in listed} == {several[name].pk for name in found}


def test_the_first_page_names_cited_pages_that_changed_or_went(client: Client, several: dict[str, Document]) -> None:
    desk = sign_in(client, "reader")
    html = desk.get("/admin/").content.decode()
    assert "2 cited pages changed since cited" in html
    assert "gone since 14 March 2025" in html
    assert page_of(several["live"]) in html


def test_a_text_of_a_page_stays_text(client: Client) -> None:
    page = make_document(title="<b>x</b>")
    make_version(page, 0, "<script>alert(1)</script>")
    make_version(page, 1, "<script>alert(2)</script>")
    html = sign_in(client, "reader").get(difference(page, 0, 1)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script" in html


def test_without_a_cited_page_that_changed_the_first_page_says_so(client: Client) -> None:
    html = sign_in(client, "reader").get("/admin/").content.decode()
    assert "All that were looked at again are as they were." in html


def test_the_list_of_documents_takes_as_many_queries_for_one_as_for_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    desk = sign_in(client, "reader")
    for number in range(12):
        make_version(make_document(f"https://ministry.example/{number}"), 0, "text")
    with django_assert_max_num_queries(14):
        desk.get(LIST)
