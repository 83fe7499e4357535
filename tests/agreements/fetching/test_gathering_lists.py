"""Lists carried the whole way: asked for, read on over their pages, followed, kept; nothing falls between."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from agreements.fetching import paging, store
from agreements.fetching.client import Client
from agreements.fetching.polite import Web
from agreements.models import Document, Snapshot
from agreements.reading import text
from tests.agreements.fetching.conftest import Looker
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.lists import JSON, saved
from tests.agreements.fetching.site import Site
from tests.agreements.reading.pdf import pdf

FIELDS = {"id": "id", "url": "url", "title": "title", "text": "text"}


def feed(*names: str, next: str = "") -> str:
    items = [{"id": name, "url": f"/{name}", "title": name, "content_text": name} for name in names]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, "next_url": next})


def urls() -> list[str]:
    return sorted(Document.objects.values_list("url", flat=True))


# --- Each format -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "name", "items"),
    [
        ("json_feed", "json_feed.json", 2),
        ("wordpress", "wordpress.json", 2),
        ("federal_register", "federal_register.json", 2),
    ],
)
def test_a_list_gives_a_document_for_each_item_and_the_next_look_nothing_new(
    format: str, name: str, items: int, site: Site, looker: Looker
) -> None:
    source = looker.source(site.serve("/list", saved(name), content_type=JSON), format, settings={"pages": 1})
    run = looker.look(source)
    assert (run.outcome, run.items_seen, run.items_new, run.items_skipped) == ("new", items, items, 0), run.log
    assert Snapshot.objects.count() == items
    assert looker.look(source).outcome == "unchanged"


def test_an_item_that_is_edited_is_a_new_version_and_a_list_that_did_not_change_is_not_sent(
    site: Site, looker: Looker
) -> None:
    source = looker.source(site.serve("/feed", feed("a", "b"), etag='"1"'), "json_feed")
    looker.look(source)
    assert looker.look(source).http_status == 304
    site.serve("/feed", feed("a", "b").replace('"title": "a"', '"title": "a, corrected"'), etag='"2"')
    assert looker.look(source).items_new == 1
    assert Document.objects.get(url=site.url("/a")).snapshots.count() == 2


def test_an_agency_is_the_publisher_of_its_document(site: Site, looker: Looker) -> None:
    looker.look(looker.source(site.serve("/list", saved("federal_register.json")), "federal_register"))
    assert set(Document.objects.values_list("publisher", flat=True)) == {
        "Examples Department; Office of Samples",
        "Example News",
    }


def test_the_text_behind_a_document_is_kept_at_the_address_of_the_document(site: Site, looker: Looker) -> None:
    text_at = site.serve("/full.txt", "The whole notice.", content_type="text/plain")
    results = [{"document_number": "1", "title": "N", "html_url": site.url("/notice"), "raw_text_url": text_at}]
    source = looker.source(
        site.serve("/list", json.dumps({"results": results})), "federal_register", settings={"follow": True}
    )
    assert looker.look(source).items_new == 1
    snapshot = Snapshot.objects.get()
    assert (snapshot.document.url, snapshot.final_url) == (site.url("/notice"), text_at)
    assert (snapshot.title, snapshot.text) == ("N", "The whole notice.")


def test_an_index_page_is_followed_to_what_it_lists(site: Site, looker: Looker) -> None:
    for name in ("one", "two"):
        site.serve(f"/{name}", html(f"Text of {name}."))
    listed = "<ul><li><a href=/one>One</a><li><a href=/two>Two</a><li><a href=https://other.example/x>X</a></ul>"
    source = looker.source(site.serve("/news", listed), "index_page", settings={"selector": "li a"})
    run = looker.look(source)
    assert (run.items_seen, run.items_new, run.items_skipped) == (3, 2, 1)
    assert sorted(Snapshot.objects.values_list("title", "text")) == [("One", "Text of one."), ("Two", "Text of two.")]
    assert looker.look(source).outcome == "unchanged"
    assert site.times()["/one"] == 1, "what is known is not fetched again"


def test_an_index_page_may_be_kept_without_following(site: Site, looker: Looker) -> None:
    source = looker.source(
        site.serve("/news", "<a href=/one>One</a>"), "index_page", settings={"selector": "a", "follow": False}
    )
    assert looker.look(source).items_new == 1
    assert Snapshot.objects.get().title == "One" and "/one" not in site.times()


def test_a_gazette_is_kept_with_its_pages(site: Site, looker: Looker) -> None:
    looker.extract = text.extract
    issue = pdf("Decree one is published here.", "The convenio is ratified here.")
    looker.look(looker.source(site.serve("/issue", issue, content_type="application/pdf"), "pdf"))
    kept = Snapshot.objects.get().text
    assert [page.strip() for page in kept.split("\f")] == [
        "Decree one is published here.",
        "The convenio is ratified here.",
    ]


def test_what_is_no_pdf_says_what_to_use_instead(site: Site, looker: Looker) -> None:
    run = looker.look(looker.source(site.serve("/issue", html()), "pdf"))
    assert run.outcome == "failed" and "use the format index_page" in run.error


def test_a_pdf_that_vanished_is_gone_since_then(site: Site, looker: Looker) -> None:
    looker.extract = text.extract
    source = looker.source(site.serve("/issue", pdf("Decree one is here."), content_type="application/pdf"), "pdf")
    looker.look(source)
    site.serve("/issue", "Gone", 410)
    assert looker.look(source).outcome == "failed"
    assert Document.objects.get().gone_since == looker.now


# --- Asking ----------------------------------------------------------------------------------------------------------


def json_list(site: Site, looker: Looker, path: str = "/list", **settings: Any) -> Any:
    return looker.source(site.url(path), "json_list", settings={"fields": FIELDS, **settings})


def test_a_question_is_posted_and_its_answers_validators_are_not_used(site: Site, looker: Looker) -> None:
    site.serve("/list", json.dumps([{"id": 1, "url": "/a"}]), etag='"1"')
    source = json_list(site, looker, form={"year": "2026", "month": "2"})
    assert looker.look(source).items_new == 1
    assert looker.look(source).outcome == "unchanged"
    asked = [each for each in site.asked if each.path == "/list"]
    assert [(each.method, each.body) for each in asked] == [("POST", b"year=2026&month=2")] * 2
    assert "if-none-match" not in asked[1].headers


def test_the_day_is_put_into_the_address(site: Site, looker: Looker) -> None:
    today = datetime.now(UTC).date()
    site.serve(f"/{today:%Y}/{today:%m}", json.dumps([{"id": 1}]), etag='"1"')
    source = json_list(site, looker, "/{year}/{month}")
    looker.look(source)
    assert looker.look(source).outcome == "unchanged"
    assert "if-none-match" not in site.asked[-1].headers, "another day's address has other validators"
    (url,) = urls()
    assert url.startswith(site.url("/%7Byear%7D/%7Bmonth%7D#")), "an item without an address stays where it is"


def test_a_key_is_sent_in_a_header_and_stands_nowhere(
    site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SOURCE_KEY_TEST", "s3cret-key")
    site.serve("/list", json.dumps({"items": [{"id": 1}], "next": "/more"}))
    site.serve("/more", json.dumps({"items": [{"id": 2}]}))
    source = json_list(site, looker, items="items", next="next", key={"env": "SOURCE_KEY_TEST"})
    run = looker.look(source)
    assert run.items_new == 2
    assert {each.headers.get("x-api-key") for each in site.asked if each.path != "/robots.txt"} == {"s3cret-key"}
    stored = json.dumps(
        [run.log, run.error, *Snapshot.objects.values_list("headers", "final_url", "text")], default=str
    )
    assert "s3cret" not in stored + caplog.text


def test_without_its_key_a_source_is_not_asked_and_says_which_is_missing(site: Site, looker: Looker) -> None:
    run = looker.look(json_list(site, looker, key={"env": "SOURCE_KEY_NOT_SET"}))
    assert run.outcome == "failed" and "environment variable SOURCE_KEY_NOT_SET" in run.error
    assert site.asked == []


def test_a_key_does_not_go_along_with_a_redirect(
    site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("SOURCE_KEY_TEST", "s3cret-key")
    with Site("127.0.0.2") as other:
        settings.FETCH_ALLOW = [site.pair, other.pair]
        other.serve("/list", json.dumps([{"id": 1}]))
        site.redirect("/list", other.url("/list"))
        with Client() as client:
            looker.web = Web(client)
            assert looker.look(json_list(site, looker, key={"env": "SOURCE_KEY_TEST"})).items_new == 1
        assert [each.headers.get("x-api-key") for each in other.asked if each.path == "/list"] == [None]
    assert site.asked[-1].headers["x-api-key"] == "s3cret-key"


def test_settings_that_are_wrong_are_told_by_the_run(site: Site, looker: Looker) -> None:
    site.serve("/list", "[]")
    run = looker.look(looker.source(site.url("/list"), "json_list", settings={"fields": {"uri": "x"}}))
    assert run.outcome == "failed" and "settings.fields.uri: unknown field" in run.error


# --- Pages of a list -------------------------------------------------------------------------------------------------


def test_a_list_is_read_on_page_by_page(site: Site, looker: Looker) -> None:
    site.serve("/feed", feed("a", next="/2"))
    site.serve("/2", feed("b", next="/3"))
    site.serve("/3", feed("c"))
    run = looker.look(looker.source(site.url("/feed"), "json_feed"))
    assert (run.items_seen, run.items_new, run.log) == (3, 3, [])
    assert urls() == [site.url("/a"), site.url("/b"), site.url("/c")]


def test_a_list_is_read_no_further_than_is_set_and_that_is_told(site: Site, looker: Looker) -> None:
    for n in range(1, 9):
        site.serve(f"/{n}", feed(f"item-{n}", next=f"/{n + 1}"))
    run = looker.look(looker.source(site.url("/1"), "json_feed", settings={"pages": 3}))
    assert (run.items_seen, run.items_new, run.items_skipped) == (3, 3, 0)
    assert run.log == [{"item": site.url("/4"), "reason": "The list goes on there; `pages` says how far it is read."}]
    assert "/4" not in site.times()


def test_a_list_that_goes_round_in_a_circle_ends(site: Site, looker: Looker) -> None:
    site.serve("/1", feed("a", next="/2"))
    site.serve("/2", feed("b", next="/1"))
    run = looker.look(looker.source(site.url("/1"), "json_feed"))
    assert (run.items_new, run.log, site.times()["/1"]) == (2, [], 1)


@pytest.mark.parametrize(
    ("next", "reason"),
    [
        ("https://other.example/2", "at another host, which is not followed"),
        ("http://169.254.169.254/", "at another host"),
        ("file:///etc/passwd", "at no address: .* is not http or https"),
        ("//user@127.0.0.1/", "at no address"),
    ],
)
def test_a_list_does_not_leave_its_host(next: str, reason: str, site: Site, looker: Looker) -> None:
    run = looker.look(looker.source(site.serve("/1", feed("a", next=next)), "json_feed"))
    assert run.items_new == 1 and re.search(reason, run.log[0]["reason"]), run.log


@pytest.mark.parametrize(
    ("status", "body", "reason", "later"),
    [
        (500, "Oops", "trouble of its own", True),
        (404, "None", "nothing at this address", False),
        (200, "<html>", "a page", False),
    ],
)
def test_a_further_page_that_fails_leaves_what_came_before(
    status: int, body: str, reason: str, later: bool, site: Site, looker: Looker
) -> None:
    site.serve("/1", feed("a", next="/2"), etag='"1"')
    site.serve("/2", body, status)
    source = looker.source(site.url("/1"), "json_feed")
    run = looker.look(source)
    assert (run.outcome, run.items_seen, run.items_new) == ("new", 1, 1)
    assert reason in run.log[0]["reason"]
    assert (source.etag == "") is later, "what may pass by itself is asked for again"


def test_without_time_the_rest_is_left_for_the_next_look(
    site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "TIME", 3600)
    source = looker.source(site.serve("/1", feed("a", next="/2"), etag='"1"'), "json_feed")
    run = looker.look(source)
    assert run.items_new == 1 and "left for the next look" in run.log[0]["reason"] and source.etag == ""


def test_wordpress_pages_are_counted_by_its_header(site: Site, looker: Looker) -> None:
    posts = [json.dumps([{"id": n, "link": f"/{n}", "title": {"rendered": f"P{n}"}}]) for n in range(3)]
    site.serve("/posts?per_page=1", posts[0], x_wp_totalpages="3")
    site.serve("/posts?per_page=1&page=2", posts[1], x_wp_totalpages="3")
    site.serve("/posts?per_page=1&page=3", posts[2], x_wp_totalpages="3")
    run = looker.look(looker.source(site.url("/posts?per_page=1"), "wordpress"))
    assert (run.items_new, run.log) == (3, [])


def test_a_pause_that_is_set_is_kept_between_pages(site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(looker.web._turns, "turn", _noting(pauses))
    site.serve("/1", feed("a", next="/2"))
    site.serve("/2", feed("b"))
    looker.look(looker.source(site.url("/1"), "json_feed", settings={"pause": 7}))
    assert [pause for pause in pauses if pause] == [7, 7, 7], "robots.txt, and two pages"


def _noting(pauses: list[float]) -> Any:
    @contextmanager
    def turn(host: str, pause: float) -> Iterator[None]:
        pauses.append(pause)
        yield

    return turn


def test_the_bytes_of_an_item_are_kept(site: Site, looker: Looker) -> None:
    looker.look(looker.source(site.serve("/feed", feed("a")), "json_feed"))
    assert json.loads(store.get(Snapshot.objects.get().sha256))["html"] == "a"
