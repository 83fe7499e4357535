"""The bundled record is right where accounts contradict one another."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Revision
from agreements.timeline import clocks, queries

from .conftest import public_on

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
ACA, DETENTION, NUCLEAR = "us-sv-aca-2019", "us-sv-detention-arrangement-2025", "us-sv-nuclear-mou-2025"


def standing(agreement: str, us_sv: Revision, day: str = "2026-11-24") -> Json:
    asof = clocks.AsOf(us_sv.number, date.fromisoformat(day))
    return queries.standings([queries.detail("agreement", agreement, asof)], asof)[agreement]


def said(accounts: list[Json]) -> list[tuple[str, str, str]]:
    """(value, modality, who says so) of each account."""
    return [(each["value"], each["modality"], each["speaker"]["name"]) for each in accounts]


def conflict(asof: clocks.AsOf, about: str, **filters: str) -> list[Json]:
    """The accounts of the one conflict about an axis, term or field."""
    found = [
        each for each in queries.conflicts(asof, **filters) if about in (each["axis"], each["term"], each["field"])
    ]
    assert [each["open"] for each in found] == [True]
    accounts: list[Json] = found[0]["accounts"]
    return accounts


# What each contradiction of the record is about; the rest of the chronology's list is in notes, uncounted.
OPEN = {
    ("ambassador-nominee-edgar-2025-12-16", "content"),
    ("art-signed-2026-01-29", "content"),
    ("bukele-rubio-posts-2025-03-16", "quantity"),
    ("bukele-statement-coatepeque-2025", "occurrence"),
    ("exchange-with-venezuela-2025-07-18", "quantity"),
    ("first-transfers-2025-03-15", "date"),
    ("nrc-oipen-mou-2026-03-10", "content"),
    ("nuclear-mou-2025", "content"),
    ("rubio-senator-visit-2023", "date"),
    ("safe-memorandum-2025", "date"),
    ("shield-of-the-americas-2026-03-07", "content"),
    ("tps-end-unclear-2026-09", "occurrence"),
    ("trade-framework-2025-11-13", "date"),
    ("trump-homegrown-2025-04-14", "content"),
    (ACA, "legal"),
    (ACA, "safe_third_country"),
    (DETENTION, "amount"),
    (DETENTION, "responsible_party"),
    (NUCLEAR, "character"),
}


def test_these_contradictions_are_open(asof: clocks.AsOf) -> None:
    found = queries.conflicts(asof, relations__contains=["us-sv"], open=True)
    about = [(each["agreement"] or each["event"], each["axis"] or each["term"] or each["field"]) for each in found]
    assert sorted(about) == sorted(OPEN)


# --- the 2019 asylum agreement ---------------------------------------------------------------------------------------
def test_the_asylum_agreement_has_three_accounts_side_by_side(asof: clocks.AsOf) -> None:
    assert said(conflict(asof, "legal", agreement=ACA)) == [
        ("in_force", "happened", "U.S. Department of Homeland Security"),
        ("in_force", "denied", "Press accounts of February 2021"),
        ("suspended", "happened", "U.S. Department of State"),
        ("termination_notified", "happened", "U.S. Department of State"),
    ]


def test_the_state_departments_account_of_it_fits_either_side(asof: clocks.AsOf) -> None:
    compatible = {each["speaker"]["name"] for each in conflict(asof, "legal", agreement=ACA) if each["compatible"]}
    assert compatible == {"U.S. Department of State"}


@pytest.mark.parametrize(
    ("day", "value", "disputed"),
    [
        ("2019-09-19", None, None),
        ("2019-09-20", "signed", False),
        ("2020-12-28", "signed", False),
        ("2020-12-29", "in_force", True),
        ("2021-02-05", "in_force", True),
        ("2021-02-06", "termination_notified", False),
        ("2021-12-31", "terminated", False),
    ],
)
def test_the_legal_standing_of_it_day_by_day(
    us_sv: Revision, day: str, value: str | None, disputed: bool | None
) -> None:
    legal = standing(ACA, us_sv, day)["legal"]
    assert (legal and legal["value"], legal and legal["disputed"]) == (value, disputed)


def test_it_was_never_implemented_by_the_state_departments_account(us_sv: Revision) -> None:
    assert standing(ACA, us_sv, "2021-02-06")["operation"]["value"] == "not_started"


def test_whether_it_is_a_safe_third_country_agreement_is_contested(asof: clocks.AsOf) -> None:
    speakers = {each["speaker"]["name"] for each in conflict(asof, "safe_third_country", agreement=ACA)}
    assert speakers == {"Alexandra Hill Tinoco", "El Faro"}


# --- the detention arrangement ---------------------------------------------------------------------------------------
def terms(asof: clocks.AsOf, name: str) -> list[tuple[str | None, str | None, str | None]]:
    found = queries.detail("agreement", DETENTION, asof)["terms"]
    return sorted((each["low"], each["high"], each["unit"]) for each in found if each["name"] == name)


def test_its_amounts_stand_side_by_side(asof: clocks.AsOf) -> None:
    assert terms(asof, "amount") == [
        ("4000000", "4000000", "USD"),
        ("4670000", "4670000", "USD"),
        ("4760000", "4760000", "USD"),
        ("6000000", "6000000", "USD"),
        ("6000000", "6000000", "USD"),
    ]
    assert terms(asof, "cap") == [(None, "15000000", "USD")]


def test_its_amounts_contradict_one_another_and_the_ceiling_does_not(asof: clocks.AsOf) -> None:
    accounts = said(conflict(asof, "amount", agreement=DETENTION))
    assert {(value, who) for value, _, who in accounts} >= {
        ("4760000 USD", "U.S. Department of State"),
        ("6000000 USD", "Associated Press"),
        ("6000000 USD", "The White House"),
    }
    assert [each for each in queries.conflicts(asof, agreement=DETENTION) if each["term"] == "cap"] == []


def test_asked_for_and_agreed_are_two_terms(asof: clocks.AsOf) -> None:
    assert terms(asof, "persons_requested") == [(None, "500", "persons")]
    assert terms(asof, "persons_agreed") == [(None, "300", "persons")]
    contested = {each["term"] for each in queries.conflicts(asof, agreement=DETENTION)}
    assert not contested & {"persons_requested", "persons_agreed"}


def test_its_two_notes_make_one_day_out_of_two(us_sv: Revision, asof: clocks.AsOf) -> None:
    (band,) = [each for each in queries.bands(DETENTION, asof) if each["value"] == "concluded"]
    assert band["since"] == {
        "edtf": "[2025-03-13,2025-03-14]",
        "earliest": "2025-03-13",
        "latest": "2025-03-14",
    }
    for slug, day in (("us-note-2025-03-13", "2025-03-13"), ("salvadoran-note-2025-03-14", "2025-03-14")):
        assert queries.detail("event", slug, asof)["date"]["edtf"] == day
    assert standing(DETENTION, us_sv, "2025-03-13")["legal"]["value"] == "under_negotiation"
    assert standing(DETENTION, us_sv, "2025-03-14")["legal"]["value"] == "concluded"


def test_each_government_names_the_other_for_the_detainees_and_a_court_names_one(asof: clocks.AsOf) -> None:
    accounts = {who: value for value, _, who in said(conflict(asof, "responsible_party", agreement=DETENTION))}
    assert set(accounts) == {
        "U.S. Department of State",
        "Government of El Salvador",
        "U.S. District Court for the District of Columbia",
    }
    assert "El Salvador" in accounts["U.S. Department of State"]
    assert "United States" in accounts["Government of El Salvador"]


# --- the nuclear memorandum ------------------------------------------------------------------------------------------
def test_the_character_of_the_nuclear_memorandum_is_contested(asof: clocks.AsOf, us_sv: Revision) -> None:
    accounts = said(conflict(asof, "character", agreement=NUCLEAR))
    assert {(value, who) for value, _, who in accounts} == {
        ("binding", "Nayib Bukele"),
        ("non_binding", "Presidency of El Salvador"),
    }
    character = standing(NUCLEAR, us_sv)["character"]
    assert character["disputed"]
    assert [each["value"] for each in character["rivals"]] == ["binding", "non_binding"]


def test_the_nuclear_memorandum_is_a_memorandum_whatever_it_is_called(asof: clocks.AsOf, us_sv: Revision) -> None:
    assert queries.detail("agreement", NUCLEAR, asof)["form"] == "memorandum"
    assert standing(NUCLEAR, us_sv)["legal"]["value"] == "operative"


def test_the_granted_amount_was_not_public_before_the_letter_was_released(us_sv: Revision) -> None:
    before, after = public_on(us_sv, "2025-09-08"), public_on(us_sv, "2025-09-09")
    assert terms(before, "amount") == [("6000000", "6000000", "USD")]
    assert ("4760000", "4760000", "USD") in terms(after, "amount")
    assert [each for each in queries.conflicts(before) if each["term"] == "amount"] == []
