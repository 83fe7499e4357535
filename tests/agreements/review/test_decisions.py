"""Accept, reject, merge, undo: each once, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agreements.errors import AlreadyDecided, Refused
from agreements.history.verify import verify
from agreements.models import Candidate, Citation, Event, EventVersion, Head, StatusUpdate
from agreements.review import decisions
from agreements.timeline import clocks, queries
from tests.agreements import builders
from tests.agreements.review.candidates import SEEN, URL, make_candidate


@pytest.fixture
def memo(db):
    """Two parties and an agreement to speak of."""
    builders.write(builders.make_party("USA"), builders.make_party("SLV"), builders.make_agreement("memo"))


@pytest.fixture
def candidate(memo) -> Candidate:
    return make_candidate()


def accept(**options):
    return decisions.accept("c-1", by="ana", **options)


def test_accepting_puts_the_event_on_the_record_with_its_source(candidate):
    done = accept()
    assert (done.candidate.state, done.candidate.decided_by, done.again) == ("accepted", "ana", False)
    event = queries.detail("event", "memo-signed", clocks.now())
    assert [update["value"] for update in event["status_updates"]] == ["signed"]
    assert [citation["url"] for citation in event["citations"]] == [URL]
    standing = queries.standings(queries.bodies("agreement", clocks.now()), clocks.now())["memo"]
    assert standing["legal"]["value"] == "signed"
    assert verify() == []


def test_the_citation_remembers_when_the_page_was_first_seen_and_which_version(candidate):
    accept()
    citation = Citation.objects.get(event__slug="memo-signed")
    assert citation.first_seen == SEEN
    assert citation.snapshot == candidate.snapshot.sha256


def test_accepting_twice_gives_the_same_answer_and_one_event(candidate):
    first = accept()
    head = Head.objects.get().number
    second = accept()
    assert second.again
    assert second.candidate.event == first.candidate.event
    assert Head.objects.get().number == head
    assert Event.objects.count() == 1


def test_corrections_replace_whole_fields_and_may_leave_updates_out(candidate):
    accept(corrections={"title": "Ministers sign a memorandum", "status_updates": []})
    event = queries.detail("event", "memo-signed", clocks.now())
    assert event["title"] == "Ministers sign a memorandum"
    assert event["status_updates"] == []


def test_other_corrections_after_acceptance_are_told_what_came_of_it(candidate):
    accept()
    with pytest.raises(AlreadyDecided) as told:
        accept(corrections={"title": "Another title"})
    assert told.value.event == "memo-signed"


def test_an_unknown_correction_is_refused_by_name_and_changes_nothing(candidate):
    with pytest.raises(Refused, match="titel: unknown field"):
        accept(corrections={"titel": "x"})
    candidate.refresh_from_db()
    assert candidate.state == "waiting"
    assert not Event.objects.exists()


def test_a_correction_that_the_record_refuses_leaves_the_candidate_waiting(candidate):
    with pytest.raises(Refused, match="date"):
        accept(corrections={"date": "2025-02-30"})
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == ("waiting", None)


def test_accepting_never_edits_an_event_that_has_the_same_slug(candidate):
    builders.write(builders.make_event("memo-signed", title="Somebody else's event"))
    done = accept()
    assert done.candidate.event.slug == "memo-signed-2"
    assert Event.objects.get(slug="memo-signed").title == "Somebody else's event"


def test_rejecting_needs_a_reason_and_writes_nothing_to_the_record(candidate):
    head = Head.objects.get().number
    with pytest.raises(Refused, match="reason"):
        decisions.reject("c-1", by="ana", reason="")
    decisions.reject("c-1", by="ana", reason="about another country")
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_reason) == ("rejected", "about another country")
    assert Head.objects.get().number == head


def test_what_was_rejected_is_not_accepted_without_undoing(candidate):
    decisions.reject("c-1", by="ana", reason="noise")
    assert decisions.reject("c-1", by="eva", reason="noise").again
    with pytest.raises(AlreadyDecided):
        accept()


def test_merging_adds_the_source_to_the_event_and_no_second_event(candidate):
    builders.write(builders.make_event("already-here", citations=[builders.make_citation("s1")]))
    decisions.merge("c-1", into="already-here", by="ana")
    event = queries.detail("event", "already-here", clocks.now())
    assert URL in [citation["url"] for citation in event["citations"]]
    assert Event.objects.count() == 1
    assert decisions.merge("c-1", into="already-here", by="ana").again
    assert len(queries.detail("event", "already-here", clocks.now())["citations"]) == 2


def test_merging_into_nothing_is_refused(candidate):
    with pytest.raises(Refused, match="there is no event 'nowhere'"):
        decisions.merge("c-1", into="nowhere", by="ana")


def test_undoing_retracts_the_event_and_lets_the_candidate_wait_with_the_reason(candidate):
    accept()
    decisions.undo("c-1", by="eva", reason="wrong agreement")
    candidate.refresh_from_db()
    assert (candidate.state, candidate.event, candidate.decided_reason) == ("waiting", None, "wrong agreement")
    assert EventVersion.objects.get(slug="memo-signed", number=2).retracted
    standing = queries.standings(queries.bodies("agreement", clocks.now()), clocks.now())["memo"]
    assert standing["legal"] is None


def test_what_was_undone_can_be_accepted_again_as_an_event_of_its_own(candidate):
    accept()
    decisions.undo("c-1", by="eva", reason="too early")
    assert accept().candidate.event.slug == "memo-signed-2"
    assert StatusUpdate.objects.filter(agreement__slug="memo").count() == 2


def test_a_waiting_candidate_has_nothing_to_undo(candidate):
    with pytest.raises(AlreadyDecided):
        decisions.undo("c-1", by="eva", reason="why not")


def test_an_unknown_candidate_is_refused_by_name(memo):
    with pytest.raises(Refused, match="there is no candidate 'nobody'"):
        decisions.accept("nobody", by="ana")


@pytest.mark.django_db(transaction=True)
def test_of_fifty_accepts_at_once_one_wins_and_the_rest_get_its_answer(memo):
    make_candidate()

    def one(_):
        try:
            done = accept()
            return done.again, done.candidate.event.slug
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(one, range(50)))
    assert sorted(again for again, _ in answers) == [False] + [True] * 49
    assert {slug for _, slug in answers} == {"memo-signed"}
    assert Event.objects.count() == 1
