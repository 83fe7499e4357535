"""One look at one source: what is kept, what is news, and what the run and the source say."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.errors import PermanentError
from agreements.fetching import capture, store
from agreements.fetching.formats.base import ENTRY
from agreements.models import Document, FetchRun, Snapshot
from tests.agreements.fetching.conftest import Looker
from tests.agreements.fetching.feeds import Entry, html, rss
from tests.agreements.fetching.site import Site

ONE, TWO = Entry("One", "/1", "1", "<p>First.</p>"), Entry("Two", "/2", "2", "<p>Second.</p>")


def counts(run: FetchRun) -> tuple[str, int, int, int]:
    return run.outcome, run.items_seen, run.items_new, run.items_skipped


# --- Feeds -----------------------------------------------------------------------------------------------------------


def test_a_feed_gives_a_document_and_a_snapshot_for_each_entry(site: Site, looker: Looker) -> None:
    feed = site.serve("/feed", rss(Entry(link="/a?utm_source=x#top", guid="1"), TWO))
    run = looker.look(looker.source(feed, language="es"))
    assert counts(run) == ("new", 2, 2, 0), run.log
    assert set(Document.objects.values_list("url", flat=True)) == {site.url("/a"), site.url("/2")}
    snapshot = Snapshot.objects.get(document__url=site.url("/a"))
    assert (snapshot.title, snapshot.text, snapshot.language) == ("Notes exchanged", "Two notes were exchanged.", "es")
    assert snapshot.document.publisher == "Example News"
    assert (snapshot.run, snapshot.taken_at, snapshot.media_type) == (run, looker.now, ENTRY)
    assert snapshot.final_url == feed and snapshot.http_status == 200
    assert snapshot.headers["content-type"] == "text/html; charset=utf-8"


def test_the_stored_bytes_are_the_entry_and_the_hashes_are_theirs(site: Site, looker: Looker) -> None:
    looker.look(looker.source(site.serve("/feed", rss(ONE))))
    snapshot = Snapshot.objects.get()
    content = store.get(snapshot.sha256)
    assert json.loads(content)["title"] == "One" and snapshot.size == len(content)
    assert snapshot.text_sha256 == hashlib.sha256(snapshot.text.encode()).hexdigest()


def test_a_second_look_at_the_same_finds_nothing_new(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE, TWO)))
    looker.look(source)
    assert counts(looker.look(source)) == ("unchanged", 2, 0, 0)
    assert Snapshot.objects.count() == 2
    assert set(Document.objects.values_list("last_seen", flat=True)) == {looker.now}


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE), etag='"1"', last_modified="Mon, 03 Feb 2025 10:00:00 GMT"))
    looker.look(source)
    assert source.etag == '"1"'
    run = looker.look(source)
    assert (*counts(run), run.http_status) == ("unchanged", 0, 0, 0, 304)
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 03 Feb 2025 10:00:00 GMT"
    assert source.etag == '"1"', "what we know stays known"


def test_an_entry_that_is_edited_is_a_new_version_of_one_document(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE, TWO)))
    looker.look(source)
    site.serve("/feed", rss(Entry("One, corrected", "/1", "1"), TWO))
    assert counts(looker.look(source)) == ("new", 2, 1, 0)
    assert Document.objects.count() == 2
    document = Document.objects.get(url=site.url("/1"))
    assert document.title == "One, corrected" and document.snapshots.count() == 2


def test_a_return_to_an_earlier_state_is_a_snapshot_again(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE)))
    for entry in (ONE, Entry("Changed", "/1", "1"), ONE):
        site.serve("/feed", rss(entry))
        assert looker.look(source).items_new == 1
    first, _, third = Snapshot.objects.order_by("taken_at")
    assert first.sha256 == third.sha256 and first.taken_at < third.taken_at


def test_two_sources_that_see_two_versions_of_one_document_do_not_make_news_by_turns(
    site: Site, looker: Looker
) -> None:
    whole = looker.source(site.serve("/whole", rss(ONE)))
    short = looker.source(site.serve("/short", rss(Entry("One", "/1", "1", "First …"))))
    looker.look(whole)
    looker.look(short)
    for source in (whole, short, whole, short):
        assert looker.look(source).outcome == "unchanged"
    assert (Document.objects.count(), Snapshot.objects.count()) == (1, 2)


def test_a_feed_and_its_page_watched_by_itself_share_a_document(site: Site, looker: Looker) -> None:
    feed = looker.source(site.serve("/feed", rss(ONE)))
    page = looker.source(site.serve("/1", html()), "page")
    for _ in range(2):
        looker.look(feed)
        looker.look(page)
    assert (Document.objects.count(), Snapshot.objects.count()) == (1, 2)


def test_ten_entries_with_one_guid_and_one_link_are_ten_documents_and_stay_ten(site: Site, looker: Looker) -> None:
    entries = [Entry(f"Title {n}", "/same", "same", f"Text {n}") for n in range(10)]
    source = looker.source(site.serve("/feed", rss(*entries)))
    assert counts(looker.look(source)) == ("new", 10, 10, 0)
    site.serve("/feed", rss(*reversed(entries)))
    assert counts(looker.look(source)) == ("unchanged", 10, 0, 0)


def test_an_entry_that_repeats_another_is_skipped_with_the_reason(site: Site, looker: Looker) -> None:
    run = looker.look(looker.source(site.serve("/feed", rss(ONE, ONE))))
    assert counts(run) == ("new", 2, 1, 1)
    assert run.log == [{"item": site.url("/1"), "reason": "It repeats another item of the same look."}]


def test_an_entry_without_a_link_is_marked_under_its_feed(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(Entry(link="", guid="a"))))
    looker.look(source)
    assert Document.objects.get().url.startswith(f"{site.url('/feed')}#")
    assert looker.look(source).outcome == "unchanged"


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_a_page_is_one_document_with_its_own_bytes(site: Site, looker: Looker) -> None:
    run = looker.look(looker.source(site.serve("/page", html("Signed."), set_cookie="id=1"), "page"))
    assert counts(run) == ("new", 1, 1, 0)
    snapshot = Snapshot.objects.get()
    assert store.get(snapshot.sha256) == html("Signed.")
    assert (snapshot.title, snapshot.text, snapshot.media_type) == ("Extracted", "Signed.", "text/html")
    assert snapshot.published is not None and snapshot.published.isoformat() == "2025-02-03T00:00:00+00:00"
    assert "set-cookie" not in snapshot.headers and "content-length" in snapshot.headers


def test_a_page_that_moved_keeps_its_document(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/old", html()), "page")
    looker.look(source)
    site.redirect("/old", "/new", 301)
    site.serve("/new", html())
    assert looker.look(source).outcome == "unchanged"
    site.serve("/new", html("Amended."))
    looker.look(source)
    assert Document.objects.get().url == site.url("/old")
    assert Snapshot.objects.latest("taken_at").final_url == site.url("/new")


def test_a_page_that_vanished_is_noted_and_comes_back(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/page", html()), "page")
    looker.look(source)
    site.serve("/page", "Gone", 404)
    run = looker.look(source)
    first_missed = looker.now
    assert (run.outcome, run.http_status) == ("failed", 404)
    assert run.error == f"{site.host} says that there is nothing at this address (404)."
    looker.look(source)
    assert Document.objects.get().gone_since == first_missed
    site.serve("/page", html())
    assert looker.look(source).outcome == "unchanged"
    assert Document.objects.get().gone_since is None
    assert Snapshot.objects.count() == 1


def test_a_page_that_did_not_change_was_seen(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/page", html(), etag='"1"'), "page")
    looker.look(source)
    assert looker.look(source).http_status == 304
    assert Document.objects.get().last_seen == looker.now


def test_bytes_that_are_known_are_not_read_again(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/page", html()), "page")
    looker.look(source)

    def never(*args: Any) -> Any:
        raise AssertionError("read again")

    looker.extract = never
    assert looker.look(source).outcome == "unchanged"


# --- Folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_and_says_what_it_left(looker: Looker, settings: Any) -> None:
    inbox = settings.DATA_DIR / "inbox" / "press"
    inbox.mkdir(parents=True)
    (inbox / "a.html").write_bytes(html("One"))
    (inbox / "b.xml").write_bytes(rss(Entry(link="", guid="g"), Entry("Two", "https://news.example/2"), title="Wire"))
    (inbox / "c.pdf").write_text("none")
    (inbox / "d.docx").write_text("?")
    source = looker.source("folder:press", "folder", settings={"base_url": "https://press.example/"})
    run = looker.look(source)
    assert counts(run) == ("new", 5, 3, 2)
    assert [each["item"] for each in run.log] == ["https://press.example/c.pdf", "d.docx"]
    assert Document.objects.get(url="https://news.example/2").publisher == "Wire"
    assert Document.objects.get(url="https://press.example/a.html").publisher == "Example News"
    assert Document.objects.filter(url__startswith="https://press.example/b.xml#").exists()
    assert counts(looker.look(source)) == ("unchanged", 0, 0, 0)
    (inbox / "e.txt").write_text("New")
    assert counts(looker.look(source)) == ("new", 6, 1, 2)


# --- The source ------------------------------------------------------------------------------------------------------


def test_a_look_that_went_well_is_followed_by_one_an_interval_later(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE)), claimed_until=looker.now + timedelta(hours=9), failures=3)
    looker.look(source)
    assert (source.failures, source.claimed_until) == (0, None)
    assert source.last_success_at == source.last_item_at == looker.now
    assert source.next_check_at is not None
    assert timedelta(minutes=54) <= source.next_check_at - looker.now <= timedelta(hours=1)
    looker.look(source)
    assert source.last_success_at == looker.now and source.last_item_at < looker.now  # type: ignore[operator]


def test_failures_put_a_source_off_longer_and_longer(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", "Oops", 500))
    waits = []
    for number in range(1, 8):
        looker.look(source)
        assert source.failures == number and source.last_success_at is None
        waits.append((source.next_check_at - looker.now).total_seconds())  # type: ignore[operator]
    assert waits == sorted(waits) and waits[0] > 6000 and waits[-1] <= 24 * 3600


def test_a_source_is_left_alone_as_long_as_it_asks(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", "Later", 429, retry_after="20000"), interval=60)
    run = looker.look(source)
    assert (run.outcome, run.http_status) == ("failed", 429)
    assert source.next_check_at == looker.now + timedelta(seconds=20000)


def test_what_robots_txt_forbids_is_skipped_and_counts_as_no_failure(site: Site, looker: Looker) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /feed")
    source = looker.source(site.serve("/feed", rss(ONE)))
    run = looker.look(source)
    assert (run.outcome, source.failures) == ("skipped", 0)
    assert "robots.txt" in run.error and "/feed" not in site.times()
    assert source.next_check_at - looker.now > timedelta(hours=21)  # type: ignore[operator]


def test_a_source_whose_address_was_changed_meanwhile_keeps_no_validators(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE), etag='"1"'))

    def edit(*args: Any, **kwargs: Any) -> Any:
        type(source).objects.filter(pk=source.pk).update(url=site.url("/other"))
        return real(*args, **kwargs)

    real, looker.web.get = looker.web.get, edit  # type: ignore[method-assign]
    looker.look(source)
    assert (source.url, source.etag) == (site.url("/other"), "")
    assert source.last_success_at == looker.now


# --- All or nothing --------------------------------------------------------------------------------------------------


def test_an_error_nobody_foresaw_closes_the_run_keeps_nothing_and_is_raised(
    site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = looker.source(site.serve("/feed", rss(ONE), etag='"1"'))
    with monkeypatch.context() as patch:
        patch.setattr("agreements.fetching.schedule.next_look", lambda *args: 1 / 0 if args[2] == 0 else looker.now)
        with pytest.raises(ZeroDivisionError):
            looker.look(source)
    source.refresh_from_db()
    run = FetchRun.objects.get()
    assert (run.outcome, source.failures, source.etag) == ("failed", 1, "")
    assert run.error == "It ended in an unforeseen way (ZeroDivisionError); the log says more."
    assert counts(run)[1:] == (0, 0, 0)
    assert not Document.objects.exists() and not Snapshot.objects.exists()
    assert counts(looker.look(source)) == ("new", 1, 1, 0)


def test_a_look_may_be_given_its_run(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE)))
    run = capture.open_run(source, looker.now)
    assert run.outcome == "running"
    closed = capture.look(source, client=looker.web, extract=looker.extract, now=looker.now, run=run)
    assert (closed, closed.outcome) == (run, "new")
    assert [each.document.url for each in closed.snapshots.all()] == [site.url("/1")]


def test_two_looks_in_one_instant_leave_the_rows_single_and_in_order(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/page", html("a")), "page")
    for text in ("a", "a", "b", "a"):
        site.serve("/page", html(text))
        capture.look(source, client=looker.web, extract=looker.extract, now=looker.now)
    assert [each.text for each in Snapshot.objects.order_by("taken_at")] == ["a", "b", "a"]


@pytest.mark.parametrize("count", [1, 200])
def test_the_number_of_queries_does_not_grow_with_the_feed(count: int, site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(*(Entry(str(n), f"/{n}", str(n)) for n in range(count)))))
    with CaptureQueriesContext(connection) as queries:
        capture.look(source, client=looker.web, extract=looker.extract, now=looker.now)
    assert len(queries) <= 11, [query["sql"][:80] for query in queries]


# --- Following links -------------------------------------------------------------------------------------------------


def test_a_feed_may_be_followed_to_its_pages(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE, TWO), etag='"1"'), settings={"follow": True})
    site.serve("/1", html("The whole of the first."))
    site.serve("/2", html("The whole of the second."))
    assert counts(looker.look(source)) == ("new", 2, 2, 0)
    snapshot = Snapshot.objects.get(document__url=site.url("/1"))
    assert (snapshot.text, snapshot.title, snapshot.media_type) == ("The whole of the first.", "One", "text/html")
    assert snapshot.published is not None and snapshot.published.day == 3
    site.serve("/feed", rss(ONE, TWO), etag='"2"')
    assert counts(looker.look(source)) == ("unchanged", 2, 0, 0)
    assert site.times()["/1"] == 1, "a page is taken when its entry is new"


def test_a_page_that_cannot_be_had_is_skipped_and_tried_again_if_that_may_help(site: Site, looker: Looker) -> None:
    source = looker.source(site.serve("/feed", rss(ONE, TWO), etag='"1"'), settings={"follow": True})
    site.serve("/1", "Oops", 500)
    run = looker.look(source)
    assert counts(run) == ("unchanged", 2, 0, 2)
    assert [each["reason"] for each in run.log] == [
        f"Its page: {site.host} has trouble of its own (500).",
        f"Its page: {site.host} says that there is nothing at this address (404).",
    ]
    assert source.etag == "", "the feed must come again, for its first entry"
    site.serve("/1", html())
    assert counts(looker.look(source)) == ("new", 2, 1, 1)
    assert source.etag == '"1"'


def test_more_pages_than_fit_into_a_look_are_left_for_the_next_soon(site: Site, looker: Looker) -> None:
    entries = [Entry(str(n), f"/{n}", str(n)) for n in range(13)]
    for n in range(13):
        site.serve(f"/{n}", html(str(n)))
    source = looker.source(site.serve("/feed", rss(*entries), etag='"1"'), settings={"follow": True})
    assert counts(looker.look(source)) == ("new", 13, 10, 3)
    assert source.next_check_at == looker.now + timedelta(seconds=60)
    assert counts(looker.look(source)) == ("new", 13, 3, 0)
    assert Document.objects.count() == 13


def test_a_link_to_this_machine_inside_a_feed_is_not_followed(site: Site, looker: Looker) -> None:
    from tests.agreements.fetching.site import canary

    with canary() as secret:
        feed = site.serve(
            "/feed", rss(Entry(link=secret.url(), guid="1"), Entry("Two", "http://169.254.169.254/", "2"))
        )
        run = looker.look(looker.source(feed, settings={"follow": True}))
        assert secret.connections == 0
    assert counts(run) == ("unchanged", 2, 0, 2)
    assert "is not dialled" in run.log[0]["reason"] and "is not public" in run.log[1]["reason"]


def test_a_document_that_cannot_be_read_is_skipped_and_the_others_are_kept(looker: Looker, settings: Any) -> None:
    inbox = settings.DATA_DIR / "inbox" / "press"
    inbox.mkdir(parents=True)
    (inbox / "a.pdf").write_bytes(b"%PDF-1.7 and then nonsense")
    (inbox / "b.txt").write_text("Fine")
    run = looker.look(looker.source("folder:press", "folder"))
    assert counts(run) == ("new", 2, 1, 1)
    assert run.log[0]["reason"] == "It is no PDF that can be opened."
    assert not list(store.root().rglob(hashlib.sha256(b"%PDF-1.7 and then nonsense").hexdigest()))


def test_a_reader_that_has_trouble_for_now_is_asked_again(site: Site, looker: Looker) -> None:
    from agreements.errors import TemporaryError

    source = looker.source(site.serve("/page", html(), etag='"1"'), "page")

    def busy(*args: Any) -> Any:
        raise TemporaryError("The reader is busy.")

    reads, looker.extract = looker.extract, busy
    run = looker.look(source)
    assert (counts(run), run.error) == (("failed", 1, 0, 1), "The reader is busy.")
    assert source.etag == ""
    looker.extract = reads
    assert counts(looker.look(source)) == ("new", 1, 1, 0)


def test_nothing_readable_at_all_is_a_failure_with_its_reason(site: Site, looker: Looker) -> None:
    def cannot(*args: Any) -> Any:
        raise PermanentError("It is encrypted.")

    looker.extract = cannot
    run = looker.look(looker.source(site.serve("/page", html()), "page"))
    assert (run.outcome, run.error) == ("failed", "It is encrypted.")
    assert run.items_seen == run.items_skipped == 1
