"""The bodies that the documentation shows: each is taken as it stands, and each write has one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from agreements.api.urls import urlpatterns
from agreements.api.views import about
from agreements.api.writing.examples import EXAMPLES
from agreements.fetching import declaring
from agreements.models import Subscription

from ...builders import ground, write
from ...models.rows import saved
from ...review.candidates import make_candidate
from ..asking import ROOT, Api, view_of

pytestmark = pytest.mark.usefixtures("us_sv")
NAMED = {
    "agreements": "us-sv-art-2026",
    "events": "art-signed-2026-01-29",
    "visits": "rubio-visit-el-salvador-2025",
    "press-statements": "rubio-san-jose-2025",
    "status-updates": "art-signed-2026-01-29-u1",
    "determinations": "choice",
    "sources": "ministry",
    "candidates": "c-1",
    "subscriptions": "sub-1",
}
WRITES = [(str(pattern.pattern), method) for pattern in urlpatterns for method in view_of(pattern).accepts]


def example(route: str, method: str) -> Any:
    (view,) = [view_of(pattern) for pattern in urlpatterns if str(pattern.pattern) == route]
    return EXAMPLES[view.accepts[method]]


def address(route: str) -> str:
    return route.replace("<slug:slug>", NAMED[route.split("/")[0]])


@pytest.fixture
def admin(as_role: Any) -> Api:
    """Asked by an admin, where there is something at every address."""
    api: Api = as_role("admin")
    write(*[each for each in ground() if getattr(each, "slug", "") == "memo"])
    make_candidate()
    source = {"slug": "ministry", "name": "Ministry", "url": "https://ministry.example/", "format": "rss"}
    declaring.create(source, datetime.now(UTC))
    rivals = ["first-transfers-2025-03-15-c1"], ["first-transfers-2025-03-15-c2"]
    choice = {"id": "choice", "preferred": rivals[1], "set_aside": rivals[0], "reason": "x"}
    api.write("POST", "determinations/", choice)
    saved(Subscription, public_id="sub-1")
    return api


@pytest.mark.parametrize(("route", "method"), WRITES)
def test_the_example_of_every_write_is_taken_as_it_stands(admin: Api, route: str, method: str) -> None:
    response = admin.send(method, address(route), example(route, method))
    assert response.status_code in (200, 201), response.content
    described = about.schema()["paths"][f"{ROOT}{route}".replace("<slug:slug>", "{slug}")][method.lower()]
    assert str(response.status_code) in described["responses"]
    check(described["responses"][str(response.status_code)]["content"]["application/json"]["schema"], response.json())
    headers = set(described["responses"][str(response.status_code)].get("headers", {}))
    assert headers == {name for name in ("ETag", "Entente-Revision", "Location") if name in response}
    check(described["requestBody"]["content"]["application/json"]["schema"], example(route, method))


def check(described: Any, value: Any) -> None:
    validator = Draft202012Validator(
        {**described, "components": about.schema()["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    assert [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)] == []


def test_every_example_belongs_to_a_body() -> None:
    assert {body for pattern in urlpatterns for body in view_of(pattern).accepts.values()} == set(EXAMPLES)
