"""Pages that change after the record took an event from them."""

from datetime import timedelta
from typing import Any

import pytest

from agreements.errors import Refused
from agreements.models import Candidate, Event, Head
from agreements.reading import store
from agreements.review import decisions
from agreements.timeline import clocks, queries

from ..builders import make_retraction, write
from .pages import NOW, SIGNED, SUSPENDED, URL, must_read, read, snapshot, the_record
from .tracked import ALL

pytestmark = pytest.mark.django_db

SECRET = SIGNED + " The text of the coffee agreement has not been released."
NOTHING = (
    "The agriculture minister opened a fair in the western hills, and growers showed their best roast to visitors."
)
LATER = SIGNED.replace("Monday", "Tuesday")


@pytest.fixture(autouse=True)
def record() -> None:
    the_record()


def accepted(text: str = SIGNED) -> Candidate:
    return decisions.accept(must_read(text).public_id, by="ana").candidate


def again(candidate: Candidate) -> Candidate:
    return Candidate.objects.get(pk=candidate.pk)


def event_of(candidate: Candidate) -> Any:
    assert candidate.event is not None
    return queries.detail("event", candidate.event.slug, clocks.now())


def live(candidate: Candidate) -> dict[str, str | None]:
    updates = event_of(candidate)["status_updates"]
    superseded = {each["supersedes"] for each in updates}
    return {
        each["value"]: (each["date"] or {}).get("edtf")
        for each in updates
        if each["retracted"] is None and each["id"] not in superseded
    }


def test_other_claims_after_acceptance_are_a_second_look_at_the_event() -> None:
    first = accepted()
    look = must_read(SECRET, hours=1)
    assert (look.relation, look.about, look.state) == ("revision", first.event, "waiting")
    (change,) = look.changes
    assert (change["was"], change["now"]["value"], change["update"]) == (None, "undisclosed", None)
    assert [each["value"] for each in look.proposed["status_updates"]] == ["undisclosed"]
    assert {each["path"] for each in look.evidence} == {"status_updates.0.value"}


def test_accepting_a_second_look_adds_to_the_event_and_makes_no_other() -> None:
    first = accepted()
    decisions.accept(must_read(SECRET, hours=1).public_id, by="ana")
    assert set(live(first)) == {"signed", "undisclosed"} and Event.objects.count() == 1
    (_, newer) = event_of(first)["citations"]
    assert newer["url"] == URL and newer["cluster"] == "example-news"


def test_what_is_said_otherwise_supersedes_what_rested_on_the_page() -> None:
    first = accepted()
    look = must_read(LATER, hours=1)
    (change,) = look.changes
    assert (change["was"]["date"], change["now"]["date"]) == ("2024-07-08", "2024-07-09")
    assert change["update"] == look.proposed["status_updates"][0]["supersedes"]
    decisions.accept(look.public_id, by="ana")
    assert live(first) == {"signed": "2024-07-09"}


def test_what_rests_on_another_page_too_is_not_superseded() -> None:
    first = must_read()
    assert read(url="https://copies.example/1", publisher="Daily Gazette") is None
    decisions.accept(first.public_id, by="ana")
    look = must_read(LATER, hours=1)
    assert look.changes[0]["update"] is None and "supersedes" not in look.proposed["status_updates"][0]


def test_claims_that_vanish_are_a_second_look_and_are_taken_back_only_when_chosen() -> None:
    first = accepted(SECRET)
    look = must_read(SIGNED, hours=1)
    (change,) = look.changes
    assert (change["was"]["value"], change["now"]) == ("undisclosed", None)
    with pytest.raises(Refused, match="not among the changes"):
        decisions.accept(look.public_id, by="ana", retract=["coffee-2024-07-08-u1"])
    decisions.accept(look.public_id, by="ana", retract=[change["update"]])
    assert set(live(first)) == {"signed"}


def test_a_page_that_says_nothing_any_more_is_a_second_look_without_a_proposal() -> None:
    first = accepted()
    look = must_read(NOTHING, hours=1)
    assert look.relation == "revision" and look.proposed["status_updates"] == []
    assert [each["now"] for each in look.changes] == [None]
    with pytest.raises(Refused, match="adds nothing to the record"):
        decisions.accept(look.public_id, by="ana")
    decisions.accept(look.public_id, by="ana", retract=[look.changes[0]["update"]])
    assert live(first) == {}


def test_a_page_that_says_nothing_any_more_is_looked_at_once() -> None:
    accepted()
    look = must_read(NOTHING, hours=1)
    decisions.reject(look.public_id, by="ana", reason="the page was moved")
    assert read(NOTHING + " It rained.", hours=2) is None


def test_a_page_that_came_empty_is_no_news() -> None:
    accepted()
    assert read("", hours=1) is None and Candidate.objects.count() == 1


def test_of_a_waiting_candidate_it_is_noted_that_its_page_says_nothing_any_more() -> None:
    first = must_read()
    assert read(NOTHING, hours=1) is None
    assert [each["note"] for each in again(first).looks] == ["It says nothing of this any more."]
    assert again(first).state == "waiting"


def test_a_return_to_what_was_accepted_brings_nothing_and_is_noted() -> None:
    first = accepted()
    look = must_read(SUSPENDED, hours=1)
    head = Head.objects.get().number
    page = snapshot(hours=2)
    assert store.read(page, ALL, NOW) is None and store.read(page, ALL, NOW) is None
    assert again(look).state == "superseded" and Candidate.objects.filter(state="waiting").count() == 0
    (noted,) = again(first).looks
    assert (noted["note"], noted["snapshot"]) == ("It says again what it said before.", page.sha256)
    assert Head.objects.get().number == head


def test_what_was_taken_back_by_its_page_and_never_decided_waits_when_it_is_said_again() -> None:
    accepted()
    look = must_read(SUSPENDED, hours=1)
    read(hours=2)
    once_more = read(SUSPENDED + " Again.", hours=3)
    assert once_more and once_more == look and again(look).state == "waiting"
    assert again(look).snapshot.taken_at == NOW + timedelta(hours=3)


def test_a_rejected_second_look_does_not_come_back() -> None:
    accepted()
    decisions.reject(must_read(SUSPENDED, hours=1).public_id, by="ana", reason="a slip of the paper")
    assert read(SUSPENDED + " Again.", hours=2) is None


def test_a_second_look_that_waits_gives_way_to_a_newer_one() -> None:
    accepted()
    look, newer = must_read(SUSPENDED, hours=1), must_read(SECRET, hours=2)
    assert again(look).state == "superseded" and newer.relation == "revision"


def test_the_next_look_is_compared_with_what_the_record_took_last() -> None:
    accepted()
    decisions.accept(must_read(SECRET, hours=1).public_id, by="ana")
    look = must_read(LATER + " The text of the coffee agreement has not been released.", hours=2)
    assert [each["now"]["date"] for each in look.changes] == ["2024-07-09"]


def test_an_older_version_read_late_is_no_news() -> None:
    older = snapshot(SUSPENDED, hours=1)
    newest = must_read(hours=2)
    assert store.read(older, ALL, NOW) is None and again(newest).state == "waiting"


def test_a_second_look_makes_no_event_of_its_own_even_if_told_to() -> None:
    accepted()
    look = must_read(SUSPENDED, hours=1)
    with pytest.raises(Refused, match="makes no second event"):
        decisions.accept(look.public_id, by="ana", as_new=True)
    assert again(look).state == "waiting"


def test_a_copy_that_changes_after_its_story_was_taken_gets_a_second_look_at_what_it_adds() -> None:
    elsewhere = "https://copies.example/1"
    first = must_read(SECRET)
    assert read(SECRET, elsewhere, publisher="Daily Gazette") is None
    decisions.accept(first.public_id, by="ana")
    look = must_read(SUSPENDED, elsewhere, 1, publisher="Daily Gazette")
    assert (look.relation, look.about) == ("revision", again(first).event)
    assert [each["now"]["value"] for each in look.changes] == ["suspended"]


def test_after_a_merge_too_other_claims_are_a_second_look() -> None:
    first = accepted()
    assert first.event is not None
    other = must_read(url="https://other.example/1", hours=1, text=SIGNED + " It rained.", publisher="Other")
    decisions.merge(other.public_id, into=first.event.slug, by="ana")
    look = must_read(SUSPENDED, "https://other.example/1", 2)
    assert (look.relation, look.about) == ("revision", first.event)


def test_a_page_whose_event_was_retracted_starts_afresh() -> None:
    first = accepted()
    assert first.event is not None
    write(make_retraction("event", first.event.slug))
    assert must_read(SUSPENDED, hours=1).relation == ""


def test_after_an_undone_acceptance_the_newer_claims_take_the_place_of_the_candidate() -> None:
    first = accepted()
    decisions.undo(first.public_id, by="eva", reason="too early")
    assert must_read(SUSPENDED, hours=1).relation == "" and again(first).state == "superseded"


def test_the_same_text_heard_by_other_rules_says_nothing_less() -> None:
    first = accepted(SECRET)
    page = first.snapshot
    tracked = [each for each in ALL if each.slug != "coffee-accord-2024"]
    assert store.read(page, tracked, NOW) is None
    Candidate.objects.filter(pk=first.pk).update(claims=first.claims[:1], fingerprint="0" * 64, public_id="c-0")
    look = store.read(page, ALL, NOW)
    assert look and [each["now"]["value"] for each in look.changes] == ["undisclosed"]
    assert look.about_reason.startswith("By other rules it says more")
