"""From what the API gives back to what the writer takes."""

from typing import Any

import pytest

from agreements.exchange import as_input
from agreements.shapes import AgreementIn, DeterminationIn, EventIn, OfficeIn, PartyIn, PersonIn, RelationIn, read
from agreements.timeline import clocks, queries

from ..builders import (
    ground,
    make_agreement,
    make_claim,
    make_determination,
    make_event,
    make_link,
    make_office,
    make_person,
    make_retraction,
    make_term,
    make_update,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(db: None) -> None:
    write(
        *ground(),
        make_office(),
        make_person(offices=[{"office": "sv-president", "held": "2019-06/.."}]),
        make_agreement("pact", terms=[make_term(low="0.50")], links=[make_link(agreement="memo")]),
        make_event(
            kind="visit",
            visit={"arrival": "2025-02-03"},
            status_updates=[make_update(speaker={"name": "A"}), make_update(value="in_force", modality="denied")],
            claims=[make_claim("date", "2025-02")],
            quantities=[{"what": "persons", "low": "3", "unit": "persons"}],
        ),
        make_determination(["meeting-2025-u1"], ["meeting-2025-u2"], id="choice"),
    )


def body(kind: str, slug: str) -> Any:
    return queries.detail(kind, slug, clocks.now())


@pytest.mark.parametrize(
    ("kind", "slug", "convert", "shape"),
    [
        ("party", "USA", as_input.party, PartyIn),
        ("office", "sv-president", as_input.office, OfficeIn),
        ("person", "ana-lopez", as_input.person, PersonIn),
        ("relation", "us-sv", as_input.relation, RelationIn),
        ("agreement", "pact", as_input.agreement, AgreementIn),
        ("event", "meeting-2025", as_input.event, EventIn),
    ],
)
def test_a_record_goes_back_in_as_it_came_out(records: None, kind: str, slug: str, convert: Any, shape: Any) -> None:
    taken = convert(body(kind, slug))
    assert read(shape, taken).model_dump(mode="json") == taken


def test_a_determination_goes_back_in(records: None) -> None:
    (found,) = queries.determinations(clocks.now())
    taken = as_input.determination(found)
    assert read(DeterminationIn, taken).model_dump(mode="json") == taken


def test_dates_are_text_and_amounts_stay_text(records: None) -> None:
    event = as_input.event(body("event", "meeting-2025"))
    assert event["date"] == "2025-02-03"
    assert event["visit"] == {"arrival": "2025-02-03", "departure": None}
    assert event["citations"][0]["published"] == "2025-02-04"
    assert as_input.agreement(body("agreement", "pact"))["terms"][0]["low"] == "0.5"


def test_what_is_computed_stays_out(records: None) -> None:
    event = as_input.event(body("event", "meeting-2025"))
    assert not {"version", "recorded", "retracted", "public"} & set(event)
    assert not {"grade", "warnings", "recorded", "event"} & set(event["status_updates"][0])
    assert not {"first_seen", "snapshot", "retracted"} & set(event["citations"][0])


def test_nothing_retracted_means_no_retractions(records: None) -> None:
    found = [body("event", "meeting-2025"), body("agreement", "pact")]
    assert as_input.retractions(found, queries.determinations(clocks.now())) == []


def test_retractions_name_kind_id_and_reason(records: None) -> None:
    taken_back = [
        ("event", "meeting-2025"),
        ("status_update", "meeting-2025-u1"),
        ("claim", "meeting-2025-c1"),
        ("citation", "meeting-2025-s1"),
        ("term", "pact-t1"),
        ("link", "pact-l1"),
        ("determination", "choice"),
    ]
    write(*(make_retraction(kind, public_id, "a mistake") for kind, public_id in taken_back))
    found = [body("event", "meeting-2025"), body("agreement", "pact")]
    retractions = as_input.retractions(found, queries.determinations(clocks.now()))
    expected = [{"type": kind, "id": public_id, "reason": "a mistake"} for kind, public_id in taken_back]
    assert sorted(retractions, key=lambda each: each["id"]) == sorted(expected, key=lambda each: each["id"])
