"""The first page: what waits, what fails, what contradicts itself, what was written last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.admin.dashboard import dashboard, in_trouble
from agreements.models import Source
from tests.agreements.admin.desk import sign_in
from tests.agreements.builders import ground, make_claim, make_event, write
from tests.agreements.review.candidates import make_candidate

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def source(slug: str, **fields: Any) -> Source:
    return Source.objects.create(slug=slug, name=slug, url="https://x.example", format="rss", **fields)


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


def test_sources_in_trouble_are_those_that_fail_or_are_silent_too_long() -> None:
    source("well", last_success_at=ago(hours=2))
    source("new")
    source("failing", last_success_at=ago(hours=2), failures=3)
    source("silent", last_success_at=ago(hours=25))
    source("weekly", interval=604_800, last_success_at=ago(days=20))
    source("weekly-silent", interval=604_800, last_success_at=ago(days=22))
    source("paused", enabled=False, failures=9, last_success_at=ago(days=90))
    assert [each.slug for each in in_trouble(NOW)] == ["failing", "weekly-silent", "silent"]


@pytest.fixture
def record() -> None:
    """A contradiction, a candidate and a failing source."""
    write(*ground(), by="ana", reason="the first entries")
    claims = [make_claim(value=town, speaker={"name": town}).model_dump() for town in ("X", "Y")]
    write(make_event("meeting", claims=claims), by="leo", reason="the meeting")
    make_candidate(title="Ministers sign")
    source("failing", failures=3)


@pytest.mark.usefixtures("record")
def test_the_first_page_tells_the_state_of_things(client: Client) -> None:
    desk = sign_in(client, "reviewer").get("/admin/")
    told = desk.context["desk"]
    assert {name: part["count"] for name, part in told.items()} == {
        "waiting": 1,
        "sources": 1,
        "pages": 0,
        "contradictions": 1,
        "revisions": 2,
    }
    html = desk.content.decode()
    for words in (
        "1 waits for review",
        "Ministers sign",
        "1 open contradiction",
        "failed 3 times in a row",
        "the meeting",
    ):
        assert words in html, words
    for name in ("visit", "statement", "step"):
        assert f"/admin/agreements/event/log/{name}/" in html


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("role", "parts"),
    [(None, set()), ("reader", {"sources", "pages", "contradictions", "revisions"})],
)
def test_each_is_shown_what_they_may_see(client: Client, role: str | None, parts: set[str]) -> None:
    desk = sign_in(client, role).get("/admin/")
    assert set(desk.context["desk"]) == parts
    assert "log/visit" not in desk.content.decode()
    assert "Ministers sign" not in desk.content.decode()


def test_an_empty_record_has_an_empty_desk() -> None:
    told = dashboard(User(is_superuser=True, is_active=True))
    assert {name: (part["count"], part["first"]) for name, part in told.items()} == dict.fromkeys(told, (0, []))


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/agreements/party/"])
def test_the_desk_speaks_english_whatever_the_browser_asks_for(client: Client, address: str) -> None:
    visitor = Client() if "login" in address else sign_in(client, "admin")
    html = visitor.get(address, headers={"accept-language": "es"}).content.decode()
    assert '<html lang="en"' in html
    assert "contraseña" not in html and "Seleccione" not in html


def test_models_stand_in_sections_each_once(client: Client) -> None:
    desk = sign_in(client, "admin").get("/admin/")
    sections = {each["name"]: [model["object_name"] for model in each["models"]] for each in desk.context["app_list"]}
    assert sections["Record"][:2] == ["Event", "Agreement"]
    assert sections["Accounts"] == ["User", "Group", "ApiToken", "Subscription", "Delivery"]
    names = [name for models in sections.values() for name in models]
    assert len(names) == len(set(names))
