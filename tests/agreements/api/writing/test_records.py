"""Events and agreements, logged and revised over the interface."""

from copy import deepcopy
from typing import Any

import pytest

from agreements.models import Event, Head, Revision

from ... import inputs
from ...builders import ground, make_event, make_retraction, write
from ..asking import Api

Json = dict[str, Any]
pytestmark = pytest.mark.django_db
STATEMENT_PARTS = {"id", "citations", "event", "recorded", "public"}


@pytest.fixture(autouse=True)
def record(db: None) -> None:
    write(*ground())


def meeting(**changes: Any) -> Json:
    return {**inputs.event(), "slug": None, **changes}


# --- logging ---------------------------------------------------------------------------------------------------------


def test_an_event_is_logged_with_all_that_it_says_as_one_revision(analyst: Api) -> None:
    before = Head.objects.get().number
    sent = meeting(status_updates=[inputs.update()], claims=[inputs.claim()])
    response = analyst.send("POST", "events/", sent)
    event = response.json()
    assert response.status_code == 201
    assert [each["value"] for each in event["status_updates"]] == ["signed"]
    assert [each["value"] for each in event["claims"]] == ["San Salvador"]
    assert [each["url"] for each in event["citations"]] == ["https://news.example/s1"]
    assert Head.objects.get().number == before + 1
    assert response["Entente-Revision"] == str(before + 1)
    assert analyst.read(response["Location"]) == event


def test_a_revision_says_who_wrote_and_why(analyst: Api) -> None:
    analyst.write("POST", "events/", meeting())
    assert Revision.objects.latest("number").reason == "Logged through the API"
    analyst.write("POST", "events/", meeting(reason="From the gazette"))
    last = Revision.objects.latest("number")
    assert (last.by, last.reason) == ("analyst-0", "From the gazette")


def test_an_event_without_a_slug_gets_one_of_its_title_and_day(analyst: Api) -> None:
    slugs = [analyst.write("POST", "events/", meeting(title="Visita a San José"))["slug"] for _ in range(3)]
    assert slugs == [f"visita-a-san-jose-2025-02-03{number}" for number in ("", "-2", "-3")]


def test_a_date_may_be_sent_as_it_is_read(analyst: Api) -> None:
    date = {"edtf": "2025-02", "earliest": "2025-02-01", "latest": "2025-02-28"}
    event = analyst.write("POST", "events/", meeting(title="Talks", date=date))
    assert (event["slug"], event["date"]) == ("talks-2025-02", date)


def test_posting_never_edits_an_event_that_is_there(analyst: Api) -> None:
    write(make_event("meeting-2025"))
    problems = analyst.unwritten("POST", "events/", inputs.event("meeting-2025", title="Another"), 409)
    assert list(problems) == ["slug"]
    assert "meeting-2025 is recorded already" in problems["slug"]


@pytest.mark.parametrize(("address", "kind"), [("visits/", "visit"), ("press-statements/", "press_statement")])
def test_an_address_of_one_kind_implies_it(analyst: Api, address: str, kind: str) -> None:
    sent = meeting()
    del sent["kind"]
    response = analyst.send("POST", address, sent)
    assert (response.status_code, response.json()["kind"]) == (201, kind)
    assert f"/api/v1/{address}" in response["Location"]
    assert analyst.read(response["Location"])["kind"] == kind
    assert list(analyst.unwritten("POST", address, meeting(kind="call"))) == ["kind"]


def test_a_visit_has_its_days_and_people(analyst: Api) -> None:
    people = [{"name": "A. Visitor", "role": "visitor", "party": "USA"}]
    sent = meeting(kind="visit", visit={"arrival": "2025-02-03", "departure": "2025-02"}, participants=people)
    event = analyst.write("POST", "visits/", sent)
    assert event["visit"]["departure"]["latest"] == "2025-02-28"
    assert event["participants"] == [
        {"person": None, "name": "A. Visitor", "role": "visitor", "office": None, "party": "USA"}
    ]


# --- refusals, by where they stand in the body -----------------------------------------------------------------------


def ended() -> None:
    write(make_event("end", date="2025-01-01", status_updates=[inputs.update(value="terminated")]))


def test_an_irregular_step_needs_a_note_and_is_kept_with_its_warning(analyst: Api) -> None:
    ended()
    step = inputs.update(value="in_force")
    sent = meeting(status_updates=[inputs.update(axis="disclosure", value="reported"), step])
    problems = analyst.unwritten("POST", "events/", sent)
    assert list(problems) == ["status_updates.1.note"]
    assert "in_force after terminated" in problems["status_updates.1.note"]
    step["note"] = "As the ministry says."
    warned = analyst.write("POST", "events/", sent)["status_updates"][1]
    assert [each["code"] for each in warned["warnings"]] == ["irregular_step"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": None}, "title"),
        ({"date": "soon"}, "date"),
        ({"kind": "picnic"}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"slug": "No Slug"}, "slug"),
        ({"parties": ["XXX"]}, "parties"),
        ({"parties": "USA"}, "parties"),
        ({"relations": ["us-fr"]}, "relations"),
        ({"agreements": ["unheard-of"]}, "agreements"),
        ({"participants": [{"name": "A", "person": "nobody"}]}, "participants"),
        ({"merged_into": "unheard-of"}, "merged_into"),
        ({"quantities": [{"what": "x", "unit": "y", "low": "2", "high": "1"}]}, "quantities.0"),
        ({"quantities": [{"what": "x", "unit": "y", "low": 1.5}]}, "quantities.0.low"),
        ({"citations": [inputs.citation(url="ftp://x")]}, "citations.0.url"),
        ({"citations": [inputs.citation(parties=["XXX"])]}, "citations.0.parties"),
        ({"citations": [3]}, "citations.0"),
        ({"status_updates": [inputs.update("unheard-of")]}, "status_updates.0.agreement"),
        ({"status_updates": [inputs.update(), inputs.update(citations=["s9"])]}, "status_updates.1.citations"),
        ({"status_updates": [inputs.update(value="finished")]}, "status_updates.0.value"),
        ({"status_updates": [inputs.update(colour="red")]}, "status_updates.0.colour"),
        ({"status_updates": [inputs.update(supersedes="x-u1")]}, "status_updates.0.supersedes"),
        ({"status_updates": "none"}, "status_updates"),
        ({"status_updates": {"0": inputs.update()}}, "status_updates"),
        ({"claims": [inputs.claim("date", "soon")]}, "claims.0.value"),
        ({"public_from": "2025-02-03"}, "public_from_citation"),
        ({"public_from": "2025-02-03", "public_from_citation": "s9"}, "public_from_citation"),
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": ["x"]}, "reason"),
        ({"reason": "x" * 20_001}, "reason"),
        ({"version": 1}, "version"),
        ({"retracted": None}, "retracted"),
        ({"public": {"day": "2025-02-03", "basis": "published"}}, "public"),
        ({"status_updates": [inputs.update(grade={"code": "rumour", "n": None})]}, "status_updates.0.grade"),
        ({"citations": [inputs.citation(snapshot="a" * 64)]}, "citations.0.snapshot"),
    ],
)
def test_a_refusal_names_the_field_as_it_was_sent_and_writes_nothing(analyst: Api, changes: Json, field: str) -> None:
    assert list(analyst.unwritten("POST", "events/", meeting(**changes))) == [field]
    assert not Event.objects.exists()


def test_all_that_is_wrong_is_said_at_once(analyst: Api) -> None:
    sent = {"title": "", "date": "soon", "status_updates": [{}]}
    assert set(analyst.unwritten("POST", "events/", sent)) == {
        "kind",
        "title",
        "date",
        *(f"status_updates.0.{name}" for name in ("agreement", "axis", "value", "citations")),
    }


@pytest.mark.parametrize("sent", ["[]", '"text"', "3", "null", "true"])
def test_a_body_is_an_object(analyst: Api, sent: str) -> None:
    assert list(analyst.unwritten("POST", "events/", sent)) == [""]


@pytest.mark.parametrize("query", ["kind=visit", "revision=1", "page_size=1", "include=parties", "colour=red"])
def test_a_write_takes_no_questions(analyst: Api, query: str) -> None:
    assert list(analyst.unwritten("POST", f"events/?{query}", meeting())) == [query.split("=")[0]]


# --- there and back --------------------------------------------------------------------------------------------------


def said(event: Json) -> Json:
    """What an event says, without what names it."""
    kept = {name: value for name, value in event.items() if name not in ("slug", "recorded", "public")}
    for part in ("status_updates", "claims", "citations"):
        kept[part] = [
            {name: value for name, value in each.items() if name not in {*STATEMENT_PARTS, "first_seen"}}
            for each in event[part]
        ]
    return kept


def test_what_is_read_goes_back_in_as_another_event_once_what_is_computed_is_left_out(analyst: Api) -> None:
    sent = meeting(
        kind="visit",
        visit={"arrival": "2025-02-03"},
        status_updates=[inputs.update(speaker={"name": "A"}), inputs.update(axis="disclosure", value="reported")],
        claims=[inputs.claim()],
        quantities=[{"what": "persons", "low": "3", "unit": "persons"}],
    )
    first = analyst.write("POST", "events/", sent)
    again = {**deepcopy(first), "slug": "again"}
    computed = analyst.unwritten("POST", "events/", again)
    assert {"version", "recorded", "public", "retracted", "status_updates.1.grade", "citations.0.first_seen"} <= set(
        computed
    )
    for path in computed:
        *steps, name = path.split(".")
        place: Any = again
        for step in steps:
            place = place[int(step) if step.isdigit() else step]
        del place[name]
    second = analyst.write("POST", "events/", again)
    assert said(second) == said(first)
    assert second["slug"] == "again"


# --- revising --------------------------------------------------------------------------------------------------------


@pytest.fixture
def event(analyst: Api) -> Json:
    return analyst.write("POST", "events/", inputs.event(status_updates=[inputs.update()]))


def change(api: Api, code: int = 200, **changes: Any) -> Json:
    return api.write("PATCH", "events/meeting-2025/", {"reason": "for a test", **changes}, code)


def test_what_is_left_out_of_a_change_stays(analyst: Api, event: Json) -> None:
    changed = change(analyst, title="Another title")
    assert changed["version"] == 2
    assert {**changed, "title": event["title"], "version": 1} == event
    assert analyst.read("events/meeting-2025/") == changed


def test_a_change_needs_a_reason(analyst: Api, event: Json) -> None:
    assert list(analyst.unwritten("PATCH", "events/meeting-2025/", {"title": "x"})) == ["reason"]
    assert list(analyst.unwritten("PATCH", "events/meeting-2025/", {"title": "x", "reason": "  "})) == ["reason"]


def test_nested_statements_are_appended(analyst: Api, event: Json) -> None:
    step = inputs.update(value="in_force", date="2025-06-01", citations=["s1", "s2"])
    changed = change(analyst, status_updates=[step], citations=[inputs.citation("s2")])
    assert [each["value"] for each in changed["status_updates"]] == ["signed", "in_force"]
    assert [each["id"] for each in changed["citations"]] == ["meeting-2025-s1", "meeting-2025-s2"]


def test_the_whole_of_what_was_read_may_be_sent_back_and_changes_nothing(analyst: Api, event: Json) -> None:
    before = Head.objects.get().number
    response = analyst.send("PATCH", "events/meeting-2025/", {**event, "reason": "the same"})
    assert (response.status_code, response.json()) == (200, event)
    assert (Head.objects.get().number, response["Entente-Revision"]) == (before, str(before))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recorded": "2025-01-01T00:00:00.000000Z"}, "recorded"),
        ({"public": None}, "public"),
        ({"retracted": {"at": "x", "by": "y", "reason": "z"}}, "retracted"),
        ({"slug": "other"}, "slug"),
        ({"version": "1"}, "version"),
        ({"status_updates": [{**inputs.update(), "event": "other"}]}, "status_updates.0.event"),
        ({"status_updates": [{**inputs.update(), "id": "u1", "value": "in_force"}]}, "status_updates.0"),
        ({"status_updates": [{**inputs.update(), "id": "u1", "warnings": [1]}]}, "status_updates.0.warnings"),
        ({"date": None}, "date"),
        ({"visit": {"arrival": "2025-02-03"}}, "visit"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_name(analyst: Api, event: Json, changes: Json, field: str) -> None:
    assert list(analyst.unwritten("PATCH", "events/meeting-2025/", {"reason": "x", **changes})) == [field]


def test_a_statement_may_name_the_event_that_it_stands_in(analyst: Api, event: Json) -> None:
    step = {**inputs.update(axis="disclosure", value="reported"), "event": "meeting-2025"}
    assert len(change(analyst, status_updates=[step])["status_updates"]) == 2


def test_relations_that_follow_from_the_parties_are_not_fixed_by_a_change(analyst: Api, event: Json) -> None:
    assert event["relations"] == ["us-sv"]
    change(analyst, title="Another title")
    change(analyst, relations=["us-sv"])
    assert Event.objects.get(slug="meeting-2025").filed_under == []


def test_a_change_for_those_who_read_the_record_as_it_is(analyst: Api, event: Json) -> None:
    seen = analyst.get("events/meeting-2025/")["ETag"]
    changed = analyst.send("PATCH", "events/meeting-2025/", {"title": "x", "reason": "x"}, if_match=seen)
    assert changed.status_code == 200
    assert changed["ETag"] == analyst.get("events/meeting-2025/")["ETag"] != seen
    late = analyst.send("PATCH", "events/meeting-2025/", {"title": "y", "reason": "y"}, if_match=seen)
    assert (late.status_code, late.json()["type"]) == (412, "outdated")
    assert analyst.read("events/meeting-2025/")["title"] == "x"
    again = analyst.send("PATCH", "events/meeting-2025/", {"title": "y", "reason": "y"}, if_match=changed["ETag"])
    assert again.status_code == 200


@pytest.mark.parametrize(("tag", "code"), [("*", 200), ('W/"x"', 412), ('"x", "y"', 412), ("nonsense", 412)])
def test_tags_are_compared_strongly(analyst: Api, event: Json, tag: str, code: int) -> None:
    response = analyst.send("PATCH", "events/meeting-2025/", {"title": "x", "reason": "x"}, if_match=tag)
    assert response.status_code == code


def test_a_tag_that_was_read_by_nobody_in_particular_counts(analyst: Api, event: Json) -> None:
    analyst.client.logout()
    seen = analyst.get("events/meeting-2025/")["ETag"]
    from django.contrib.auth.models import User

    analyst.client.force_login(User.objects.get(username="analyst-0"))
    response = analyst.send("PATCH", "events/meeting-2025/", {"title": "x", "reason": "x"}, if_match=seen)
    assert response.status_code == 200


def test_a_version_that_was_overtaken_is_told_by_whom(analyst: Api, event: Json) -> None:
    change(analyst, title="x", version=1)
    problems = analyst.unwritten("PATCH", "events/meeting-2025/", {"title": "y", "version": 1, "reason": "y"}, 412)
    assert "analyst-0" in problems[""]


def test_there_is_nothing_to_change_at_an_address_of_nothing(analyst: Api, event: Json) -> None:
    for address in ("events/unheard-of/", "visits/meeting-2025/", "agreements/meeting-2025/"):
        assert analyst.send("PATCH", address, {"reason": "x"}).status_code == 404


def test_a_visit_stays_one_at_its_address(analyst: Api) -> None:
    analyst.write("POST", "visits/", inputs.event("tour", kind="visit"))
    changed = analyst.write("PATCH", "visits/tour/", {"visit": {"arrival": "2025-02-03"}, "reason": "x"})
    assert changed["visit"]["arrival"]["edtf"] == "2025-02-03"
    assert list(analyst.unwritten("PATCH", "visits/tour/", {"kind": "call", "reason": "x"})) == ["kind"]


def test_a_retracted_event_keeps_its_mark_through_a_change(analyst: Api, event: Json) -> None:
    write(make_retraction("event", "meeting-2025"))
    assert change(analyst, title="x")["retracted"]["reason"] == "entered by mistake"


# --- agreements ------------------------------------------------------------------------------------------------------


def test_an_agreement_is_recorded_and_revised(analyst: Api) -> None:
    sent = inputs.agreement("pact", terms=[inputs.term()], links=[inputs.link(agreement="memo")])
    response = analyst.send("POST", "agreements/", sent)
    pact = response.json()
    assert (response.status_code, pact["version"], pact["group"]) == (201, 1, "not_yet_concluded")
    assert [each["low"] for each in pact["terms"]] == ["6000000"]
    assert analyst.read(response["Location"]) == pact
    changed = analyst.write("PATCH", "agreements/pact/", {"note": "Seen.", "reason": "x"})
    assert {**changed, "note": "", "version": 1} == pact
    link = inputs.link("funds", agreement="memo")
    changed = analyst.write("PATCH", "agreements/pact/", {"links": [link], "reason": "x"})
    assert [each["type"] for each in changed["links"]] == ["implements", "funds"]


def test_an_agreement_that_is_there_is_not_recorded_again(analyst: Api) -> None:
    assert list(analyst.unwritten("POST", "agreements/", inputs.agreement("memo"), 409)) == ["slug"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parties": [{"party": "USA"}]}, "parties"),
        ({"parties": [{"party": "USA"}, {"party": "XXX"}]}, "parties"),
        ({"links": [inputs.link(agreement="unheard-of")]}, "links.0.agreement"),
        ({"links": [inputs.link()]}, "links.0"),
        ({"terms": [inputs.term(unit=None)]}, "terms.0.unit"),
        ({"group": "ended"}, "group"),
        ({"terms": [inputs.term(agreement="memo")]}, "terms.0.agreement"),
        ({"slug": None}, "slug"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused_by_name(analyst: Api, changes: Json, field: str) -> None:
    assert list(analyst.unwritten("POST", "agreements/", {**inputs.agreement("pact"), **changes})) == [field]


def test_an_agreement_may_be_sent_back_as_it_was_read(analyst: Api) -> None:
    memo = analyst.read("agreements/memo/")
    seen = analyst.get("agreements/memo/")["ETag"]
    same = analyst.send("PATCH", "agreements/memo/", {**memo, "reason": "the same"}, if_match=seen)
    assert (same.status_code, same.json()) == (200, memo)
    assert list(analyst.unwritten("PATCH", "agreements/memo/", {**memo, "group": "ended", "reason": "x"})) == ["group"]
