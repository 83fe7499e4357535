"""How what a page says differs from what it said."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.changes import Change, changes, claims

Json = dict[str, Any]


def claim(value: str = "signed", modality: str = "happened", axis: str = "legal", date: str | None = None) -> Json:
    said = {"agreement": "coffee", "axis": axis, "value": value, "modality": modality, "party": None, "date": date}
    return said


def test_the_same_claims_are_no_change() -> None:
    assert changes([claim(), claim("in_force")], [claim("in_force"), claim()]) == []


def test_another_day_of_the_same_is_said_otherwise() -> None:
    old, new = claim(date="2024-07-08"), claim(date="2024-07-09")
    assert changes([old], [new]) == [Change(old, new, 0)]


def test_another_value_of_the_same_is_said_otherwise() -> None:
    assert changes([claim()], [claim("suspended")]) == [Change(claim(), claim("suspended"), 0)]


def test_the_same_value_goes_together_before_another_one_does() -> None:
    old, new = claim(), claim(modality="denied")
    assert changes([old], [claim("suspended"), new]) == [Change(None, claim("suspended"), 0), Change(old, new, 1)]


def test_what_is_no_longer_said_stands_last() -> None:
    gone = claim("undisclosed", axis="disclosure")
    assert changes([claim(), gone], [claim(), claim("in_force")]) == [
        Change(None, claim("in_force"), 1),
        Change(gone, None),
    ]


def test_a_claim_is_told_from_a_status_update_with_its_defaults() -> None:
    update = {"agreement": "coffee", "axis": "legal", "value": "signed", "citations": ["s1"]}
    assert claims([update]) == [claim()]


CLAIMS = st.lists(
    st.builds(
        claim,
        st.sampled_from(["signed", "in_force", "suspended"]),
        st.sampled_from(["happened", "denied"]),
        date=st.sampled_from([None, "2024-07-08"]),
    ),
    unique_by=str,
    max_size=5,
)


@given(CLAIMS, CLAIMS)
def test_the_changes_lead_from_what_was_said_to_what_is_said(old: list[Json], new: list[Json]) -> None:
    found = changes(old, new)
    left = [each for each in old if each not in [change.was for change in found]]
    assert sorted(map(str, [*left, *(change.now for change in found if change.now)])) == sorted(map(str, new))
    assert all(change.now == new[change.at] for change in found if change.at is not None)
