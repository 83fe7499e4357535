"""Contradictions between accounts on an axis: who differs from whom, and what a determination settles."""

from datetime import date
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.history.account import Account
from agreements.history.conflicts import Choice, Conflict, Determined, components, conflict_slug, status_conflicts
from agreements.vocabulary import CONTESTED_AXES, MODALITIES, follows

from .accounts import account, decided, folded, many

NOTHING = Determined()


def found(*accounts: Account, determined: Determined = NOTHING) -> list[Conflict]:
    return status_conflicts("memo", accounts, determined)


def chosen(preferred: Account, *set_aside: Account, name: str = "d1") -> Determined:
    return Determined((Choice(name, frozenset({preferred.id}), frozenset(each.id for each in set_aside)),))


def lines(conflict: Conflict, *, compatible: bool) -> list[str]:
    return [each["value"] for each in conflict.body["accounts"] if each["compatible"] is compatible]


# --- laws ------------------------------------------------------------------------------------------------------------


@given(decided(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_has_no_effect(drawn: tuple[list[Account], Determined], random: Any) -> None:
    accounts, determined = drawn
    shuffled = random.sample(accounts, len(accounts))
    assert status_conflicts("memo", shuffled, determined) == status_conflicts("memo", accounts, determined)


def test_of_two_choices_the_same_one_is_named_whatever_came_first() -> None:
    one, other = (account("in_force", who=name, day=f"2025-01-0{number}") for number, name in ((1, "A"), (2, "B")))
    denial = account("in_force", who="C", day="2025-01-02", modality="denied")
    determined = Determined((*chosen(denial, one, name="d1").choices, *chosen(denial, other, name="d2").choices))
    named = {
        found(*arrived, determined=determined)[0].body["determination"]
        for arrived in permutations((one, other, denial))
    }
    assert named == {"d1"}


@given(decided())
def test_a_contradiction_is_between_voices_on_one_axis_and_party(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    by_id = {each.id: each for each in accounts}
    for conflict in status_conflicts("memo", accounts, determined):
        rivals = [by_id[each] for each in conflict.contested]
        assert len({(each.axis, each.party) for each in rivals}) == 1
        assert rivals[0].axis in CONTESTED_AXES
        assert any(not one.voices & other.voices for one, other in combinations(rivals, 2))


@given(many(), st.sampled_from(["Office A", "wire"]))
def test_one_voice_never_contradicts_itself(accounts: list[Account], voice: str) -> None:
    alone = [account(id=each.id, axis=each.axis, value=each.value, party=each.party, modality=each.modality,
                     day=each.date.text, who=voice) for each in accounts]  # fmt: skip
    assert found(*alone) == []


@given(many(max_size=6))
def test_each_statement_is_in_one_contradiction_at_most(accounts: list[Account]) -> None:
    contested = [each for conflict in found(*accounts) for each in conflict.contested]
    assert len(contested) == len(set(contested))
    slugs = [conflict.slug for conflict in found(*accounts)]
    assert len(slugs) == len(set(slugs))


@given(many(axes=CONTESTED_AXES, modalities=["happened", "reported"], min_size=2))
def test_assertions_contradict_where_starts_overlap_and_neither_value_follows(accounts: list[Account]) -> None:
    """Against the definition, pair by pair, and the chains of pairs."""
    pairs = [
        {one.id, other.id}
        for one, other in combinations(accounts, 2)
        if (one.axis, one.party) == (other.axis, other.party)
        and not one.voices & other.voices
        and one.date.date_from <= other.date.start_to
        and other.date.date_from <= one.date.start_to
        and not follows(one.axis, one.value, other.value)
        and not follows(one.axis, other.value, one.value)
    ]
    assert {each.contested for each in found(*accounts)} == _joined(pairs)


def _joined(pairs: list[set[str]]) -> set[frozenset[str]]:
    groups: list[set[str]] = [set(pair) for pair in pairs]
    for _ in groups:
        groups = [set().union(*(other for other in groups if other & group)) for group in groups]
    return {frozenset(group) for group in groups}


@given(many(axes=["legal"], modalities=["happened"], max_size=1), st.sampled_from(["2024", "2025-01-02", "2025-02"]))
def test_a_denial_contradicts_what_is_asserted_for_a_day_of_both(accounts: list[Account], day: str) -> None:
    (yes,) = accounts
    no = account(yes.left, day, who="Denier", modality="denied", id="no")
    start = min(yes.settled, yes.date.date_from) if yes.date.open_start else yes.settled
    assert bool(found(yes, no)) == (no.date.date_to >= start)


@given(decided())
def test_a_contradiction_is_open_while_a_pair_of_it_is_undetermined(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    undecided = {each.contested: each for each in found(*accounts)}
    for conflict in status_conflicts("memo", accounts, determined):
        assert conflict.contested in undecided  # a choice takes no rival away
        left = conflict.contested - determined.set_aside
        if len(left) == len(conflict.contested):
            assert conflict.open
        if len(left) == 1:
            assert not conflict.open
        assert conflict.body["open"] is conflict.open
        assert bool(conflict.body["determination"]) is (len(left) < len(conflict.contested))


@given(decided())
def test_rivals_of_a_standing_come_from_its_open_contradictions(drawn: tuple[list[Account], Determined]) -> None:
    accounts, determined = drawn
    conflicts = status_conflicts("memo", accounts, determined)
    for standing in folded(accounts, determined):
        own = set(standing.body["status_updates"])
        rivals = {each for line in standing.body["rivals"] for each in line["status_updates"]}
        expected = {each for c in conflicts if c.open and own & c.contested for each in c.contested}
        assert rivals == expected
        assert standing.disputed is bool(expected)


# --- denials ---------------------------------------------------------------------------------------------------------


def test_a_denial_of_the_day_of_an_assertion_contradicts_it() -> None:
    (conflict,) = found(account("in_force", who="A"), account("in_force", who="B", modality="denied"))
    assert conflict.open
    assert conflict.body["axis"] == "legal"
    assert conflict.body["agreement"] == "memo"
    assert [each["modality"] for each in conflict.body["accounts"]] == ["happened", "denied"]


def test_a_denial_of_a_day_before_the_start_contradicts_nothing() -> None:
    assert (
        found(account("in_force", "2025-03-01", who="A"), account("in_force", "2025-02", "B", modality="denied")) == []
    )


def test_a_denial_after_another_value_has_succeeded_contradicts_nothing() -> None:
    asserted = account("in_force", "2025-01-01", who="A")
    ended = account("terminated", "2025-02-01", who="A")
    denied = account("in_force", "2025-03-01", who="B", modality="denied")
    assert found(asserted, ended, denied) == []
    assert found(asserted, denied) != []


def test_a_denial_of_another_value_contradicts_nothing() -> None:
    assert found(account("in_force", who="A"), account("signed", who="B", modality="denied")) == []


def test_denying_a_modification_denies_that_it_is_operative() -> None:
    assert found(account("operative", who="A"), account("modified", who="B", modality="denied")) != []


def test_a_denial_covers_an_assertion_with_an_unknown_start() -> None:
    (conflict,) = found(
        account("in_force", "../2021-02-06", who="A"), account("in_force", "2020-05", "B", modality="denied")
    )
    assert len(conflict.contested) == 2


# --- differences -----------------------------------------------------------------------------------------------------


def test_different_values_with_overlapping_starts_contradict() -> None:
    (conflict,) = found(account("in_force", "2025-01", who="A"), account("abandoned", "2025-01-15", who="B"))
    assert conflict.open


def test_a_value_that_regularly_follows_the_other_contradicts_nothing() -> None:
    assert found(account("in_force", "2025-01", who="A"), account("suspended", "2025-01-15", who="B")) == []
    assert found(account("suspended", "2025-01", who="A"), account("in_force", "2025-01-15", who="B")) == []


def test_different_values_with_starts_apart_are_a_succession() -> None:
    assert found(account("in_force", "2025-01", who="A"), account("abandoned", "2025-02-15", who="B")) == []


def test_bounds_count_and_not_the_day_it_was_known() -> None:
    early = account("in_force", "2025", who="A", known=date(2025, 1, 10))
    assert len(found(early, account("abandoned", "2025-11-15", who="B"))) == 1


def test_an_end_in_sight_leaves_every_day_before_it_open_as_the_start() -> None:
    assert len(found(account("in_force", "2025-01/2025-06", who="A"), account("abandoned", "2025-05", who="B"))) == 1
    assert found(account("in_force", "2025-01/..", who="A"), account("abandoned", "2025-05", who="B")) == []


@pytest.mark.parametrize("modality", sorted(set(MODALITIES) - {"happened", "reported", "denied"}))
def test_plans_and_conditions_contradict_nothing(modality: str) -> None:
    assert found(account("in_force", who="A"), account("abandoned", who="B", modality=modality)) == []
    assert found(account("in_force", who="A"), account("in_force", who="B", modality=modality)) == []


def test_disclosure_knows_no_contradiction() -> None:
    yes = account("leaked", axis="disclosure", who="A")
    assert found(yes, account("undisclosed", axis="disclosure", who="B")) == []
    assert found(yes, account("leaked", axis="disclosure", who="B", modality="denied")) == []


def test_rival_characters_contradict() -> None:
    (conflict,) = found(
        account("binding", axis="character", who="A"), account("non_binding", axis="character", who="B")
    )
    assert conflict.body["axis"] == "character"


def test_a_procedure_is_contradicted_only_within_its_party() -> None:
    one = account("article_ii_treaty", axis="procedure", party="USA", who="A")
    other = account("sole_executive_agreement", axis="procedure", party="SLV", who="B")
    assert found(one, other) == []
    (conflict,) = found(one, account("sole_executive_agreement", axis="procedure", party="USA", who="B"))
    assert conflict.body["party"] == "USA"
    assert conflict.slug.startswith("memo-procedure-usa-")


def test_steps_of_a_procedure_stand_beside_one_another() -> None:
    one = account("senate_consent", axis="procedure", party="USA", who="A")
    assert found(one, account("sent_to_senate", axis="procedure", party="USA", who="B")) == []
    (denied,) = found(one, account("senate_consent", axis="procedure", party="USA", who="B", modality="denied"))
    assert denied.body["axis"] == "procedure"


# --- voices ----------------------------------------------------------------------------------------------------------


def test_copies_of_one_wire_story_are_one_voice() -> None:
    assert found(account("in_force", clusters=["ap"]), account("abandoned", clusters=["ap", "paper"])) == []
    assert len(found(account("in_force", clusters=["ap"]), account("abandoned", clusters=["efe"]))) == 1


def test_a_speaker_is_one_voice_however_the_name_is_written() -> None:
    yes = account("in_force", who="Cancillería de El Salvador")
    assert found(yes, account("abandoned", who="CANCILLERIA  de El Salvador", clusters=["other"])) == []


def test_institutions_of_one_government_are_two_voices() -> None:
    assert len(found(account("in_force", who="Homeland Security"), account("abandoned", who="State"))) == 1


def test_a_speaker_and_a_story_named_alike_are_two_voices() -> None:
    assert len(found(account("in_force", who="wire"), account("abandoned", clusters=["wire"]))) == 1


# --- side by side ----------------------------------------------------------------------------------------------------


def test_an_account_that_fits_both_sides_is_listed_as_compatible() -> None:
    yes, no = account("suspended", "2025-01/2025-03", who="A"), account("text_adopted", "2025-02-01", who="B")
    fits = account("in_force", "2025-02-10", who="C", known=date(2025, 2, 12))
    before, after = account("signed", "2024-01-01", who="D"), account("in_force", "2025-05-01", who="E")
    (conflict,) = found(yes, no, fits, before, after)
    assert conflict.contested == {yes.id, no.id}
    assert lines(conflict, compatible=False) == ["text_adopted", "suspended"]
    assert lines(conflict, compatible=True) == ["in_force"]


def test_a_voice_already_heard_is_no_bystander() -> None:
    yes, no = account("suspended", "2025-01/2025-03", who="A"), account("text_adopted", "2025-02-01", who="B")
    (conflict,) = found(yes, no, account("in_force", "2025-02-10", who="A"))
    assert lines(conflict, compatible=True) == []


def test_statements_of_one_voice_that_say_the_same_share_a_line() -> None:
    first = account("in_force", "2025-01-02", who="A", id="first")
    again = account("in_force", "2025-01-02", who="A", id="again")
    (conflict,) = found(first, again, account("abandoned", "2025-01-02", who="B"))
    assert [each["status_updates"] for each in conflict.body["accounts"]][0] == ["again", "first"]


def test_contradictions_joined_by_a_third_account_are_one() -> None:
    both = account("abandoned", "2025-01/2025-03", who="C")
    (conflict,) = found(account("in_force", "2025-01-01", who="A"), account("in_force", "2025-03-01", who="B"), both)
    assert len(conflict.contested) == 3


# --- determinations --------------------------------------------------------------------------------------------------


def test_a_determination_closes_and_keeps_the_loser_in_view() -> None:
    yes, no = account("in_force", who="A"), account("abandoned", who="B")
    (conflict,) = found(yes, no, determined=chosen(yes, no))
    assert not conflict.open
    assert conflict.body["determination"] == "d1"
    assert lines(conflict, compatible=False) == ["in_force", "abandoned"]


def test_without_the_determination_the_contradiction_is_open_again() -> None:
    yes, no = account("in_force", who="A"), account("abandoned", who="B")
    (decided_on,) = found(yes, no, determined=chosen(yes, no))
    (reopened,) = found(yes, no)
    assert reopened.open
    assert (reopened.slug, reopened.contested) == (decided_on.slug, decided_on.contested)


def test_a_choice_between_two_of_three_leaves_it_open_until_one_is_left() -> None:
    yes, no, other = account("in_force", who="A"), account("abandoned", who="B"), account("void", who="C")
    (conflict,) = found(yes, no, other, determined=chosen(yes, no))
    assert conflict.open
    (conflict,) = found(yes, no, other, determined=chosen(yes, no, other))
    assert not conflict.open


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_contradiction_keeps_its_name_while_its_first_rival_stays() -> None:
    yes, no = account("in_force", who="A", id="a"), account("abandoned", who="B", id="b")
    late = account("abandoned", who="C", id="c")
    assert found(yes, no)[0].slug == found(yes, no, late)[0].slug


def test_names_of_long_subjects_stay_apart_and_within_the_column() -> None:
    long = "a" * 100
    names = {conflict_slug(long, f"procedure-x-{'b' * 58}", [each]) for each in ("one", "two")}
    assert len(names) == 2
    assert all(len(name) <= 120 for name in names)


def test_components_join_chains_and_keep_the_rest_apart() -> None:
    assert components([("a", "b"), ("c", "d"), ("b", "c"), ("x", "y")]) == [{"a", "b", "c", "d"}, {"x", "y"}]
    assert components([]) == []
