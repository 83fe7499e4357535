"""Cited pages are looked at again, less often each time."""

from datetime import timedelta
from typing import Any

import pytest

from agreements.fetching import cited, rechecking
from agreements.fetching.client import Client
from agreements.fetching.polite import Web
from agreements.fetching.rechecking import LEASE, claim
from agreements.models import Absence, Document, Snapshot
from agreements.timeline.remembered import changed_since_cited
from tests.agreements.fetching.conftest import NOW, Looker
from tests.agreements.fetching.feeds import Entry, extract, html, rss
from tests.agreements.fetching.site import Site, canary

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cited_page(site: Site, web: Web) -> Document:
    """A page that was cited, and is to be looked at again."""
    snapshot = cited.copy(site.serve("/a", html("It was signed.")), web=web, extract=extract, now=NOW).snapshot
    return watch(snapshot)


def watch(snapshot: Snapshot) -> Document:
    Document.objects.filter(pk=snapshot.document_id).update(cited=snapshot, recheck_at=NOW + DAY)
    return Document.objects.get(pk=snapshot.document_id)


def look(cited_page: Document, web: Web, days: float = 1, read: Any = extract) -> Document:
    return rechecking.look_again(cited_page.pk, web=web, extract=read, now=NOW + days * DAY)


# --- Whose turn it is ------------------------------------------------------------------------------------------------


def test_a_cited_page_comes_up_when_its_time_has_come_and_is_taken_once(cited_page: Document) -> None:
    assert claim(NOW + DAY - timedelta(seconds=1), 9) == []
    assert claim(NOW + DAY, 9) == [cited_page.pk]
    assert claim(NOW + DAY, 9) == [], "somebody has it"
    assert claim(NOW + DAY + LEASE, 9) == [cited_page.pk], "who had it died"


def test_only_so_many_are_taken_at_once_the_longest_due_first(cited_page: Document, site: Site, web: Web) -> None:
    site.serve("/b", html())
    other = watch(cited.copy(site.url("/b"), web=web, extract=extract, now=NOW).snapshot)
    Document.objects.filter(pk=other.pk).update(recheck_at=NOW)
    assert claim(NOW + DAY, 1) == [other.pk]


def test_a_page_that_nobody_cites_never_comes_up(site: Site, web: Web) -> None:
    cited.copy(site.serve("/a", html()), web=web, extract=extract, now=NOW)
    assert claim(NOW + 999 * DAY, 9) == []


@pytest.mark.parametrize("format", ["page", "pdf", "folder", "manual"])
def test_what_a_source_looks_at_by_itself_and_files_that_somebody_brought_are_not_asked_for(
    cited_page: Document, looker: Looker, format: str
) -> None:
    Document.objects.update(source=looker.source(cited_page.url, format))
    assert claim(NOW + DAY, 9) == []


def test_a_page_whose_source_was_paused_is_looked_at_again(cited_page: Document, looker: Looker) -> None:
    Document.objects.update(source=looker.source(cited_page.url, "page", enabled=False))
    assert claim(NOW + DAY, 9) == [cited_page.pk]


def test_an_entry_without_a_page_of_its_own_is_not_asked_for(cited_page: Document) -> None:
    Document.objects.update(url=f"{cited_page.url}#5e884898da280471")
    assert claim(NOW + DAY, 9) == []


def test_the_looks_come_after_a_day_a_week_a_month_and_three_months(cited_page: Document, web: Web) -> None:
    waits = []
    for _ in range(5):
        left = look(cited_page, web)
        assert left.recheck_at is not None
        waits.append((left.recheck_at - NOW - DAY).days)
    assert waits == [7, 30, 90, 90, 90]


# --- What is found ---------------------------------------------------------------------------------------------------


def test_an_unchanged_page_is_noted_as_there_and_nothing_is_stored(cited_page: Document, web: Web) -> None:
    after = look(cited_page, web)
    assert (after.last_seen, after.recheck_error) == (NOW + DAY, "")
    assert Snapshot.objects.count() == 1
    assert not changed_since_cited().exists()


def test_what_did_not_change_is_not_sent_again(site: Site, web: Web) -> None:
    url = site.serve("/a", html(), etag='"1"')
    cited_page = watch(cited.copy(url, web=web, extract=extract, now=NOW).snapshot)
    look(cited_page, web)
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert Document.objects.get().last_seen == NOW + DAY


def test_a_changed_page_is_a_new_version_beside_the_one_that_was_cited(
    cited_page: Document, site: Site, web: Web
) -> None:
    site.serve("/a", html("It was initialled."))
    after = look(cited_page, web)
    assert [each.taken_at for each in after.snapshots.order_by("taken_at")] == [NOW, NOW + DAY]
    assert after.cited_id == cited_page.cited_id
    assert list(changed_since_cited()) == [cited_page]


def test_a_page_that_is_gone_is_noted_once_and_that_it_came_back_too(
    cited_page: Document, site: Site, web: Web
) -> None:
    site.serve("/a", b"", 404)
    look(cited_page, web, 1)
    assert look(cited_page, web, 2).gone_since == NOW + DAY
    assert list(changed_since_cited()) == [cited_page]
    site.serve("/a", html("It was signed."))
    assert look(cited_page, web, 3).gone_since is None
    assert list(Absence.objects.values_list("since", "until")) == [(NOW + DAY, NOW + 3 * DAY)]
    assert Snapshot.objects.count() == 1


def test_the_page_behind_a_cited_entry_is_stored_and_then_watched(site: Site, web: Web, looker: Looker) -> None:
    url = site.serve("/a", html("The page itself."))
    looker.look(looker.source(site.serve("/feed", rss(Entry("News", url)))))
    cited_page = watch(Snapshot.objects.get())
    look(cited_page, web, 2)
    assert not changed_since_cited().exists(), "an entry and its page are two things"
    site.serve("/a", html("The page itself, changed."))
    look(cited_page, web, 3)
    assert list(changed_since_cited()) == [cited_page]


def test_a_feed_that_still_lists_a_page_does_not_bring_it_back(site: Site, web: Web, looker: Looker) -> None:
    url = site.serve("/a", b"", 404)
    source = looker.source(site.serve("/feed", rss(Entry("News", url))))
    looker.look(source)
    look(watch(Snapshot.objects.get()), web)
    site.serve("/feed", rss(Entry("Other news", url)))
    looker.look(source)
    assert Document.objects.get().gone_since == NOW + DAY


# --- What stops it ---------------------------------------------------------------------------------------------------


def test_trouble_that_may_pass_is_noted_and_tried_the_next_day(cited_page: Document, site: Site, web: Web) -> None:
    site.serve("/a", b"Later.", 503)
    after = look(cited_page, web)
    assert "(503)" in after.recheck_error
    assert (after.recheck_at, after.gone_since) == (NOW + 2 * DAY, None)
    site.serve("/a", html("It was signed."))
    assert look(cited_page, web, 2).recheck_error == ""


def test_a_site_that_refuses_is_asked_again_in_the_usual_time_only(cited_page: Document, site: Site, web: Web) -> None:
    site.serve("/a", b"No.", 403)
    after = look(cited_page, web)
    assert (after.recheck_at, after.gone_since) == (NOW + 8 * DAY, None)
    assert "(403)" in after.recheck_error


def test_a_site_that_asks_programs_to_stay_away_is_left_alone(cited_page: Document, site: Site, client: Client) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /a\n", content_type="text/plain")
    after = look(cited_page, Web(client))
    assert "robots.txt" in after.recheck_error
    assert site.times()["/a"] == 1


def test_no_page_of_this_machine_is_ever_asked_for(cited_page: Document, site: Site, web: Web) -> None:
    with canary() as secret:
        Document.objects.update(url=secret.url("/a"))
        assert look(cited_page, web).recheck_error
        site.redirect("/a", secret.url("/"))
        Document.objects.update(url=site.url("/a"))
        assert look(cited_page, web).recheck_error
    assert secret.connections == 0


def test_an_error_of_ours_is_noted_raised_and_tried_the_next_day(cited_page: Document, site: Site, web: Web) -> None:
    def broken(*args: Any) -> Any:
        raise ZeroDivisionError("of ours")

    site.serve("/a", html("It was initialled."))
    with pytest.raises(ZeroDivisionError):
        look(cited_page, web, read=broken)
    after = Document.objects.get()
    assert (after.recheck_at, "(ZeroDivisionError)" in after.recheck_error) == (NOW + 2 * DAY, True)
