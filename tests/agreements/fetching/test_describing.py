"""What a citation of a stored page would say."""

from datetime import UTC, datetime
from typing import Any

import pytest

from agreements.fetching.describing import describe
from agreements.models import Citation, Document, Snapshot
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db

URL = "https://www.news.example/1"


def stored(document: dict[str, Any] | None = None, **fields: Any) -> Snapshot:
    return saved(Snapshot, document=saved(Document, url=URL, **(document or {})), **fields)


def test_a_stored_page_fills_a_citation() -> None:
    day = datetime(2025, 3, 14, tzinfo=UTC)
    page = stored({"publisher": "Example News"}, title="Signed", language="es-SV", published=day)
    assert describe(page) == {
        "title": "Signed",
        "publisher": "Example News",
        "language": "es",
        "published": "2025-03-14",
    }


def test_what_a_version_does_not_say_its_document_does() -> None:
    page = stored({"title": "Of before", "language": "en", "published": datetime(2025, 3, 1, tzinfo=UTC)})
    assert describe(page) == {
        "title": "Of before",
        "publisher": "news.example",
        "language": "en",
        "published": "2025-03-01",
    }


def test_what_is_not_known_is_left_empty() -> None:
    assert describe(stored()) == {"title": "", "publisher": "news.example", "language": "", "published": ""}


def test_a_site_is_named_as_it_was_named_most() -> None:
    page = stored({"publisher": "news.example | Noticias"})
    for number, publisher in enumerate(["Example News", "Example News", "EXAMPLE"]):
        saved(Citation, url=f"http://www.news.example/{number}", publisher=publisher)
    for elsewhere in ("https://news.example/", "https://www.news.example.org/", "https://x.example/www.news.example/"):
        for _ in range(3):
            saved(Citation, url=elsewhere, publisher="Another")
    assert describe(page)["publisher"] == "Example News"


def test_long_titles_fit_a_citation() -> None:
    assert len(describe(stored(title="t" * 1000))["title"]) == 300
