"""Reading bytes in the limited child."""

from datetime import date

import pytest

from agreements.errors import PermanentError
from agreements.reading import text
from agreements.reading.text import Extracted, extract
from agreements.sandbox import Child

from .pdf import pdf
from .test_extraction import PAGE


def test_a_page_is_read_in_the_child() -> None:
    found = extract(PAGE.encode(), "text/html", "https://news.example/1")
    assert isinstance(found, Extracted)
    assert (found.published, found.language) == (date(2024, 7, 12), "es-SV")
    assert found.text.startswith("El Salvador firma") or "La ministra firmó" in found.text


def test_a_pdf_has_no_day_of_its_own() -> None:
    assert extract(pdf("The agreement was signed."), "application/pdf", "").published is None


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(PermanentError, match="nothing can be read"):
        extract(b"\x89PNG", "image/png", "")


def test_a_page_that_wants_too_much_memory_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Child("agreements.reading.extraction:extract", memory=500 << 20)
    monkeypatch.setattr(text, "_child", small)
    with pytest.raises(PermanentError, match="memory"):
        extract(b"<html><body>" + b"<p>a</p>" * 5_000_000, "text/html", "")
    assert extract(b"<p>Signed.</p>", "text/html", "").text == "Signed."
    small.close()
