"""The fold: from accounts to standings through time, whatever the order in which they arrive."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.history.account import Account
from agreements.history.conflicts import Choice, Determined
from agreements.history.fold import Standing, on_day
from agreements.procedure import ROUTES
from agreements.vocabulary import MODALITIES, MOVING_MODALITIES, rank

from .accounts import account, decided, folded, many

DAY = timedelta(days=1)
SAMPLE = [date.min, date(2019, 12, 31), date(2024, 12, 31), *(date(2025, 1, 1) + DAY * n for n in range(0, 40, 3))]
SAMPLE += [date(2025, 12, 31), date(2029, 12, 31), date.max - DAY]

Lane = tuple[str, str]


def lanes(standings: list[Standing]) -> dict[Lane, list[Standing]]:
    found: dict[Lane, list[Standing]] = {}
    for each in standings:
        found.setdefault((each.axis, each.party), []).append(each)
    return found


def span(standing: Standing) -> tuple[Any, ...]:
    """What a standing says, apart from what rivals say about it."""
    body = {name: standing.body[name] for name in ("since", "until", "grade", "status_updates")}
    return standing.axis, standing.party, standing.value, standing.day_from, standing.day_to, str(body)


def value_on(standings: list[Standing], day: date) -> str | None:
    found = on_day(standings, day).get(("legal", ""))
    return found.value if found else None


# --- laws ------------------------------------------------------------------------------------------------------------


@given(decided(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_has_no_effect(drawn: tuple[list[Account], Determined], random: Any) -> None:
    accounts, determined = drawn
    shuffled = random.sample(accounts, len(accounts))
    assert folded(shuffled, determined) == folded(accounts, determined)


@given(decided())
def test_the_standings_of_a_lane_cover_every_day_from_the_first_on(drawn: tuple[list[Account], Determined]) -> None:
    for lane in lanes(folded(*drawn)).values():
        assert all(earlier.day_to == later.day_from for earlier, later in pairwise(lane))
        assert all(each.day_from < each.day_to for each in lane)
        assert lane[-1].day_to == date.max


@given(decided())
def test_no_two_standings_in_a_row_have_one_value_unless_another_took_no_day(
    drawn: tuple[list[Account], Determined],
) -> None:
    accounts, determined = drawn
    for lane, standings in lanes(folded(accounts, determined)).items():
        moving = [each for each in accounts if (each.axis, each.party) == lane and each.moves]
        days = [each.settled for each in moving]
        if len(set(days)) == len(days):
            assert all(earlier.value != later.value for earlier, later in pairwise(standings))


@given(decided())
def test_only_what_happened_or_is_reported_moves_an_axis(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    moving = [each for each in accounts if each.modality in MOVING_MODALITIES]
    assert list(map(span, folded(accounts, determined))) == list(map(span, folded(moving, determined)))


@given(many(axes=["legal", "operation", "character"]))
def test_on_any_day_the_account_with_the_latest_day_stands(accounts: list[Account]) -> None:
    standings = folded(accounts)
    for day in SAMPLE:
        on = on_day(standings, day)
        for axis in ("legal", "operation", "character"):
            moving = sorted((each for each in accounts if each.axis == axis and each.moves), key=lambda a: a.order)
            settled = [each for each in moving if each.settled <= day]
            expected = settled[-1].left if settled else None
            if moving and not settled and moving[0].date.open_start and moving[0].date.date_from <= day:
                expected = moving[0].left
            stands = on.get((axis, ""))
            assert (stands.value if stands else None) == expected


@given(many(), st.data())
def test_taking_an_account_away_leaves_the_other_lanes_as_they_were(accounts: list[Account], data: Any) -> None:
    gone = data.draw(st.sampled_from(accounts))
    rest = [each for each in accounts if each is not gone]
    before, after = lanes(folded(accounts)), lanes(folded(rest))
    own = gone.axis, gone.party
    assert {lane: found for lane, found in before.items() if lane != own} == {
        lane: found for lane, found in after.items() if lane != own
    }


@given(many(axes=["legal"], modalities=["happened"], min_size=2), st.data())
def test_taking_an_account_away_leaves_the_days_before_it_as_they_were(accounts: list[Account], data: Any) -> None:
    gone = data.draw(st.sampled_from(accounts))
    rest = [each for each in accounts if each is not gone]
    first = min(accounts, key=lambda each: each.order)
    for day in SAMPLE:
        if day < gone.settled and gone is not first:
            assert value_on(folded(accounts), day) == value_on(folded(rest), day)


@given(many(axes=["disclosure"]))
def test_disclosure_never_falls_and_shows_the_highest_rung_reached(accounts: list[Account]) -> None:
    standings = folded(accounts)
    assert all(rank("disclosure", a.value) < rank("disclosure", b.value) for a, b in pairwise(standings))
    for day in SAMPLE:
        reached = [rank("disclosure", each.value) for each in accounts if each.moves and each.settled <= day]
        if reached:
            assert rank("disclosure", on_day(standings, day)["disclosure", ""].value) == max(reached)


@given(many(axes=["procedure"]))
def test_once_a_step_is_taken_no_route_stands_again(accounts: list[Account]) -> None:
    for standings in lanes(folded(accounts)).values():
        routes = [each.value in ROUTES for each in standings]
        assert routes == sorted(routes, reverse=True)


@given(decided())
def test_what_was_set_aside_supports_no_standing(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    used = {each for standing in folded(accounts, determined) for each in standing.body["status_updates"]}
    assert not used & determined.set_aside


# --- succession ------------------------------------------------------------------------------------------------------


def test_the_later_date_succeeds_the_earlier() -> None:
    signed, in_force = account("signed", "2025-01-01"), account("in_force", "2025-02-01")
    one, two = folded([in_force, signed])
    assert (one.value, one.day_from, one.day_to) == ("signed", date(2025, 1, 1), date(2025, 2, 1))
    assert (two.value, two.day_from, two.day_to) == ("in_force", date(2025, 2, 1), date.max)
    assert (
        one.body["until"]
        == two.body["since"]
        == {
            "edtf": "2025-02-01",
            "earliest": "2025-02-01",
            "latest": "2025-02-01",
        }
    )
    assert two.body["until"] is None


def test_of_one_day_the_later_step_of_the_lifecycle_stands() -> None:
    (only,) = folded([account("in_force"), account("signed")])
    assert only.value == "in_force"
    assert only.body["status_updates"] == [account("in_force").id]


def test_repeating_a_value_adds_evidence_and_moves_nothing() -> None:
    first = account("signed", "2025-01-01", clusters=["wire"])
    again = account("signed", "2025-03-01", clusters=["paper"])
    (only,) = folded([first, again])
    assert only.day_from == date(2025, 1, 1)
    assert only.body["status_updates"] == sorted([first.id, again.id])
    assert only.body["grade"] == {"code": "independent_reports", "n": 2}
    assert only.body["since"]["edtf"] == "2025-01-01"


def test_a_modification_leaves_an_arrangement_operative() -> None:
    accounts = [account("operative", "2025-01-01"), account("modified", "2025-02-01"), account("paused", "2025-03-01")]
    operative, paused = folded(accounts)
    assert (operative.value, operative.day_to) == ("operative", date(2025, 3, 1))
    assert len(operative.body["status_updates"]) == 2
    assert paused.value == "paused"


@pytest.mark.parametrize("modality", sorted(set(MODALITIES) - MOVING_MODALITIES))
def test_a_planned_denied_hypothetical_or_cancelled_step_is_no_standing(modality: str) -> None:
    assert folded([account("signed", modality=modality)]) == []


def test_a_lower_rung_of_disclosure_adds_nothing() -> None:
    rungs = [
        account("leaked", "2025-02-01", axis="disclosure"),
        account("rumoured", "2025-01-01", axis="disclosure"),
        account("reported", "2025-03-01", axis="disclosure"),
    ]
    rumoured, leaked = folded(rungs)
    assert (rumoured.value, leaked.value) == ("rumoured", "leaked")
    assert leaked.body["status_updates"] == [rungs[0].id]
    assert leaked.day_to == date.max


def test_a_route_stands_until_the_first_step_is_taken() -> None:
    route = account("executive_agreement", "2025-01-01", axis="procedure", party="USA")
    step = account("rule_published", "2025-02-01", axis="procedure", party="USA")
    later = account("sole_executive_agreement", "2025-03-01", axis="procedure", party="USA")
    found = folded([route, step, later])
    assert [(each.value, each.day_from) for each in found] == [
        ("executive_agreement", date(2025, 1, 1)),
        ("rule_published", date(2025, 2, 1)),
    ]


def test_each_party_has_a_procedure_of_its_own() -> None:
    found = folded(
        [
            account("senate_consent", axis="procedure", party="USA"),
            account("assembly_ratification", axis="procedure", party="SLV"),
        ]
    )
    assert [(each.party, each.value) for each in found] == [
        ("SLV", "assembly_ratification"),
        ("USA", "senate_consent"),
    ]


# --- uncertain dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "known", "start"),
    [
        ("2025-03-14", date.max, date(2025, 3, 14)),
        ("2025-03", date.max, date(2025, 3, 31)),  # by its last day it surely held
        ("2025-03", date(2025, 3, 20), date(2025, 3, 20)),  # but it was read before
        ("2025-03", date(2025, 2, 1), date(2025, 3, 1)),  # announced before: not before its first possible day
        ("2025~", date.max, date(2025, 12, 31)),  # a mark widens nothing
        ("2025-03-XX", date.max, date(2025, 3, 31)),
        ("[2025-03-13,2025-03-14]", date.max, date(2025, 3, 14)),
        ("2025-02-01/2025-02-06", date.max, date(2025, 2, 6)),
        ("2025-02/..", date.max, date(2025, 2, 28)),  # no end in sight: the start is the start
        ("../2021-02-06", date.max, date.min),  # nobody knows since when
        ("/1985", date.max, date.min),
        ("-0500", date.max, date.min),
    ],
)
def test_a_first_standing_begins_when_it_surely_held(text: str, known: date, start: date) -> None:
    (only,) = folded([account("signed", text, known=known)])
    assert (only.day_from, only.day_to) == (start, date.max)
    assert only.body["since"]["edtf"] == text


def test_an_open_start_succeeds_another_only_on_the_day_by_which_it_held() -> None:
    found = folded([account("signed", "2020-01-01"), account("in_force", "../2021-02-06")])
    assert [(each.value, each.day_from) for each in found] == [
        ("signed", date(2020, 1, 1)),
        ("in_force", date(2021, 2, 6)),
    ]


def test_years_before_the_calendar_fall_on_its_first_day() -> None:
    (only,) = folded([account("signed", "-0500"), account("in_force", "-0044")])
    assert (only.value, only.day_from) == ("in_force", date.min)


def test_what_starts_after_the_calendar_stands_on_no_day() -> None:
    (only,) = folded([account("signed", "2025-01-01"), account("in_force", "Y12000")])
    assert (only.value, only.day_to) == ("signed", date.max)


# --- disputes --------------------------------------------------------------------------------------------------------


def test_an_open_contradiction_makes_the_value_disputed_with_its_rivals() -> None:
    yes = account("in_force", "2025-01-02", who="Homeland Security")
    no = account("in_force", "2025-02-01", who="State", modality="denied")
    (only,) = folded([yes, no])
    assert only.disputed
    assert [(each["speaker"]["name"], each["modality"]) for each in only.body["rivals"]] == [
        ("Homeland Security", "happened"),
        ("State", "denied"),
    ]
    assert only.body["determination"] is None


def test_a_determination_settles_the_dispute_and_names_itself() -> None:
    yes = account("in_force", who="Homeland Security")
    no = account("in_force", who="State", modality="denied")
    (only,) = folded([yes, no], Determined((Choice("d1", frozenset({yes.id}), frozenset({no.id})),)))
    assert not only.disputed
    assert (only.body["rivals"], only.body["determination"]) == ([], "d1")


def test_the_loser_of_a_determination_drops_out_of_the_standing() -> None:
    yes = account("in_force", who="Homeland Security")
    no = account("abandoned", who="State")
    (disputed,) = folded([yes, no])
    assert disputed.disputed
    (only,) = folded([yes, no], Determined((Choice("d1", frozenset({yes.id}), frozenset({no.id})),)))
    assert (only.value, only.disputed) == ("in_force", False)


def test_a_value_stays_disputed_while_a_third_account_is_not_decided_on() -> None:
    yes = account("in_force", who="Homeland Security")
    no = account("in_force", who="State", modality="denied")
    other = account("in_force", who="Assembly", modality="denied")
    (only,) = folded([yes, no, other], Determined((Choice("d1", frozenset({yes.id}), frozenset({no.id})),)))
    assert only.disputed
