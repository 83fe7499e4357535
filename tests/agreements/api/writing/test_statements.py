"""Statements added to what is recorded, taken back and chosen between, over the interface."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from agreements.models import Head, Revision

from ... import inputs
from ...builders import ground, make_event, write
from ..asking import Api

Json = dict[str, Any]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(db: None) -> None:
    write(*ground())
    write(make_event(status_updates=[inputs.update()], claims=[inputs.claim()]))


def step(**changes: Any) -> Json:
    return {**inputs.update(value="in_force", date="2025-06-01"), "event": "meeting-2025", **changes}


# --- status updates --------------------------------------------------------------------------------------------------


def test_an_event_gets_a_status_update(analyst: Api) -> None:
    response = analyst.send("POST", "status-updates/", step())
    update = response.json()
    assert (response.status_code, update["id"], update["event"]) == (201, "meeting-2025-u2", "meeting-2025")
    assert response["Entente-Revision"] == str(Head.objects.get().number)
    assert analyst.read(response["Location"]) == update
    assert analyst.read("agreements/memo/")["standing"]["legal"]["value"] == "in_force"


def test_it_may_bring_citations_of_its_own(analyst: Api) -> None:
    new = [inputs.citation(None, url="https://a.example/"), "s1", inputs.citation("own", url="https://b.example/")]
    update = analyst.write("POST", "status-updates/", step(citations=new))
    assert update["citations"] == ["meeting-2025-own", "meeting-2025-s1", "meeting-2025-s2"]
    urls = {each["id"]: each["url"] for each in analyst.read("events/meeting-2025/")["citations"]}
    assert (urls["meeting-2025-s2"], urls["meeting-2025-own"]) == ("https://a.example/", "https://b.example/")


def test_the_same_with_the_same_id_is_answered_again_and_written_once(analyst: Api) -> None:
    first = analyst.write("POST", "status-updates/", step(id="entry"))
    before = Head.objects.get().number
    assert analyst.write("POST", "status-updates/", step(id="entry"), 200) == first
    assert Head.objects.get().number == before
    assert list(analyst.unwritten("POST", "status-updates/", step(id="entry", value="suspended"))) == [""]


def test_an_irregular_step_needs_a_note_and_is_kept_with_its_warning(analyst: Api) -> None:
    analyst.write("POST", "status-updates/", step(value="terminated", note="by consent"))
    again = step(date="2025-07-01")
    problems = analyst.unwritten("POST", "status-updates/", again)
    assert "in_force after terminated" in problems["note"]
    update = analyst.write("POST", "status-updates/", {**again, "note": "As the ministry says."})
    assert [each["code"] for each in update["warnings"]] == ["irregular_step"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event": None}, "event"),
        ({"event": "unheard-of"}, "event"),
        ({"event": "No Slug"}, "event"),
        ({"agreement": "unheard-of"}, "agreement"),
        ({"axis": "moral"}, "axis"),
        ({"value": "finished"}, "value"),
        ({"party": "XXX"}, "party"),
        ({"speaker": {"name": "A", "person": "nobody"}}, "speaker.person"),
        ({"supersedes": "nothing"}, "supersedes"),
        ({"citations": []}, "citations"),
        ({"citations": "s1"}, "citations"),
        ({"citations": ["s9"]}, "citations"),
        ({"citations": ["s1", 3]}, "citations.1"),
        ({"citations": ["s1", inputs.citation("s2", url="x")]}, "citations.1.url"),
        ({"citations": ["s1", inputs.citation("s2", parties=["XXX"])]}, "citations.1.parties"),
        ({"citations": ["s1", inputs.citation("s1", publisher="Another")]}, "citations.1"),
        ({"citations": [inputs.citation("s2", first_seen="2025-01-01")]}, "citations.0.first_seen"),
        ({"warnings": []}, "warnings"),
        ({"colour": "red"}, "colour"),
        ({"reason": 3}, "reason"),
    ],
)
def test_a_refusal_names_the_field_as_it_was_sent(analyst: Api, changes: Json, field: str) -> None:
    assert list(analyst.unwritten("POST", "status-updates/", step(**changes))) == [field]


# --- terms -----------------------------------------------------------------------------------------------------------


def test_an_agreement_gets_a_term(analyst: Api) -> None:
    sent = inputs.term(citations=[inputs.citation(None, url="https://a.example/")], agreement="memo")
    response = analyst.send("POST", "agreements/memo/terms/", sent)
    term = response.json()
    assert (response.status_code, term["id"], term["low"], term["agreement"]) == (201, "memo-t1", "6000000", "memo")
    assert term["citations"] == ["memo-s2"]
    assert response["Location"].endswith("/agreements/memo/terms/")
    assert analyst.read("agreements/memo/terms/")["results"] == [term]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "colour"}, "name"),
        ({"low": 1.5}, "low"),
        ({"low": "7000000"}, ""),
        ({"unit": None}, "unit"),
        ({"agreement": "pact"}, "agreement"),
        ({"citations": ["s9"]}, "citations"),
        ({"citations": [inputs.citation("s2", parties=["XXX"])]}, "citations.0.parties"),
        ({"grade": None}, "grade"),
    ],
)
def test_a_term_that_cannot_be_is_refused_by_name(analyst: Api, changes: Json, field: str) -> None:
    assert list(analyst.unwritten("POST", "agreements/memo/terms/", inputs.term(**changes))) == [field]


def test_what_is_not_recorded_gets_no_term(analyst: Api) -> None:
    assert analyst.send("POST", "agreements/unheard-of/terms/", inputs.term()).status_code == 404


# --- taking back -----------------------------------------------------------------------------------------------------


def test_an_event_is_taken_back_once(analyst: Api) -> None:
    sent = {"reason": "Logged twice"}
    first = analyst.send("POST", "events/meeting-2025/retract/", sent)
    assert (first.status_code, first.json()["retracted"]["by"]) == (200, "analyst-0")
    assert first["Entente-Revision"] == str(Head.objects.get().number)
    before = Head.objects.get().number
    again = analyst.send("POST", "events/meeting-2025/retract/", sent)
    assert (again.status_code, again.json()) == (200, first.json())
    assert Head.objects.get().number == before
    assert analyst.slugs("events/") == []
    assert Revision.objects.get(number=before).reason == "Logged twice"


@pytest.mark.parametrize(("address", "kind"), [("visits/", "visit"), ("press-statements/", "press_statement")])
def test_it_may_be_taken_back_where_it_was_logged(analyst: Api, address: str, kind: str) -> None:
    slug = analyst.write("POST", address, inputs.event("logged", kind=kind))["slug"]
    taken = analyst.write("POST", f"{address}{slug}/retract/", {"reason": "Logged twice"}, 200)
    assert (taken["slug"], taken["retracted"]["reason"]) == ("logged", "Logged twice")
    assert analyst.slugs(address) == []
    assert analyst.slugs(address, {"retracted": "true"}) == ["logged"]


def test_another_reason_for_what_is_taken_back_is_a_conflict_that_tells_the_first(analyst: Api) -> None:
    analyst.write("POST", "events/meeting-2025/retract/", {"reason": "Logged twice"}, 200)
    problems = analyst.unwritten("POST", "events/meeting-2025/retract/", {"reason": "Of another country"}, 409)
    assert "Logged twice" in problems[""]


def test_a_status_update_is_taken_back_and_its_event_stands(analyst: Api) -> None:
    update = analyst.write("POST", "status-updates/meeting-2025-u1/retract/", {"reason": "Misread"}, 200)
    assert (update["id"], update["retracted"]["reason"]) == ("meeting-2025-u1", "Misread")
    assert analyst.slugs("events/") == ["meeting-2025"]
    assert analyst.read("agreements/memo/")["standing"]["legal"] is None


@pytest.mark.parametrize("address", ["events/meeting-2025", "status-updates/meeting-2025-u1"])
@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "reason"), ({"reason": " "}, "reason"), ({"reason": 3}, "reason"), ({"reason": "x", "id": "y"}, "id")],
)
def test_taking_back_needs_a_reason_and_nothing_else(analyst: Api, address: str, sent: Json, field: str) -> None:
    assert list(analyst.unwritten("POST", f"{address}/retract/", sent)) == [field]


@pytest.mark.parametrize(
    "address",
    [
        "events/unheard-of",
        "visits/meeting-2025",
        "press-statements/meeting-2025",
        "status-updates/x",
        "determinations/x",
    ],
)
def test_there_is_nothing_to_take_back_at_an_address_of_nothing(reviewer: Api, address: str) -> None:
    assert reviewer.send("POST", f"{address}/retract/", {"reason": "x"}).status_code == 404


# --- choosing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def rivals(db: None) -> Json:
    write(make_event("other", status_updates=[inputs.update(modality="denied")]))
    return {"preferred": ["meeting-2025-u1"], "set_aside": ["other-u1"], "reason": "The text says so."}


def test_a_reviewer_chooses_and_takes_the_choice_back(reviewer: Api, rivals: Json) -> None:
    response = reviewer.send("POST", "determinations/", rivals)
    choice = response.json()
    assert (response.status_code, choice["by"], choice["reason"]) == (201, "reviewer-0", "The text says so.")
    assert reviewer.read(response["Location"]) == choice
    seen = reviewer.get(response["Location"])["ETag"]
    taken = reviewer.write("POST", f"determinations/{choice['id']}/retract/", {"reason": "Hasty"}, 200)
    assert taken["retracted"]["reason"] == "Hasty"
    assert reviewer.read(response["Location"]) == taken
    assert reviewer.get(response["Location"])["ETag"] != seen


def test_a_choice_is_read_as_of_a_revision(reviewer: Api, rivals: Json) -> None:
    made = reviewer.send("POST", "determinations/", {**rivals, "id": "choice"})
    number = int(made["Entente-Revision"])
    assert reviewer.get("determinations/choice/", {"revision": number - 1}).status_code == 404
    reviewer.write("POST", "determinations/choice/retract/", {"reason": "Hasty"}, 200)
    assert reviewer.read("determinations/choice/", {"revision": number}) == made.json()


def test_the_same_choice_again_is_answered_again(reviewer: Api, rivals: Json) -> None:
    first = reviewer.write("POST", "determinations/", {**rivals, "id": "choice", "by": "reviewer-0"})
    assert reviewer.write("POST", "determinations/", {**rivals, "id": "choice"}, 200) == first
    assert list(reviewer.unwritten("POST", "determinations/", {**rivals, "id": "choice", "reason": "x"}, 409)) == ["id"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"preferred": []}, "preferred"),
        ({"preferred": ["nothing"]}, ""),
        ({"set_aside": ["meeting-2025-u1"]}, "set_aside"),
        ({"set_aside": ["meeting-2025-c1"]}, ""),
        ({"reason": ""}, "reason"),
        ({"by": "somebody else"}, "by"),
        ({"recorded": "2025-01-01"}, "recorded"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_by_name(reviewer: Api, rivals: Json, changes: Json, field: str) -> None:
    assert list(reviewer.unwritten("POST", "determinations/", {**rivals, **changes})) == [field]


def test_who_may_take_back_does_not_for_that_take_back_a_choice(analyst: Api, rivals: Json) -> None:
    write_choice = {**rivals, "id": "choice"}
    user = User.objects.get(username="analyst-0")
    user.user_permissions.add(Permission.objects.get(codename="add_determination"))
    analyst.write("POST", "determinations/", write_choice)
    user.user_permissions.clear()
    assert analyst.send("POST", "determinations/choice/retract/", {"reason": "x"}).status_code == 403
