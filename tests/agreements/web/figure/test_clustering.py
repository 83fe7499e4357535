"""Which marks become one box."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure.clustering import CHAIN, CROWD, LONGEST, clustered


def test_four_within_26_px_become_one():
    assert clustered([0, 10, 18, 26]) == [[0, 1, 2, 3]]
    assert clustered([0, 10, 18, 26.1]) == [[0], [1], [2], [3]]


def test_three_stay_apart_even_on_one_day():
    assert clustered([5, 5, 5]) == [[0], [1], [2]]


def test_what_follows_closely_joins_up_to_a_length():
    assert clustered([0, 0, 0, 0, 12.9, 25, 37.9, 50]) == [[0, 1, 2, 3, 4, 5, 6], [7]]
    assert clustered([0, 0, 0, 0, 13]) == [[0, 1, 2, 3], [4]]


@given(st.lists(st.floats(0, 600), max_size=200).map(sorted))
def test_each_place_is_in_one_group_and_no_four_are_left_crowded(places):
    groups = clustered(places)
    assert [at for group in groups for at in group] == list(range(len(places)))
    assert all(places[group[-1]] - places[group[0]] <= LONGEST for group in groups)
    assert all(len(group) == 1 or len(group) >= 4 for group in groups)
    alone = [places[group[0]] if len(group) == 1 else None for group in groups]
    for start in range(len(alone) - 3):
        four = alone[start : start + 4]
        assert None in four or four[3] - four[0] > CROWD  # type: ignore[operator]


def test_a_chain_is_shorter_than_a_mark():
    assert CHAIN <= CROWD
