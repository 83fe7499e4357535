"""The quick reader of usual feeds against feedparser: it says the same to the letter, or leaves the feed alone."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agreements.fetching.child import feed, quick

# feedparser warns of its own answer where a date cannot be read.
pytestmark = pytest.mark.filterwarnings("ignore:To avoid breaking existing software:DeprecationWarning")
URL = "https://a.example/news/feed.xml"
SPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" '
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(inside: str, root: str = f'version="2.0" {SPACES}') -> str:
    return f"<rss {root}><channel>{inside}</channel></rss>"


def item(inside: str) -> str:
    return rss(f"<title>Wire</title><link>https://a.example/</link><item>{inside}</item>")


# --- What is read here -----------------------------------------------------------------------------------------------

USUAL = [
    "<title>Notes exchanged</title>",
    "<title>Food &amp;amp; trade: &lt;b&gt;bold&lt;/b&gt; &#8217;</title>",
    "<link>/a?x=1&amp;y=2</link>",
    "<link> https://b.example/ñ </link>",
    "<link></link><guid>https://a.example/1</guid>",
    "<guid>https://a.example/1</guid>",
    '<guid isPermaLink="false">tag:a.example,2026:1</guid><link>https://a.example/1</link>',
    '<guid isPermaLink="true">1</guid>',
    "<author>ana@a.example (Ana)</author>",
    "<dc:creator><![CDATA[Ana Pérez]]></dc:creator>",
    "<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate>",
    "<pubDate>2 de febrero</pubDate>",
    "<description>Plain text, of two\r\n lines.</description>",
    '<description>&lt;p&gt;See &lt;a href="/x" onclick="y()"&gt;this&lt;/a&gt;&lt;script&gt;z()</description>',
    "<description>Short.</description><content:encoded><![CDATA[<p>The whole &nbsp; of it</p>]]></content:encoded>",
    "<content:encoded>a</content:encoded><description>longer</description>",
    "<description>CÃ³rdoba \x93quoted\x94</description>",
    '<category domain="x">News</category><category>More</category><comments>https://a.example/c</comments>',
    '<enclosure url="https://a.example/a.mp3" length="1" type="audio/mpeg"/><title>Sound</title>',
    "<title>A<!-- no -->B</title><slash:comments>3</slash:comments><wfw:commentRss>/c</wfw:commentRss>",
]


@pytest.mark.parametrize("inside", USUAL)
def test_what_is_usual_is_read_here_and_as_by_feedparser(inside: str) -> None:
    text = item(inside)
    found = feed._usual(text, URL)
    assert found is not None
    assert found == feed._any(text, URL)


@pytest.mark.parametrize(
    "inside",
    [
        "<title>Wire &lt;i&gt;of&lt;/i&gt; notes</title><language>es-SV</language><ttl>5</ttl><docs>x</docs>",
        '<atom:link href="/feed" rel="self" type="application/rss+xml"/><sy:updatePeriod>hourly</sy:updatePeriod>',
        "<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate><item><title>A</title></item><title>Wire, told late</title>",
        "<item><title>A</title></item><item><title>B</title></item><item></item>",
        "",
    ],
)
def test_a_feed_says_of_itself_what_feedparser_finds(inside: str) -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<?xml-stylesheet href="a.xsl"?>{rss(inside)}'
    found = feed._usual(text, URL)
    assert found is not None
    assert found == feed._any(text, URL)


# --- What is left to feedparser --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title></feed>',
        f"<!DOCTYPE rss>{item('<title>A</title>')}",
        item("<title>A</title><title>B</title>"),
        item("<title>A</title><media:title>B</media:title>"),
        item("<title>A <b>bold</b></title>"),
        item("<author>A</author><dc:creator>B</dc:creator>"),
        item('<title type="html">A</title>'),
        item('<title xml:lang="es">A</title>'),
        item("<title>A &nbsp; B</title>"),
        item("<title>A</title").removesuffix("</rss>"),
        rss("<item><title>A</title></item>", 'version="2.0" xml:base="https://b.example/"'),
        rss("<item><title>A</title></item>", 'version="2.0" xmlns="http://backend.userland.com/rss2"'),
        rss("<image><title>A</title></image>"),
        rss("<language>en</language><language>es</language>"),
        rss("<item/>" * 3),
    ],
)
def test_what_is_unusual_is_left_to_feedparser(text: str) -> None:
    assert quick.read(text, URL, most=2) is None


# --- The law ---------------------------------------------------------------------------------------------------------

PIECES = [
    *(
        "note",
        " ",
        "\n",
        "\r\n",
        "\t",
        "ñ",
        "é",
        "Ã³",
        "â\x80\x99",
        "\x85",
        "\x93",
        "\u00a0",
        "\u2028",
        "—",
        "😀",
        "e\u0301",
    ),
    *("&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#160;", "&#x85;", "&amp;amp;", "&amp;nbsp;", "&amp;lt;", "&bad;"),
    *("&lt;p&gt;", "&lt;/p&gt;", "&lt;br/&gt;", "&lt;br&gt;", '&lt;a href="/x?a=1&amp;amp;b=2"&gt;', "&lt;/a&gt;"),
    *(
        "&lt;img src='i.png'&gt;",
        "&lt;script&gt;",
        "&lt;/script&gt;",
        "&lt;!-- c --&gt;",
        "&lt;unknown&gt;",
        "<!-- c -->",
    ),
    *("<![CDATA[<b>]]>", "<![CDATA[ & ]]>", "<![CDATA[</b>]]>", "https://b.example/", "http:///c", "//d.example"),
    *("?a=1&amp;b=2", "#f", "mailto:a@b.example", "javascript:x", "[", "%zz", "<b/>", "]]>", "]]&gt;", "<!-- c -->"),
    *("Mon, 02 Feb 2026 10:00:00 GMT", "2026-02-02T10:00:00Z"),
]
BREAKS = ("&bad;", "<b/>", "]]>")
HARMLESS = st.sampled_from([each for each in PIECES if each not in BREAKS]) | st.text("abñ ", max_size=3)
TAGS = [
    *("title", "link", "guid", "author", "pubDate", "description", "content:encoded", "category", "comments"),
    *(
        "dc:creator",
        "enclosure",
        "slash:comments",
        "wfw:commentRss",
        "atom:link",
        "language",
        "ttl",
        "image",
        "updated",
    ),
    *("media:title", "itunes:summary", "summary", "dc:date", "source", "item", "content", "Title"),
]
ATTRIBUTES = st.sampled_from(
    ["", "", "", "", ' isPermaLink="false"', ' isPermaLink="true"', ' domain="d"', ' url="/u"', ' type="html"']
    + [' href="/h" rel="alternate"', ' xml:lang="es"', ' xml:base="/b/"', ' ispermalink="false"']
)


def element(tag: str, attributes: str, text: list[str]) -> str:
    return f"<{tag}{attributes}>{''.join(text)}</{tag}>"


ANY = st.builds(
    element, st.sampled_from(TAGS), ATTRIBUTES, st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=6)
)
PLAIN = st.builds(element, st.sampled_from(TAGS[:9]), st.just(""), st.lists(HARMLESS, max_size=6))
ANY_ITEM = st.lists(PLAIN | ANY, max_size=5).map(lambda inside: f"<item>{''.join(inside)}</item>")
PLAIN_ITEM = st.lists(PLAIN, max_size=7, unique_by=lambda each: each[:4]).map(
    lambda inside: f"<item>{''.join(inside)}</item>"
)
FEED = st.lists(ANY_ITEM | PLAIN, max_size=4).map(lambda inside: rss("".join(inside)))
USUAL_FEED = st.lists(PLAIN_ITEM, max_size=4).map(lambda inside: rss("<title>Wire</title>" + "".join(inside)))


@settings(max_examples=300)
@given(FEED | USUAL_FEED)
@example(item("<guid></guid><link></link>"))
@example(item("<title>\x85</title><description>\x85&lt;p></description>"))
def test_whatever_is_read_here_feedparser_reads_alike(text: str) -> None:
    found: dict[str, Any] | None = feed._usual(feed.REFERENCE.sub(feed._possible, text), URL)
    assert found is None or found == feed._any(feed.REFERENCE.sub(feed._possible, text), URL)
