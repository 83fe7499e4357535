"""Which changes concern a query: as the record is, as it was before, and what was decided about it."""

from typing import Any

import pytest

from agreements.alerts import matching
from agreements.errors import Refused
from agreements.history.batch import AppendToAgreement, CaptureIn
from agreements.models import Document, Head, Snapshot
from tests.agreements import inputs
from tests.agreements.builders import (
    ground,
    make_agreement,
    make_determination,
    make_event,
    make_person,
    make_retraction,
    make_term,
    write,
)
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db
Query = dict[str, list[str]]


@pytest.fixture(autouse=True)
def record() -> None:
    """Two agreements; nothing of what is written before counts as a change."""
    write(*ground(), make_agreement("other"), make_person())


def changed(query: Query, after: int) -> list[tuple[str, str]]:
    total, found = matching.changes(query, after, Head.objects.get().number, 50)
    assert total == len(found)
    return [(each.type, each.id) for each in found]


def head() -> int:
    return Head.objects.get().number


SIGNED = {
    "kind": "signature",
    "status_updates": [inputs.update()],
    "participants": [{"name": "Ana López", "person": "ana-lopez", "role": "signatory", "party": "SLV"}],
    "summary": "They signed.",
}
QUERIES: list[tuple[Query, bool]] = [
    ({}, True),
    ({"relation": ["us-sv"]}, True),
    ({"agreement": ["memo"]}, True),
    ({"agreement": ["other", "memo"]}, True),
    ({"agreement": ["other"]}, False),
    ({"kind": ["signature"]}, True),
    ({"kind": ["visit"]}, False),
    ({"axis": ["legal"]}, True),
    ({"axis": ["operation"]}, False),
    ({"axis": ["legal"], "value": ["signed"]}, True),
    ({"value": ["in_force"]}, False),
    ({"party": ["SLV"]}, True),
    ({"person": ["ana-lopez"]}, True),
    ({"modality": ["planned"]}, False),
    ({"from": ["2025"], "to": ["2025-06"]}, True),
    ({"from": ["2026"]}, False),
    ({"q": ["SIGNED they"]}, True),
    ({"q": ["sang"]}, False),
    ({"agreement": ["memo"], "kind": ["visit"]}, False),
]


@pytest.mark.parametrize(("query", "concerned"), QUERIES, ids=str)
def test_a_new_event_concerns_whom_the_timeline_would_show_it(query: Query, concerned: bool) -> None:
    before = head()
    write(make_event("signing", **SIGNED))
    assert (("event", "signing") in changed(query, before)) is concerned


def test_only_the_revisions_asked_for_are_looked_through() -> None:
    write(make_event("one"))
    write(make_event("two", title="Two"))
    assert changed({"kind": ["meeting"]}, head() - 1) == [("event", "two")]
    assert changed({"kind": ["meeting"]}, head()) == []
    assert matching.changes({"kind": ["meeting"]}, 1, 2, 50)[0] == 1


def test_what_no_longer_passes_is_told_once_more_and_then_no_more() -> None:
    write(make_event(kind="visit"))
    write(make_event(kind="meeting"))
    assert changed({"kind": ["visit"]}, head() - 1) == [("event", "meeting-2025")]
    write(make_event(kind="meeting", summary="Again."))
    assert changed({"kind": ["visit"]}, head() - 1) == []


def test_a_retracted_event_and_a_retracted_status_update_concern_their_readers() -> None:
    write(make_event(status_updates=[inputs.update(id="u1")]))
    write(make_retraction("status_update", "meeting-2025-u1"))
    assert changed({"value": ["signed"]}, head() - 1) == [("event", "meeting-2025")]
    write(make_retraction("event", "meeting-2025"))
    assert changed({"agreement": ["memo"], "kind": ["meeting"]}, head() - 1) == [("event", "meeting-2025")]


def rivals() -> tuple[str, str]:
    write(
        make_event("one", status_updates=[inputs.update(id="u1", value="in_force")]),
        make_event("two", status_updates=[inputs.update(id="u1", value="in_force", modality="denied")]),
    )
    return "one-u1", "two-u1"


def test_a_determination_concerns_those_who_follow_one_of_its_events() -> None:
    one, two = rivals()
    write(make_determination([one], [two], id="choice"))
    for query, concerned in [({"axis": ["legal"]}, True), ({"kind": ["visit"]}, False), ({}, True)]:
        assert (("determination", "choice") in changed(query, head() - 1)) is concerned
    write(make_retraction("determination", "choice"))
    assert ("determination", "choice") in changed({"agreement": ["memo"]}, head() - 1)


def test_a_determination_between_claims_concerns_those_who_follow_the_event() -> None:
    write(make_event(claims=[inputs.claim(id="c1"), inputs.claim(id="c2", value="Washington")]))
    write(make_determination(["meeting-2025-c1"], ["meeting-2025-c2"], id="choice"))
    assert changed({"kind": ["meeting"]}, head() - 1) == [("determination", "choice")]


def test_the_agreement_itself_is_followed_by_filters_that_agreements_have() -> None:
    write(AppendToAgreement("memo", terms=(make_term(id="t1", citations=["memo-s1"]),)))
    for query in ({}, {"relation": ["us-sv"]}, {"agreement": ["memo"]}, {"party": ["USA"]}):
        assert changed(query, head() - 1) == [("agreement", "memo")]
    for other in ({"agreement": ["other"]}, {"agreement": ["memo"], "axis": ["legal"]}, {"q": ["memo"]}):
        assert changed(other, head() - 1) == []
    write(AppendToAgreement("memo", terms=(make_term(id="t2", low="7", high="7", citations=["memo-s1"]),)))
    write(make_determination(["memo-t1"], ["memo-t2"], id="choice"))
    assert changed({"agreement": ["memo"]}, head() - 1) == [("determination", "choice")]
    assert changed({"axis": ["legal"]}, head() - 1) == []


def test_that_a_copy_of_a_cited_page_was_stored_is_no_news() -> None:
    write(make_event())
    page: Any = saved(Snapshot, document=saved(Document, url="https://news.example/s1"))
    write(CaptureIn("meeting-2025-s1", page.sha256, page.taken_at))
    assert changed({}, head() - 1) == []


def test_what_is_corrected_while_a_copy_is_stored_is_news() -> None:
    write(make_event(), make_event("other-event"))
    page: Any = saved(Snapshot, document=saved(Document, url="https://news.example/s1"))
    copy = CaptureIn("meeting-2025-s1", page.sha256, page.taken_at)
    write(copy, make_event("other-event", title="Another title"))
    assert changed({}, head() - 1) == [("event", "other-event")]
    again: Any = saved(Snapshot, document=saved(Document, url="https://news.example/s2"))
    write(CaptureIn("other-event-s1", again.sha256, again.taken_at), make_event("other-event", title="A third title"))
    assert changed({}, head() - 1) == [("event", "other-event")]


def test_of_many_changes_the_first_are_listed_and_all_are_counted() -> None:
    before = head()
    write(*(make_event(f"e-{number}") for number in range(10)))
    total, found = matching.changes({"kind": ["meeting"]}, before, head(), 3)
    assert total == 10
    assert [each.id for each in found] == ["e-0", "e-1", "e-2"]


REFUSED: list[tuple[Query, str, str]] = [
    ({"colour": ["red"]}, "colour", "unknown parameter; this address takes:"),
    ({"valid_on": ["2025-02-03"]}, "valid_on", "unknown parameter"),
    ({"order": ["desc"]}, "order", "unknown parameter"),
    ({"kind": ["party"]}, "kind", "'party' is not a known kind; use one of:"),
    ({"agreement": ["unheard-of"]}, "agreement", "there is no agreement 'unheard-of' in the record"),
    ({"from": ["2025"], "to": ["2024"]}, "to", "swap the two"),
    ({"from": ["2025", "2026"]}, "from", "more than once"),
    ({"from": ["soon"]}, "from", ""),
    ({"axis": ["operation"], "value": ["signed"]}, "value", "is not a value on operation"),
    ({"q": ["!"]}, "q", "no word"),
    ({"q": ["a\0"]}, "q", "control characters"),
]


@pytest.mark.parametrize(("query", "field", "detail"), REFUSED, ids=str)
def test_what_the_timeline_would_refuse_is_refused_by_name(query: Query, field: str, detail: str) -> None:
    with pytest.raises(Refused) as refused:
        matching.check(query, head())
    (problem,) = refused.value.problems
    assert problem.field == field
    assert detail in problem.detail
