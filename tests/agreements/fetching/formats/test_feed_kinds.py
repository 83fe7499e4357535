"""Feeds of every kind that is still out there, sound and broken: all that is in them comes out, and nothing raises."""

import re
from typing import Any

import pytest

from agreements.errors import PermanentError
from agreements.fetching.child import feed as child
from agreements.fetching.child import quick
from agreements.fetching.client import Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import feed
from agreements.fetching.formats.base import Parsed, Place

URL = "https://news.example/feed/"


def parse(content: bytes | str, content_type: str = "") -> Parsed:
    content = content.encode() if isinstance(content, str) else content
    answer = Response(URL, URL, content, 200, {"content-type": content_type} if content_type else {})
    return feed.parse(answer, Place("news", URL, "rss"))


def entries(content: bytes | str) -> list[tuple[str, str, str]]:
    return [
        (item.title, item.url.removeprefix("https://news.example"), item.text or "") for item in parse(content).items
    ]


RSS_090 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>N</title><link>https://news.example</link></channel>
 <item><title>Nota uno</title><link>https://news.example/1</link></item>
 <item><title>Nota dos</title><link>https://news.example/2</link></item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>N</title><language>es</language><item><title>Nota uno</title>
<link>https://news.example/1</link><description>Cuerpo</description></item></channel></rss>"""
RSS_092 = """<rss version="0.92"><channel><title>N</title><item><description>Solo texto, sin t&#237;tulo</description>
<enclosure url="https://news.example/a.mp3" length="5" type="audio/mpeg"/></item></channel></rss>"""
RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>N</title>
 <items><rdf:Seq><rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>
 <item rdf:about="https://news.example/1"><title>Nota uno</title><link>https://news.example/1</link>
 <description>Cuerpo</description><dc:date>2025-02-03T10:00:00-06:00</dc:date></item></rdf:RDF>"""
CDF = """<CHANNEL HREF="https://news.example/"><TITLE>N</TITLE><ITEM HREF="https://news.example/1"
 LASTMOD="2025-02-03T10:00"><TITLE>Nota uno</TITLE><ABSTRACT>Cuerpo</ABSTRACT></ITEM></CHANNEL>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>N</title><entry><title>Nota uno</title>
 <link rel="alternate" type="text/html" href="https://news.example/1"/><id>tag:1</id>
 <issued>2025-02-03T10:00:00-06:00</issued><modified>2025-02-04T10:00:00-06:00</modified>
 <content type="text/html" mode="escaped">&lt;p&gt;Cuerpo&lt;/p&gt;</content></entry></feed>"""
ATOM_BASE = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/notas/"><title>N</title>
 <entry xml:base="2025/"><id>tag:1</id><title>Nota uno</title><link href="uno"/>
 <summary>Cuerpo</summary></entry></feed>"""
NAMESPACED = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Nota uno</a:title><a:id>x:1</a:id>
 <a:link href="https://news.example/1"/></a:entry></a:feed>"""
ITUNES = """<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item>
 <itunes:title>Nota uno</itunes:title><itunes:summary>Cuerpo</itunes:summary><itunes:author>A</itunes:author>
 <guid isPermaLink="false">g</guid><enclosure url="https://news.example/1.mp3" type="audio/mpeg"/>
 </item></channel></rss>"""
PERMALINK = """<rss version="2.0"><channel><item><title>Nota uno</title><guid>https://news.example/1</guid></item></channel></rss>"""
ENCODED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
 <title>Nota uno</title><link>/1</link><description>Corto</description>
 <content:encoded><![CDATA[<p>Cuerpo entero</p>]]></content:encoded></item></channel></rss>"""
OUTSIDE = """<rss version="2.0"><channel><title>N</title></channel>
 <item><title>Nota uno</title><link>/1</link></item></rss>"""
UPPER = """<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>Nota uno</TITLE><LINK>/1</LINK></ITEM></CHANNEL></RSS>"""

KINDS = {
    "RSS 0.90": (RSS_090, [("Nota uno", "/1", ""), ("Nota dos", "/2", "")]),
    "RSS 0.91 with its document type": (RSS_091, [("Nota uno", "/1", "Cuerpo")]),
    "RSS 0.92, an item that is only text": (RSS_092, [("", "", "Solo texto, sin título")]),
    "RSS 1.0": (RSS_10, [("Nota uno", "/1", "Cuerpo")]),
    "CDF": (CDF, [("Nota uno", "/1", "Cuerpo")]),
    "Atom 0.3": (ATOM_03, [("Nota uno", "/1", "Cuerpo")]),
    "Atom with bases within bases": (ATOM_BASE, [("Nota uno", "/notas/2025/uno", "Cuerpo")]),
    "Atom under a prefix": (NAMESPACED, [("Nota uno", "/1", "")]),
    "a podcast": (ITUNES, [("Nota uno", "", "Cuerpo")]),
    "a guid that is the link": (PERMALINK, [("Nota uno", "/1", "")]),
    "a body beside a summary": (ENCODED, [("Nota uno", "/1", "Cuerpo entero")]),
    "an item outside of its channel": (OUTSIDE, [("Nota uno", "/1", "")]),
    "capitals": (UPPER, [("Nota uno", "/1", "")]),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_feed_gives_all_its_entries(name: str) -> None:
    content, expected = KINDS[name]
    assert entries(content) == expected


ROUND = '<rss version="2.0"><channel><title>N</title>{}</channel></rss>'
WHOLE = "<item><title>Nota {0}</title><link>/{0}</link></item>"
BROKEN = {
    "no end": ROUND.format(WHOLE.format(1) + "<item><title>Nota 2</title><link>/2").removesuffix("</channel></rss>"),
    "a stray end": ROUND.format(WHOLE.format(1) + "</item></channel>" + WHOLE.format(2)),
    "bare ampersands": ROUND.format("<item><title>Nota 1</title><link>/1?a=1&b=2</link></item>" + WHOLE.format(2)),
    "an entity that nobody declared": ROUND.format("<item><title>Nota&nbsp;1</title></item>" + WHOLE.format(2)),
    "a character that cannot be": ROUND.format("<item><title>Nota &#x1F;&#99999999;1</title></item>" + WHOLE.format(2)),
    "a control character": ROUND.format("<item><title>Nota \x0b1</title></item>" + WHOLE.format(2)),
    "a prefix that nobody declared": ROUND.format("<item><x:y>z</x:y><title>Nota 1</title></item>" + WHOLE.format(2)),
    "an attribute without quotes": ROUND.format("<item a=b><title>Nota 1</title></item>" + WHOLE.format(2)),
    "HTML in a title": ROUND.format("<item><title><b>Nota</b> 1<br></title></item>" + WHOLE.format(2)),
    "text before the beginning": "\n\n  Warning: x in y on line 3\n" + ROUND.format(WHOLE.format(1) + WHOLE.format(2)),
    "a script after the end": ROUND.format(WHOLE.format(1) + WHOLE.format(2)) + "<script>x</script>",
    "an item within an item": ROUND.format(f"<item><title>Nota 1</title>{WHOLE.format(2)}</item>"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_feed_loses_no_entry(name: str) -> None:
    found = parse(BROKEN[name])
    titles = " | ".join(item.title for item in found.items)
    assert len(found.items) == 2, titles
    assert re.search(r"Nota\W+1", titles) and re.search(r"Nota\W+2", titles), titles


MISSING = ROUND.format("<item/><item><title/></item><item><pubDate>x</pubDate></item>" + WHOLE.format(1))


IMPOSSIBLE = ["&#99999999;", "&#xD800;", "&#x110000;", "&#55296", "&#" + "9" * 5000 + ";", "&#x" + "0" * 300 + "D800;"]


@pytest.mark.parametrize("reference", IMPOSSIBLE)
def test_a_reference_to_no_character_becomes_the_sign_for_that(reference: str) -> None:
    item = f"<item><title>Nota {reference} 1</title><link>/1</link></item></nonsense>"
    assert [each[:2] for each in entries(ROUND.format(item + WHOLE.format(2)))] == [
        ("Nota \ufffd 1", "/1"),
        ("Nota 2", "/2"),
    ]


BREAKING = {
    "a width that is none, outside of an image": "<image><width>x</width></image>",
    "a text input within an item": "<textInput><title>x</title></textInput>",
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_the_parser_loses_no_other_entry(name: str) -> None:
    """The parser is made to fail on one entry of three, in a feed that is not well-formed."""
    bad = f"<item><title>Nota x</title>{BREAKING[name]}</item>"
    found = parse(ROUND.format(f"{WHOLE.format(1)}{bad}<a></b>{WHOLE.format(2)}"))
    titles = {item.title for item in found.items}
    assert titles >= {"Nota 1", "Nota 2"}
    assert len(found.items) + sum(skip.count for skip in found.skipped) == 3


def test_a_head_that_breaks_the_parser_loses_no_entry() -> None:
    head = '<rss version="2.0"><channel><title>N</title><image><width>x</width><b></image>'
    found = parse(f"{head}{WHOLE.format(1)}{WHOLE.format(2)}</channel></rss>")
    assert [item.title for item in found.items] == ["Nota 1", "Nota 2"]


def test_a_parser_that_fails_is_told_and_its_entries_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, url: str) -> Any:
        if text.count("<item") > 1 or "Nota 3" in text:
            raise TypeError("int() argument")
        return sound(text, url)

    sound = child._parsed
    monkeypatch.setattr(child, "_parsed", failing)
    monkeypatch.setattr(quick, "read", lambda text, url, most: None)  # it leaves the feed to the parser
    content = ROUND.format("".join(WHOLE.format(n) for n in range(5)))
    found = child.parse({"url": URL, "content_type": ""}, content.encode())
    assert [entry["title"] for entry in found["entries"]] == ["Nota 0", "Nota 1", "Nota 2", "Nota 4"]
    assert found["passed"] == [{"item": "…", "reason": "The parser breaks on it.", "count": 1}]
    assert found["notes"] == [
        "The parser breaks on this feed as a whole (TypeError); its entries were read one by one."
    ]


def test_a_feed_of_which_nothing_can_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, url: str) -> Any:
        raise KeyError("links")

    monkeypatch.setattr(child, "_parsed", failing)
    monkeypatch.setattr(quick, "read", lambda text, url, most: None)  # it leaves the feed to the parser
    with pytest.raises(PermanentError, match=r"breaks the parser \(KeyError\) and cannot be read"):
        child.parse({"url": URL, "content_type": ""}, ROUND.format(WHOLE.format(1)).encode())


def test_an_item_whose_words_cannot_be_made_out_is_passed_over_and_counted() -> None:
    found = parse(ROUND.format(WHOLE.format(1) + "<item><title><![CDATA[Nota 2</title></item>"))
    assert len(found.items) == 1 and found.skipped[0].count == 1
    assert found.notes == ("Not well-formed in line 2: unclosed CDATA section; read as far as it makes sense.",)


def test_an_item_that_says_nothing_is_passed_over_and_counted() -> None:
    found = parse(MISSING)
    assert [item.title for item in found.items] == ["Nota 1"]
    assert [(skip.count, skip.reason.partition(":")[0]) for skip in found.skipped] == [(3, "It says nothing")]


@pytest.mark.parametrize(
    "content", ["<rss version='2.0'/>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "<rss></rss>"]
)
def test_a_feed_without_anything_in_it_is_a_feed(content: str) -> None:
    assert parse(content).items == ()


CYRILLIC, SPANISH = "Договор подписан", "Se firmó el convenio, años después"
ENCODINGS = [
    ("utf-8", CYRILLIC), ("utf-16", CYRILLIC), ("utf-16-le", CYRILLIC), ("utf-16-be", CYRILLIC), ("utf-32", CYRILLIC),
    ("utf-32-le", CYRILLIC), ("utf-32-be", CYRILLIC), ("koi8-r", CYRILLIC), ("windows-1251", CYRILLIC),
    ("iso-8859-5", CYRILLIC), ("cp866", CYRILLIC), ("mac-cyrillic", CYRILLIC), ("iso-8859-1", SPANISH),
    ("iso-8859-15", SPANISH), ("windows-1252", SPANISH), ("cp850", SPANISH), ("mac-roman", SPANISH), ("cp037", SPANISH),
    ("cp500", SPANISH), ("cp1140", SPANISH), ("big5", "協定"), ("gb2312", "协定"), ("gb18030", "协定"),
    ("euc-jp", "協定"),
    ("shift_jis", "協定"), ("euc-kr", "협정"), ("iso-2022-jp", "協定"), ("windows-1256", "اتفاق"),
    ("iso-8859-8", "הסכם"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "words"), ENCODINGS)
def test_a_feed_is_read_in_the_encoding_that_it_declares(encoding: str, words: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + ROUND.format(f"<item><title>{words}</title></item>")
    assert [item.title for item in parse(text.encode(encoding)).items] == [words]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_wide_letters_are_known_without_any_declaration(encoding: str) -> None:
    text = ROUND.format(f"<item><title>{CYRILLIC}</title></item>")
    assert [item.title for item in parse(text.encode(encoding)).items] == [CYRILLIC]


@pytest.mark.parametrize("encoding", ["hex", "base64", "rot13", "utf-7", "idna", "undefined", "klingon", "x" * 200])
def test_a_declared_encoding_that_is_none_does_no_harm(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + ROUND.format(f"<item><title>{CYRILLIC}</title></item>")
    assert [item.title for item in parse(text).items] == [CYRILLIC]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("part", [0.25, 0.5, 0.75, 0.9])
def test_a_feed_that_breaks_off_ends_in_entries_or_in_a_sentence(name: str, part: float) -> None:
    content = KINDS[name][0]
    try:
        parse(content[: int(len(content) * part)])
    except Unreadable as error:
        assert str(error).endswith(".")
