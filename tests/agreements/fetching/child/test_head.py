"""What a page's head says about the page, wherever and however it says it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.child.head import NAMES, read


def said(head: str, attributes: str = "") -> dict[str, str]:
    found = read({}, f"<!doctype html><html {attributes}><head>{head}</head><body></body></html>".encode())
    return {field: value for field, value in found.items() if value}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="og:title" content=" Notes \n exchanged ">', {"title": "Notes exchanged"}),
        ('<meta name="DC.Title" content="A"><meta property="og:title" content="B">', {"title": "B"}),
        ('<meta property="og:title" content=""><meta name="twitter:title" content="C">', {"title": "C"}),
        ('<meta property="article:published_time" content="2025-03-14T23:30:00-06:00">', {"published": "2025-03-14"}),
        ('<meta itemprop="datePublished" content="2025-03-14">', {"published": "2025-03-14"}),
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished" : "2025-03-14T01:00Z"}</script>',
            {"published": "2025-03-14"},
        ),
        ('<script>x = {"datePublished": "2025-03-14"}</script>', {}),
        ('<script type="application/ld+json">{}</script>"datePublished": "2025-03-14"', {}),
        ('<meta name="date" content="14 March 2025">', {}),
        ('<meta name="date" content="2025-02-30">', {}),
        ('<meta http-equiv="Content-Language" content="es-SV, en">', {"language": "es"}),
        ('<meta property="og:locale" content="es_SV">', {"language": "es"}),
        ('<meta property="og:locale" content="Spanish">', {}),
    ],
)
def test_what_is_said_is_heard(head: str, expected: dict[str, str]) -> None:
    assert said(head) == expected


@pytest.mark.parametrize(("attributes", "expected"), [('lang="ES-sv"', "es"), ("lang", None), ('lang="x"', None)])
def test_the_language_of_the_page_is_that_of_its_root(attributes: str, expected: str | None) -> None:
    assert said("", attributes).get("language") == expected


def test_what_no_column_holds_is_cut() -> None:
    found = said(f'<meta property="og:title" content="{"a" * 5000}"><meta name="dc.publisher" content="{"b" * 999}">')
    assert (len(found["title"]), len(found["publisher"])) == (1000, 300)


@given(st.text())
def test_any_head_gives_every_field_as_text_that_can_be_kept(head: str) -> None:
    found: Any = read({}, f"<html><head>{head}".encode("utf-8", "replace"))
    assert found.keys() == NAMES.keys()
    assert not any("\x00" in value for value in found.values())
