"""WordPress REST → items."""

from typing import Any

import pytest

from agreements.fetching.errors import Unreadable
from tests.agreements.fetching.lists import parse, saved

POSTS = "https://news.example/wp-json/wp/v2/posts?per_page=2&_fields=id,link"


def test_posts_become_entries() -> None:
    one, two = parse("wordpress", saved("wordpress.json")).items
    assert one.title == "Example Ministry – Notes Exchanged"
    assert one.text == "Two notes were exchanged.\nThey enter into force in March."
    assert one.published is not None and one.published.isoformat() == "2026-02-03T15:00:00+00:00"
    assert two.text == "Short.", "the excerpt, where there is no content"


def test_ids_are_told_apart_by_the_type_of_the_post() -> None:
    assert [item.guid for item in parse("wordpress", saved("wordpress.json")).items] == [
        "state_press_release:410",
        "state_report:410",
    ]
    assert parse("wordpress", [{"id": 1}], url=POSTS).items[0].guid == "posts:1", "the address says the type"


def test_what_its_search_answers_is_read_too() -> None:
    found = {"id": 5, "title": "A &amp; b", "url": "https://news.example/a", "type": "post", "subtype": "page"}
    (item,) = parse("wordpress", [found]).items
    assert (item.guid, item.title, item.url) == ("page:5", "A & b", "https://news.example/a")


@pytest.mark.parametrize(
    ("url", "pages", "following"),
    [
        (POSTS, "3", f"{POSTS}&page=2"),
        (f"{POSTS}&page=2", "3", f"{POSTS}&page=3"),
        (f"{POSTS}&page=3", "3", ""),
        (POSTS, "1", ""),
        (POSTS, "", ""),
        (POSTS, "many", ""),
        (POSTS, "٣", ""),
        (POSTS, "9" * 30, ""),
        (f"{POSTS}&page=x", "3", ""),
        ("https://news.example/wp-json/wp/v2/posts", "2", "https://news.example/wp-json/wp/v2/posts?page=2"),
    ],
)
def test_the_list_goes_on_as_long_as_the_site_says_that_there_are_pages(url: str, pages: str, following: str) -> None:
    assert parse("wordpress", [], url=url, x_wp_totalpages=pages).next == following


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"code": "rest_no_route", "message": "No route was found.", "data": {"status": 404}}, "No route was found"),
        ({"code": "rest_forbidden"}, "rest_forbidden"),
        ({"code": 3, "message": {"deep": []}}, "refuses the question: 3"),
        ({"posts": []}, "no list here: an object with posts"),
        ("x", "no list here: 'x'"),
    ],
)
def test_what_is_no_list_of_posts_says_what_came(content: Any, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse("wordpress", content)
