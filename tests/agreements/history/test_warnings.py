"""What is unusual about a step: a warning with its reason, never a refusal."""

import pytest
from hypothesis import given

from agreements import vocabulary as v
from agreements.history.account import Account
from agreements.history.warnings import warn
from agreements.procedure import STEPS

from .accounts import account, many


def codes(step: Account, *others: Account) -> list[str]:
    return [each["code"] for each in warn(step, others)]


def test_a_regular_next_step_is_no_surprise() -> None:
    assert codes(account("in_force", "2025-02-01"), account("signed", "2025-01-01")) == []


def test_a_step_back_is_irregular_and_says_after_what() -> None:
    (warning,) = warn(account("signed", "2025-02-01"), [account("in_force", "2025-01-01")])
    assert warning["code"] == "irregular_step"
    assert "signed after in_force" in warning["detail"]
    assert "2025-01-01 (in_force-story-2025-01-01)" in warning["detail"]


@pytest.mark.parametrize("end", ["terminated", "expired", "superseded", "void", "abandoned"])
def test_nothing_comes_into_force_again_after_its_end(end: str) -> None:
    (warning,) = warn(account("in_force", "2025-02-01"), [account(end, "2025-01-01")])
    assert "regularly followed by nothing" in warning["detail"]


def test_a_first_step_and_a_repeated_one_are_regular() -> None:
    assert codes(account("in_force")) == []
    assert codes(account("in_force", "2025-02-01"), account("in_force", "2025-01-01")) == []
    assert codes(account("operative", "2025-02-01"), account("modified", "2025-01-01")) == []


def test_only_what_came_before_counts() -> None:
    assert codes(account("signed", "2025-01-01"), account("in_force", "2025-02-01")) == []


def test_a_step_before_signature_may_skip_others() -> None:
    assert codes(account("signed", "2025-02-01"), account("proposed", "2025-01-01")) == []


def test_the_operation_has_steps_and_other_axes_have_none() -> None:
    ceased, started = (
        account(each, day, axis="operation") for each, day in (("ceased", "2024"), ("not_started", "2025"))
    )
    assert codes(started, ceased) == ["irregular_step"]
    for axis in ("character", "disclosure", "procedure"):
        one, other = list(v.AXES[axis])[:2]
        assert codes(account(one, "2025", axis=axis), account(other, "2024", axis=axis)) == []


def test_steps_of_another_axis_do_not_count() -> None:
    assert codes(account("signed", "2025-02-01"), account("operating", "2025-01-01", axis="operation")) == []


@pytest.mark.parametrize(
    ("character", "value", "expected"),
    [
        ("binding", "operative", ["track"]),
        ("non_binding", "in_force", ["track"]),
        ("non_binding", "operative", []),
        ("binding", "in_force", []),
        ("disputed", "in_force", []),
        ("unknown", "operative", []),
        ("binding", "under_negotiation", []),  # both tracks begin alike
    ],
)
def test_a_value_off_the_track_of_the_character_is_warned_about(
    character: str, value: str, expected: list[str]
) -> None:
    assert codes(account(value, "2025-02-01"), account(character, "2025-01-01", axis="character")) == expected


@pytest.mark.parametrize("modality", sorted(set(v.MODALITIES) - v.MOVING_MODALITIES))
def test_a_plan_or_a_denial_is_never_irregular(modality: str) -> None:
    before = account("terminated", "2025-01-01")
    assert codes(account("in_force", "2025-02-01", modality=modality), before) == []
    assert codes(account("in_force", "2025-02-01"), account("terminated", "2025-01-01", modality=modality)) == []


@given(many(max_size=5))
def test_warnings_have_a_known_code_and_a_reason(accounts: list[Account]) -> None:
    for each in accounts:
        for warning in warn(each, accounts):
            assert warning["code"] in ("irregular_step", "track")
            assert each.value in warning["detail"]


# --- a party's own procedure -----------------------------------------------------------------------------------------
def step(value: str, day: str, party: str = "SLV") -> Account:
    return account(value, day, axis="procedure", party=party)


def test_publication_before_ratification_is_irregular_and_says_when_ratification_came() -> None:
    (warning,) = warn(step("publication", "2025-02-01"), [step("assembly_ratification", "2025-03-01")])
    assert warning["code"] == "irregular_step"
    assert "publication before assembly_ratification, recorded for later: 2025-03-01" in warning["detail"]


def test_publication_without_ratification_is_irregular_where_earlier_steps_are_recorded() -> None:
    (warning,) = warn(step("publication", "2025-02-01"), [step("executive_signature", "2025-01-01")])
    assert "of which nothing is recorded" in warning["detail"]


def test_a_record_may_begin_with_any_step_of_a_procedure() -> None:
    assert codes(step("publication", "2025-02-01")) == []


def test_ratification_after_publication_is_irregular_too() -> None:
    (warning,) = warn(
        step("assembly_ratification", "2025-03-01"),
        [step("publication", "2025-02-01"), step("sent_to_assembly", "2025-01-01")],
    )
    assert "assembly_ratification after publication" in warning["detail"]


def test_steps_in_their_order_and_those_of_the_other_party_are_no_surprise() -> None:
    ordered = [step(value, f"2025-0{month}-01") for month, value in enumerate(STEPS["SLV"], start=1)]
    for each in ordered:
        assert codes(each, *ordered) == []
    assert codes(step("publication", "2025-02-01"), step("negotiation_authorised", "2025-01-01", "USA")) == []


def test_an_exchange_before_the_senate_s_consent_is_irregular_in_a_treaty_only() -> None:
    sent, exchanged = step("sent_to_senate", "2025-01-01", "USA"), step("instrument_exchanged", "2025-02-01", "USA")
    route = step("article_ii_treaty", "2024-12-01", "USA")
    assert codes(exchanged, sent, route) == ["irregular_step"]
    assert codes(exchanged, sent) == []


def test_what_has_ended_returns_by_a_new_agreement() -> None:
    (warning,) = warn(account("in_force", "2025-02-01"), [account("terminated", "2025-01-01")])
    assert "linked `revives`" in warning["detail"]
    (other,) = warn(account("signed", "2025-02-01"), [account("in_force", "2025-01-01")])
    assert "revives" not in other["detail"]
