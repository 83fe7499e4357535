"""One item carried the whole way, by real workers over a real broker: source, snapshot, candidate, review, timeline."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from agreements import tasks
from agreements.history.verify import verify
from agreements.models import Candidate, Event, FetchRun, Snapshot, Source
from agreements.review import decisions
from agreements.timeline import clocks, queries
from tests.agreements.workers import kill, start_worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-02-10T09:00:00Z"></head><body><article><h1>{title}</h1>
<p>SAN SALVADOR, 10 February 2026. The United States and El Salvador signed the Agreement on Reciprocal Trade in
Washington on 29 January 2026, both governments said on Tuesday.</p>
<p>The text has two annexes, the economy ministry of El Salvador said in a note on its site. {extra}</p>
</article></body></html>"""


@pytest.fixture
def inbox(us_sv: Any) -> Iterator[Path]:
    """A watched folder with one page in it, and its source, due now."""
    name = f"way-test-{os.getpid()}"  # two test sessions share the inbox
    folder = Path(settings.DATA_DIR) / "inbox" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    drop(folder, "one")
    Source.objects.create(slug="way-test", name="Test wire", url=f"folder:{name}", format="folder", interval=3600)
    cache.clear()
    yield folder
    shutil.rmtree(folder)


def drop(folder: Path, name: str, extra: str = "Nothing else was said.") -> None:
    (folder / f"{name}.html").write_text(PAGE.format(title=f"Reciprocal trade agreement signed ({name})", extra=extra))


@pytest.fixture
def worker() -> Iterator[Any]:
    process = start_worker()
    yield process
    kill(process)


def waiting() -> list[Candidate]:
    return list(Candidate.objects.filter(state="waiting", snapshot__document__source__slug="way-test"))


def trade_updates() -> list[str]:
    bodies = queries.bodies("event", clocks.now(), agreements__contains=["us-sv-art-2026"], retracted=False)
    return [update["id"] for event in bodies for update in event["status_updates"]]


def test_a_dropped_page_stands_in_the_queue_and_once_accepted_on_the_timeline(inbox: Path, worker: Any):
    before = len(trade_updates())
    tasks.tick.delay()
    (candidate,) = wait_for(waiting, "a candidate")
    run = wait_for(lambda: FetchRun.objects.exclude(read_at=None).first(), "the run to be read")
    assert (run.outcome, run.items_new, run.candidates_made) == ("new", 1, 1)
    (evidence, *_) = [each for each in candidate.evidence if each["path"].startswith("status_updates.")]
    text = {"text": candidate.snapshot.text, "title": candidate.snapshot.title}[evidence["field"]]
    assert "signed" in text[evidence["start"] : evidence["end"]].lower()
    decided = decisions.accept(candidate.public_id, by="ana")
    assert decided.candidate.event is not None
    assert decided.candidate.event.slug == "art-signed-2026-01-29", "another account of what is recorded already"
    assert len(trade_updates()) > before
    event = queries.detail("event", decided.candidate.event.slug, clocks.now())
    assert candidate.snapshot.sha256 in [each["snapshot"] for each in event["citations"]]
    assert verify() == []


def test_a_page_that_changes_after_its_event_was_taken_gets_a_second_look(inbox: Path, worker: Any):
    tasks.tick.delay()
    (candidate,) = wait_for(waiting, "a candidate")
    decisions.accept(candidate.public_id, by="ana", as_new=True)
    wait_for(lambda: FetchRun.objects.exclude(read_at=None).exists(), "the run to be read")
    drop(inbox, "one", "The agreement on reciprocal trade entered into force on 9 February 2026, it added.")
    Source.objects.update(next_check_at=datetime.now(UTC))
    tasks.tick.delay()
    (look,) = wait_for(waiting, "a second look")
    assert (look.relation, look.about) == ("revision", Candidate.objects.get(pk=candidate.pk).event)
    assert "in_force" in [each["now"]["value"] for each in look.changes if each["now"]]


def test_looking_again_at_what_did_not_change_makes_nothing_new(inbox: Path, worker: Any):
    tasks.tick.delay()
    wait_for(waiting, "a candidate")
    wait_for(lambda: FetchRun.objects.exclude(read_at=None).exists(), "the run to be read")
    Source.objects.update(next_check_at=datetime.now(UTC))
    tasks.tick.delay()
    wait_for(lambda: FetchRun.objects.filter(outcome="unchanged").exists(), "a second look")
    assert len(waiting()) == 1
    assert Snapshot.objects.filter(document__source__slug="way-test").count() == 1


def test_one_message_five_times_is_one_look(inbox: Path, worker: Any):
    source = Source.objects.get(slug="way-test")
    for _ in range(5):
        tasks.look_at_source.delay(source.pk)
    wait_for(waiting, "a candidate")
    wait_for(lambda: not FetchRun.objects.filter(outcome="running").exists(), "all looks to end")
    assert len(waiting()) == 1
    assert Snapshot.objects.filter(document__source=source).count() == 1


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(inbox: Path):
    names = [f"page-{number}" for number in range(12)]
    for number, name in enumerate(names):
        drop(inbox, name, f"Annex {number} lists {number + 3} tariff lines.")
    first = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: FetchRun.objects.exists(), "a look to begin")
    finally:
        kill(first)
    # What the dead worker held comes up again when its claim runs out; the test need not wait for that.
    Source.objects.update(claimed_until=None, next_check_at=datetime.now(UTC))
    FetchRun.objects.filter(outcome="running").update(started_at=datetime(2026, 1, 1, tzinfo=UTC))
    FetchRun.objects.filter(outcome="new", read_at=None).update(
        started_at=datetime(2026, 1, 1, tzinfo=UTC), finished_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    second = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: len(waiting()) == len(names) + 1, "every page to be proposed once")
        wait_for(lambda: not FetchRun.objects.filter(outcome="new", read_at=None).exists(), "every run to be read")
    finally:
        kill(second)
    assert Snapshot.objects.filter(document__source__slug="way-test").count() == len(names) + 1
    assert len({candidate.fingerprint for candidate in waiting()}) == len(names) + 1
    assert not Event.objects.filter(slug__startswith="reciprocal-trade-agreement-signed").exists()
