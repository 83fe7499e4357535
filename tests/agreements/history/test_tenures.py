"""The office of a speaker or participant is the one held on the event's day."""

from typing import Any

import pytest

from agreements.history.batch import AppendToAgreement
from agreements.history.record import record

from .. import inputs
from ..builders import ground, make_event, make_office, make_person, make_term, write
from .reading import agreement, event

pytestmark = pytest.mark.django_db

MINISTER = {"office": "sv-minister", "held": "2019-06-01/2024-12-31"}
PRESIDENT = {"office": "sv-president", "held": "2025-01-01/.."}
ANA = {"name": "Ana López", "person": "ana-lopez"}


def logged(date: str, *tenures: dict[str, str], **changes: Any) -> dict[str, Any]:
    write(
        *ground(),
        make_office("sv-minister"),
        make_office("sv-president"),
        make_person(offices=list(tenures or (MINISTER, PRESIDENT))),
        make_event(
            date=date,
            participants=[{**ANA, **changes}],
            status_updates=[inputs.update(speaker={**ANA, **changes})],
            claims=[inputs.claim(speaker={**ANA, **changes})],
        ),
    )
    return event()


@pytest.mark.parametrize(
    ("date", "office"),
    [
        ("2024-12-31", "sv-minister"),
        ("2025-01-01", "sv-president"),
        ("2019-06-01", "sv-minister"),
        ("2019-05-31", None),
        ("2024-12", "sv-minister"),
        ("2024", "sv-minister"),
        ("2024-12-31/2025-01-01", "sv-president"),  # of several the one taken last
        ("2030~", "sv-president"),
        ("../2000", None),
    ],
)
def test_the_office_is_the_one_held_on_the_day(date: str, office: str | None) -> None:
    found = logged(date)
    assert found["participants"][0]["office"] == office
    assert found["status_updates"][0]["speaker"]["office"] == office
    assert found["claims"][0]["speaker"]["office"] == office


def test_an_office_that_is_given_wins() -> None:
    found = logged("2025-02-03", office="sv-minister")
    assert found["participants"][0]["office"] == "sv-minister"
    assert found["status_updates"][0]["speaker"]["office"] == "sv-minister"


def test_an_update_with_a_day_of_its_own_is_spoken_on_that_day() -> None:
    logged("2025-02-03")
    write(make_event("later", date="2025-02-03", status_updates=[inputs.update(date="2024-05", speaker=ANA)]))
    assert event("later")["status_updates"][0]["speaker"]["office"] == "sv-minister"


def test_an_unknown_end_of_a_tenure_is_open() -> None:
    assert (
        logged("2025-02-03", {"office": "sv-minister", "held": "2019/"})["participants"][0]["office"] == "sv-minister"
    )


def test_a_speaker_who_is_nobody_in_the_record_has_no_office() -> None:
    write(*ground(), make_event(status_updates=[inputs.update(speaker={"name": "A witness"})]))
    assert event()["status_updates"][0]["speaker"] == {
        "name": "A witness",
        "person": None,
        "office": None,
        "party": None,
    }


def test_a_term_is_said_on_no_day_and_names_no_office() -> None:
    logged("2025-02-03")
    write(AppendToAgreement("memo", terms=(make_term(speaker=ANA),)))
    assert agreement()["terms"][0]["speaker"]["office"] is None


def test_what_was_recorded_elsewhere_keeps_the_office_it_had_there_or_none() -> None:
    logged("2025-02-03")
    said = make_event("said", status_updates=[inputs.update(speaker=ANA)], participants=[ANA])
    record([said], by="a tester", reason="from elsewhere", as_recorded=True)
    assert event("said")["status_updates"][0]["speaker"]["office"] is None
    assert event("said")["participants"][0]["office"] is None


def test_a_tenure_learned_later_changes_no_statement() -> None:
    before = logged("2025-02-03", MINISTER)["status_updates"]
    write(make_person(offices=[MINISTER, PRESIDENT]))
    assert event()["status_updates"] == before
