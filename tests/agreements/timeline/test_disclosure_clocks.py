"""Disclosure clocks: when they start, by which law, whether they were met, and who looked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.timeline import clocks, queries
from agreements.timeline.accounts import said
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.disclosure_rules import Rule, rules

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_party, make_retraction, write

Json = dict[str, Any]


def found(slug: str = "memo", day: str | None = None) -> dict[str, Json]:
    asof = clocks.now()
    if day:
        asof = replace(asof, valid_on=date.fromisoformat(day), chosen=True)
    agreement = queries.detail("agreement", slug, asof)
    return {each["rule"]: each for each in disclosure_clocks(agreement, said([slug], asof)[slug], asof.valid_on)}


def step(day: str, value: str = "in_force", axis: str = "legal", **changes: Any) -> Any:
    slug = f"{value}-{changes.get('modality', 'happened')}-{day}".replace("_", "-")
    return make_event(slug, date=day, status_updates=[inputs.update(axis=axis, value=value, **changes)])


@pytest.mark.usefixtures("us_sv", "db")
def test_the_asylum_agreement_s_clocks_stand_on_a_condition_and_the_law_of_their_day() -> None:
    own = found("us-sv-aca-2019", "2026-11-22")
    assert own.keys() == {"us-congress-60-days", "us-public-180-days", "un-registration"}
    congress = own["us-congress-60-days"]
    assert congress["starts"]["date"]["edtf"] == "2020-12-29"
    assert congress["disputed"] is True
    assert (congress["due"], congress["state"], congress["days_over"]) == ("2021-02-27", "overdue", 2094)
    assert own["us-public-180-days"]["days_over"] == 1974
    assert own["un-registration"]["state"] == "no_day_set"


@pytest.mark.usefixtures("us_sv", "db")
def test_the_detention_arrangement_s_notes_were_posted_late_under_the_newer_law() -> None:
    own = found("us-sv-detention-arrangement-2025")
    posted = own["us-public-non-binding-120-days"]
    assert (posted["due"], posted["state"], posted["met"]["date"]["edtf"]) == ("2025-07-14", "met_late", "2025-07~")
    assert posted["disputed"] is False
    assert "us-public-180-days" not in own


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-09-18", {"us-congress-60-days": "2023-11-17", "us-public-180-days": "2024-03-16"}),
        ("2023-09-19", {"us-public-120-days": "2024-01-17"}),
    ],
)
def test_the_law_is_that_of_the_day_on_which_the_clock_starts(db: None, day: str, expected: Json) -> None:
    write(*ground(), step(day))
    assert {rule: each["due"] for rule, each in found().items() if each["due"]} == expected


def test_a_month_s_report_is_due_at_the_end_of_the_next(db: None) -> None:
    write(*ground(), step("2024-12-03", "signed"))
    assert found()["us-congress-monthly"]["due"] == "2025-01-31"


@pytest.mark.parametrize(("today", "state", "over"), [("2020-03-01", "running", None), ("2020-03-02", "overdue", 1)])
def test_a_clock_runs_to_the_end_of_its_day(db: None, today: str, state: str, over: int | None) -> None:
    write(*ground(), step("2020-01-01"))
    congress = found(day=today)["us-congress-60-days"]
    assert (congress["due"], congress["state"], congress["days_over"]) == ("2020-03-01", state, over)


@pytest.mark.parametrize(("told", "state", "over"), [("2020-02-01", "met", None), ("2020-03-05", "met_late", 4)])
def test_a_clock_stops_when_the_text_is_known(db: None, told: str, state: str, over: int | None) -> None:
    write(*ground(), step("2020-01-01"), step(told, "reported_to_congress", "disclosure"))
    congress = found()["us-congress-60-days"]
    assert (congress["state"], congress["days_over"]) == (state, over)


def test_looked_and_not_found_is_an_observation_and_meets_nothing(db: None) -> None:
    looked = step("2021-05-05", "officially_published", "disclosure", modality="denied")
    write(*ground(), step("2020-01-01"), looked)
    public = found()["us-public-180-days"]
    assert public["state"] == "overdue" and public["met"] is None
    assert public["last_check"] == {
        "date": {"edtf": "2021-05-05", "earliest": "2021-05-05", "latest": "2021-05-05"},
        "status_update": "officially-published-denied-2021-05-05-u1",
    }


def test_a_step_at_the_other_party_s_home_meets_no_clock(db: None) -> None:
    write(*ground(), step("2020-01-01"), step("2020-01-02", "text_published", "procedure", party="SLV"))
    assert found()["us-public-180-days"]["met"] is None


def test_what_is_planned_or_retracted_starts_no_clock(db: None) -> None:
    write(*ground(), step("2020-01-01", modality="planned"), step("2020-01-02"))
    assert found()["us-congress-60-days"]["starts"]["date"]["edtf"] == "2020-01-02"
    write(make_retraction("event", "in-force-happened-2020-01-02"))
    assert found() == {}


def test_a_law_of_a_state_that_is_no_party_counts_for_nothing(db: None) -> None:
    parties = [{"party": "SLV"}, {"party": "GTM"}]
    write(*ground()[:-1], make_party("GTM"), make_agreement(parties=parties), step("2020-01-01"))
    assert found().keys() == {"un-registration"}


@given(st.dates())
def test_a_due_day_lies_after_its_start_or_is_not_set(start: date) -> None:
    for rule in rules():
        due = rule.due_day(start)
        assert due is None or due > start


def test_a_rule_counts_in_one_way() -> None:
    base = {"id": "a", "what": "b", "law": "c", "starts": ["signed"], "met_by": ["disclosure:leaked"]}
    with pytest.raises(ValueError, match="days or due, not both"):
        Rule.model_validate({**base, "days": 3, "due": "end_of_next_month"})
    with pytest.raises(ValueError, match="not a legal value"):
        Rule.model_validate({**base, "starts": ["leaked"]})
    with pytest.raises(ValueError, match="not axis:value"):
        Rule.model_validate({**base, "met_by": ["disclosure:signed"]})


def test_a_rule_without_a_cited_text_of_the_law_is_not_verified(db: None) -> None:
    write(*ground(), step("2020-01-01"))
    assert {(each["verified"], each["source"]) for each in found().values()} == {(False, None)}
