"""Answers that are no list, or are made to do harm: a sentence, or items and logged skips that add up."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import limited
from agreements.fetching.formats.base import Parsed
from agreements.fetching.identity import documents
from tests.agreements.fetching.lists import URL, parse

MAPPING = {
    "items": "items",
    "fields": {"id": "id", "url": "url", "title": "title", "text": "text", "html": "html", "published": "published"},
}
SETTINGS: dict[str, dict[str, Any]] = {
    "json_feed": {},
    "federal_register": {},
    "wordpress": {},
    "json_list": MAPPING,
}
FORMATS = sorted(SETTINGS)


def listed(format: str, items: list[Any]) -> Any:
    """A list of items in the form of a format."""
    name = {"federal_register": "results"}.get(format, "items")
    return items if format == "wordpress" else {"version": "https://jsonfeed.org/version/1.1", name: items}


def accounted(found: Parsed) -> int:
    named, repeated = documents(found.items)
    return len(named) + len(repeated) + sum(skip.count for skip in found.skipped)


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "it is empty"),
    "spaces": (b" \n\t ", "it is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "it is empty"),
    "a page": (b"<!doctype html><title>Just a moment</title>", "it is a page"),
    "a page in UTF-16": ("<html>".encode("utf-16"), "it is a page"),
    "a feed": (b"<?xml version='1.0'?><rss/>", "it is a page"),
    "packed, and not said so": (gzip.compress(b"[]"), r"it is packed \(gzip\)"),
    "cut off": (b'{"items": [{"id": "1", "ti', "or it was cut off: line 1, column 24"),
    "cut off within a letter": ('{"items": "ñ'.encode()[:-1], "or it was cut off"),
    "text": (b"Please specify a valid query.", "It begins with 'Please specify"),
    "two values": (b"[][]", "Extra data"),
    "a callback": (b"callback([])", "It begins with 'callback"),
    "nested 100,000 deep": (b"[" * 100_000, "nested too deeply"),
    "nested 100,000 deep and closed": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "objects nested 100,000 deep": (b'{"items":' * 100_000, "nested too deeply"),
    "binary": (bytes(range(256)), "This is not JSON"),
    "zeros": (bytes(1000), "This is not JSON"),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_json_says_what_it_is(name: str, format: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(Unreadable, match=reason) as error:
        parse(format, content, SETTINGS[format])
    assert str(error.value).isprintable() and str(error.value).endswith(".")


def test_millions_of_brackets_are_counted_in_the_child_or_break_its_limits() -> None:
    try:
        assert accounted(parse("wordpress", b"[" + b"[]," * 2_000_000 + b"[]]")) == 2_000_001
    except Unreadable as error:
        assert "MiB" in str(error) or "within" in str(error)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_json_is_read_in_any_of_its_encodings(format: str, encoding: str) -> None:
    content = json.dumps(listed(format, [{"id": "1", "document_number": "1", "title": "Año"}]), ensure_ascii=False)
    (item,) = parse(format, content.encode(encoding), SETTINGS[format]).items
    assert item.title == "Año"


def test_json_in_latin_letters_that_says_it_is_utf_8_is_read_and_noted() -> None:
    found = parse("wordpress", '[{"id": 1, "title": "Año"}]'.encode("latin-1"))
    assert found.items[0].title == "Año"
    assert found.notes == ("Declared as utf-8, but is not; read as windows-1252.",)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_list_is_no_error(format: str) -> None:
    assert parse(format, listed(format, []), SETTINGS[format]).items == ()


@pytest.mark.parametrize("format", FORMATS)
def test_of_ten_thousand_items_the_first_are_taken_and_the_rest_counted(format: str) -> None:
    items = [{"id": str(n), "document_number": str(n), "url": f"/{n}", "link": f"/{n}"} for n in range(10_000)]
    found = parse(format, listed(format, items), SETTINGS[format])
    assert (len(found.items), found.skipped[-1].count, accounted(found)) == (1000, 9000, 10_000)


@pytest.mark.parametrize("format", FORMATS)
def test_ten_items_with_one_id_are_ten_documents_and_one_that_is_edited_stays_itself(format: str) -> None:
    ten = [
        {"id": "x", "document_number": "x", "title": f"T{n}", "text": "t", "content_text": "t", "abstract": "t"}
        for n in range(10)
    ]
    before = {url for url, _ in documents(parse(format, listed(format, ten), SETTINGS[format]).items)[0]}
    assert len(before) == 10
    ten[0] |= dict.fromkeys(("text", "content_text", "abstract", "excerpt"), "edited")
    assert {url for url, _ in documents(parse(format, listed(format, ten), SETTINGS[format]).items)[0]} == before


@pytest.mark.parametrize("format", FORMATS)
def test_an_item_at_its_own_address_whose_title_is_edited_stays_the_document_that_it_was(format: str) -> None:
    def addresses(title: str) -> list[str]:
        item = {"id": 1, "document_number": "1", "url": "/a", "link": "/a", "html_url": "/a", "title": title}
        return [url for url, _ in documents(parse(format, listed(format, [item]), SETTINGS[format]).items)[0]]

    assert addresses("One") == addresses("One, corrected") == ["https://news.example/a"]


def test_an_item_without_an_address_is_marked_under_the_source_on_whatever_page_it_stands() -> None:
    found = parse("wordpress", [{"id": 1}], url=URL)
    assert documents(found.items)[0][0][0].startswith(f"{URL}#")


HUGE = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 5000, "0." + "1" * 5000, "1E+9999999"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("number", HUGE)
def test_numbers_that_are_none_or_too_large_do_no_harm(format: str, number: str) -> None:
    item = '{"id": N, "document_number": N, "title": N, "published": N, "date_gmt": N, "url": "/a", "link": "/a"}'
    content = json.dumps(listed(format, ["ITEM"])).replace('"ITEM"', item.replace("N", number)).encode()
    assert accounted(parse(format, content, SETTINGS[format])) == 1


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("ugly", ["\ud800", "\udfff x", "\x00", "\x1b[31m", "\u202e", "é" * 5000, "a\r\nb"])
def test_ugly_text_is_cleaned_and_never_an_error(format: str, ugly: str) -> None:
    item = dict.fromkeys(("id", "document_number", "url", "link", "title", "text", "published"), f"{ugly}z")
    (found,) = parse(format, listed(format, [item]), SETTINGS[format]).items
    found.content.decode()
    assert not set(found.title) & set("\x00\ud800\udfff\x1b")


names = st.sampled_from(
    ["id", "url", "external_url", "link", "title", "rendered", "text", "html", "content", "content_html"]
    + ["content_text", "summary", "published", "date_published", "date_gmt", "publication_date", "language", "author"]
    + ["authors", "name", "agencies", "document_number", "html_url", "raw_text_url", "abstract", "version", "items"]
    + ["results", "next_url", "next_page_url", "code", "message", "errors", "count", "type", "expired"]
)
text = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["/a", "https://x.example/b", "2026-01-01", "<p>x", "en"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names | text, inner, max_size=6),
    max_leaves=20,
)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=100, deadline=None)
@given(items=st.lists(values, max_size=8))
def test_whatever_stands_in_a_list_comes_out_as_documents_or_logged_skips(format: str, items: list[Any]) -> None:
    assert accounted(parse(format, listed(format, items), SETTINGS[format])) == len(items)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=100, deadline=None)
@given(value=values)
def test_any_json_ends_in_items_or_in_a_sentence(format: str, value: Any) -> None:
    try:
        parse(format, value, SETTINGS[format])
    except Unreadable as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=40), at=st.integers(0, 200))
def test_any_damage_ends_in_items_or_in_a_sentence(format: str, noise: bytes, at: int) -> None:
    whole = json.dumps(listed(format, [{"id": 1, "title": "Año", "url": "/a"}] * 3)).encode()
    try:
        parse(format, whole[:at] + noise + whole[at + len(noise) :], SETTINGS[format])
    except Unreadable as error:
        assert str(error)


@pytest.mark.parametrize(
    "answer",
    [None, [], {}, {"entries": [{}], "most": 1, "more": 0, "notes": []}, {"entries": [{"guid": 1}]}]
    + [{"entries": [], "most": 1, "more": 0, "notes": [], "passed": [{"reason": "x"}]}],
)
def test_a_child_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    monkeypatch.setattr(limited, "ask", lambda *args: answer)
    with pytest.raises(Unreadable, match="makes no sense"):
        parse("wordpress", [])
