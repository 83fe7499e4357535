"""Editing records: what a record's own fields become, and merging."""

import pytest

from agreements.models import Agreement, Event

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_office, make_party, make_person, write
from .contents import written
from .reading import agreement, event, value

pytestmark = pytest.mark.django_db


def test_a_record_given_again_has_the_new_content_only() -> None:
    write(
        *ground(),
        make_event(
            kind="visit",
            visit={"arrival": "2025-02-03"},
            participants=[{"name": "A"}],
            quantities=[{"what": "people", "unit": "persons", "low": "1"}],
            label="short",
            place="San Salvador",
        ),
    )
    write(make_event(kind="press_statement", statement={"form": "interview"}, participants=[{"name": "B"}]))
    found = event()
    assert [each["name"] for each in found["participants"]] == ["B"]
    assert (found["visit"], found["quantities"], found["label"], found["place"]) == (None, [], None, None)
    assert found["statement"] == {"form": "interview", "venue": None}


def test_the_bounds_of_a_date_stand_beside_it() -> None:
    write(*ground(), make_event(date="2025-02~"))
    row = Event.objects.get(slug="meeting-2025")
    assert (row.date, row.date_from.isoformat(), row.date_to.isoformat()) == ("2025-02~", "2025-02-01", "2025-02-28")
    write(make_event(date="2025/.."))
    assert event()["date"] == {"edtf": "2025/..", "earliest": "2025-01-01", "latest": None}


def test_an_agreements_parties_identifiers_and_documents_are_replaced() -> None:
    write(*ground(), make_party("VEN"))
    write(make_agreement(identifiers=[{"scheme": "tias", "value": "19-1"}]))
    write(make_agreement(parties=[{"party": "SLV"}, {"party": "VEN", "role": "funder"}]))
    assert agreement()["parties"] == [{"party": "SLV", "role": "party"}, {"party": "VEN", "role": "funder"}]
    assert agreement()["identifiers"] == []


def test_agreements_new_and_known_are_written_in_one_batch_each_with_its_own_parts() -> None:
    write(*ground())
    docket, tias = ({"scheme": scheme, "value": "1"} for scheme in ("docket", "tias"))
    write(make_agreement(title="Known", identifiers=[docket]), make_agreement("new", identifiers=[tias]))
    assert agreement()["title"] == "Known"
    assert [each["scheme"] for each in agreement()["identifiers"]] == ["docket"]
    assert [each["scheme"] for each in agreement("new")["identifiers"]] == ["tias"]


def test_a_party_may_succeed_one_that_comes_later_in_the_batch() -> None:
    revision = write(make_party("SUN", kind="former_state", succeeded_by=["RUS"]), make_party("RUS"))
    assert written(revision.number) == {"party": ["RUS", "SUN"]}


# --- merging ---------------------------------------------------------------------------------------------------------


def test_a_merged_event_keeps_its_address_and_says_nothing() -> None:
    write(*ground(), make_event("one", status_updates=[inputs.update()]), make_event("other", date="2025-02-01"))
    assert value() == "signed"
    revision = write(make_event("one", merged_into="other"))
    assert event("one")["merged_into"] == "other"
    assert event("one")["status_updates"] != []
    assert value() is None
    assert written(revision.number) == {"event": ["one"]}  # nothing is re-pointed


def test_a_merge_can_be_undone() -> None:
    write(*ground(), make_event("one", status_updates=[inputs.update()]), make_event("other"))
    write(make_event("one", merged_into="other"))
    write(make_event("one"))
    assert event("one")["merged_into"] is None
    assert value() == "signed"


def test_an_event_may_be_merged_into_one_of_its_own_batch() -> None:
    write(*ground(), make_event("a", merged_into="b"), make_event("b"))
    assert event("a")["merged_into"] == "b"


def test_merging_an_agreement_leaves_its_statements_with_it() -> None:
    write(*ground(), make_agreement("other"), make_event(status_updates=[inputs.update()]))
    revision = write(make_agreement(merged_into="other"))
    assert agreement()["merged_into"] == "other"
    assert (value(slug="memo"), value(slug="other")) == ("signed", None)
    assert written(revision.number) == {"agreement": ["memo"]}
    assert Agreement.objects.get(slug="memo").merged_into == Agreement.objects.get(slug="other")


def test_parties_and_people_are_merged_alike() -> None:
    write(make_party("x-a"), make_party("x-b"), make_person("a"), make_person("b"))
    revision = write(make_party("x-a", merged_into="x-b"), make_person("a", merged_into="b"))
    assert written(revision.number) == {"party": ["x-a"], "person": ["a"]}


def test_a_chain_of_merges_is_no_circle() -> None:
    write(*ground(), make_event("a"), make_event("b"), make_event("c"))
    write(make_event("a", merged_into="b"))
    write(make_event("b", merged_into="c"))
    assert event("a")["merged_into"] == "b"


def test_offices_and_people_are_written_with_what_they_refer_to_in_one_batch() -> None:
    write(make_person(offices=[{"office": "sv-president", "held": "2019/.."}]), make_office(), make_party("SLV"))
    from agreements.timeline import clocks, queries

    found = queries.detail("person", "ana-lopez", clocks.now())["offices"]
    assert found == [{"office": "sv-president", "held": {"edtf": "2019/..", "earliest": "2019-01-01", "latest": None}}]
