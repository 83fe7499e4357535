import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching import urls
from agreements.fetching.errors import AddressRefused

SAME = [
    ("HTTP://Example.ORG", "http://example.org/"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a", "http://example.org/a"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://example.org/a#part", "https://example.org/a"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/a/..", "https://example.org/"),
    ("https://example.org/%7Euser/%e1?q=%c3%b1", "https://example.org/~user/%E1?q=%C3%B1"),
    ("https://example.org/señal", "https://example.org/se%C3%B1al"),
    ("https://example.org/?p=7&utm_source=x&utm_medium=y", "https://example.org/?p=7"),
    ("https://example.org/?fbclid=1", "https://example.org/"),
    ("https://example.org/?", "https://example.org/"),
    ("https://example.org/100%?q=%0¡", "https://example.org/100%25?q=%250%C2%A1"),
    ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
    ("https://cancillería.example/", "https://xn--cancillera-s8a.example/"),
    ("http://[2606:4700::0]/", "http://[2606:4700::]/"),
]


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    assert urls.canonical(url) == expected


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "not http"),
        ("ftp://example.org/", "not http"),
        ("file:///etc/passwd", "not http"),
        ("gopher://example.org/", "not http"),
        ("//example.org/", "not http"),
        ("http://user:secret@example.org/", "user name"),
        ("http://example.org@127.0.0.1/", "user name"),
        ("http:///path", "names no host"),
        ("http://exa mple.org/", "holds"),
        ("http://example.org\\@127.0.0.1/", "holds"),
        ("http://example.org/\nHost: x", "holds"),
        ("http://example.org/\x00", "holds"),
        ("http://127.1/", "not a plain IP"),
        ("http://2130706433/", "not a plain IP"),
        ("http://0x7f000001/", "not a plain IP"),
        ("http://0x7f.0.0.1/", "not a plain IP"),
        ("http://0177.0.0.1/", "not a plain IP"),
        ("http://127.0.0.1.1/", "not a plain IP"),
        ("http://[::1/", "cannot be read"),
        ("http://[fe80::1%25eth0]/", "hides it"),
        ("http://exa%6dple.org/", "hides it"),
        ("http://example.org:99999/", "cannot be read"),
        ("http://example.org:x/", "cannot be read"),
        ("http://example.org:0/", "port 0"),
        ("http://-a.example/", "no valid name"),
        ("http://a..b/", "no valid name"),
        ("http://" + "a" * 64 + ".org/", "no valid name"),
        ("http://example.org/" + "a" * 2000, "longer than"),
        ("http://\ud800.org/", "holds"),
    ],
)
def test_an_address_that_is_none_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason):
        urls.target(url)


def test_digits_in_other_scripts_are_digits() -> None:
    assert urls.target("http://１２７.0.0.1/").host == "127.0.0.1"
    assert urls.target("http://①②⑦.⓪.⓪.①/").host == "127.0.0.1"


def test_a_refusal_does_not_repeat_a_password() -> None:
    with pytest.raises(AddressRefused) as refusal:
        urls.target("http://user:secret@example.org/")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/b", "https://example.org/b"),
        ("b c.pdf", "https://example.org/a/b%20c.pdf"),
        ("//other.example/x", "https://other.example/x"),
        (" https://other.example/\n", "https://other.example/"),
        ("?page=2", "https://example.org/a/?page=2"),
    ],
)
def test_a_link_is_read_as_a_browser_would(link: str, expected: str) -> None:
    assert str(urls.joined("https://example.org/a/", link)) == expected


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@example.org", "http://[", "data:text/html,x"])
def test_a_link_that_leads_nowhere_is_refused(link: str) -> None:
    with pytest.raises(AddressRefused):
        urls.joined("https://example.org/", link)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_one_spelling_of_any_address_is_its_own(path: str, query: str) -> None:
    try:
        once = urls.canonical(f"https://Example.org/{path}?{query}")
    except AddressRefused:
        return
    assert urls.canonical(once) == once
    assert once.isascii() and "#" not in once


@given(st.text(max_size=100))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = urls.target(text)
    except AddressRefused:
        return
    assert found.host and str(found).isprintable()
