"""Looking at the pages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from ..conftest import load_bundled
from .reading import Element, read

Look = Callable[..., Element]
Seen = dict[tuple[Any, ...], bytes]


@pytest.fixture(scope="session")
def seen_pages() -> Seen:
    """Pages of the bundled record as they were answered: nothing changes it, and many tests look at the same ones."""
    return {}


@pytest.fixture
def look(request: pytest.FixtureRequest, client: Client, seen_pages: Seen, db: None) -> Look:
    """Fetch a page and read it: look("/us-sv/", status=200, public_on="2025-04-01")."""
    seen = seen_pages if "us_sv" in request.fixturenames else {}

    def fetch(path: str, status: int = 200, **query: Any) -> Element:
        key = (path, status, *sorted(query.items()))
        if key not in seen:
            response = client.get(path, query)
            assert response.status_code == status, f"{path} answers {response.status_code}"
            seen[key] = response.content
        return read(seen[key])

    return fetch


@pytest.fixture
def served(live_server: Any) -> str:
    """The address of a server with the bundled record."""
    load_bundled()
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that prefers light."""
    context = browser.new_context(color_scheme="light")
    yield context.new_page()
    context.close()
