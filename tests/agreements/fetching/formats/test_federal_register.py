"""The Federal Register's API → items."""

from typing import Any

import pytest

from agreements.fetching.errors import Unreadable
from tests.agreements.fetching.lists import parse, saved


def test_documents_become_entries_with_citation_and_agencies() -> None:
    one, two = parse("federal_register", saved("federal_register.json")).items
    assert one.title == "Extension of the Designation of Example (91 FR 100)"
    assert one.publisher == "Examples Department; Office of Samples"
    assert one.text == "The Secretary extends the designation.\nNotice.\nThe extension begins on March 10, 2026."
    assert one.url == "https://register.example/documents/2026/01/05/2026-00001/extension"
    assert (one.guid, one.behind) == ("2026-00001", "https://register.example/full_text/2026-00001.txt")
    assert one.published is not None and one.published.isoformat() == "2026-01-05T00:00:00+00:00"
    assert (two.title, two.text, two.publisher, two.language) == ("Meeting", "", "", "en")


def test_the_next_page_is_named() -> None:
    found = parse("federal_register", saved("federal_register.json"))
    assert found.next == "https://news.example/api/v1/documents.json?page=2"


def test_nothing_found_is_an_empty_list() -> None:
    assert parse("federal_register", {"count": 0, "total_pages": 0}).items == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"errors": {"fields": "no such field"}}, "refuses the question: .*no such field"),
        ({"count": 3}, "no list at 'results': nothing"),
        ({"results": {}}, "no list at 'results': an empty object"),
        ([], "no list at 'results': nothing. The answer holds a list of 0"),
    ],
)
def test_what_is_no_list_of_documents_says_what_came(content: Any, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse("federal_register", content)
