"""JSON Feed → items."""

from typing import Any

import pytest

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats.base import ENTRY
from tests.agreements.fetching.lists import URL, parse, saved

VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {"version": VERSION, "title": "N", "items": list(items), **more}


def test_items_become_entries_with_what_they_say() -> None:
    one, two = parse("json_feed", saved("json_feed.json")).items
    assert (one.title, one.url, one.text) == ("Nota uno", "https://news.example/1", "Se firmó el convenio.")
    assert one.published is not None and one.published.isoformat() == "2026-02-03T15:00:00+00:00"
    assert (one.language, one.guid, one.media_type, one.home) == ("es-SV", "https://news.example/1", ENTRY, URL)
    assert b'"author":"Ana, Luis"' in one.content
    assert (two.guid, two.url, two.text) == ("2", "https://other.example/2", "1 < 2\nfin")
    assert two.language == "es", "that of the feed"
    assert two.published is not None and two.published.day == 4


def test_the_address_of_the_next_page_is_made_whole() -> None:
    assert parse("json_feed", saved("json_feed.json")).next == "https://news.example/api/feed.json?page=2"


@pytest.mark.parametrize("number", [7, 7.5, 10**40, "7"])
def test_an_id_may_be_a_number(number: Any) -> None:
    (item,) = parse("json_feed", feed({"id": number, "url": "/a"})).items
    assert item.guid == str(number).replace("e+", "e+")


def test_an_id_that_is_an_address_is_the_address_of_an_item_that_has_none() -> None:
    assert parse("json_feed", feed({"id": "https://news.example/a"})).items[0].url == "https://news.example/a"
    assert parse("json_feed", feed({"id": "tag:a"})).items[0].url == ""


def test_a_title_is_plain_text() -> None:
    assert parse("json_feed", feed({"id": "1", "title": "<b> & co"})).items[0].title == "<b> & co"


def test_html_is_made_harmless_and_its_links_whole() -> None:
    html = "<p onclick='x()'>Text<script>alert(1)</script> <a href='more'>m</a> <a href='javascript:x()'>n</a></p>"
    (item,) = parse("json_feed", feed({"id": "1", "content_html": html})).items
    kept = item.content.decode()
    assert "alert" not in kept and "onclick" not in kept and "javascript" not in kept
    assert "https://news.example/api/more" in kept and item.text == "Text m n"


@pytest.mark.parametrize(
    "version", ["https://jsonfeed.org/version/1", "https://www.jsonfeed.org/version/1.1", "", None]
)
def test_any_version_is_read_and_none_too_where_there_are_items(version: str | None) -> None:
    assert len(parse("json_feed", feed({"id": "1"}, version=version)).items) == 1


def test_a_feed_that_has_ended_says_so() -> None:
    assert parse("json_feed", feed(expired=True)).notes == ("The feed says that it has ended.",)


@pytest.mark.parametrize("content", [[], {}, {"title": "x"}, 3, None, "text"])
def test_what_is_no_json_feed_says_what_it_lacks(content: Any) -> None:
    with pytest.raises(Unreadable, match="no JSON Feed: it has neither a version of jsonfeed.org nor items"):
        parse("json_feed", content)
