"""What a new story is to the events around it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.relating import Told, Verdict, relate

DAY = date(2024, 7, 8)
SIGNED = ("coffee", "legal", "signed", "happened")
UNDISCLOSED = ("coffee", "disclosure", "undisclosed", "happened")
OPERATING = ("coffee", "operation", "operating", "happened")
NEW = Told("new", False, "signature", DAY, DAY, ("coffee",), (SIGNED, UNDISCLOSED))


def known(name: str = "coffee-signed", **changes: Any) -> Told:
    return replace(NEW, **{"name": name, "recorded": True, **changes})


def on(day: int) -> dict[str, Any]:
    return {"first": date(2024, 7, day), "last": date(2024, 7, day)}


def test_with_nothing_around_it_is_an_event_of_its_own() -> None:
    assert relate(NEW, []) == Verdict()


def test_the_same_kind_about_the_same_agreement_on_the_same_day_is_another_account() -> None:
    verdict = relate(NEW, [known()])
    assert verdict.relation == "account" and verdict.of == known()
    assert verdict.reason == "A signature about coffee is known, on the same day."


def test_the_same_claims_told_as_another_kind_of_event_are_another_account() -> None:
    verdict = relate(NEW, [known(kind="visit", **on(10))])
    assert verdict.reason == (
        "It says what is known (coffee: disclosure undisclosed; coffee: legal signed), 2 days apart."
    )


def test_what_was_planned_and_what_happened_are_accounts_of_one_signature() -> None:
    planned = known(claims=(("coffee", "legal", "signed", "planned"),), **on(9))
    assert relate(NEW, [planned]).relation == "account"


def test_what_one_paper_reports_is_what_the_other_says_happened() -> None:
    report = known(kind="other", claims=(("coffee", "legal", "signed", "reported"),))
    assert relate(NEW, [report]).relation == "account"


OTHERS = {
    "about another agreement": known(agreements=("prison",), claims=(("prison", "legal", "signed", "happened"),)),
    "of the week after": known(**on(15)),
    "that says other things": known(kind="litigation", claims=(("coffee", "character", "disputed", "happened"),)),
    "that shares only what is said in passing": known(kind="litigation", claims=(UNDISCLOSED,)),
    "of no day in particular": known(first=date(2024, 1, 1), last=date(2024, 12, 31)),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_it_is_no_account_of_an_event(other: Told) -> None:
    assert relate(NEW, [other]) == Verdict()


def test_what_may_happen_again_two_days_later_is_another_event() -> None:
    flight = replace(NEW, kind="implementation", claims=(OPERATING,))
    first = known(kind="implementation", claims=(OPERATING,))
    assert relate(replace(flight, **on(10)), [first]) == Verdict()
    assert relate(replace(flight, **on(9)), [first]).relation == "account"


def test_two_statements_of_one_day_that_say_different_things_are_two_events() -> None:
    statement = replace(NEW, kind="press_statement", claims=(OPERATING,))
    assert relate(statement, [known(kind="press_statement", claims=(UNDISCLOSED,))]) == Verdict()


def test_a_recorded_event_is_preferred_to_a_waiting_candidate_and_then_what_has_more_in_common() -> None:
    waiting, thin, near = known("c-1", recorded=False), known("thin", claims=(SIGNED,)), known("near", **on(9))
    found = relate(NEW, [waiting, thin, near]).of
    assert found is not None and found.name == "near"


DAYS = st.integers(1, 20).map(lambda day: on(day))
EVENTS = st.builds(
    lambda name, recorded, kind, days, claims: known(name, recorded=recorded, kind=kind, claims=claims, **days),
    st.sampled_from("abcdef"),
    st.booleans(),
    st.sampled_from(["signature", "implementation", "other"]),
    DAYS,
    st.lists(st.sampled_from([SIGNED, UNDISCLOSED, OPERATING]), max_size=3).map(tuple),
)


@given(st.lists(EVENTS, max_size=6, unique_by=lambda each: each.name), st.randoms())
def test_the_order_in_which_events_are_known_is_of_no_effect(near: list[Told], random: Any) -> None:
    shuffled = list(near)
    random.shuffle(shuffled)
    assert relate(NEW, near) == relate(NEW, shuffled)
