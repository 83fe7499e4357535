"""The field's words against the domain page: values, next steps, tracks and groups, each written out here."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import procedure
from agreements import vocabulary as v

BEFORE_SIGNATURE = ["proposed", "under_negotiation", "agreed_in_principle", "text_adopted"]
ENDS = ["terminated", "expired", "superseded"]
ENDS_WITHOUT_TREATY = ["discontinued", "lapsed", "replaced"]

# The whole table. Before signature a step may skip earlier ones, or go back to the table; until an agreement is in
# force it may be abandoned; consent is each party's, so provisional application may come before or after it;
# an agreement under notice is still in force.
LEGAL_NEXT = {
    "proposed": {*BEFORE_SIGNATURE[1:], "signed", "concluded", "abandoned"},
    "under_negotiation": {"proposed", *BEFORE_SIGNATURE[2:], "signed", "concluded", "abandoned"},
    "agreed_in_principle": {"under_negotiation", "text_adopted", "signed", "concluded", "abandoned"},
    "text_adopted": {"under_negotiation", "signed", "concluded", "abandoned"},
    "signed": {"consent_expressed", "provisionally_applied", "in_force", "abandoned"},
    "consent_expressed": {"consent_expressed", "provisionally_applied", "in_force", "abandoned"},
    "provisionally_applied": {"consent_expressed", "in_force", "abandoned"},
    "in_force": {"suspended", "termination_notified", *ENDS},
    "suspended": {"in_force", "termination_notified", *ENDS},
    "termination_notified": {"in_force", "suspended", *ENDS},
    "terminated": set(),
    "expired": set(),
    "superseded": set(),
    "abandoned": set(),
    "void": set(),
    "concluded": {"operative", "modified", "paused", *ENDS_WITHOUT_TREATY},
    "operative": {"modified", "paused", *ENDS_WITHOUT_TREATY},
    "modified": {"modified", "paused", *ENDS_WITHOUT_TREATY},
    "paused": {"operative", *ENDS_WITHOUT_TREATY},
    "discontinued": set(),
    "lapsed": set(),
    "replaced": set(),
}

NEVER = [
    *((ended, "in_force") for ended in ("terminated", "expired", "superseded", "void", "abandoned")),
    *((ended, "operative") for ended in ENDS_WITHOUT_TREATY),
    ("in_force", "signed"),
    ("in_force", "proposed"),
    *((early, "terminated") for early in (*BEFORE_SIGNATURE, "signed", "consent_expressed", "provisionally_applied")),
    *((early, "suspended") for early in (*BEFORE_SIGNATURE, "signed", "consent_expressed")),
    *((value, "void") for value in v.LEGAL),
]


@pytest.mark.parametrize("value", v.LEGAL)
def test_legal_next_steps_are_those_of_the_domain_page(value: str) -> None:
    assert set(v.next_steps("legal", value)) == LEGAL_NEXT[value]


@pytest.mark.parametrize(("earlier", "later"), NEVER)
def test_a_step_that_never_happens_is_not_a_next_step(earlier: str, later: str) -> None:
    assert later not in v.next_steps("legal", earlier)
    assert v.follows("legal", earlier, later) == (earlier == later)


@pytest.mark.parametrize("value", v.LEGAL)
def test_no_next_step_is_named_twice_or_unknown(value: str) -> None:
    steps = v.next_steps("legal", value)
    assert len(set(steps)) == len(steps)
    assert set(steps) <= set(v.LEGAL)


def test_implementation_starts_pauses_ceases_and_may_start_again() -> None:
    assert {value: set(v.next_steps("operation", value)) for value in v.OPERATION} == {
        "not_started": {"preparatory", "operating"},
        "preparatory": {"operating", "paused", "ceased"},
        "operating": {"paused", "ceased"},
        "paused": {"preparatory", "operating", "ceased"},
        "ceased": {"preparatory", "operating"},
    }


@pytest.mark.parametrize("axis", ["character", "disclosure", "procedure"])
def test_other_axes_have_no_order_of_steps(axis: str) -> None:
    assert {v.next_steps(axis, value) for value in v.AXES[axis]} == {()}


@given(st.sampled_from([(axis, value) for axis, values in v.AXES.items() for value in values]))
def test_a_value_follows_from_itself(case: tuple[str, str]) -> None:
    axis, value = case
    assert v.follows(axis, value, value)


def test_a_modification_leaves_an_arrangement_operative() -> None:
    assert v.folded("legal", "modified") == "operative"
    assert v.folded("operation", "operating") == "operating"
    assert v.follows("legal", "modified", "operative")
    assert v.follows("legal", "operative", "modified")
    assert v.follows("legal", "paused", "modified")


# --- values and their meanings ---------------------------------------------------------------------------------------
MEANINGS = {
    name: value for name, value in vars(v).items() if name.isupper() and name[0] != "_" and isinstance(value, dict)
}


@pytest.mark.parametrize("name", sorted(set(MEANINGS) - {"AXES"}))
def test_every_word_has_a_meaning(name: str) -> None:
    assert MEANINGS[name]
    for word, meaning in MEANINGS[name].items():
        assert word and meaning.strip() == meaning != "", word


@pytest.mark.parametrize("axis", v.AXES)
def test_every_value_of_an_axis_has_a_meaning_and_the_axis_a_label(axis: str) -> None:
    assert all(v.AXES[axis].values())
    assert v.AXIS_LABELS[axis]


def test_the_five_axes_hold_the_values_of_the_domain_page() -> None:
    assert {axis: list(values) for axis, values in v.AXES.items() if axis in ("character", "operation")} == {
        "character": ["binding", "non_binding", "mixed", "disputed", "unknown"],
        "operation": ["not_started", "preparatory", "operating", "paused", "ceased"],
    }
    assert list(v.AXES) == ["legal", "character", "operation", "disclosure", "procedure"]
    assert set(v.LEGAL) == set(LEGAL_NEXT)


def test_disclosure_is_a_ladder() -> None:
    rungs = ["undisclosed", "rumoured", "reported", "announced_by_one", "announced_by_both", "leaked"]
    rungs += ["court_disclosed", "reported_to_congress", "officially_published", "registered_with_un"]
    assert sorted(v.DISCLOSURE, key=lambda value: v.rank("disclosure", value)) == rungs


def test_rank_follows_the_life_of_a_treaty() -> None:
    life = ["proposed", "agreed_in_principle", "signed", "in_force", "suspended", "termination_notified", "terminated"]
    assert sorted(life, key=lambda value: v.rank("legal", value)) == life


def test_procedure_has_routes_and_each_partys_own_steps() -> None:
    steps = [step for own in procedure.STEPS.values() for step in own]
    assert len(set(steps)) == len(steps)
    assert set(v.PROCEDURE) == {*procedure.ROUTES, *steps}
    assert not set(procedure.ROUTES) & set(steps)


def test_only_what_happened_or_is_reported_moves_an_axis() -> None:
    assert set(v.MOVING_MODALITIES) == {"happened", "reported"}
    assert set(v.MODALITIES) - v.MOVING_MODALITIES == {"planned", "denied", "hypothetical", "cancelled"}


def test_grades_run_from_the_text_down_to_a_rumour() -> None:
    assert list(v.GRADES)[:6] == [
        "official_text",
        "both_sides",
        "one_side",
        "independent_reports",
        "single_report",
        "rumour",
    ]
    assert set(v.CONFIRMING_GRADES) == {"official_text", "both_sides"}


# --- tracks ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("character", "track"),
    [("binding", "binding"), ("non_binding", "non_binding"), ("mixed", None), ("disputed", None), (None, None)],
)
def test_a_character_points_to_a_track_or_leaves_it_open(character: str | None, track: str | None) -> None:
    assert v.track_of(character) == track


def test_a_value_is_on_its_own_track() -> None:
    both = set(BEFORE_SIGNATURE[:3])
    for value in v.LEGAL:
        assert v.on_track("binding", value) == (value in v.LEGAL_BINDING)
        assert v.on_track("non_binding", value) == (value in v.LEGAL_NON_BINDING)
        assert v.on_track(None, value)
    assert set(v.LEGAL_BINDING) & set(v.LEGAL_NON_BINDING) == both


# --- groups ----------------------------------------------------------------------------------------------------------
ACTING = ["in_force", "operative", "modified", "termination_notified"]
CONFIRMED, OPEN, SIGNED, OVER = "confirmed_in_force", "not_yet_concluded", "signed_or_operating", "ended"
GROUPS = [
    # legal, operation, grade, disputed, group
    *((value, None, "one_side", False, OVER) for value in (*ENDS, "abandoned", "void", *ENDS_WITHOUT_TREATY)),
    ("terminated", "operating", "official_text", False, OVER),
    (None, "ceased", None, False, OVER),
    *((value, None, "official_text", False, OPEN) for value in BEFORE_SIGNATURE),
    ("proposed", "operating", "both_sides", False, OPEN),
    (None, None, None, False, OPEN),
    *((value, None, "official_text", False, CONFIRMED) for value in ACTING),
    *((value, "paused", "both_sides", False, CONFIRMED) for value in ACTING),
    ("in_force", "ceased", "official_text", False, CONFIRMED),
    ("in_force", None, "official_text", True, SIGNED),
    *(("in_force", None, grade, False, SIGNED) for grade in v.GRADES if grade not in v.CONFIRMING_GRADES),
    *(
        (value, None, "official_text", False, SIGNED)
        for value in ("signed", "consent_expressed", "provisionally_applied", "suspended", "concluded", "paused")
    ),
    ("concluded", "ceased", "official_text", False, SIGNED),
    *((None, operation, None, False, SIGNED) for operation in ("not_started", "preparatory", "operating", "paused")),
]


@pytest.mark.parametrize(("legal", "operation", "grade", "disputed", "expected"), GROUPS)
def test_an_agreement_is_in_the_group_that_the_domain_page_gives_it(
    legal: str | None, operation: str | None, grade: str | None, disputed: bool, expected: str
) -> None:
    assert v.group(legal, operation, grade, disputed=disputed) == expected


def test_every_standing_is_in_one_group() -> None:
    found = {
        v.group(legal, operation, grade, disputed=disputed)
        for legal, operation, grade, disputed in product(
            [None, *v.LEGAL], [None, *v.OPERATION], [None, *v.GRADES], [False, True]
        )
    }
    assert found == set(v.GROUPS)


def test_a_disputed_agreement_is_never_confirmed() -> None:
    for legal, operation, grade in product([None, *v.LEGAL], [None, *v.OPERATION], v.GRADES):
        assert v.group(legal, operation, grade, disputed=True) != CONFIRMED


@given(st.lists(st.sampled_from(list(v.GROUPS)), min_size=1))
def test_where_accounts_differ_the_earliest_group_counts(groups: list[str]) -> None:
    order = [OPEN, SIGNED, CONFIRMED, OVER]
    assert v.earliest_group(groups) == order[min(order.index(each) for each in groups)]


@pytest.mark.parametrize(
    ("denied", "expected"),
    [("signed", OPEN), ("concluded", OPEN), ("text_adopted", OPEN), ("in_force", SIGNED), ("terminated", SIGNED)],
)
def test_who_denies_a_value_leaves_the_step_before_it(denied: str, expected: str) -> None:
    assert v.group_if_denied(denied) == expected
