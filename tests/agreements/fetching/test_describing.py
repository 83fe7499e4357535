"""What a citation of a stored page would say."""

from datetime import UTC, datetime
from typing import Any

import pytest

from agreements.fetching.describing import describe
from agreements.fetching.errors import AddressRefused
from agreements.models import Citation, Document, Snapshot
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db

URL = "https://www.news.example/1"


def stored(document: dict[str, Any] | None = None, **fields: Any) -> Snapshot:
    return saved(Snapshot, document=saved(Document, url=URL, **(document or {})), **fields)


def test_a_stored_page_fills_a_citation() -> None:
    stored({"publisher": "Example News"}, title="Signed", language="es-SV", published=datetime(2025, 3, 14, tzinfo=UTC))
    expected = {"title": "Signed", "publisher": "Example News", "language": "es", "published": "2025-03-14"}
    assert describe(URL) == expected
    assert describe(f"{URL}?utm_source=mail#top") == expected


def test_what_a_version_does_not_say_its_document_does() -> None:
    stored({"title": "Of before", "language": "en", "published": datetime(2025, 3, 1, tzinfo=UTC)})
    assert describe(URL) == {
        "title": "Of before",
        "publisher": "news.example",
        "language": "en",
        "published": "2025-03-01",
    }


def test_what_is_not_known_is_left_empty() -> None:
    stored()
    assert describe(URL) == {"title": "", "publisher": "news.example", "language": "", "published": ""}


def test_a_site_is_named_as_it_was_named_most() -> None:
    stored({"publisher": "news.example | Noticias"})
    for number, publisher in enumerate(["Example News", "Example News", "EXAMPLE"]):
        saved(Citation, url=f"http://www.news.example/{number}", publisher=publisher)
    for elsewhere in ("https://news.example/", "https://www.news.example.org/", "https://x.example/www.news.example/"):
        for _ in range(3):
            saved(Citation, url=elsewhere, publisher="Another")
    found = describe(URL)
    assert found and found["publisher"] == "Example News"


def test_long_titles_fit_a_citation() -> None:
    stored(title="t" * 1000)
    found = describe(URL)
    assert found and len(found["title"]) == 300


def test_of_a_page_that_is_not_stored_nothing_is_known() -> None:
    assert describe(URL) is None
    saved(Document, url=URL)
    assert describe(URL) is None


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(AddressRefused):
        describe("ftp://news.example/1")
