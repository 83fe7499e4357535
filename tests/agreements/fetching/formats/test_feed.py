"""Feeds → items. The parser runs in its limited child here too."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.errors import PermanentError
from agreements.fetching.client import Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import feed, limited
from agreements.fetching.formats.base import ENTRY, Item, Parsed, Place
from tests.agreements.fetching.feeds import BILLION, OUTSIDE, Entry, html, rss

URL = "https://news.example/feed/"


def parse(content: bytes, content_type: str = "application/rss+xml", status: int | None = 200) -> Parsed:
    answer = Response(URL, URL, content, status, {"content-type": content_type})
    return feed.parse(answer, Place("news", URL, "rss"))


def item(content: bytes) -> Item:
    (found,) = parse(content).items
    return found


def test_an_entry_becomes_an_item_with_bytes_of_its_own() -> None:
    found = item(rss(Entry("Signed &amp; sealed", "/a?utm_source=x", "g1", "<p>One</p><p>Two</p>")))
    assert found.title == "Signed & sealed"
    assert found.url == "https://news.example/a"
    assert found.text == "One\nTwo"
    assert found.published is not None and found.published.isoformat() == "2025-02-03T10:00:00+00:00"
    assert (found.guid, found.language, found.media_type) == ("g1", "en-us", ENTRY)
    assert json.loads(found.content)["title"] == "Signed & sealed"


def test_atom_is_read_like_rss() -> None:
    found = item(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>N</title>
        <entry><id>tag:x,1</id><title type="html">&lt;b&gt;Nota&lt;/b&gt;</title><link href="nota/1"/>
        <published>2025-02-03T18:00:00-06:00</published><updated>2025-02-05T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Se firm\xc3\xb3.</p></div></content>
        </entry></feed>"""
    )
    assert (found.title, found.text, found.url) == ("Nota", "Se firmó.", "https://news.example/feed/nota/1")
    assert found.published is not None and found.published.isoformat() == "2025-02-04T00:00:00+00:00"
    assert found.language == "es"


def test_the_bytes_of_an_entry_do_not_depend_on_the_rest_of_the_feed() -> None:
    one, two = Entry("A", "/a", "1"), Entry("B", "/b", "2")
    assert parse(rss(one, two)).items[0].content == parse(rss(one, title="Renamed")).items[0].content


def test_scripts_do_not_come_through() -> None:
    found = item(rss(Entry(body="<p onclick='x()'>Text</p><script>alert(1)</script><a href='javascript:x'>l</a>")))
    kept = json.loads(found.content)["html"]
    assert "alert" not in kept and "onclick" not in kept and "javascript" not in kept


def test_links_inside_a_body_are_made_whole() -> None:
    assert (
        'href="https://news.example/more"' in json.loads(item(rss(Entry(body='<a href="/more">m</a>'))).content)["html"]
    )


def test_ten_entries_with_one_guid_are_ten_items() -> None:
    assert len(parse(rss(*(Entry(f"Title {n}", f"/{n}", "same") for n in range(10)))).items) == 10


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "http://[", ""])
def test_an_entry_without_an_address_that_can_be_fetched_has_none(link: str) -> None:
    assert item(rss(Entry(link=link, guid="g"))).url == ""


def test_more_entries_than_are_taken_are_told() -> None:
    found = parse(rss(*(Entry(f"T{n}", f"/{n}", str(n)) for n in range(1003))))
    assert len(found.items) == 1000
    assert [(skip.count, skip.reason) for skip in found.skipped] == [(3, "Only the first 1,000 entries are taken.")]


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(rss()) == Parsed(())


def test_a_feed_in_a_file_says_who_publishes_it() -> None:
    assert parse(rss(Entry(), title="Sample Wire"), status=None).items[0].publisher == "Sample Wire"
    assert parse(rss(Entry(), title="Sample Wire")).items[0].publisher == ""


# --- What is no feed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"  \n ", "it is empty"),
        (html(), "it is an HTML page"),
        (b"<!-- x --><HTML><body><item><title>x</title></item>", "it is an HTML page"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', 'it begins with \'{"version"'),
        (b"%PDF-1.7\n\xe2\xe3", "it begins with '%PDF"),
        (b"<svg/>", "it begins with '<svg/>'"),
        (b"\x00" * 1000, "This is not a feed"),
        (b"just text", "it begins with 'just text'"),
    ],
)
def test_what_is_no_feed_says_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        parse(content)
    assert reason in str(error.value)


PARAMETER = '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>'


@pytest.mark.parametrize("head", [BILLION, OUTSIDE, PARAMETER, OUTSIDE.replace("ENTITY", "entity")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_a_feed_that_declares_entities_is_refused_in_any_encoding(head: str, encoding: str) -> None:
    text = rss(Entry("&x;"), head=head).decode().replace('encoding="utf-8"', f'encoding="{encoding}"')
    with pytest.raises(PermanentError, match="declares entities|not a feed"):
        parse(text.encode(encoding))


def test_entities_in_an_article_are_no_danger() -> None:
    assert item(rss(Entry(body="How &lt;!ENTITY works"))).text == "How <!ENTITY works"


# --- Broken feeds ----------------------------------------------------------------------------------------------------


def test_a_feed_that_lies_about_its_encoding_is_read_and_told() -> None:
    content = rss(Entry("Cancillería")).decode().encode("windows-1252")
    found = parse(content, "application/rss+xml; charset=utf-8")
    assert found.items[0].title == "Cancillería"
    assert found.notes == ("Declared as utf-8, but is not; read as windows-1252.",)


def test_a_feed_that_breaks_off_gives_what_is_there_and_says_so() -> None:
    whole = rss(Entry("A", "/a", "1"), Entry("B", "/b", "2"))
    found = parse(whole[: whole.index(b"</item><item>") + 20])
    assert found.items[0].title == "A"
    assert found.notes[0].startswith("Not well-formed in line ")


@pytest.mark.parametrize("published", ["", "yesterday", "Mon, 99 Feb 2025 10:00:00 GMT", "0000-00-00"])
def test_a_date_that_is_none_is_none(published: str) -> None:
    assert item(rss(Entry(published=published))).published is None


@pytest.mark.parametrize("deep", [b"<a>" * 30_000, b"<![CDATA[" * 50_000, b"<!--" * 100_000, b"&" * 300_000])
def test_a_feed_made_to_exhaust_the_parser_ends_in_a_sentence_or_in_items(deep: bytes) -> None:
    try:
        parse(b"<rss><channel><item><title>x</title><description>" + deep)
    except Unreadable as error:
        assert str(error).endswith(".") or "could not be read" in str(error)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_damage_ends_in_items_or_in_a_sentence(noise: bytes, at: int) -> None:
    whole = rss(Entry("A", "/a", "1"), Entry("B", "/b", "2"))
    try:
        parse(whole[:at] + noise + whole[at + len(noise) :])
    except Unreadable as error:
        assert str(error)


def test_a_child_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "ask", lambda *args: {"title": "x", "entries": [{"guid": 1}]})
    with pytest.raises(Unreadable, match="makes no sense"):
        parse(b"x")


def test_the_parser_knows_nothing_of_the_application() -> None:
    """What runs in the child imports neither Django nor our models nor an HTTP client."""
    folder = Path(feed.__file__).parent.parent / "child"
    for module in folder.glob("*.py"):
        text = module.read_text()
        assert "django" not in text and "agreements.models" not in text and "httpcore" not in text
