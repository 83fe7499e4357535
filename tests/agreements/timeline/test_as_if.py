"""How an agreement would stand by each account."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from agreements.history.account import Account
from agreements.history.conflicts import Choice, Conflict, Determined, contradictory, status_conflicts
from agreements.history.fold import Standing, fold
from agreements.timeline import clocks, queries
from agreements.timeline.as_if import AsIf, if_right, said_of

from ..history.accounts import account, decided, many

NOTHING = Determined()
LEGAL = {"axes": ["legal"], "modalities": ["happened", "reported", "denied"]}


def conflicts(accounts: list[Account], determined: Determined = NOTHING) -> list[Conflict]:
    return status_conflicts("memo", accounts, determined)


def by(account: Account, accounts: list[Account], determined: Determined = NOTHING) -> AsIf:
    """If this account were right, among all."""
    rivals = {each for conflict in conflicts(accounts, determined) for each in conflict.contested}
    return if_right(accounts, rivals, {account.id}, determined)


def chain(standings: list[Standing]) -> list[tuple[str, date]]:
    return [(each.value, each.day_from) for each in standings]


# --- laws ------------------------------------------------------------------------------------------------------------


@given(many(**LEGAL))  # type: ignore[arg-type]
def test_where_nobody_contradicts_it_is_the_standing(accounts: list[Account]) -> None:
    if not conflicts(accounts):
        found = if_right(accounts, set(), {accounts[0].id}, NOTHING)
        assert found.standings == fold(accounts, [], NOTHING)
        assert found.silent is None
        assert found.irregular == []


@given(decided(**LEGAL))
def test_nothing_that_contradicts_the_account_is_left(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    against = contradictory(accounts)
    for each in accounts:
        rivals = {other for pair in against if each.id in pair for other in pair} - {each.id}
        found = by(each, accounts, determined)
        assert not rivals & {said for one in found.standings for said in one.body["status_updates"]}
        for one in found.standings:
            if each.id in one.body["status_updates"]:
                assert not any(each.id in rival["status_updates"] for rival in one.body["rivals"])


@given(decided(**LEGAL))
def test_an_account_that_moves_is_in_its_own_picture_unless_it_took_no_day(
    drawn: tuple[list[Account], Determined],
) -> None:
    accounts, determined = drawn
    for each in accounts:
        alone = all(other is each or other.settled != each.settled for other in accounts)
        if each.moves and alone and each.settled < date.max:
            found = by(each, accounts, determined).standings
            assert each.id in {said for one in found for said in one.body["status_updates"]}


@given(many(**LEGAL))  # type: ignore[arg-type]
def test_what_is_said_after_all_rivals_stands_in_every_picture(accounts: list[Account]) -> None:
    last = max(accounts, key=lambda each: each.order)
    contested = {each for conflict in conflicts(accounts) for each in conflict.contested}
    if last.moves and last.id not in contested and last.settled < date.max:
        assert {by(each, accounts).standings[-1].value for each in accounts if each.id in contested} <= {last.left}


# --- cases -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def asylum() -> dict[str, Account]:
    """Signed; one office says in force, the press denies it; another office suspends, saying neither."""
    return {
        "signed": account("signed", "2019-09-20"),
        "in_force": account("in_force", "2020-12-29", "Homeland Security"),
        "denied": account("in_force", "../2021-02-07", "Press", modality="denied"),
        "suspended": account("suspended", "2021-02-06", "State"),
    }


def test_the_one_who_asserts_is_believed(asylum: dict[str, Account]) -> None:
    found = by(asylum["in_force"], list(asylum.values()))
    assert [each.value for each in found.standings] == ["signed", "in_force", "suspended"]
    assert not any(each.disputed for each in found.standings)
    assert found.silent is None
    assert found.irregular == []
    assert "suspended" in found.follows


def test_the_one_who_denies_leaves_the_step_before_and_makes_the_next_irregular(asylum: dict[str, Account]) -> None:
    found = by(asylum["denied"], list(asylum.values()))
    assert [each.value for each in found.standings] == ["signed", "suspended"]
    assert found.irregular == [asylum["suspended"]]
    assert found.follows == ()


def test_the_one_who_fits_both_says_nothing_until_its_own_word(asylum: dict[str, Account]) -> None:
    found = by(asylum["suspended"], list(asylum.values()))
    assert [each.value for each in found.standings] == ["signed", "suspended"]
    assert found.silent == (date(2020, 12, 29), date(2021, 2, 6))
    assert found.irregular == []


def test_what_a_determination_set_aside_is_heard_once_more(asylum: dict[str, Account]) -> None:
    accounts = list(asylum.values())
    choice = Choice("d1", frozenset({asylum["denied"].id}), frozenset({asylum["in_force"].id}))
    heard = if_right(
        accounts, {asylum["denied"].id, asylum["in_force"].id}, {asylum["in_force"].id}, Determined((choice,))
    )
    assert [each.value for each in heard.standings] == ["signed", "in_force", "suspended"]


def test_who_agrees_with_the_account_stays() -> None:
    one = account("in_force", "2020-05-01", "A")
    other = account("in_force", "2020-06-01", "B")
    denial = account("in_force", "2020-01-01/..", "C", modality="denied")
    (standing,) = by(one, [one, other, denial]).standings
    assert standing.body["status_updates"] == sorted([one.id, other.id])


def test_other_contradictions_stay_open() -> None:
    one, denied = account("in_force", "2020-05-01", "A"), account("in_force", "2020-05", "B", modality="denied")
    expired, ended = account("expired", "2023-05-01", "A"), account("terminated", "2023-05-01", "B")
    assert [each.disputed for each in by(one, [one, denied, expired, ended]).standings] == [False, True]


@pytest.mark.usefixtures("us_sv", "db")
def test_the_real_record_is_read_by_axis() -> None:
    asof = clocks.now()
    events = queries.bodies("event", asof, agreements__contains=["us-sv-aca-2019"])
    said: list[Any] = said_of("us-sv-aca-2019", events, "legal", None)
    (conflict,) = [each for each in queries.conflicts(asof, agreement="us-sv-aca-2019") if each["axis"]]
    rivals = {one for each in conflict["accounts"] if not each["compatible"] for one in each["status_updates"]}
    found = [if_right(said, rivals, each["status_updates"], NOTHING) for each in conflict["accounts"]]
    assert [[each.value for each in one.standings][1] for one in found] == [
        "in_force",
        "termination_notified",
        "termination_notified",
        "termination_notified",
    ]
    assert {each.value for each in found[1].irregular} == {"suspended"}
