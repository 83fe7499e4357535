"""The summary sentence in facts: every agreement in one group, the open contradictions, the last day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.timeline import clocks, summary
from agreements.timeline.clocks import AsOf
from agreements.vocabulary import GROUPS, LEGAL, OPERATION

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_party, make_retraction, write

Json = dict[str, Any]
STATE = {"name": "Department of State", "party": "USA"}


def standing(
    legal: str | None = None,
    operation: str | None = None,
    grade: str = "official_text",
    rivals: list[Json] | None = None,
) -> Json:
    """A standing as `queries.standings` gives it, as far as groups look at it."""
    value = {"value": legal, "grade": {"code": grade}, "disputed": rivals is not None, "rivals": rivals or []}
    runs = {"value": operation} if operation else None
    return {"legal": value if legal else None, "operation": runs}


def rival(value: str, modality: str = "happened", grade: str = "official_text") -> Json:
    return {"value": value, "modality": modality, "grade": {"code": grade}}


# --- groups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "group"),
    [
        (standing(), "not_yet_concluded"),
        (standing("text_adopted"), "not_yet_concluded"),
        (standing("signed"), "signed_or_operating"),
        (standing("suspended"), "signed_or_operating"),
        (standing("paused"), "signed_or_operating"),
        (standing(None, "operating"), "signed_or_operating"),
        (standing(None, "ceased"), "ended"),
        (standing("in_force"), "confirmed_in_force"),
        (standing("operative", grade="both_sides"), "confirmed_in_force"),
        (standing("termination_notified"), "confirmed_in_force"),
        (standing("in_force", grade="one_side"), "signed_or_operating"),
        (standing("in_force", grade="inference"), "signed_or_operating"),
        (standing("terminated"), "ended"),
        (standing("replaced", "operating"), "ended"),
    ],
)
def test_each_standing_has_its_group(found: Json, group: str) -> None:
    assert summary.group_of(found) == group


@pytest.mark.parametrize(
    ("found", "group"),
    [
        (standing("in_force", rivals=[rival("in_force"), rival("in_force", "denied")]), "signed_or_operating"),
        (standing("signed", rivals=[rival("signed"), rival("signed", "denied")]), "not_yet_concluded"),
        (standing("terminated", rivals=[rival("terminated"), rival("in_force")]), "signed_or_operating"),
        (standing("terminated", rivals=[rival("terminated"), rival("void")]), "ended"),
        (standing("in_force", rivals=[rival("in_force"), rival("proposed")]), "not_yet_concluded"),
    ],
)
def test_a_disputed_agreement_counts_in_the_earliest_group_of_its_rivals(found: Json, group: str) -> None:
    assert summary.group_of(found) == group


@given(
    st.none() | st.sampled_from(sorted(LEGAL)),
    st.none() | st.sampled_from(sorted(OPERATION)),
    st.lists(st.sampled_from(sorted(LEGAL)).map(rival), max_size=3),
)
def test_every_standing_has_one_group(legal: str | None, operation: str | None, rivals: list[Json]) -> None:
    assert summary.group_of(standing(legal, operation, rivals=rivals or None)) in GROUPS


# --- the sentence's facts --------------------------------------------------------------------------------------------


def a_record() -> AsOf:
    official = inputs.citation("s1", source_type="official_text")
    write(
        *ground(),
        make_party("VEN"),
        *(make_agreement(slug) for slug in ("a", "b", "c")),
        make_agreement("elsewhere", parties=[{"party": "SLV"}, {"party": "VEN"}]),
        make_event(
            date="2025-02-03/2025-02-05",
            citations=[official],
            status_updates=[
                inputs.update("a", value="in_force"),
                inputs.update("b", value="terminated"),
                inputs.update("c", value="signed", speaker=STATE),
                inputs.update("c", value="signed", modality="denied", speaker={"name": "A ministry"}),
                inputs.update("elsewhere"),
            ],
        ),
    )
    write(make_agreement("merged", merged_into="a"))
    return AsOf(clocks.now().revision, date(2026, 1, 1))


@pytest.mark.django_db
def test_a_summary_counts_every_agreement_of_the_relation_once() -> None:
    found = summary.summarise("us-sv", a_record())
    assert found.groups == {
        "not_yet_concluded": ["c", "memo"],
        "signed_or_operating": [],
        "confirmed_in_force": ["a"],
        "ended": ["b"],
    }
    assert list(found.groups) == list(GROUPS)
    assert found.total == sum(len(each) for each in found.groups.values()) == 4
    assert (found.day, found.open_conflicts) == (date(2026, 1, 1), 1)


@pytest.mark.django_db
def test_a_summary_stands_on_the_day_asked_for() -> None:
    now = a_record()
    before = summary.summarise("us-sv", AsOf(now.revision, date(2024, 1, 1)))
    assert before.groups["not_yet_concluded"] == ["a", "b", "c", "memo"]
    assert before.last_day is None
    assert summary.summarise("us-sv", AsOf(now.revision - 1, now.valid_on)).total == 4
    empty = summary.summarise("us-sv", AsOf(0, now.valid_on))
    assert (empty.total, empty.open_conflicts, empty.last_day) == (0, 0, None)


@pytest.mark.django_db
def test_a_chosen_day_knows_the_agreements_that_an_event_had_concerned() -> None:
    now = a_record()
    for day, total in ((date(2025, 2, 2), 0), (date(2025, 2, 3), 3)):
        assert summary.summarise("us-sv", AsOf(now.revision, day, chosen=True)).total == total


@pytest.mark.django_db
def test_the_last_day_is_the_end_of_the_latest_event_that_is_over() -> None:
    asof = a_record()
    assert summary.last_day("us-sv", asof) == date(2025, 2, 5)
    write(
        make_event("planned", date="2025-12-01", modality="planned"),
        make_event("going-on", date="2025-11/.."),
        make_event("to-come", date="2027-01-01"),
        make_event("merged-one", date="2025-12-02", merged_into="planned"),
        make_event("taken-back", date="2025-12-03"),
        make_event("elsewhere-one", date="2025-12-04", parties=["VEN"]),
        make_event("over", date="2025-05"),
    )
    last = write(make_retraction("event", "taken-back"))
    asof = AsOf(last.number, asof.valid_on)
    assert summary.last_day("us-sv", asof) == date(2025, 5, 31)
    assert summary.last_day("us-sv", AsOf(last.number, date(2025, 5, 30))) == date(2025, 2, 5)
    assert summary.last_day("no-such-relation", asof) is None


@pytest.mark.django_db
def test_the_last_day_is_one_that_the_public_could_know_of() -> None:
    asof = a_record()
    write(make_event("late", date="2025-05", citations=[inputs.citation(published="2025-09-01")]))
    asof = AsOf(asof.revision + 1, asof.valid_on, date(2025, 8, 31))
    assert summary.last_day("us-sv", asof) == date(2025, 2, 5)
