"""What is cited without a copy goes on the work list, in the same transaction, and is announced once it is there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from agreements.errors import Refused
from agreements.history import wanted
from agreements.history.batch import AppendToAgreement, AppendToEvent
from agreements.history.record import record
from agreements.models import CaptureRequest, Document, Snapshot

from .. import inputs
from ..builders import ground, make_citation, make_event, write
from ..models.rows import NOON, saved

pytestmark = pytest.mark.django_db

PAGE = "https://news.example/s1"


@pytest.fixture
def told() -> Iterator[list[list[int]]]:
    """The keys that were announced."""
    heard: list[list[int]] = []

    def hear(ids: list[int], **kwargs: Any) -> None:
        heard.append(ids)

    wanted.asked.connect(hear)
    yield heard
    wanted.asked.disconnect(hear)


def waiting() -> set[str]:
    return set(CaptureRequest.objects.filter(outcome="waiting").values_list("url", flat=True))


def test_every_page_that_is_cited_anew_is_wanted_once() -> None:
    write(*ground(), make_event(citations=[inputs.citation("s1"), inputs.citation("s2", url=PAGE)]), by="ana")
    (request,) = CaptureRequest.objects.all()
    assert (request.url, request.asked_by, request.outcome, request.attempts) == (PAGE, "ana", "waiting", 0)
    assert request.next_try_at == request.asked_at


def test_pages_cited_by_what_is_appended_are_wanted_too() -> None:
    write(*ground(), make_event())
    CaptureRequest.objects.all().delete()
    write(AppendToEvent("meeting-2025", citations=(make_citation("s8"),)))
    write(AppendToAgreement("memo", citations=(make_citation("s9"),)))
    assert waiting() == {"https://news.example/s8", "https://news.example/s9"}


def test_a_page_of_which_a_version_is_stored_is_not() -> None:
    saved(Snapshot, document=saved(Document, url=PAGE))
    write(*ground())
    assert waiting() == set()


def test_what_was_recorded_elsewhere_asks_for_nothing() -> None:
    record(ground(), by="a loader", reason="a bundle", as_recorded=True)
    assert waiting() == set()


def test_a_batch_that_is_refused_or_changes_nothing_asks_for_nothing() -> None:
    with pytest.raises(Refused):
        write(*ground(), make_event(agreements=["no-such-agreement"]))
    assert not CaptureRequest.objects.exists()
    write(*ground())
    CaptureRequest.objects.update(outcome="done", next_try_at=None, finished_at=NOON)
    assert record(ground(), by="ana", reason="the same again") is None
    assert waiting() == set()


def test_the_request_goes_with_the_transaction() -> None:
    with transaction.atomic():
        write(*ground())
        transaction.set_rollback(True)
    assert not CaptureRequest.objects.exists()


def test_it_is_announced_when_it_is_committed_and_not_before(
    told: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(*ground(), make_event(citations=[inputs.citation("s2")]))
        assert told == []
    assert sorted(told) == [sorted(CaptureRequest.objects.values_list("pk", flat=True))]


def test_a_save_stands_even_if_nobody_can_be_told(django_capture_on_commit_callbacks: Any) -> None:
    def broken(**kwargs: Any) -> None:
        raise ConnectionError("no broker")

    wanted.asked.connect(broken)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            write(*ground())
    finally:
        wanted.asked.disconnect(broken)
    assert waiting() == {PAGE}


@pytest.mark.parametrize("outcome", ["failed", "done", "waiting"])
def test_who_asks_again_is_answered_anew(outcome: str) -> None:
    finished = {} if outcome == "waiting" else {"next_try_at": None, "finished_at": NOON}
    held = NOON + timedelta(hours=9)
    saved(CaptureRequest, url=PAGE, outcome=outcome, attempts=3, error="once", claimed_until=held, **finished)
    now = datetime.now(UTC)
    wanted.ask([PAGE, PAGE], "ben", now)
    (request,) = CaptureRequest.objects.all()
    assert (request.outcome, request.attempts, request.error, request.finished_at) == ("waiting", 0, "", None)
    assert (request.asked_by, request.asked_at, request.next_try_at) == ("ben", now, now)
    assert request.claimed_until == held, "whoever works on it is left alone"


def test_an_address_that_fits_no_index_is_left_out_and_does_not_stop_the_save() -> None:
    url = "https://news.example/" + "".join(chr(0x4E00 + 7 * n % 20_000) for n in range(1900))
    write(*ground(), make_event(citations=[inputs.citation("s1", url=url)]))
    assert waiting() == {PAGE}


# --- Looking again ---------------------------------------------------------------------------------------------------


def watched() -> tuple[int | None, datetime | None]:
    """The version of the page that was cited, and when it is looked at again."""
    page = Document.objects.get(url=PAGE)
    return page.cited_id, page.recheck_at


def test_a_page_that_is_cited_with_a_copy_is_looked_at_again_from_the_next_day_on() -> None:
    page = saved(Document, url=PAGE)
    version = saved(Snapshot, document=page)
    assert watched() == (None, None)
    act = write(*ground(), make_event("cited", citations=[inputs.citation("s-own", url=PAGE)]))
    assert act is not None
    assert watched() == (version.pk, act.at + wanted.FIRST_LOOK)


def test_a_page_that_is_cited_again_keeps_the_version_that_was_cited_first() -> None:
    page = saved(Document, url=PAGE)
    version = saved(Snapshot, document=page)
    wanted.look_again([version.sha256], NOON)
    later = saved(Snapshot, document=page, taken_at=NOON + timedelta(days=1))
    wanted.look_again([later.sha256], NOON + timedelta(days=2))
    assert watched() == (version.pk, NOON + wanted.FIRST_LOOK)


def test_of_versions_that_are_alike_the_last_is_the_one_that_was_cited() -> None:
    page = saved(Document, url=PAGE)
    hours = [saved(Snapshot, document=page, sha256="a" * 64, taken_at=NOON + timedelta(hours=hour)) for hour in (1, 2)]
    wanted.look_again(["a" * 64], NOON)
    assert watched()[0] == hours[1].pk


def test_without_a_copy_nothing_is_looked_at_again(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        wanted.look_again([], NOON)
