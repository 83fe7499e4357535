"""Before writing: the same warnings as the writer will give, and the events that are alike."""

from datetime import UTC, datetime
from typing import Any

import pytest

from agreements import edtf
from agreements.models import StatusUpdate
from agreements.timeline import clocks, prospect
from tests.agreements import builders, inputs

TODAY = datetime.now(UTC).date()


@pytest.fixture
def record(db: Any) -> None:
    """`memo`: binding, signed in 2024, in force since 2025 by an update `force-u1`; `other` has nothing."""
    builders.write(*builders.ground(), builders.make_agreement("other"))
    for slug, date, axis, value in (
        ("nature", "2023-12-01", "character", "binding"),
        ("signing", "2024-05-01", "legal", "signed"),
        ("force", "2025-01-01", "legal", "in_force"),
        ("sent", "2024-06-01", "procedure", "sent_to_assembly"),
    ):
        party = {"party": "SLV"} if axis == "procedure" else {}
        updates = [inputs.update(axis=axis, value=value, **party)]
        builders.write(builders.make_event(slug, date=date, status_updates=updates))


def foretold(event: dict[str, Any]) -> list[Any]:
    seen = datetime.now(UTC).date()
    proposals = [prospect.proposal(each, event, seen) for each in event["status_updates"]]
    return prospect.warnings(proposals, clocks.now())


def update(number: int = 1, **changes: Any) -> dict[str, Any]:
    return inputs.update(**{"id": f"new-u{number}", "note": "as the source says", **changes})


CASES: dict[str, tuple[str, list[dict[str, Any]], set[str]]] = {
    "a regular step": ("2025-06-01", [update(value="suspended")], set()),
    "an irregular step": ("2025-06-01", [update(value="proposed")], {"irregular_step"}),
    "a step before another": ("2024-03-01", [update(value="terminated")], set()),
    "off its track": ("2025-06-01", [update(value="paused")], {"irregular_step", "track"}),
    "a plan": ("2027-06-01", [update(value="proposed", modality="planned")], set()),
    "a denial": ("2025-06-01", [update(value="proposed", modality="denied")], set()),
    "with a date of its own": ("2025-06-01", [update(value="proposed", date="2024-02")], set()),
    "a month": ("2025-06~", [update(value="proposed")], {"irregular_step"}),
    "an open interval": ("2025-06/..", [update(value="proposed")], {"irregular_step"}),
    "in the place of another": ("2025-01-01", [update(value="suspended", supersedes="force-u1")], {"irregular_step"}),
    "another agreement": ("2025-06-01", [update(agreement="other", value="terminated")], set()),
    "an implementation out of nothing": ("2025-06-01", [update(axis="operation", value="ceased")], set()),
    "a procedure too late": (
        "2024-07-01",
        [update(axis="procedure", value="executive_signature", party="SLV")],
        {"irregular_step"},
    ),
    "another party's procedure": ("2024-07-01", [update(axis="procedure", value="sent_to_senate", party="USA")], set()),
    "two at once": (
        "2025-06-01",
        [update(1, value="terminated"), update(2, value="suspended", date="2025-07-01")],
        {"irregular_step"},
    ),
    "two of one day": ("2025-06-01", [update(1, value="suspended"), update(2, value="terminated")], set()),
}


@pytest.mark.parametrize("name", CASES)
def test_the_warnings_foretold_are_those_that_the_writer_gives(record: None, name: str):
    date, updates, codes = CASES[name]
    event = inputs.event("new", date=date, status_updates=updates)
    told = foretold(event)
    builders.write(builders.make_event(**event))
    written = [StatusUpdate.objects.get(public_id=each["id"]).warnings for each in updates]
    assert told == written
    assert {each["code"] for warnings in told for each in warnings} == codes


def test_a_late_publication_bounds_the_day_of_an_uncertain_date_as_the_writer_does(record: None):
    """Known in February 2025, so it held by then: a month that runs on does not move it behind."""
    event = inputs.event(
        "new", date="2024-12/2025-12", citations=[inputs.citation(published="2024-12-20")],
        status_updates=[update(value="suspended")],
    )  # fmt: skip
    told = foretold(event)
    builders.write(builders.make_event(**event))
    assert told == [StatusUpdate.objects.get(public_id="new-u1").warnings]
    assert [each["code"] for each in told[0]] == ["irregular_step"]


def test_updates_about_several_agreements_are_judged_in_one_query(record: None, django_assert_num_queries: Any):
    updates = [update(1, value="proposed"), update(2, agreement="other", value="terminated")]
    proposals = [prospect.proposal(each, inputs.event("new", status_updates=updates), TODAY) for each in updates]
    asof = clocks.now()
    with django_assert_num_queries(1):
        told = prospect.warnings(proposals, asof)
    assert [[each["code"] for each in warnings] for warnings in told] == [["irregular_step"], []]


# --- events that are alike -------------------------------------------------------------------------------------------


def alike(day: str = "2025-03-10", kind: str = "visit", **about: Any) -> list[str]:
    given = {"agreements": (), "people": (), "names": (), **about}
    found = prospect.alike(kind, edtf.parse(day), asof=clocks.now(), **given)
    return [each["slug"] for each in found]


@pytest.fixture
def visit(db: Any) -> None:
    people = [{"name": "Ana López", "person": "ana-lopez"}, {"name": "José Peña"}]
    builders.write(*builders.ground(), builders.make_person("ana-lopez"))
    builders.write(
        builders.make_event(
            "visit", kind="visit", date="2025-03-08/2025-03-12", agreements=["memo"], participants=people
        )
    )


@pytest.mark.parametrize("about", [{"agreements": ["memo"]}, {"people": ["ana-lopez"]}, {"names": ["jose  pena"]}])
def test_an_event_is_alike_by_its_agreements_or_its_people(visit: None, about: dict[str, Any]):
    assert alike(**about) == ["visit"]


@pytest.mark.parametrize("about", [{}, {"agreements": ["other"]}, {"people": ["eva"]}, {"names": ["Jo"]}])
def test_an_event_with_nothing_in_common_is_not_alike(visit: None, about: dict[str, Any]):
    assert alike(**about) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-03-15", ["visit"]),
        ("2025-03-16", []),
        ("2025-03-05", ["visit"]),
        ("2025-03-04", []),
        ("2025-02/2025-06", ["visit"]),
        ("../2019", []),
        ("2020/..", ["visit"]),
        ("Y17000", []),
    ],
)
def test_an_event_is_alike_within_three_days(visit: None, day: str, found: list[str]):
    assert alike(day, agreements=["memo"]) == found


def test_another_kind_is_not_alike(visit: None):
    assert alike(kind="meeting", agreements=["memo"]) == []


def test_a_retracted_event_is_not_alike(visit: None):
    builders.write(builders.make_retraction("event", "visit"))
    assert alike(agreements=["memo"]) == []
