"""A pasted address fills its citation, and the list of copies says how each stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from agreements.models import CaptureRequest
from agreements.operations import capturing
from tests.agreements.admin.desk import sign_in
from tests.agreements.cited_pages import cited_site
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.site import Site
from tests.agreements.history.contents import contents
from tests.agreements.models.rows import NOON, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    with cited_site(settings, tmp_path) as site:
        yield site


@pytest.fixture
def analyst() -> Client:
    return sign_in(Client())


def page() -> str:
    return reverse("admin:agreements_capture")


def told(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    assert "no-store" in response["Cache-Control"]
    return response.json()


def test_a_pasted_address_is_fetched_by_a_worker_and_fills_the_citation(analyst: Client, site: Site) -> None:
    head = (
        '<meta property="og:site_name" content="Diario Ejemplo"><meta property="article:published_time" '
        'content="2025-03-14T09:00:00Z">'
    )
    text = "The two governments exchanged notes on the transfer, the ministry said on Friday."
    url = site.serve("/a", html(text, title="Se intercambian notas", head=head))
    assert told(analyst.get(page(), {"url": url})) == {"state": "unknown"}
    assert told(analyst.post(page(), {"url": f" {url} "}), 202) == {"state": "waiting"}
    assert told(analyst.get(page(), {"url": url})) == {"state": "waiting"}
    capturing.carry_out(CaptureRequest.objects.get(asked_by="ana-analyst").pk)
    found = told(analyst.get(page(), {"url": url}))
    assert found["state"] == "done"
    assert found["fields"] == {
        "title": "Se intercambian notas",
        "publisher": "Diario Ejemplo",
        "language": "en",
        "published": "2025-03-14",
    }
    assert told(analyst.post(page(), {"url": url})) == found


def test_a_page_that_cannot_be_had_says_why(analyst: Client, site: Site) -> None:
    url = site.url("/missing")
    told(analyst.post(page(), {"url": url}), 202)
    capturing.carry_out(CaptureRequest.objects.get().pk)
    found = told(analyst.get(page(), {"url": url}))
    assert found == {"state": "failed", "reason": "127.0.0.1 says that there is nothing at this address (404)."}


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "http://ana:secret@news.example/", "http://\x01"])
def test_what_is_no_address_is_refused_and_named(url: str, analyst: Client) -> None:
    refused = told(analyst.post(page(), {"url": url}), 400)
    assert refused["state"] == "refused" and refused["reason"].startswith("The address")
    assert "secret" not in refused["reason"]
    assert told(analyst.get(page(), {"url": url}))["state"] == "failed"
    assert not CaptureRequest.objects.exists()


def test_only_who_may_cite_may_ask() -> None:
    reader = sign_in(Client(), "reader")
    assert reader.get(page(), {"url": "https://news.example/"}).status_code == 403
    assert reader.post(page(), {"url": "https://news.example/"}).status_code == 403
    stranger = Client().post(page(), {"url": "https://news.example/"})
    assert (stranger.status_code, "login" in stranger["Location"]) == (302, True)
    assert not CaptureRequest.objects.exists()


def test_a_foreign_page_cannot_ask_in_an_analysts_name(analyst: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="ana-analyst"))
    assert strict.post(page(), {"url": "https://news.example/"}).status_code == 403
    assert analyst.put(page(), {"url": "https://news.example/"}).status_code == 405
    assert not CaptureRequest.objects.exists()


# --- The list --------------------------------------------------------------------------------------------------------

LIST = "admin:agreements_capturerequest_changelist"


def failed(**fields: Any) -> CaptureRequest:
    ended = {"outcome": "failed", "error": "Nothing is there (404).", "next_try_at": None, "finished_at": NOON}
    return saved(CaptureRequest, **{**ended, "attempts": 1, **fields})


def test_the_list_says_how_each_copy_stands_and_why(analyst: Client) -> None:
    row = failed(url="https://news.example/<b>one</b>")
    listed = analyst.get(reverse(LIST)).content.decode()
    assert "https://news.example/&lt;b&gt;one&lt;/b&gt;" in listed and "Nothing is there (404)." in listed
    assert analyst.get(reverse(LIST), {"outcome__exact": "waiting"}).context["cl"].result_count == 0
    assert analyst.get(reverse("admin:agreements_capturerequest_change", args=[row.pk])).status_code == 200


def test_what_failed_is_tried_again_when_somebody_says_so(analyst: Client) -> None:
    row, other = failed(attempts=3), failed()
    answer = analyst.post(reverse(LIST), {"action": "try_again", "_selected_action": [row.pk]}, follow=True)
    assert "1 will be tried again at once." in answer.content.decode()
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.outcome, row.attempts, row.asked_by, other.outcome) == ("waiting", 0, "ana-analyst", "failed")


def test_a_reader_sees_the_list_and_asks_for_nothing() -> None:
    row = failed()
    reader = sign_in(Client(), "reader")
    before = contents()
    assert reader.get(reverse(LIST)).status_code == 200
    reader.post(reverse(LIST), {"action": "try_again", "_selected_action": [row.pk]})
    assert contents() == before


def test_nobody_edits_or_deletes_a_request() -> None:
    row = failed()
    admin = Client()
    admin.force_login(User.objects.create_superuser("root"))
    before = contents()
    for name, arguments in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
        address = reverse(f"admin:agreements_capturerequest_{name}", args=arguments)
        assert admin.post(address, {"url": "https://x.example/", "post": "yes"}).status_code == 403
    assert contents() == before
