"""From a cited address to a citation that shows its copy, and what stops on the way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agreements.errors import Refused
from agreements.fetching import cited, waiting
from agreements.history.verify import verify
from agreements.models import Candidate, Capture, CaptureRequest, Document, Revision, Snapshot
from agreements.operations import capturing
from tests.agreements import inputs
from tests.agreements.builders import ground, make_event, write
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.site import Site, canary
from tests.agreements.history.contents import contents
from tests.agreements.history.reading import event

pytestmark = pytest.mark.django_db


def cite(url: str, slug: str = "meeting-2025") -> None:
    write(make_event(slug, citations=[inputs.citation("s1", url=url)]))


@pytest.fixture
def url(site: Site) -> str:
    """A page that is there, and that an event cites."""
    write(*ground())
    CaptureRequest.objects.all().delete()
    url = site.serve("/a", html("The agreement was signed.", title="Signed"))
    cite(url)
    return url


def request() -> CaptureRequest:
    return CaptureRequest.objects.get()


def copy_of(slug: str = "meeting-2025") -> str | None:
    found: str | None = event(slug)["citations"][0]["snapshot"]
    return found


def try_now() -> CaptureRequest | None:
    """Whatever it waits for."""
    CaptureRequest.objects.filter(outcome="waiting").update(next_try_at=datetime.now(UTC), claimed_until=None)
    return capturing.carry_out(request().pk)


# --- The way ---------------------------------------------------------------------------------------------------------


def test_a_cited_page_is_fetched_stored_and_told_to_the_record(url: str) -> None:
    done = capturing.carry_out(request().pk)
    assert done and (done.outcome, done.error, done.attempts) == ("done", "", 1)
    snapshot = Snapshot.objects.get()
    assert copy_of() == snapshot.sha256
    assert "The agreement was signed." in snapshot.text
    revision = Revision.objects.get(pk=Capture.objects.get().revision_id)
    assert (revision.by, revision.reason) == ("capture", "Stored copy of a cited page")
    assert not Candidate.objects.exists(), "who cites it has read it"
    assert verify() == []


def test_every_citation_of_the_address_gets_the_one_copy(url: str, site: Site) -> None:
    cite(url, "other")
    capturing.carry_out(request().pk)
    assert copy_of() == copy_of("other") is not None
    assert (Document.objects.count(), Snapshot.objects.count(), site.times()["/a"]) == (1, 1, 1)
    assert Capture.objects.values("revision").distinct().count() == 1


def test_the_same_page_in_another_spelling_is_one_document_fetched_once(url: str, site: Site) -> None:
    capturing.carry_out(request().pk)
    cite(f"{url}?utm_campaign=x#part", "other")
    other = CaptureRequest.objects.get(outcome="waiting")
    capturing.carry_out(other.pk)
    assert copy_of("other") == copy_of() is not None
    assert (Document.objects.count(), Snapshot.objects.count(), site.times()["/a"]) == (1, 1, 1)


def test_what_is_cited_again_later_shows_the_copy_at_once(url: str) -> None:
    capturing.carry_out(request().pk)
    cite(url, "later")
    assert copy_of("later") == copy_of() is not None
    assert not CaptureRequest.objects.filter(outcome="waiting").exists()


# --- Again and again -------------------------------------------------------------------------------------------------


def test_a_message_that_comes_five_times_is_one_copy(url: str, site: Site) -> None:
    pk = request().pk
    assert [capturing.carry_out(pk) is not None for _ in range(5)] == [True, False, False, False, False]
    assert (site.times()["/a"], Capture.objects.count()) == (1, 1)


STEPS: dict[str, tuple[Any, str]] = {
    "before it is fetched": (cited, "copy"),
    "before it is told": (capturing, "tell"),
    "before it is closed": (waiting, "done"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_that_dies_between_two_steps_leaves_work_that_is_finished_later(
    step: str, url: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As SIGKILL does it: nothing is caught, nothing is tidied up."""

    def die(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(*STEPS[step], die)
        capturing.carry_out(request().pk)
    assert request().outcome == "waiting"
    assert waiting.due(datetime.now(UTC), 1) == [], "its claim holds"
    assert waiting.due(datetime.now(UTC) + waiting.LEASE, 1) == [request().pk]
    done = try_now()
    assert done and (done.outcome, done.attempts) == ("done", 2)
    assert copy_of() is not None
    assert (Capture.objects.count(), Snapshot.objects.count(), site.times()["/a"]) == (1, 1, 1)
    assert verify() == []


def test_who_cites_the_page_while_it_is_stored_is_not_forgotten(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other's citation is committed after this one's were looked up, and before the request is closed."""
    tell = capturing.tell

    def tell_and_then_somebody_cites(url: str, snapshot: Snapshot) -> None:
        tell(url, snapshot)
        Document.objects.update(url="https://elsewhere.example/")  # the other did not see the document yet
        cite(url, "other")
        Document.objects.update(url=url)

    with monkeypatch.context() as patched:
        patched.setattr(capturing, "tell", tell_and_then_somebody_cites)
        left = capturing.carry_out(request().pk)
    assert left and left.outcome == "waiting"
    assert copy_of("other") is None
    capturing.carry_out(request().pk)
    assert copy_of("other") == copy_of() is not None
    assert request().outcome == "done"


# --- What stops it ---------------------------------------------------------------------------------------------------


def test_a_page_that_is_gone_is_given_up_with_the_reason_and_changes_no_record(url: str, site: Site) -> None:
    site.serve("/a", b"Nothing.", 404)
    before = contents()
    failed = capturing.carry_out(request().pk)
    assert failed and (failed.outcome, failed.attempts) == ("failed", 1)
    assert failed.error == f"{site.host} says that there is nothing at this address (404)."
    after = contents()
    assert {table for table in after if after[table] != before[table]} == {"agreements_capturerequest"}


def test_trouble_that_passes_costs_only_delay(url: str, site: Site) -> None:
    site.serve("/a", b"Later.", 503)
    left = capturing.carry_out(request().pk)
    assert left and left.outcome == "waiting" and "(503)" in left.error
    assert left.next_try_at and left.next_try_at > datetime.now(UTC) + timedelta(seconds=50)
    assert capturing.carry_out(left.pk) is None, "its time has not come"
    site.serve("/a", html())
    done = try_now()
    assert done and (done.outcome, done.error) == ("done", "")
    assert copy_of() is not None


def test_trouble_that_stays_ends_after_three_tries(url: str, site: Site) -> None:
    site.serve("/a", b"Later.", 500)
    outcomes = [each.outcome for _ in range(5) if (each := try_now())]
    assert outcomes == ["waiting", "waiting", "failed"]
    assert site.times()["/a"] == 3


def test_an_error_of_ours_is_raised_and_tried_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("of ours")

    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr(cited, "copy", broken)
        capturing.carry_out(request().pk)
    assert (request().outcome, request().claimed_until) == ("waiting", None)
    assert "(ZeroDivisionError)" in request().error
    done = try_now()
    assert done and done.outcome == "done"


PRIVATE: dict[str, Callable[[Site], str]] = {
    "this machine": lambda secret: secret.url("/"),
    "this machine by name": lambda secret: f"http://localhost:{secret.port}/",
    "this machine in disguise": lambda secret: f"http://[::ffff:7f00:1]:{secret.port}/",
    "the metadata of a cloud": lambda secret: "http://169.254.169.254/latest/meta-data/",
    "a log-in": lambda secret: f"http://ana:secret@127.0.0.1:{secret.port}/",
    "another port": lambda secret: "http://192.0.2.1:22/",
}


@pytest.mark.parametrize("name", PRIVATE)
def test_an_address_that_is_not_public_is_refused_and_says_so(name: str, site: Site) -> None:
    write(*ground())
    CaptureRequest.objects.all().delete()
    with canary() as secret:
        cite(PRIVATE[name](secret))
        failed = capturing.carry_out(request().pk)
    assert secret.connections == 0
    assert failed and (failed.outcome, failed.attempts) == ("failed", 1)
    assert failed.error
    assert "ana:secret" not in failed.error
    assert copy_of() is None


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_a_page_is_asked_for_until_it_is_there(site: Site) -> None:
    url = site.serve("/a", html(title="Signed"))
    assert capturing.state(url) == {"state": "unknown"}
    capturing.ask(url, by="ana")
    assert capturing.state(url) == {"state": "waiting"}
    asked_at = request().asked_at
    capturing.ask(url, by="ben")
    assert (request().asked_at, request().asked_by) == (asked_at, "ana"), "it is waited for already"
    capturing.carry_out(request().pk)
    found = capturing.state(f"{url}#top")
    snapshot = Snapshot.objects.get()
    assert (found["state"], found["snapshot"]) == ("done", snapshot.sha256)
    assert found["fields"]["title"] == "Signed"
    capturing.ask(url, by="ben")
    assert request().outcome == "done"


def test_a_page_that_failed_says_why_and_can_be_asked_for_again(site: Site) -> None:
    url = site.url("/missing")
    capturing.ask(url, by="ana")
    capturing.carry_out(request().pk)
    assert capturing.state(url) == {
        "state": "failed",
        "reason": "127.0.0.1 says that there is nothing at this address (404).",
    }
    capturing.ask(url, by="ben")
    assert capturing.state(url) == {"state": "waiting"}


@pytest.mark.parametrize(
    "url", ["", "news", "ftp://news.example/", "http://a b", "http://\x00", "https://" + "a" * 3000]
)
def test_what_is_no_address_is_refused_and_leaves_nothing(url: str) -> None:
    with pytest.raises(Refused) as refused:
        capturing.ask(url, by="ana")
    assert [each.field for each in refused.value.problems] == ["url"]
    assert capturing.state(url)["state"] == "failed"
    assert not CaptureRequest.objects.exists()


def test_all_that_is_missing_can_be_asked_for_at_once(url: str) -> None:
    capturing.carry_out(request().pk)
    CaptureRequest.objects.all().delete()
    capturing.ask_for_missing("manage.py capture")
    assert set(CaptureRequest.objects.values_list("url", flat=True)) == {"https://news.example/s1"}
