"""What is coming: terms that run out, reviews, notices, plans, dues."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.timeline import clocks
from agreements.timeline.coming import coming
from agreements.timeline.filtering import Chosen

from .. import inputs
from ..builders import ground, make_agreement, make_determination, make_event, make_retraction, write

Json = dict[str, Any]


def listed(day: str, **values: Any) -> list[Json]:
    asof = replace(clocks.now(), valid_on=date.fromisoformat(day), chosen=True)
    return coming(Chosen(asof, {name: (each,) for name, each in values.items()}))


def days(day: str, what: str) -> list[tuple[str, str | None, str]]:
    return [(each["from"], each["to"], each["state"]) for each in listed(day) if each["what"] == what]


def step(day: str, value: str, **changes: Any) -> Any:
    return make_event(
        f"{value}-{day}".replace("_", "-"), date=day, status_updates=[inputs.update(value=value, **changes)]
    )


def with_term(name: str, low: str | None, high: str | None, unit: str, *events: Any, **changes: Any) -> None:
    term = inputs.term(name, low=low, high=high, unit=unit, **changes)
    write(*ground()[:-1], make_agreement(terms=[term]), *events)


@pytest.mark.usefixtures("us_sv", "db")
def test_the_detention_arrangement_runs_out_a_year_after_its_one_of_date() -> None:
    (expiry,) = [
        each for each in listed("2025-04-01", agreement="us-sv-detention-arrangement-2025") if each["what"] == "expiry"
    ]
    assert (expiry["from"], expiry["to"], expiry["state"]) == ("2026-03-15", "2026-03-16", "coming")
    assert expiry["basis"] == ["first-transfers-2025-03-15-u2", "us-sv-detention-arrangement-2025-t9"]
    (later,) = [
        each for each in listed("2026-11-24", agreement="us-sv-detention-arrangement-2025") if each["what"] == "expiry"
    ]
    assert later["state"] == "passed"


@pytest.mark.usefixtures("us_sv", "db")
def test_the_asylum_agreement_s_notice_took_effect_after_six_months_by_its_term() -> None:
    about = [each for each in listed("2021-03-01", agreement="us-sv-aca-2019") if each["what"] == "notice_ends"]
    assert [(each["from"], each["to"]) for each in about] == [("2021-08-06", "2021-08-06")]
    assert not [each for each in listed("2026-11-24", agreement="us-sv-aca-2019") if each["what"] == "notice_ends"]


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        ("1", "1", "years", ("2025-02-28", "2025-02-28")),  # from a leap day
        ("1", "1", "month", ("2024-03-29", "2024-03-29")),
        ("6", "12", "months", ("2024-08-29", "2025-02-28")),
        (None, "3", "months", ("2024-05-29", "2024-05-29")),
        ("2", "2", "weeks", ("2024-03-14", "2024-03-14")),
        ("90", "90", "days", ("2024-05-29", "2024-05-29")),
        ("0.5", "0.5", "years", ("2024-08-29", "2024-08-29")),
        ("1.5", "1.5", "months", ("2024-04-13", "2024-04-13")),
    ],
)
def test_a_term_runs_from_the_day_of_effect(
    db: None, low: str | None, high: str, unit: str, expected: tuple[str, str]
) -> None:
    with_term("duration", low, high, unit, step("2024-02-29", "in_force"))
    assert days("2024-03-01", "expiry") == [(*expected, "coming")]


@pytest.mark.parametrize(
    ("changes", "unit"),
    [({"coding": "inconclusive"}, "years"), ({}, "moons"), ({}, "persons"), ({"high": None}, "years")],
)
def test_a_term_that_says_no_day_brings_none(db: None, changes: Json, unit: str) -> None:
    with_term("duration", "1", changes.pop("high", "1"), unit, step("2024-01-01", "in_force"), **changes)
    assert days("2024-03-01", "expiry") == []


def test_a_term_beyond_the_calendar_brings_none(db: None) -> None:
    with_term("duration", "9000", "9000", "years", step("2024-01-01", "in_force"))
    assert days("2024-03-01", "expiry") == []


def test_what_never_took_effect_or_has_ended_has_nothing_coming(db: None) -> None:
    with_term("duration", "1", "1", "years", step("2024-01-01", "signed"))
    assert days("2024-03-01", "expiry") == []
    write(step("2024-02-01", "in_force"), step("2024-06-01", "terminated", note="by consent"))
    assert days("2024-03-01", "expiry") == [("2025-02-01", "2025-02-01", "coming")]
    assert days("2024-07-01", "expiry") == []


def test_a_suspension_ends_only_while_it_lasts(db: None) -> None:
    with_term(
        "suspension", "3", "3", "months", step("2024-01-01", "in_force"), step("2024-02-01", "suspended"),
        step("2024-04-01", "in_force"),
    )  # fmt: skip
    assert days("2024-03-01", "suspension_ends") == [("2024-05-01", "2024-05-01", "coming")]
    assert days("2024-04-02", "suspension_ends") == []


def test_a_second_suspension_runs_from_its_own_day(db: None) -> None:
    with_term(
        "suspension", "3", "3", "months", step("2020-01-01", "in_force"), step("2021-01-01", "suspended"),
        step("2021-03-01", "in_force"), step("2024-01-01", "suspended"), step("2024-02-01", "suspended"),
    )  # fmt: skip
    assert days("2021-02-01", "suspension_ends") == [("2021-04-01", "2021-04-01", "coming")]
    assert days("2024-02-02", "suspension_ends") == [("2024-04-01", "2024-04-01", "coming")]


def test_a_term_runs_from_entry_into_force_and_from_provisional_effect_only_until_then(db: None) -> None:
    with_term(
        "duration", "3", "3", "years", step("2020-01-01", "provisionally_applied"), step("2022-01-01", "in_force")
    )
    assert days("2021-01-01", "expiry") == [("2023-01-01", "2023-01-01", "coming")]
    assert days("2022-01-02", "expiry") == [("2025-01-01", "2025-01-01", "coming")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("../2019", [(None, "2024-12-31", "coming")]),
        ("/1985", [(None, "1990-12-31", "passed")]),
        ("2019/..", [("2024-01-01", "2024-12-31", "coming")]),
        ("2020-02-29~", [("2025-02-28", "2025-02-28", "coming")]),
        ("[2019-03-13,2019-03-14]", [("2024-03-13", "2024-03-14", "coming")]),
        ("-0044", []),
        ("Y-17000", []),
    ],
)
def test_a_term_that_began_on_no_certain_day_ends_on_none(
    db: None, day: str, expected: list[tuple[str | None, str, str]]
) -> None:
    effect = make_event("effect", date=day, status_updates=[inputs.update(value="in_force")])
    with_term("duration", "5", "5", "years", effect)
    assert days("2022-01-01", "expiry") == expected


def test_what_rests_on_a_contested_statement_is_marked_disputed(db: None) -> None:
    effect = [inputs.update(id="u1", value="in_force", speaker={"name": "A"})]
    denial = [inputs.update(id="u2", value="in_force", modality="denied", speaker={"name": "B"})]
    with_term("duration", "1", "1", "years", make_event("effect", date="2024-01-01", status_updates=effect))
    assert [each["disputed"] for each in listed("2024-02-01") if each["what"] == "expiry"] == [False]
    write(make_event("denial", date="2024-01-01", status_updates=denial))
    assert [each["disputed"] for each in listed("2024-02-01") if each["what"] == "expiry"] == [True]
    write(make_determination(["effect-u1"], ["denial-u2"]))
    assert [each["disputed"] for each in listed("2024-02-01") if each["what"] == "expiry"] == [False]


def test_rival_terms_are_marked_disputed_until_one_is_set_aside(db: None) -> None:
    terms = [
        inputs.term("duration", id=name, low=years, high=years, unit="years", speaker={"name": name})
        for name, years in (("t1", "1"), ("t2", "2"))
    ]
    write(*ground()[:-1], make_agreement(terms=terms), step("2024-01-01", "in_force"))
    found = [(each["from"], each["disputed"]) for each in listed("2024-02-01") if each["what"] == "expiry"]
    assert found == [("2025-01-01", True), ("2026-01-01", True)]
    write(make_determination(["memo-t1"], ["memo-t2"]))
    found = [(each["from"], each["disputed"]) for each in listed("2024-02-01") if each["what"] == "expiry"]
    assert found == [("2025-01-01", False)]


def test_a_plan_is_coming_until_its_event_says_what_came_of_it(db: None) -> None:
    plan = make_event("summit", kind="visit", modality="planned", date="2024-05", agreements=["memo"])
    write(*ground(), plan)
    assert days("2024-03-01", "planned_event") == [("2024-05-01", "2024-05-31", "coming")]
    assert days("2024-06-01", "planned_event") == [("2024-05-01", "2024-05-31", "passed")]
    assert [each["event"] for each in listed("2024-03-01", agreement="memo")] == ["summit"]
    write(make_event("summit", kind="visit", modality="happened", date="2024-05-03", agreements=["memo"]))
    assert days("2024-03-01", "planned_event") == []


def test_an_open_plan_has_no_last_day_and_a_retracted_one_is_gone(db: None) -> None:
    write(*ground(), make_event("talks", modality="planned", date="2024-05/.."))
    assert days("2024-03-01", "planned_event") == [("2024-05-01", None, "coming")]
    write(make_retraction("event", "talks"))
    assert days("2024-03-01", "planned_event") == []


def test_a_text_due_is_coming_then_overdue(db: None) -> None:
    write(*ground(), step("2020-01-01", "in_force"))
    assert ("2020-03-01", "2020-03-01", "coming") in days("2020-02-01", "disclosure_due")
    assert ("2020-03-01", "2020-03-01", "overdue") in days("2020-04-01", "disclosure_due")
    assert {each["state"] for each in listed("2020-04-01", state="overdue")} == {"overdue"}


@pytest.mark.usefixtures("us_sv", "db")
def test_the_number_of_queries_does_not_grow_with_the_agreements(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        assert len(listed("2026-11-24", relation="us-sv")) > 8
