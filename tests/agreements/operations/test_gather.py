"""What a look brought is read, each document by itself."""

from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from agreements.models import Candidate, FetchRun, Snapshot, Source
from agreements.operations import gather
from agreements.reading import store
from tests.agreements.fetching.feeds import Entry, rss
from tests.agreements.fetching.site import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
SIGNED = "El Salvador and the United States signed the Asylum Cooperative Agreement on Friday, 20 September 2019."


@pytest.fixture
def run(site: Site) -> FetchRun:
    """A look that brought three notes, none of them read yet."""
    bodies = ("It rained.", "It broke.", SIGNED)
    entries = [Entry(f"Note {n}", f"/{n}", body=body) for n, body in enumerate(bodies)]
    url = site.serve("/feed", rss(*entries))
    source = Source.objects.create(slug="wire", name="Wire", url=url, format="rss", language="en")
    run = gather.look(source.pk)
    Candidate.objects.all().delete()
    FetchRun.objects.update(read_at=None, candidates_made=0)
    run.refresh_from_db()
    return run


def breaking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    """Reading fails at the second note; the titles that were read, in their order."""
    sound, seen = store.read, []

    def read(snapshot: Snapshot, *rest: Any) -> Any:
        seen.append(snapshot.title)
        if snapshot.title == "Note 1":
            raise error
        return sound(snapshot, *rest)

    monkeypatch.setattr(store, "read", read)
    return seen


def test_what_breaks_the_reader_is_noted_and_keeps_no_other_from_being_read(
    run: FetchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, KeyError("secret"))
    after = gather.read(run.pk)
    assert after.read_at is not None and after.candidates_made == 1
    (note,) = [each for each in after.log if "reason" in each]
    assert note["item"].endswith("/1") and "KeyError" in note["reason"] and "secret" not in note["reason"]
    assert Candidate.objects.get().snapshot.title == "Note 2"


def test_what_takes_all_the_time_of_a_task_is_not_read_again_in_the_next(
    run: FetchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = breaking(monkeypatch, SoftTimeLimitExceeded())
    with pytest.raises(SoftTimeLimitExceeded):
        gather.read(run.pk)
    assert FetchRun.objects.get().read_at is None, "the task ended before all was read"
    assert gather.read(run.pk).read_at is not None
    assert seen == ["Note 0", "Note 1", "Note 0", "Note 2"]
