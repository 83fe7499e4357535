"""A small client, and all addresses of the interface."""

import json
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern

from agreements.api.urls import urlpatterns
from agreements.api.views.base import ListView, RecordView
from agreements.api.views.work import WorkView
from agreements.models import Head

Json = dict[str, Any]
ROOT = "/api/v1/"
# A record of the bundled one for every address that names one.
EXAMPLES = {
    "relations": "us-sv",
    "parties": "USA",
    "people": "marco-rubio",
    "offices": "us-secretary-of-state",
    "agreements": "us-sv-aca-2019",
    "events": "grant-letter-2025-03-22",
    "visits": "pompeo-visit-2019",
    "press-statements": "state-readout-2025-02-03",
    "status-updates": "aca-2019-signed-u1",
}


def view_of(pattern: URLPattern) -> Any:
    return pattern.callback.cls  # type: ignore[attr-defined]


def _address(pattern: URLPattern) -> str:
    route = str(pattern.pattern)
    return route.replace("<slug:slug>", EXAMPLES.get(route.split("/")[0], ""))


def _is_read(pattern: URLPattern) -> bool:
    """Whether there is a record of the bundled one to read; the work before the record has tests of its own."""
    reads = "get" in view_of(pattern).http_method_names and "determinations/<" not in str(pattern.pattern)
    return reads and not issubclass(view_of(pattern), WorkView)


# The last pattern is all that is not there.
VIEWS = {_address(pattern): view_of(pattern) for pattern in urlpatterns[:-1] if _is_read(pattern)}
ADDRESSES = sorted(VIEWS)
RECORD = [address for address in ADDRESSES if issubclass(VIEWS[address], RecordView)]
LISTS = [address for address in ADDRESSES if issubclass(VIEWS[address], ListView)]
DETAILS = [address for address in RECORD if hasattr(VIEWS[address], "find")]
CLOCKED = [address for address in RECORD if address != "changes/"]


class Api:
    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, address: str, query: Any = None, **headers: str) -> Any:
        """The response; `address` is below the interface's root, or absolute."""
        path = address if address.startswith(("http", "/")) else ROOT + address
        return self.client.get(path, query, headers=headers)

    def read(self, address: str, query: Any = None) -> Json:
        """The answer, which must be a good one."""
        response = self.get(address, query)
        assert response.status_code == 200, response.content
        found: Json = response.json()
        return found

    def send(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        """The response to a write; a body that is no text is sent as JSON."""
        content = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        path = address if address.startswith(("http", "/")) else ROOT + address
        return self.client.generic(method, path, content, "application/json", headers=headers)

    def write(self, method: str, address: str, body: Any, code: int | None = None) -> Json:
        """The answer to a write, which must be a good one. `code`: 201 for POST and 200 for PATCH if not given."""
        response = self.send(method, address, body)
        wanted = code or (201 if method == "POST" else 200)
        assert response.status_code == wanted, (response.status_code, response.content)
        found: Json = response.json()
        return found

    def unwritten(self, method: str, address: str, body: Any, code: int = 400) -> dict[str, str]:
        """Field → detail of an answer that must be a refusal, after which the record is what it was."""
        before = Head.objects.get().hash
        response = self.send(method, address, body)
        assert response.status_code == code, (response.status_code, response.content)
        assert response["Content-Type"] == "application/problem+json"
        assert Head.objects.get().hash == before
        return {each["field"]: each["detail"] for each in response.json()["errors"]}

    def slugs(self, address: str, query: Any = None, key: str = "slug") -> list[str]:
        return [each[key] for each in self.read(address, query)["results"]]

    def pages(self, address: str, query: Any = None, way: str = "next") -> Iterator[Json]:
        """All pages from this one on, following `next` or `previous`."""
        page = self.read(address, query)
        yield page
        while page[way]:
            page = self.read(page[way])
            yield page

    def refused(self, address: str, query: Any = None) -> dict[str, str]:
        """Field → detail of an answer that must be a refusal."""
        response = self.get(address, query)
        assert response.status_code == 400, (response.status_code, response.content)
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert set(problem) == {"type", "title", "status", "detail", "errors"}
        return {each["field"]: each["detail"] for each in problem["errors"]}
