"""How good proposals are, as the decisions say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.review.measures import ENOUGH, GOOD, VERDICTS, Case, Tally, by_rule, by_source, candidate, fates

SIGNED = {"agreement": "memo", "axis": "legal", "value": "signed", "citations": ["s1"]}
LEAKED = {"agreement": "memo", "axis": "disclosure", "value": "leaked", "citations": ["s1"]}
EVIDENCE = [
    {"path": "status_updates.0.value", "field": "text", "start": 0, "end": 4, "rule": "signature"},
    {"path": "status_updates.0.value", "field": "title", "start": 0, "end": 4, "rule": "signature"},
    {"path": "status_updates.1.value", "field": "text", "start": 5, "end": 9, "rule": "leak"},
]


def case(state: str = "accepted", source: str = "wire", reason: str = "", **decision: Any) -> Case:
    """A candidate with two claims, of a rule each; `decision`: what its decision says beside `do`."""
    decided = None if state == "waiting" else {"do": state, "corrections": {}, **decision}
    return Case(source, state, [SIGNED, LEAKED], EVIDENCE, decided, reason)


def counts(tallies: list[Tally]) -> dict[str, dict[str, int]]:
    return {each.name: dict(each.counts) for each in tallies}


def test_what_is_accepted_as_proposed_counts_for_its_source_and_for_both_rules_once():
    assert counts(by_source([case()])) == {"wire": {"unchanged": 1}}
    assert counts(by_rule([case()])) == {"signature": {"unchanged": 1}, "leak": {"unchanged": 1}}


def test_a_dropped_update_counts_against_its_own_rule_alone():
    corrected = case(corrections={"status_updates": [SIGNED]})
    assert counts(by_rule([corrected])) == {"signature": {"unchanged": 1}, "leak": {"dropped": 1}}
    assert counts(by_source([corrected])) == {"wire": {"corrected": 1}}


def test_a_changed_update_counts_against_its_own_rule_with_the_field():
    corrected = case(corrections={"status_updates": [{**SIGNED, "value": "in_force", "date": "2025"}, LEAKED]})
    leak, signature = sorted(by_rule([corrected]), key=lambda each: each.name)
    assert (signature.counts, signature.fields) == ({"corrected": 1}, {"value": 1, "date": 1})
    assert leak.counts == {"unchanged": 1}


def test_a_correction_of_the_event_counts_against_its_source_and_no_rule():
    corrected = case(corrections={"title": "Another title", "date": "2025"})
    assert candidate(corrected).fields == ("date", "title")
    assert counts(by_rule([corrected])) == {"signature": {"unchanged": 1}, "leak": {"unchanged": 1}}


def test_a_rejection_counts_against_all_its_rules_with_the_reason():
    rules = by_rule(
        [case("rejected", reason="noise"), case("rejected", reason="noise"), case("rejected", reason="old")]
    )
    assert counts(rules) == {"signature": {"rejected": 3}, "leak": {"rejected": 3}}
    assert rules[0].reasons.most_common() == [("noise", 2), ("old", 1)]


def test_merging_and_taking_back_say_nothing_of_good_or_bad():
    (source,) = by_source([case("merged", corrections=None), case("waiting", reason="too early")])
    assert (source.counts, source.judged, source.share) == ({"merged": 1, "undone": 1}, 0, 0.0)
    assert not source.reasons


def test_of_a_merged_candidate_the_updates_that_came_along_are_judged():
    merged = case("merged", status_updates=[{**SIGNED, "date": "2025"}])
    assert counts(by_rule([merged])) == {"signature": {"corrected": 1}, "leak": {"merged": 1}}


def test_the_worst_come_first_and_those_of_which_too_few_were_judged_last():
    good, bad = [case(source="good")] * ENOUGH, [case("rejected", source="bad")] * ENOUGH
    few = [case("rejected", source="few")] * (ENOUGH - 1)
    tallies = by_source([*good, *few, *bad])
    assert [(each.name, each.enough, each.share) for each in tallies] == [
        ("bad", True, 1.0),
        ("good", True, 0.0),
        ("few", False, 1.0),
    ]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([LEAKED, SIGNED], [("unchanged", ()), ("unchanged", ())]),
        ([{**SIGNED, "modality": "happened", "party": None, "note": ""}], [("unchanged", ()), ("dropped", ())]),
        ([{**SIGNED, "agreement": "other"}], [("corrected", ("agreement",)), ("dropped", ())]),
        (
            [{**LEAKED, "agreement": "other", "axis": "operation", "value": "paused"}],
            [("dropped", ()), ("dropped", ())],
        ),
        ([], [("dropped", ()), ("dropped", ())]),
    ],
)
def test_each_update_is_found_again_among_those_that_were_taken(taken, expected):
    assert fates([SIGNED, LEAKED], taken) == expected


updates = st.lists(
    st.fixed_dictionaries(
        {"agreement": st.sampled_from("ab"), "axis": st.sampled_from("xy"), "value": st.sampled_from("pqr")}
    ),
    max_size=6,
)


@given(updates)
def test_updates_taken_as_they_are_are_all_unchanged(proposed: list[Any]):
    assert fates(proposed, proposed) == [(GOOD, ())] * len(proposed)


@given(updates, updates)
def test_no_update_that_was_taken_stands_for_two_that_were_proposed(proposed: list[Any], taken: list[Any]):
    found = [verdict for verdict, _ in fates(proposed, taken)]
    assert len(found) == len(proposed)
    assert len(found) - found.count("dropped") <= len(taken)
    assert set(found) <= set(VERDICTS)
