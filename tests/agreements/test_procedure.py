"""Domestic procedure: paths, what is expected next, what must come before what."""

import pytest

from agreements import procedure
from agreements import vocabulary as v


def test_every_path_is_made_of_the_party_s_own_steps() -> None:
    for route in procedure.ROUTES:
        assert set(procedure.path("USA", route)) <= procedure.STEPS["USA"].keys()
    assert list(procedure.path("SLV", None)) == list(procedure.STEPS["SLV"])


def test_no_path_is_known_without_a_route_or_for_another_party() -> None:
    assert procedure.path("USA", None) == ()
    assert procedure.path("GTM", None) == ()
    assert procedure.expected_next("GTM", None, ["signed"]) is None


@pytest.mark.parametrize(
    ("party", "route", "reached", "expected"),
    [
        ("SLV", None, [], "executive_signature"),
        ("SLV", None, ["executive_signature"], "sent_to_assembly"),
        ("SLV", None, ["assembly_ratification"], "presidential_sanction"),  # an unrecorded step is not waited for
        ("SLV", None, ["publication", "executive_signature"], None),
        ("USA", "article_ii_treaty", ["sent_to_senate"], "senate_consent"),
        ("USA", "article_ii_treaty", ["rule_published"], "negotiation_authorised"),
        ("USA", "sole_executive_agreement", ["negotiation_authorised"], "transmitted_to_congress"),
        ("USA", "qualifying_non_binding_instrument", ["transmitted_to_congress"], "text_published"),
        ("USA", None, ["sent_to_senate"], None),
    ],
)
def test_the_expected_step_comes_after_the_furthest_one(
    party: str, route: str | None, reached: list[str], expected: str | None
) -> None:
    assert procedure.expected_next(party, route, reached) == expected


def test_conditions_are_earlier_on_the_path() -> None:
    for party, route in (("SLV", None), *(("USA", each) for each in procedure.ROUTES)):
        steps = procedure.path(party, route)
        for step in steps:
            before = [each for each in procedure.required_before(step, route) if each in steps]
            assert all(steps.index(each) < steps.index(step) for each in before)


def test_an_instrument_of_ratification_waits_for_the_senate_in_a_treaty_only() -> None:
    assert procedure.required_before("instrument_exchanged", "article_ii_treaty") == ("senate_consent",)
    assert procedure.required_before("instrument_exchanged", "executive_agreement") == ()


def test_steps_stand_beside_one_another_and_routes_exclude_one_another() -> None:
    assert v.follows("procedure", "sent_to_senate", "negotiation_authorised")
    assert v.follows("procedure", "article_ii_treaty", "sent_to_senate")
    assert not v.follows("procedure", "article_ii_treaty", "sole_executive_agreement")
    assert v.follows("procedure", "executive_agreement", "sole_executive_agreement")
    assert not v.follows("procedure", "congressional_executive_agreement", "sole_executive_agreement")
