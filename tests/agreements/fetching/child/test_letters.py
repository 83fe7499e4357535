import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.child.letters import read

TEXT = "<p>Cancillería: «año» — señal</p>"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode("utf-16"), ""),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=iso-8859-1"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "text/html; charset=utf-8"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), ""),
        (TEXT.encode("utf-16-le"), "text/html"),
        (TEXT.encode("utf-16-be"), "text/html"),
        (TEXT.encode("windows-1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("windows-1252"), 'text/html; charset="Windows-1252"'),
        (TEXT.encode("windows-1252"), ""),
        (TEXT.encode("cp850", "replace"), "text/html; charset=cp850"),
    ],
)
def test_sound_letters_are_read_without_remark(data: bytes, declared: str) -> None:
    found = read(data, declared)
    assert (found.text, found.note) == (TEXT if "cp850" not in declared else data.decode("cp850"), "")


@pytest.mark.parametrize(
    ("data", "declared", "note"),
    [
        (
            TEXT.encode("windows-1252"),
            "text/html; charset=utf-8",
            "Declared as utf-8, but is not; read as windows-1252.",
        ),
        (TEXT.encode(), "text/html; charset=iso-8859-1", "Declared as iso-8859-1, but is not; read as utf-8."),
        (TEXT.encode(), "text/html; charset=klingon", "Declared as klingon, which is not known; read as utf-8."),
        (TEXT.encode(), "text/html; charset=hex", "Declared as hex, which is not known; read as utf-8."),
    ],
)
def test_a_body_that_lies_about_its_encoding_is_read_and_told(data: bytes, declared: str, note: str) -> None:
    found = read(data, declared)
    assert (found.text, found.note) == (TEXT, note)


def test_the_document_may_declare_by_itself() -> None:
    page = f'<html><meta charset="iso-8859-15"><p>{"ñ€"}</p>'.encode("iso-8859-15")
    assert "ñ€" in read(page, "text/html").text
    feed = "<?xml version='1.0' encoding='koi8-r'?><a>да</a>".encode("koi8-r")
    assert "да" in read(feed).text


def test_plain_ascii_is_whatever_it_says() -> None:
    assert read(b"abc", "text/plain; charset=utf-16").note == ""


def test_letters_that_fit_nowhere_are_told() -> None:
    found = read(b"a\x81b\xff")
    assert found.note == "In no encoding that fits; read as windows-1252, some letters lost."


@given(
    st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "utf-32", "utf-7", "base64", "big5", "ascii", "x"])
)
def test_any_bytes_give_some_text(data: bytes, charset: str) -> None:
    read(data, f"text/html; charset={charset}").text.encode()
