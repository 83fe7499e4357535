import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.child.markup import of_text, safe
from agreements.fetching.child.plain import text_of

BASE = "https://news.example/a/"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='https://x.example'></iframe>",
        "<form action=x><input></form>",
        "<style>*{background:url(javascript:alert(1))}</style>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<object data=x></object><embed src=x>",
        "<base href='https://evil.example/'>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    ],
)
def test_nothing_that_runs_or_loads_is_kept(markup: str) -> None:
    kept = safe(markup, BASE).lower()
    for word in ("script", "onerror", "iframe", "form", "object", "embed", "<base", "refresh", "style"):
        assert word not in kept


def test_what_is_said_stays() -> None:
    assert safe("<p>One <b>two</b></p><table><tr><td>3</td></tr></table>", BASE).startswith("<p>One <b>two</b></p>")
    assert text_of(safe("<p>One<p>Two &amp; three", BASE)) == "One\nTwo & three"


def test_links_are_made_whole() -> None:
    assert safe("<a href='b'>x</a>", BASE) == '<a href="https://news.example/a/b">x</a>'
    assert safe("<a href='http://['>x</a>", BASE) == "<a>x</a>"


def test_plain_text_is_shown_as_it_is() -> None:
    assert text_of(of_text("1 < 2 & <b>\nend")) == "1 < 2 & <b>\nend"


@pytest.mark.parametrize(
    "markup", ["", " ", "<", "<!--", "<![CDATA[", "</p>", "\x00", "<p", "&", "&#x1F;", "<div>" * 5000]
)
def test_no_scrap_is_an_error(markup: str) -> None:
    safe(markup, BASE)


@given(st.text(st.sampled_from("<>/&;!-[]'\"= apdivscript\n\x00é"), max_size=60))
def test_no_markup_is_an_error(markup: str) -> None:
    safe(markup, BASE)
