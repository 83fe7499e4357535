"""Accept, reject, merge, undo: each once, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agreements.errors import AlreadyDecided, Refused
from agreements.history.batch import AppendToEvent
from agreements.history.verify import verify
from agreements.models import Candidate, Citation, Event, EventVersion, Head, Retraction, StatusUpdate
from agreements.review import decisions
from agreements.timeline import clocks, queries
from tests.agreements import builders, inputs
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


def test_what_gave_way_to_another_candidate_is_not_decided_any_more(candidate):
    Candidate.objects.update(state="superseded")
    with pytest.raises(AlreadyDecided, match="c-1 is superseded, by another candidate"):
        accept()


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


# --- accounts, copies, second looks ----------------------------------------------------------------------------------


@pytest.fixture
def known(memo):
    """A recorded event, signed on the word of another paper."""
    signed = builders.make_update(citations=["s1"])
    builders.write(builders.make_event("already-here", status_updates=[signed]))
    return Event.objects.get(slug="already-here")


def account(public_id="c-2", **about):
    made = make_candidate(public_id, f"https://other.example/{public_id}")
    for name, value in {"relation": "account", "about_reason": "the same signature", **about}.items():
        setattr(made, name, value)
    made.save()
    return made


def detail(slug="already-here"):
    return queries.detail("event", slug, clocks.now())


def slug_of(done):
    return done.candidate.event.slug


def test_merging_brings_chosen_status_updates_along_with_the_source_that_they_rest_on(candidate, known):
    chosen = candidate.proposed["status_updates"]
    decisions.merge("c-1", into="already-here", by="ana", status_updates=chosen)
    first, second = detail()["status_updates"]
    assert (second["value"], second["citations"]) == ("signed", ["already-here-s2"])
    assert first["citations"] == ["already-here-s1"]
    assert decisions.merge("c-1", into="already-here", by="eva", status_updates=chosen).again
    with pytest.raises(AlreadyDecided):
        decisions.merge("c-1", into="already-here", by="eva")
    assert verify() == []


def test_a_source_that_the_event_cites_already_is_not_repeated(candidate, known):
    proposed = {**candidate.proposed, "citations": [inputs.citation("s9", url="https://news.example/s1")]}
    Candidate.objects.filter(pk=candidate.pk).update(proposed={**proposed, "status_updates": []})
    update = inputs.update("memo", "disclosure", "reported", citations=["s9"])
    decisions.merge("c-1", into="already-here", by="ana", status_updates=[update])
    assert len(detail()["citations"]) == 1
    assert detail()["status_updates"][1]["citations"] == ["already-here-s1"]


def test_a_status_update_that_the_record_refuses_leaves_the_candidate_waiting(candidate, known):
    with pytest.raises(Refused, match="citations"):
        decisions.merge("c-1", into="already-here", by="ana", status_updates=[inputs.update(citations=["s7"])])
    candidate.refresh_from_db()
    assert candidate.state == "waiting" and len(detail()["citations"]) == 1


def test_an_account_of_a_recorded_event_is_accepted_into_it(known):
    account(about=known)
    done = decisions.accept("c-2", by="ana")
    assert (done.candidate.state, done.candidate.event) == ("accepted", known)
    assert len(detail()["status_updates"]) == 2 and Event.objects.count() == 1
    assert decisions.accept("c-2", by="eva").again


def test_an_account_is_an_event_of_its_own_when_the_reviewer_says_so(known):
    account(about=known)
    done = decisions.accept("c-2", by="ana", as_new=True)
    assert slug_of(done) == "memo-signed" and len(detail()["status_updates"]) == 1
    assert decisions.accept("c-2", by="ana", as_new=True).again
    with pytest.raises(AlreadyDecided):
        decisions.accept("c-2", by="ana")


def test_the_event_that_is_there_keeps_its_own_title(known):
    account(about=known)
    with pytest.raises(Refused, match="title: the event is recorded and keeps its own"):
        decisions.accept("c-2", by="ana", corrections={"title": "Another"})
    decisions.accept("c-2", by="ana", corrections={"status_updates": []})
    assert len(detail()["citations"]) == 2 and len(detail()["status_updates"]) == 1


def test_an_account_follows_the_candidate_that_proposes_its_event(candidate):
    second = account(head=candidate)
    assert second.subject is None
    decisions.accept("c-1", by="ana")
    decisions.accept("c-2", by="ana")
    taken = Candidate.objects.get(public_id="c-2")
    assert taken.event == taken.subject == Event.objects.get()
    assert len(detail("memo-signed")["status_updates"]) == 2


def test_the_account_that_is_accepted_first_makes_the_event_and_the_others_are_accounts_of_it(candidate):
    second, third = account(head=candidate), account("c-3", head=candidate)
    decisions.accept("c-2", by="ana")
    for each in (candidate, second, third):
        each.refresh_from_db()
    assert (second.relation, second.head, second.event.slug) == ("", None, "memo-signed")
    assert candidate.head == third.head == second
    assert candidate.about_reason == "c-2 was accepted, which told of the same event."
    accept()
    assert Event.objects.count() == 1


def test_what_is_about_a_retracted_event_is_not_added_to_it(known):
    account(about=known)
    builders.write(builders.make_retraction("event", "already-here"))
    with pytest.raises(Refused, match="already-here, which it is about, was retracted"):
        decisions.accept("c-2", by="ana")
    assert slug_of(decisions.accept("c-2", by="ana", as_new=True)) == "memo-signed"


def test_what_is_about_a_merged_event_goes_where_that_went(known):
    account(about=known)
    builders.write(builders.make_event("better-name"))
    builders.write(builders.make_event("already-here", merged_into="better-name"))
    assert slug_of(decisions.accept("c-2", by="ana")) == "better-name"


def test_undoing_takes_back_exactly_what_was_added(candidate, known):
    decisions.merge("c-1", into="already-here", by="ana", status_updates=candidate.proposed["status_updates"])
    decisions.undo("c-1", by="eva", reason="another ceremony")
    event = detail()
    assert event["retracted"] is None
    assert [bool(each["retracted"]) for each in event["status_updates"]] == [False, True]
    assert [bool(each["retracted"]) for each in event["citations"]] == [False, True]
    candidate.refresh_from_db()
    assert (candidate.state, candidate.revision) == ("waiting", None)
    assert verify() == []


def test_a_merge_of_which_nothing_is_noted_is_not_undone_and_says_why(candidate, known):
    decisions.merge("c-1", into="already-here", by="ana")
    Candidate.objects.update(revision=None)
    with pytest.raises(AlreadyDecided, match="retract by hand"):
        decisions.undo("c-1", by="eva", reason="another ceremony")
    assert not Retraction.objects.exists()


def test_undoing_leaves_a_source_on_which_others_rest(candidate, known):
    decisions.merge("c-1", into="already-here", by="ana", status_updates=candidate.proposed["status_updates"])
    later = builders.make_update(axis="disclosure", value="reported", citations=["already-here-s2"])
    builders.write(AppendToEvent("already-here", status_updates=(later,)))
    decisions.undo("c-1", by="eva", reason="another ceremony")
    assert [bool(each["retracted"]) for each in detail()["citations"]] == [False, False]


def test_undoing_what_added_nothing_changes_nothing(known):
    copy = account(relation="copy", about=known)
    cited = [inputs.citation("s1")]
    Candidate.objects.filter(pk=copy.pk).update(proposed={**copy.proposed, "status_updates": [], "citations": cited})
    head = Head.objects.get().number
    decisions.accept("c-2", by="ana")
    decisions.undo("c-2", by="ana", reason="never mind")
    assert Head.objects.get().number == head and detail()["retracted"] is None


def look(known, **proposed):
    """A second look that finds the signature no longer said."""
    gone: dict[str, object] = {"was": {}, "now": None, "update": "already-here-u1"}
    made = account(relation="revision", about=known, changes=[gone])
    Candidate.objects.filter(pk=made.pk).update(
        proposed={**made.proposed, "status_updates": [], "citations": [], **proposed}
    )
    return made


def test_a_second_look_takes_back_what_the_reviewer_chooses(known):
    look(known)
    decisions.accept("c-2", by="ana", retract=["already-here-u1"])
    assert detail()["status_updates"][0]["retracted"]["by"] == "ana"
    assert decisions.accept("c-2", by="ana", retract=["already-here-u1"]).again
    with pytest.raises(Refused, match="which stay so"):
        decisions.undo("c-2", by="ana", reason="too early")


@pytest.mark.parametrize(
    ("retract", "why"),
    [([], "adds nothing"), (["already-here-u9"], "'already-here-u9' is not among the changes")],
)
def test_a_second_look_refuses_what_it_cannot_do(known, retract, why):
    look(known)
    with pytest.raises(Refused, match=why):
        decisions.accept("c-2", by="ana", retract=retract)


def test_a_second_look_does_not_take_back_twice(known):
    look(known)
    builders.write(builders.make_retraction("status_update", "already-here-u1"))
    with pytest.raises(Refused, match="is retracted already"):
        decisions.accept("c-2", by="ana", retract=["already-here-u1"])


@pytest.mark.django_db(transaction=True)
def test_of_many_accounts_accepted_at_once_one_makes_the_event(memo):
    head = make_candidate()
    names = ["c-1", *(account(f"c-{number}", head=head).public_id for number in range(2, 8))]

    def one(name):
        try:
            return slug_of(decisions.accept(name, by="ana"))
        finally:
            connection.close()

    with ThreadPoolExecutor(7) as threads:
        assert set(threads.map(one, names)) == {"memo-signed"}
    assert Event.objects.count() == 1
    assert len(detail("memo-signed")["citations"]) == 7
