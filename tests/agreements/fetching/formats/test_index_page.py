"""An HTML page that lists others → items to follow."""

from typing import Any

import pytest

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats.base import Parsed
from tests.agreements.fetching.lists import parse, saved

DATED: dict[str, Any] = {"date_selector": ".fecha, time", "date_format": "Martes %d de %b de %Y"}


def index(content: bytes = saved("index.html"), **settings: Any) -> Parsed:
    return parse("index_page", content, {"selector": ".nota", **settings}, content_type="text/html")


def test_each_element_gives_its_first_link_under_the_title_that_says_most() -> None:
    found = index(selector=".nota a", outside=True)
    assert [(item.title, item.url) for item in found.items] == [
        ("Nota uno", "https://news.example/noticias/uno"),
        ("Nota dos", "https://news.example/noticias/dos"),
        ("Nota tres", "https://other.example/tres"),
    ]


def test_title_and_date_are_found_by_their_own_selectors() -> None:
    one, two = index(title_selector="h2", **DATED).items
    assert (one.title, two.title) == ("Nota uno", "Nota dos")
    assert one.published is not None and one.published.isoformat() == "2026-02-03T00:00:00+00:00"
    assert two.published is not None and two.published.isoformat() == "2026-02-04T15:00:00+00:00"


def test_what_leads_out_of_the_site_or_nowhere_is_passed_over_with_the_reason() -> None:
    reasons = {(skip.item, skip.count, skip.reason) for skip in index().skipped}
    assert reasons == {
        ("https://other.example/tres", 1, "It leads out of the site; `outside` takes such links."),
        (".nota", 1, "What `selector` finds holds no link."),
    }


def test_no_more_links_are_taken_than_the_limit_says() -> None:
    found = index(limit=1)
    assert len(found.items) == 1
    assert ("…", 1, "Only the first 1 links are taken, as `limit` says.") in [
        (skip.item, skip.count, skip.reason) for skip in found.skipped
    ]


@pytest.mark.parametrize("href", ["#top", "javascript:x()", "mailto:a@b.example", "http://[", "tel:1"])
def test_a_link_that_leads_to_no_page_is_passed_over(href: str) -> None:
    found = index(f"<p class=nota><a href='{href}'>x</a></p>".encode())
    assert found.items == () and len(found.skipped) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"  ", "it is empty"),
        (b"plain", "it begins with 'plain'"),
        (b"{}", "it begins with '{}'"),
        (b"<html><body>New form</body></html>", "Nothing on the page fits '.nota'"),
        (b"<!-- -->", "no page|Nothing on the page"),
    ],
)
def test_a_page_without_a_list_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        index(content)


@pytest.mark.parametrize("noise", [b"<div>" * 50_000, b"<a href=x>" * 20_000, b"\x00<p class=nota>", b"<" * 100_000])
def test_a_page_made_to_exhaust_the_parser_ends_in_items_or_in_a_sentence(noise: bytes) -> None:
    try:
        index(noise)
    except Unreadable as error:
        assert str(error)
