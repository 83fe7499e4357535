"""Sources set up at the desk: checked as over the API, tried before they are saved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from agreements.admin import source_form
from agreements.fetching.formats import settings
from agreements.models import FetchRun, Source
from agreements.operations import handing_in
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.cited_pages import cited_site
from tests.agreements.fetching.feeds import Entry, rss
from tests.agreements.fetching.site import Site
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db
ADD = "/admin/agreements/source/add/"


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    with cited_site(settings, tmp_path) as site:
        yield site


def form(**changes: Any) -> dict[str, Any]:
    runs = {"runs-TOTAL_FORMS": 0, "runs-INITIAL_FORMS": 0}
    whole = {"slug": "embassy", "name": "Embassy", "url": "https://embassy.example/feed", "format": "rss"}
    return {**runs, **whole, "interval": 3600, "enabled": "on", "settings": "{}", **changes}


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 200
    return {name: " ".join(map(str, found)) for name, found in answer.context["adminform"].form.errors.items()}


def test_every_format_that_can_be_set_up_is_offered() -> None:
    assert set(source_form.FORMATS) == set(settings.SHAPES)


def test_an_admin_sets_up_a_source_that_is_due_at_once(client: Client) -> None:
    assert sign_in(client, "admin").post(ADD, form()).status_code == 302
    source = Source.objects.get()
    assert (source.slug, source.format, source.enabled, source.language) == ("embassy", "rss", True, None)
    assert source.next_check_at is not None


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"url": "ftp://embassy.example/"}, "url", "http"),
        ({"format": "index_page"}, "settings", "selector"),
        ({"format": "index_page", "settings": '{"selector": "h2 >"}'}, "settings", "CSS selector"),
        ({"settings": '{"colour": "red"}'}, "settings", "colour"),
        ({"settings": "{"}, "settings", "valid JSON"),
        ({"interval": "5"}, "interval", "60"),
        ({"slug": "Embassy News"}, "slug", ""),
        ({"format": "manual"}, "format", "manual"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_at_its_field(
    client: Client, changes: dict[str, str], field: str, reason: str
) -> None:
    found = errors(sign_in(client, "admin").post(ADD, form(**changes)))
    assert reason in found[field]
    assert not Source.objects.exists()


def test_a_source_is_tried_as_the_form_stands_and_nothing_is_kept(client: Client, site: Site) -> None:
    url = site.serve("/feed", rss(Entry("A visit", "/a"), Entry("A second", "/b")))
    answer = sign_in(client, "admin").post(ADD, form(url=url, _try="yes"))
    assert [each.seen.title for each in answer.context["trial"].taken] == ["A visit", "A second"]
    assert "A second" in answer.content.decode()
    assert not Source.objects.exists() and not FetchRun.objects.exists()


def test_a_saved_source_is_tried_with_the_changes_that_are_not_saved(client: Client, site: Site) -> None:
    source = saved(Source, url=site.serve("/old", rss(Entry("Old"))), format="rss")
    new = site.serve("/new", rss(Entry("New")))
    answer = sign_in(client, "admin").post(page_of(source), form(url=new, _try="yes"))
    assert [each.seen.title for each in answer.context["trial"].taken] == ["New"]
    source.refresh_from_db()
    assert source.url.endswith("/old")


def test_a_form_with_errors_is_not_tried_but_says_what_is_wrong(client: Client) -> None:
    assert "http" in errors(sign_in(client, "admin").post(ADD, form(url="nonsense", _try="yes")))["url"]


def test_a_new_address_asks_for_everything_again(client: Client) -> None:
    source = saved(Source, format="rss", etag='"1"', last_modified="Mon, 03 Feb 2025 12:00:00 GMT")
    desk = sign_in(client, "admin")
    desk.post(page_of(source), form(url=source.url, name="Another name", format="rss", language=source.language or ""))
    source.refresh_from_db()
    assert (source.name, source.etag) == ("Another name", '"1"')
    desk.post(page_of(source), form(url="https://embassy.example/other", format="rss"))
    source.refresh_from_db()
    assert (source.etag, source.last_modified) == ("", "")


@pytest.mark.parametrize("role", ["reader", "analyst", "reviewer"])
def test_whoever_may_not_set_up_sources_tries_none(client: Client, role: str) -> None:
    assert sign_in(client, role).post(ADD, form(_try="yes")).status_code == 403


def test_the_desk_s_own_source_is_not_set_up_by_anybody(client: Client) -> None:
    own = handing_in._desk()
    desk = sign_in(client, "admin")
    assert desk.post(page_of(own), form(name="Mine")).status_code == 403
    desk.post("/admin/agreements/source/", {"action": "resume", "_selected_action": [own.pk]})
    assert not Source.objects.get(pk=own.pk).enabled
