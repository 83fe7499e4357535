"""A cited page is fetched once, kept whatever it holds, and found again however it is spelled."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agreements.errors import PermanentError
from agreements.fetching import cited, store
from agreements.fetching.errors import AddressRefused, Gone, RobotsRefused, ServerTrouble, Unreadable
from agreements.fetching.polite import Web
from agreements.models import Document, FetchRun, Snapshot
from agreements.reading import text
from tests.agreements.fetching.conftest import NOW, Looker
from tests.agreements.fetching.feeds import extract, html
from tests.agreements.fetching.site import Site, canary
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db

URL = "https://www.news.example/1"
PDF = b"%PDF-1.4\n%%EOF\n"


def copy(url: str, web: Web, hours: int = 0, read: Any = extract) -> cited.Copy:
    return cited.copy(url, web=web, extract=read, now=NOW + timedelta(hours=hours))


def test_a_page_is_stored_with_its_bytes_its_text_and_what_it_says_of_itself(site: Site, web: Web) -> None:
    head = (
        '<link rel="canonical" href="/x"><meta property="og:site_name" content="Diario Ejemplo">'
        '<meta property="article:published_time" content="2025-03-14T19:30:00-06:00">'
    )
    body = html("Se firmó el acuerdo.", head=head)
    snapshot = copy(site.serve("/a", body), web, read=text.extract).snapshot
    assert store.get(snapshot.sha256) == body
    assert (snapshot.run, snapshot.taken_at, snapshot.http_status) == (None, NOW, 200)
    assert "Se firmó el acuerdo." in snapshot.text
    assert snapshot.text_sha256 == hashlib.sha256(snapshot.text.encode()).hexdigest()
    document = snapshot.document
    assert (document.url, document.source, document.title) == (site.url("/a"), None, "A page")
    assert (document.publisher, document.language) == ("Diario Ejemplo", "en")
    assert document.published == datetime(2025, 3, 14, tzinfo=UTC), "the day that the page gives, not that of UTC"
    assert not FetchRun.objects.exists()


def test_the_title_of_the_text_counts_more_than_that_of_the_head(site: Site, web: Web) -> None:
    snapshot = copy(site.serve("/a", html(head='<meta property="og:title" content="Other">')), web).snapshot
    assert snapshot.title == "Extracted"


def test_a_day_that_only_the_text_names_is_not_when_the_page_was_published(site: Site, web: Web) -> None:
    snapshot = copy(site.serve("/a", html("It entered into force on 29 December 2020.")), web).snapshot
    assert extract(b"", "text/html; charset=utf-8", "").published, "reading found one"
    assert (snapshot.published, snapshot.document.published) == (None, None)


def test_a_page_is_fetched_once_however_it_is_spelled(site: Site, web: Web) -> None:
    url = site.serve("/a", html())
    first = copy(url, web)
    site.serve("/a", html("Something else by now."))
    again = copy(f"{url.upper().replace('/A', '/a')}?utm_source=mail#top", web, hours=1)
    assert again.snapshot == first.snapshot
    assert site.times()["/a"] == 1
    assert (Document.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_a_page_that_a_source_has_stored_is_not_fetched_again(site: Site, web: Web, looker: Looker) -> None:
    url = site.serve("/a", html())
    looker.look(looker.source(url, "page"))
    assert copy(url, web, hours=9).snapshot == Snapshot.objects.get()
    assert site.times()["/a"] == 1


def test_a_source_that_looks_later_takes_the_document_over(site: Site, web: Web, looker: Looker) -> None:
    url = site.serve("/a", html())
    copy(url, web, hours=-9)
    source = looker.source(url, "page")
    run = looker.look(source)
    assert (run.outcome, Document.objects.get().source) == ("unchanged", source)


def test_a_document_in_which_nothing_can_be_read_is_kept_with_a_remark(site: Site, web: Web) -> None:
    def only_pictures(*args: Any) -> Any:
        raise PermanentError("This PDF holds no text, only pictures of it.")

    url = site.serve("/scan.pdf", PDF, content_type="application/pdf")
    found = copy(url, web, read=only_pictures)
    assert found.remark == "This PDF holds no text, only pictures of it."
    assert store.get(found.snapshot.sha256) == PDF
    assert (found.snapshot.text, found.snapshot.media_type) == ("", "application/pdf")
    assert copy(url, web, hours=1).snapshot == found.snapshot


def test_a_redirect_is_followed_and_where_it_led_is_kept(site: Site, web: Web) -> None:
    url = site.redirect("/short", site.serve("/long", html()))
    snapshot = copy(url, web).snapshot
    assert (snapshot.document.url, snapshot.final_url) == (url, site.url("/long"))


@pytest.mark.parametrize(
    ("status", "error"), [(404, Gone), (410, Gone), (503, ServerTrouble), (429, ServerTrouble)], ids=str
)
def test_a_page_that_is_not_given_says_why_and_leaves_nothing(
    status: int, error: type[Exception], site: Site, web: Web
) -> None:
    with pytest.raises(error, match=str(status)):
        copy(site.serve("/a", html(), status), web)
    assert not Document.objects.exists()


def test_what_is_no_document_is_refused(site: Site, web: Web) -> None:
    with pytest.raises(Unreadable, match="image/png"):
        copy(site.serve("/a", b"\x89PNG", content_type="image/png"), web)
    assert not Document.objects.exists()


def test_a_site_that_asks_programs_to_stay_away_is_left_alone(site: Site, web: Web) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n", content_type="text/plain")
    with pytest.raises(RobotsRefused):
        copy(site.serve("/private/a", html()), web)
    assert "/private/a" not in site.times()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433"])
def test_no_page_of_this_machine_is_ever_asked_for(host: str, web: Web) -> None:
    with canary() as secret, pytest.raises(AddressRefused):
        copy(f"http://{host}:{secret.port}/", web)
    assert secret.connections == 0


def test_a_redirect_to_this_machine_is_not_followed(site: Site, web: Web) -> None:
    with canary() as secret, pytest.raises(AddressRefused):
        copy(site.redirect("/a", secret.url("/")), web)
    assert secret.connections == 0
    assert not Document.objects.exists()


# --- What is stored --------------------------------------------------------------------------------------------------


def test_the_last_stored_version_of_a_page_is_found_however_it_is_spelled() -> None:
    page = saved(Document, url=URL)
    assert cited.latest(URL) is None, "a document of which no version is stored"
    last = [saved(Snapshot, document=page, taken_at=NOW + timedelta(hours=hours)) for hours in (2, 1)][0]
    assert cited.latest(f"{URL}?utm_source=mail#top") == last
    assert cited.latest(f"{URL}0") is None


def test_no_version_is_looked_for_of_what_is_no_address() -> None:
    with pytest.raises(AddressRefused):
        cited.latest("ftp://news.example/1")
