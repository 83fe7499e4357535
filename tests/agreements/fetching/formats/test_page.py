import pytest

from agreements.fetching.client import Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import page
from agreements.fetching.formats.base import Item, Parsed, Place
from tests.agreements.fetching.feeds import html

URL = "https://gov.example/Notes?utm_source=x#top"


def parse(content: bytes, content_type: str = "text/html") -> Parsed:
    headers = {"content-type": content_type} if content_type else {}
    return page.parse(Response(URL, URL, content, 200, headers), Place("notes", URL))


def item(content: bytes, content_type: str = "text/html") -> Item:
    return parse(content, content_type).items[0]


def test_a_page_is_one_item_at_its_one_address() -> None:
    found = item(html())
    assert (found.url, found.content, found.media_type) == ("https://gov.example/Notes", html(), "text/html")
    assert found.text is None and found.readable == html()


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (html(), "text/html; charset=utf-8", "text/html"),
        (html(), "application/xhtml+xml", "text/html"),
        (html(), "", "text/html"),
        (b"%PDF-1.7 ...", "application/pdf", "application/pdf"),
        (b"%PDF-1.7 ...", "application/octet-stream", "application/pdf"),
        (b"%PDF-1.7 ...", "text/html", "application/pdf"),
        (b"\n\n%PDF-1.4", "application/x-pdf", "application/pdf"),
        (b"A note", "text/plain", "text/plain"),
        (b"Write %PDF- first", "text/plain", "text/plain"),
    ],
)
def test_the_bytes_decide_where_they_are_plain_about_it(content: bytes, declared: str, expected: str) -> None:
    assert item(content, declared).media_type == expected


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"", "text/html", "the body is empty"),
        (b" \n", "text/html", "the body is empty"),
        (b"<html>Not found", "application/pdf", "declared as PDF, but is none"),
        (b"\x89PNG", "image/png", "It is image/png"),
        (b"{}", "application/json", "It is application/json"),
        (b"plain", "", "of no declared type"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content: bytes, declared: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse(content, declared)


def test_letters_are_handed_on_as_utf_8_and_kept_as_they_came() -> None:
    content = "<p>Cancillería</p>".encode("windows-1252")
    found = parse(content, "text/html; charset=utf-8")
    assert found.items[0].content == content
    assert found.items[0].readable.decode() == "<p>Cancillería</p>"
    assert found.notes == ("Declared as utf-8, but is not; read as windows-1252.",)
