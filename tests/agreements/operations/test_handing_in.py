"""What analysts hand in goes the way of what is gathered."""

from datetime import date
from typing import Any

import pytest

from agreements.errors import PermanentError, Refused
from agreements.fetching import store
from agreements.fetching.formats.manual import HandedIn
from agreements.models import Candidate, CaptureRequest, Document, FetchRun, Snapshot, Source
from agreements.operations import capturing, handing_in
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.site import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
SAID = "El Salvador and the United States signed the Asylum Cooperative Agreement on Friday, 20 September 2019."


def handed(content: bytes | str = SAID, name: str = "note.txt", **more: Any) -> HandedIn:
    content = content.encode() if isinstance(content, str) else content
    return HandedIn(name, content, "ana", more.pop("publisher", "Embassy"), **more)


def test_a_file_is_kept_read_and_proposed_and_its_run_says_who_handed_it_in() -> None:
    run = handing_in.file(handed(published=date(2019, 9, 21)))
    assert (run.outcome, run.items_seen, run.candidates_made) == ("new", 1, 1)
    assert {"note": "Handed in by ana."} in run.log
    document = Document.objects.get()
    assert document.url.startswith("https://inbox.invalid/handed-in/")
    assert document.publisher == "Embassy"
    assert document.published is not None and document.published.date() == date(2019, 9, 21)
    assert store.get(Snapshot.objects.get().sha256) == SAID.encode()
    (citation,) = Candidate.objects.get().proposed["citations"]
    assert citation["publisher"] == "Embassy"


def test_a_file_with_an_address_is_a_document_at_that_address() -> None:
    handing_in.file(handed(html(SAID), "page.html", address="https://embassy.example/news/1?utm_source=x"))
    assert Document.objects.get().url == "https://embassy.example/news/1"


def test_the_same_file_again_is_no_news_and_proposes_nothing() -> None:
    handing_in.file(handed())
    again = handing_in.file(handed())
    assert (again.outcome, again.candidates_made) == ("unchanged", 0)
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (handed(name="note.docx"), "ends in none of"),
        (handed(b"", "empty.html"), "empty"),
        (handed(b"MZ\x00 no pdf", "gazette.pdf"), "declared as PDF, but is none"),
        (handed(address="ftp://embassy.example/"), "http"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_leaves_a_run_that_says_so(given: HandedIn, reason: str) -> None:
    with pytest.raises(PermanentError, match=reason):
        handing_in.file(given)
    assert reason in FetchRun.objects.get().error
    assert not Document.objects.exists()


def test_nobody_looks_at_the_desk_by_the_clock() -> None:
    handing_in.file(handed())
    assert not Source.objects.get(slug=handing_in.SLUG).enabled


def test_a_page_that_is_handed_in_is_fetched_and_what_it_says_is_proposed(site: Site) -> None:
    url = site.serve("/a", html(SAID, title="Signed"))
    handing_in.page(url, by="ana")
    (waiting,) = handing_in.asked()
    capturing.carry_out(waiting.pk)
    assert [each.outcome for each in handing_in.asked()] == ["done"]
    assert Candidate.objects.get().snapshot.document.url == url


def test_a_page_of_which_there_is_a_copy_is_read_from_that(site: Site) -> None:
    url = site.serve("/a", html(SAID, title="Signed"))
    capturing.ask(url, by="ana")
    capturing.carry_out(CaptureRequest.objects.get().pk)
    assert not Candidate.objects.exists(), "a copy of what is cited proposes nothing"
    handing_in.page(url, by="ana")
    capturing.carry_out(CaptureRequest.objects.get().pk)
    assert Candidate.objects.count() == 1
    assert len([each for each in site.asked if each.path == "/a"]) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://news.example/a#" + "x" * 2000])
def test_what_is_no_address_or_too_long_for_one_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        handing_in.page(url, by="ana")
    assert not CaptureRequest.objects.exists()
