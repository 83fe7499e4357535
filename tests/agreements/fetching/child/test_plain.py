import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.child.head import read
from agreements.fetching.child.plain import clean, one_line, text_of


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two <b>bold</b>&nbsp;word</p>", "One\nTwo bold word"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("plain &amp; simple &lt;b&gt;", "plain & simple <b>"),
        ("<script>alert(1)</script><style>p{}</style>seen", "seen"),
        ("<div><ul><li>1</li><li>2</li></ul></div>", "1\n2"),
        ("<p>not closed <p>again", "not closed\nagain"),
        ("</p></script>still", "still"),
        ("a < b and c", "a < b and c"),
        ("<p>one line\n   in\r\ntwo</p>", "one line in two"),
        ("", ""),
    ],
)
def test_html_reads_as_its_blocks(html: str, expected: str) -> None:
    assert text_of(html) == expected


def test_what_no_database_takes_is_dropped() -> None:
    assert clean("n\u0303") == "ñ"
    assert clean("a\x00b\x07\ud800c\r\nd\re") == "abc\nd\ne"
    assert one_line(" a\n\t b\x00 ") == "a b"


@given(st.text())
def test_any_html_gives_text_that_can_be_kept(html: str) -> None:
    text_of(html).encode()
    assert "\x00" not in text_of(html)


@pytest.mark.parametrize(
    ("head", "address", "publisher"),
    [
        ('<link rel="canonical" href="https://a.example/1">', "https://a.example/1", ""),
        ('<link href="/1" rel="Alternate CANONICAL"/>', "/1", ""),
        ('<meta property="og:url" content="https://a.example/2"><meta property="og:site_name" content="A &amp; B">',)
        + ("https://a.example/2", "A & B"),
        ('<link rel="canonical" href="first"><link rel="canonical" href="second">', "first", ""),
        ("<link rel=canonical><meta name=x>", "", ""),
        ("", "", ""),
    ],
)
def test_a_page_says_where_it_lives_and_whose_it_is(head: str, address: str, publisher: str) -> None:
    said = read({}, f"<html><head>{head}</head>".encode())
    assert (said["address"], said["publisher"]) == (address, publisher)
