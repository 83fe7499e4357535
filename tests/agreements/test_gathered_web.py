"""A small web, gathered by real workers over a real broker: what is politely asked for, kept, refused and accounted."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from agreements import tasks
from agreements.models import Candidate, Document, Event, FetchRun, Snapshot, Source
from agreements.review import decisions
from tests.agreements.fetching.feeds import Entry, html, rss
from tests.agreements.fetching.site import Raw, Site, canary, drip
from tests.agreements.fetching.test_client import bomb
from tests.agreements.reading.pdf import pdf
from tests.agreements.workers import kill, start_worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
SIGNED = "The United States and El Salvador signed the Agreement on Reciprocal Trade in Washington on Thursday."
DENIED = "The ministry denied that the Agreement on Reciprocal Trade with the United States had entered into force."
FIRST = "Mon, 02 Feb 2026 10:00:00 GMT"


@pytest.fixture
def site(us_sv: Any) -> Iterator[Site]:
    cache.clear()
    with Site() as site:
        yield site


@pytest.fixture
def worker(site: Site) -> Iterator[Any]:
    process = start_worker(FETCH_ALLOW=site.pair, FETCH_PAUSE="0")
    yield process
    kill(process)


def source(slug: str, url: str, format: str = "rss", **more: Any) -> Source:
    return Source.objects.create(slug=slug, name=slug, url=url, format=format, language="en", **more)


def look() -> dict[str, FetchRun]:
    """Have all sources looked at, by the clock; the run of each, once it was read."""
    before = set(FetchRun.objects.values_list("pk", flat=True))
    wanted = set(Source.objects.filter(enabled=True).values_list("slug", flat=True))
    Source.objects.update(next_check_at=datetime.now(UTC), claimed_until=None)
    cache.clear()
    tasks.tick.delay()

    def done() -> dict[str, FetchRun]:
        runs = FetchRun.objects.exclude(pk__in=before).exclude(outcome="running").select_related("source")
        ended = {run.source.slug: run for run in runs if run.outcome != "new" or run.read_at}
        return ended if ended.keys() == wanted else {}

    found: dict[str, FetchRun] = wait_for(done, f"looks at {', '.join(sorted(wanted))}")
    return found


def accounted(run: FetchRun) -> bool:
    """Every item that was there is a document now, or stands in the log with its reason."""
    skipped = sum(each.get("count", 1) for each in run.log if "reason" in each)
    return run.items_skipped == skipped and run.items_new <= run.items_seen - run.items_skipped


def test_a_feed_is_asked_again_only_for_what_changed(site: Site, worker: Any) -> None:
    source("wire", site.serve("/feed", rss(Entry("Signed", "/a", body=SIGNED, published=FIRST)), etag='"1"'))
    first = look()["wire"]
    assert (first.outcome, first.items_new, first.candidates_made) == ("new", 1, 1)
    second = look()["wire"]
    assert (second.outcome, second.http_status) == ("unchanged", 304)
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert Snapshot.objects.count() == Candidate.objects.count() == 1


def test_ten_items_with_one_guid_are_ten_documents_and_an_edited_title_is_no_second_one(
    site: Site, worker: Any
) -> None:
    entries = [Entry(f"Note {n}", f"/{n}", guid="the-same", body=f"Note {n} was sent.") for n in range(10)]
    source("wire", site.serve("/feed", rss(*entries)))
    run = look()["wire"]
    assert (run.items_seen, run.items_new, Document.objects.count()) == (10, 10, 10)
    assert accounted(run)
    entries[3] = Entry("Note 3, corrected", "/3", guid="the-same", body="Note 3 was sent.")
    site.serve("/feed", rss(*entries))
    assert look()["wire"].items_new == 1
    assert Document.objects.count() == 10
    assert Document.objects.get(title="Note 3, corrected").snapshots.count() == 2


def test_a_page_that_changes_reverts_vanishes_and_returns_is_kept_in_all_its_states(site: Site, worker: Any) -> None:
    states = [html(SIGNED, title="Trade"), html(DENIED, title="Trade"), html(SIGNED, title="Trade")]
    page = source("page", site.url("/page"), "page")
    for state in states:
        site.serve("/page", state)
        assert look()["page"].outcome == "new"
    kept = Snapshot.objects.filter(document__source=page).order_by("taken_at").values_list("sha256", flat=True)
    assert len(kept) == 3 and kept[0] == kept[2] != kept[1]
    site.serve("/page", status=404)
    gone = look()["page"]
    assert gone.outcome == "failed" and "nothing at this address" in gone.error
    assert Document.objects.get().gone_since is not None
    site.serve("/page", states[2])
    assert look()["page"].outcome == "unchanged"
    assert Document.objects.get().gone_since is None
    assert Snapshot.objects.count() == 3


def test_a_moved_page_is_followed_and_its_final_address_kept_but_not_into_a_private_network(
    site: Site, worker: Any
) -> None:
    site.redirect("/old", site.serve("/new", html(SIGNED, title="Trade")), 301)
    with canary() as secret:
        site.redirect("/trap", secret.url("/"))
        source("moved", site.url("/old"), "page")
        source("trap", site.url("/trap"), "page")
        runs = look()
        assert secret.connections == 0
    assert Snapshot.objects.get().final_url == site.url("/new")
    assert runs["trap"].outcome == "failed" and "is not dialled" in runs["trap"].error


def test_bombs_and_broken_answers_end_in_their_runs_and_the_worker_goes_on(site: Site, worker: Any) -> None:
    source("bomb", site.serve("/bomb", bomb(100 << 20), content_encoding="gzip"), "page")
    source("entities", site.serve("/xxe", b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', content_type="text/xml"))
    source("no-feed", site.serve("/html", html("Not a feed.")))
    source("wire", site.serve("/feed", rss(Entry("Signed", "/a", body=SIGNED, published=FIRST))))
    runs = look()
    assert {slug: run.outcome for slug, run in runs.items()} == {
        **dict.fromkeys(("bomb", "entities", "no-feed"), "failed"),
        "wire": "new",
    }
    assert all(run.error for slug, run in runs.items() if slug != "wire")
    assert Document.objects.count() == 1


def test_pdfs_are_read_page_by_page(site: Site, worker: Any) -> None:
    source("gazette", site.serve("/g.pdf", pdf("Decree 12.", SIGNED), content_type="application/pdf"), "page")
    assert look()["gazette"].items_new == 1
    assert "Reciprocal Trade" in Snapshot.objects.get().text


def test_a_slow_site_and_a_dead_one_delay_no_other(site: Site, worker: Any) -> None:
    """While one worker process waits for the drip, the other carries on."""
    finish = threading.Event()
    source("drip", site.raw("/drip", held(finish)))
    source("dead", "http://127.0.0.1:1/feed")
    quick = [source(f"quick-{n}", site.serve(f"/{n}", rss(Entry(f"Note {n}", f"/n/{n}")))) for n in range(8)]
    Source.objects.update(next_check_at=datetime.now(UTC))
    tasks.tick.delay()

    def others() -> bool:
        return FetchRun.objects.filter(source__in=quick, outcome="new").count() == len(quick)

    try:
        wait_for(others, "the others to be looked at while one site is silent")
        assert FetchRun.objects.get(source__slug="drip").outcome == "running"
    finally:
        finish.set()
    wait_for(lambda: not FetchRun.objects.filter(outcome="running").exists(), "the slow one to end")
    assert FetchRun.objects.get(source__slug="dead").outcome == "failed"


def held(finish: threading.Event) -> Raw:
    """An answer that does not come before `finish`, at most in 20 seconds."""

    def write(sock: Any) -> None:
        finish.wait(20)
        drip(1, 0)(sock)

    return write


def test_robots_are_asked_and_obeyed(site: Site, worker: Any) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private/", content_type="text/plain")
    source("private", site.serve("/private/page", html(SIGNED)), "page")
    run = look()["private"]
    assert run.outcome == "skipped" and "robots.txt" in run.error
    assert site.times()["/private/page"] == 0


def test_a_revised_item_renews_its_proposal_and_once_accepted_asks_for_a_second_look(site: Site, worker: Any) -> None:
    """It never makes a second event."""
    source("wire", site.serve("/feed", rss(Entry("Trade", "/a", guid="1", body=SIGNED, published=FIRST))))
    look()
    first = Candidate.objects.get()
    site.serve("/feed", rss(Entry("Trade", "/a", guid="1", body=DENIED, published=FIRST)))
    look()
    first.refresh_from_db()
    assert first.state == "superseded"
    waiting = Candidate.objects.get(state="waiting")
    decided = decisions.accept(waiting.public_id, by="ana", as_new=True)
    events = Event.objects.count()
    site.serve("/feed", rss(Entry("Trade", "/a", guid="1", body=SIGNED, published=FIRST)))
    look()
    again = Candidate.objects.get(state="waiting")
    assert (again.relation, again.about) == ("revision", decided.candidate.event)
    assert [(each["was"]["value"], each["now"]["value"]) for each in again.changes] == [("in_force", "signed")]
    decisions.accept(again.public_id, by="ana")
    assert Event.objects.count() == events


def test_one_story_in_two_papers_waits_once_with_both_as_its_sources(site: Site, worker: Any) -> None:
    story = f"{SIGNED} " + " ".join(f"Annex {number} lists tariff lines on coffee and sugar." for number in range(9))
    for paper in ("one", "two"):
        entry = Entry(f"Trade agreement signed, says {paper}", f"/{paper}", body=story, published=FIRST)
        source(paper, site.serve(f"/{paper}/feed", rss(entry, title=paper)))
    look()
    (candidate,) = Candidate.objects.filter(state="waiting")
    cited = candidate.proposed["citations"]
    assert len(candidate.copies) == 1 and len(cited) == 2
    assert len({each["cluster"] for each in cited}) == 1


def test_a_site_that_asks_for_time_gets_it(site: Site, worker: Any) -> None:
    source("busy", site.serve("/feed", status=429, retry_after="7200"))
    before = datetime.now(UTC)
    assert look()["busy"].outcome == "failed"
    due = Source.objects.get(slug="busy").next_check_at
    assert due is not None and due - before >= timedelta(hours=2)
