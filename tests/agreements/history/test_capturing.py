"""A copy that is taken later is shown by its citation from then on, and what was answered before stays as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest

from agreements.errors import Refused
from agreements.history.batch import CaptureIn
from agreements.history.record import record
from agreements.history.verify import verify
from agreements.models import Capture, Document, Snapshot
from agreements.timeline import changes, clocks, queries

from .. import inputs
from ..builders import ground, make_event, make_retraction, write
from ..models.rows import saved
from .contents import contents, head, written
from .reading import agreement, event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_cited_pages() -> None:
    write(*ground(), make_event(citations=[inputs.citation("s1"), inputs.citation("s2")]))


def stored(**fields: Any) -> Snapshot:
    return saved(Snapshot, **fields)


def copy_of(citation: str, snapshot: Snapshot | None = None) -> CaptureIn:
    snapshot = snapshot or stored()
    return CaptureIn(citation, snapshot.sha256, snapshot.taken_at)


def shown(body: dict[str, Any]) -> dict[str, str | None]:
    return {each["id"]: each["snapshot"] for each in body["citations"]}


def test_a_citation_shows_its_copy_from_the_revision_that_recorded_it() -> None:
    before, earlier = head(), event()
    copy = copy_of("meeting-2025-s1")
    revision = write(copy, by="capture")
    assert shown(event()) == {"meeting-2025-s1": copy.snapshot, "meeting-2025-s2": None}
    assert event()["version"] == earlier["version"] + 1
    asof = clocks.resolve({"revision": str(before)}, datetime.now(UTC))
    assert queries.detail("event", "meeting-2025", asof) == earlier
    assert written(revision.number) == {"event": ["meeting-2025"]}
    assert verify() == []


def test_nothing_but_the_citation_changes() -> None:
    earlier = event()
    write(copy_of("meeting-2025-s1"))
    assert changes.diff(earlier, event()).keys() == {"citations"}


def test_a_citation_of_an_agreement_shows_its_copy_too() -> None:
    copy = copy_of("memo-s1")
    revision = write(copy)
    assert shown(agreement()) == {"memo-s1": copy.snapshot}
    assert written(revision.number) == {"agreement": ["memo"]}
    assert verify() == []


def test_the_first_copy_stays() -> None:
    copy = copy_of("meeting-2025-s1")
    write(copy)
    before = contents()
    assert record([copy], by="capture", reason="again") is None
    assert contents() == before
    later = copy_of("meeting-2025-s1")
    before = contents()
    assert record([later], by="capture", reason="another") is None
    assert contents() == before


def test_a_version_that_was_stored_before_the_citation_stays() -> None:
    known = stored(document=saved(Document, url="https://news.example/known"))
    write(make_event("later", citations=[inputs.citation("s1", url="https://news.example/known")]))
    assert record([copy_of("later-s1")], by="capture", reason="too late") is None
    assert shown(event("later")) == {"later-s1": known.sha256}


def test_one_citation_named_twice_in_a_batch_gets_one_copy() -> None:
    copy = copy_of("meeting-2025-s1")
    write(copy, copy)
    assert Capture.objects.count() == 1


def test_the_citations_of_a_page_get_their_copy_in_one_revision() -> None:
    snapshot = stored()
    before = head()
    write(*(copy_of(each, snapshot) for each in ("meeting-2025-s1", "meeting-2025-s2", "memo-s1")))
    assert head() == before + 1
    assert set(shown(event()).values()) == {snapshot.sha256} == set(shown(agreement()).values())


def test_a_citation_that_was_taken_back_keeps_its_copy_beside_its_text() -> None:
    write(make_retraction("citation", "meeting-2025-s2"))
    copy = copy_of("meeting-2025-s2")
    write(copy)
    assert shown(event())["meeting-2025-s2"] == copy.snapshot
    assert verify() == []


def test_what_is_not_there_is_refused_and_named() -> None:
    before = contents()
    never = CaptureIn("meeting-2025-s1", "0" * 64, datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        record([never, CaptureIn("nothing-s1", "0" * 64, never.taken_at)], by="capture", reason="for a test")
    assert [each.field for each in refused.value.problems] == [
        "captures.0.snapshot",
        "captures.1.citation",
        "captures.1.snapshot",
    ]
    assert "store it first" in str(refused.value)
    assert contents() == before
