"""Bytes to text, as it is done in the child."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.errors import PermanentError
from agreements.reading.extraction import PAGE_BREAK, extract, unwrapped

from .pdf import pdf

PAGE = """<!doctype html><html lang="es-SV"><head><title>Firman acuerdo | Ejemplo</title>
<meta property="article:published_time" content="2024-07-12T08:00:00-06:00"></head><body>
<nav><a href="/">Inicio</a> <a href="/deportes">Deportes</a></nav><article><h1>El Salvador firma acuerdo cafetalero</h1>
<p>La ministra firmó este viernes el acuerdo cafetalero con Estados Unidos, informó la cancillería en un comunicado.</p>
<p>El texto será publicado en los próximos días en el Diario Oficial, agregó ante la prensa.</p></article>
<footer>© 2020 Ejemplo. Todos los derechos reservados.</footer></body></html>"""


def read(payload: bytes, media_type: str = "text/html") -> dict[str, Any]:
    return extract({"media_type": media_type, "url": "https://news.example/1"}, payload)


def test_an_article_is_taken_out_of_its_page() -> None:
    found = read(PAGE.encode())
    assert found["title"] == "El Salvador firma acuerdo cafetalero"
    assert (found["language"], found["published"]) == ("es-SV", "2024-07-12")
    assert "acuerdo cafetalero con Estados Unidos" in found["text"]
    assert "Deportes" not in found["text"] and "derechos reservados" not in found["text"]


def test_a_page_with_no_date_but_a_copyright_has_no_date() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2024-07-12T08:00:00-06:00">', "")
    assert read(page.encode())["published"] is None


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "text/html"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("latin-1", "text/html; charset=iso-8859-1"),
        ("utf-16", "text/html; charset=utf-16"),
        ("latin-1", "text/html; charset=no-such-thing"),
    ],
)
def test_letters_are_right_whatever_is_declared(encoding: str, declared: str) -> None:
    page = PAGE.replace("©", "(c)") if encoding == "latin-1" else PAGE
    assert "firmó este viernes" in read(page.encode(encoding), declared)["text"]


def test_a_page_without_an_article_gives_all_that_it_shows() -> None:
    found = read(
        b"<html><head><title>A short notice</title></head><body><div>Signed.</div><script>x</script></body></html>"
    )
    assert found["title"] == "A short notice" and "Signed." in found["text"] and "x" not in found["text"].split()


def test_a_pdf_is_read_page_by_page() -> None:
    found = read(pdf("The coffee agreement was signed.", "It is in force."), "application/pdf")
    assert found["text"] == f"The coffee agreement was signed.{PAGE_BREAK}It is in force."
    assert found["title"] == "The coffee agreement was signed."


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    assert "signed" in read(pdf("The agreement was signed."), "application/octet-stream")["text"]


def test_a_plain_text_has_its_first_line_as_title_if_a_gap_follows() -> None:
    found = read(b"Coffee agreement signed\n\nIt was signed on Monday.\n", "text/plain")
    assert (found["title"], found["text"]) == ("Coffee agreement signed", "It was signed on Monday.")
    assert read(b"It was signed.\nOn Monday.", "text/plain")["title"] == ""


@pytest.mark.parametrize(
    ("payload", "media_type", "reason"),
    [
        (b"hello", "application/pdf", "does not begin like one"),
        (b"%PDF-1.4 broken", "application/pdf", "cannot be opened"),
        (b"\x89PNG", "image/png", "Of image/png nothing can be read; HTML, PDF and plain text can"),
        (b"", "text/html", "holds no HTML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(payload: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(PermanentError, match=reason):
        read(payload, media_type)


def test_a_pdf_of_pictures_is_refused() -> None:
    with pytest.raises(PermanentError, match="no text, only pictures"):
        read(pdf(""), "application/pdf")


def test_lines_broken_for_the_page_are_joined_and_parted_words_made_whole() -> None:
    lines = [
        "The two ministers signed the agree-",
        "ment on coffee in the capital on",
        "Monday.",
        "",
        "Nobody else came.",
    ]
    whole = "The two ministers signed the agreement on coffee in the capital on Monday."
    assert unwrapped("\r\n".join(lines)) == f"{whole}\nNobody else came."


@given(st.text(alphabet="ab-. \n", max_size=120))
def test_joining_lines_loses_no_letter(text: str) -> None:
    def letters(each: str) -> str:
        return "".join(char for char in each if char in "ab.")

    assert letters(unwrapped(text)) == letters(text)


@given(
    st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "application/pdf", "", "text/html; charset=x"])
)
def test_no_bytes_do_anything_but_be_read_or_be_refused(payload: bytes, media_type: str) -> None:
    try:
        found = read(payload, media_type)
    except PermanentError:
        return
    assert "\x00" not in found["text"] and "\n" not in found["title"]
