"""A round through what is due: many looks at once, written together, none of them at the mercy of another."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache

from agreements.fetching import capture, store, writing
from agreements.fetching.client import Client
from agreements.fetching.polite import Web
from agreements.models import Candidate, Document, FetchRun, Snapshot, Source
from agreements.operations import gather, rounds
from agreements.reading import store as reading
from tests.agreements.fetching.feeds import Entry, html, rss
from tests.agreements.fetching.site import Site, drip

pytestmark = pytest.mark.django_db(transaction=True)
SIGNED = "The United States and El Salvador signed the Agreement on Reciprocal Trade in Washington on Thursday."


@pytest.fixture
def site(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    settings.DATA_DIR, settings.FETCH_PAUSE = tmp_path, 0
    cache.clear()
    with Site() as site:
        settings.FETCH_ALLOW = [site.pair]
        with Client() as client:
            web = Web(client)
            monkeypatch.setattr(gather, "web", lambda: web)
            yield site


def source(slug: str, url: str, format: str = "rss") -> Source:
    return Source.objects.create(slug=slug, name=slug, url=url, format=format, language="en")


def feeds(site: Site, count: int) -> list[Source]:
    return [source(f"s{n}", site.serve(f"/{n}", rss(Entry(f"Note {n}", f"/n/{n}")), etag='"1"')) for n in range(count)]


def outcomes() -> dict[str, str]:
    return dict(FetchRun.objects.values_list("source__slug", "outcome"))


def breaks(patch: pytest.MonkeyPatch, module: Any, name: str, when: Callable[[Any], bool]) -> None:
    """Have a function fail in a way that nobody foresaw, for some of its first arguments."""
    real = getattr(module, name)
    patch.setattr(module, name, lambda first, *more: 1 / 0 if when(first) else real(first, *more))


def test_all_that_is_due_is_looked_at_kept_and_read_in_one_round(site: Site) -> None:
    feeds(site, rounds.AT_ONCE + 8)
    source("page", site.serve("/page", html("Signed.")), "page")
    assert rounds.go() == rounds.AT_ONCE + 9
    assert set(outcomes().values()) == {"new"}
    assert Snapshot.objects.count() == Document.objects.count() == rounds.AT_ONCE + 9
    assert not FetchRun.objects.filter(read_at=None).exists()
    assert not Source.objects.exclude(claimed_until=None).exists()
    assert rounds.go() == 0, "nothing is due any more"


def test_what_did_not_change_leaves_a_run_and_no_row(site: Site) -> None:
    feeds(site, 5)
    rounds.go()
    Source.objects.update(next_check_at=datetime.now(UTC))
    assert rounds.go() == 5
    assert FetchRun.objects.filter(outcome="unchanged", http_status=304, items_seen=0).count() == 5
    assert Snapshot.objects.count() == 5


def test_what_a_feed_says_of_an_agreement_is_proposed_and_its_bytes_come_back(us_sv: Any, site: Site) -> None:
    feeds(site, 3)
    source("wire", site.serve("/feed", rss(Entry("Signed", "/a", body=SIGNED))))
    rounds.go()
    candidate = Candidate.objects.get()
    assert candidate.snapshot.document.url == site.url("/a")
    assert FetchRun.objects.get(source__slug="wire").candidates_made == 1
    assert b"Reciprocal Trade" in store.get(candidate.snapshot.sha256)


def test_two_sources_that_list_one_document_both_end_well(site: Site) -> None:
    entry = Entry("One", "https://news.example/1")
    for name in ("a", "b"):
        source(name, site.serve(f"/{name}", rss(entry, Entry(name, f"/{name}/1"))))
    rounds.go()
    assert outcomes() == {"a": "new", "b": "new"}
    assert (Document.objects.count(), Snapshot.objects.count()) == (3, 3)


def test_a_failure_is_that_of_one_look(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds(site, 3)
    source("bad", site.serve("/bad", "Oops", 500))
    breaks(monkeypatch, capture, "find", lambda source: source.slug == "s1")
    assert rounds.go() == 4
    assert outcomes() == {"s0": "new", "s1": "failed", "s2": "new", "bad": "failed"}
    assert "unforeseen way (ZeroDivisionError)" in FetchRun.objects.get(source__slug="s1").error


def test_what_cannot_be_written_keeps_nothing_else_from_being_written(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds(site, 3)
    breaks(monkeypatch, writing, "_snapshot", lambda sight: sight.run.source.slug == "s1")
    rounds.go()
    assert outcomes() == {"s0": "new", "s1": "failed", "s2": "new"}
    assert set(Document.objects.values_list("title", flat=True)) == {"Note 0", "Note 2"}


def test_what_breaks_the_reader_is_left_for_later_and_the_rest_is_read(
    us_sv: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        source(f"s{n}", site.serve(f"/{n}", rss(Entry(f"Note {n}", f"/n/{n}", body=SIGNED))))
    with monkeypatch.context() as patch:
        breaks(patch, reading, "read", lambda snapshot: snapshot.title == "Note 1")
        rounds.go()
    assert FetchRun.objects.get(read_at=None).source.slug == "s1"
    run = gather.read(FetchRun.objects.get(read_at=None).pk)
    assert run.read_at is not None


def test_a_look_that_is_not_over_when_the_round_must_end_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = threading.Event()

    def held(sock: Any) -> None:
        finish.wait(20)
        drip(1, 0)(sock)

    source("stuck", site.raw("/stuck", held))
    feeds(site, 2)
    monkeypatch.setattr(rounds, "LAST", 1.0)
    try:
        assert rounds.go() == 3
    finally:
        finish.set()
    assert outcomes() == {"s0": "new", "s1": "new", "stuck": "failed"}
    assert "not over after 30 seconds" in FetchRun.objects.get(source__slug="stuck").error
    assert Source.objects.get(slug="stuck").claimed_until is None


def test_a_host_that_gets_pauses_is_asked_by_one_look_at_a_time_and_keeps_no_other_waiting(
    site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FETCH_PAUSE = 1
    monkeypatch.setattr(rounds, "BEGIN", 1.5)
    feeds(site, 6)
    source("other", "http://localhost:1/feed")
    rounds.go()
    looked_at = FetchRun.objects.filter(source__slug__startswith="s")
    assert 1 <= looked_at.count() < 6
    assert set(looked_at.values_list("outcome", flat=True)) == {"new"}, "none waited for its turn in vain"
    assert outcomes()["other"] == "failed"
    left = Source.objects.exclude(runs__isnull=False)
    assert left.exists() and not left.exclude(claimed_until=None).exists(), "the others are due for the next round"
