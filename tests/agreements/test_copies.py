"""Cited pages kept by real workers over a real broker: announced, killed in the middle, and with no broker at all."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache
from django.test import Client

from agreements import tasks
from agreements.fetching import store
from agreements.history.verify import verify
from agreements.models import Capture, CaptureRequest, Document, Event, Snapshot
from tests.agreements import inputs
from tests.agreements.admin.logging import filling
from tests.agreements.builders import ground, make_event, write
from tests.agreements.cited_pages import cited_site
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.site import Site
from tests.agreements.history.reading import event
from tests.agreements.workers import kill, start_worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    cache.clear()
    with cited_site(settings, tmp_path) as site:
        monkeypatch.setenv("FETCH_ALLOW", site.pair)
        monkeypatch.setenv("FETCH_PAUSE", "0")
        write(*ground())
        CaptureRequest.objects.all().delete()
        yield site


@pytest.fixture
def worker(site: Site) -> Iterator[Any]:
    process = start_worker()
    yield process
    kill(process)


def cite(*urls: str) -> None:
    write(make_event(citations=[inputs.citation(f"s{number}", url=url) for number, url in enumerate(urls)]))


def copies() -> list[str]:
    return [each["snapshot"] for each in event()["citations"] if each["snapshot"]]


def test_a_page_that_somebody_cites_is_kept_without_being_asked_for(site: Site, worker: Any):
    body = html("The agreement was signed.")
    cite(site.serve("/a", body), site.url("/missing"))
    (sha256,) = wait_for(copies, "the copy")
    assert store.get(sha256) == body
    wait_for(lambda: not CaptureRequest.objects.filter(outcome="waiting").exists(), "both requests to be closed")
    assert dict(CaptureRequest.objects.values_list("url", "outcome")) == {
        site.url("/a"): "done",
        site.url("/missing"): "failed",
    }
    assert verify() == []


def test_a_pasted_address_fills_its_citation_and_the_saved_event_shows_the_copy(
    site: Site, worker: Any, live_server: Any, page: Any
):
    head = (
        '<meta property="og:site_name" content="Diario Ejemplo">'
        '<meta property="article:published_time" content="2025-02-04T08:00:00-06:00">'
    )
    url = site.serve("/nota", html("Se recibió al secretario, dijo la cancillería.", "Visita oficial", head))
    session = filling.analyst(Client()).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}{filling.LOG.format('visit')}")
    page.get_by_label("Title").first.fill("The secretary visits")
    page.locator("#id_date").fill("2025-02-03")
    page.fill("#id_citations-0-url", url)
    page.locator("#id_citations-0-url").blur()
    page.get_by_text("A copy is stored. Filled in from the page:").wait_for()
    said = {name: page.locator(f"#id_citations-0-{name}").input_value() for name in ("title", "publisher", "published")}
    assert said == {"title": "Visita oficial", "publisher": "Diario Ejemplo", "published": "2025-02-04"}
    page.select_option("#id_citations-0-source_type", "press")
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("is recorded, as revision").wait_for()
    (citation,) = event(Event.objects.get().slug)["citations"]
    assert (citation["url"], citation["snapshot"]) == (url, Snapshot.objects.get().sha256)


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(site: Site):
    reached = socket.socketpair()

    def hang(sock: socket.socket) -> None:
        reached[0].send(b"x")
        time.sleep(60)

    site.raw("/slow", hang)
    first = start_worker()
    try:
        cite(site.url("/slow"), site.serve("/a", html()))
        reached[1].settimeout(60)
        reached[1].recv(1)
    finally:
        kill(first)
        for end in reached:
            end.close()
    site.serve("/slow", html("Here it is."))
    # What the dead worker held comes up again when its claim runs out; the test need not wait for that.
    CaptureRequest.objects.filter(outcome="waiting").update(claimed_until=None)
    second = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: len(copies()) == 2, "both copies")
        wait_for(lambda: not CaptureRequest.objects.filter(outcome="waiting").exists(), "both requests to be closed")
    finally:
        kill(second)
    assert (Capture.objects.count(), Snapshot.objects.count(), Document.objects.count()) == (2, 2, 2)
    assert verify() == []


def test_one_message_five_times_is_one_copy(site: Site, worker: Any):
    cite(site.serve("/a", html()))
    (request,) = CaptureRequest.objects.all()
    for _ in range(5):
        tasks.capture_page.delay(request.pk)
    wait_for(copies, "the copy")
    tasks.capture_page.delay(request.pk)
    wait_for(lambda: CaptureRequest.objects.filter(outcome="done").exists(), "the request to be closed")
    assert (site.times()["/a"], Capture.objects.count(), Snapshot.objects.count()) == (1, 1, 1)


def test_an_analyst_saves_while_the_broker_is_down_and_the_copy_is_made_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    urls = [site.serve(f"/{number}", html(f"Page {number}.")) for number in range(8)]
    with current_app.connection_for_write("redis://127.0.0.1:1/0") as dead, monkeypatch.context() as down:
        down.setattr(tasks.capture_page, "delay", lambda *args: tasks.capture_page.apply_async(args, connection=dead))
        began = time.monotonic()
        cite(*urls)
        assert time.monotonic() - began < 2
    assert CaptureRequest.objects.filter(outcome="waiting", next_try_at__lte=datetime.now(UTC)).count() == len(urls)
    worker = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: len(copies()) == len(urls), "every copy")
    finally:
        kill(worker)
    assert site.times() == {"/robots.txt": site.times()["/robots.txt"]} | {f"/{number}": 1 for number in range(8)}
