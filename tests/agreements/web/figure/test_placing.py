"""Nothing touches anything."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from agreements.web.figure.placing import APART, CLEAR, GAP, ROWS, Place, Thing, place

RIGHT = 600.0


@st.composite
def things(draw: st.DrawFn) -> list[Thing]:
    found = []
    for _each in range(draw(st.integers(0, 25))):
        x = draw(st.integers(0, 600))
        half = draw(st.sampled_from((6, 6, 6, 8, 10, 25)))
        labels = tuple(draw(st.lists(st.integers(20, 220), max_size=2)))
        found.append(Thing(x - half, x + half, labels, draw(st.integers(0, 4))))
    return sorted(found, key=lambda each: each.left)


def placed(found: list[Thing]) -> list[Place]:
    result = place(found, 0, RIGHT)
    assert isinstance(result, list)
    return result


@given(things())
def test_no_two_things_or_labels_touch(found):
    result = place(found, 0, RIGHT)
    if isinstance(result, int):
        assert not any(_fits(found[result], row, found[:result]) for row in range(1))
        return
    for (one, at), (other, beside) in combinations(list(zip(found, result, strict=True)), 2):
        if at.row != beside.row:
            continue
        assert _apart(one, other) >= APART
        for label, thing, place_ in ((at, other, beside), (beside, one, at)):
            if label.label is not None:
                assert max(thing.left - label.end, label.start - thing.right) >= CLEAR
                if place_.label is not None:
                    assert max(place_.start - label.end, label.start - place_.end) >= CLEAR


def _apart(one: Thing, other: Thing) -> float:
    return max(other.left - one.right, one.left - other.right)


def _fits(thing: Thing, row: int, others: list[Thing]) -> bool:
    return all(_apart(thing, other) >= APART for other in others)


@given(things())
def test_labels_stay_within_the_limits_and_next_to_their_marks(found):
    result = place(found, 0, RIGHT)
    for thing, at in zip(found, result if isinstance(result, list) else [], strict=isinstance(result, list)):
        assert 0 <= at.row < ROWS
        if at.label is not None:
            assert 0 <= at.start < at.end <= RIGHT
            assert at.end - at.start == thing.labels[at.label]
            assert at.start == thing.right + GAP if at.side == "right" else at.end == thing.left - GAP


def test_marks_take_the_first_free_row():
    assert [each.row for each in placed([Thing(0, 12), Thing(6, 18), Thing(8, 20), Thing(30, 42)])] == [0, 1, 2, 0]


def test_what_three_rows_cannot_hold_is_named():
    assert place([Thing(0, 12), Thing(1, 13), Thing(2, 14), Thing(3, 15), Thing(40, 52)], 0, RIGHT) == 3


def test_a_label_stands_on_the_right_else_on_the_left():
    alone = placed([Thing(100, 112, (80,))])[0]
    assert (alone.side, alone.start, alone.end) == ("right", 117, 197)
    edge = placed([Thing(580, 592, (80,))])[0]
    assert (edge.side, edge.start, edge.end) == ("left", 495, 575)


def test_a_mark_moves_to_another_row_only_for_its_label():
    first, second = placed([Thing(100, 112, (200,), rank=1), Thing(140, 152, (120,), rank=2)])
    assert (first.row, first.side) == (0, "right") or first.row == 1
    assert {first.row, second.row} == {0, 1}
    assert first.label == second.label == 0


def test_the_weightier_one_gets_the_label_where_there_is_room_for_one():
    crowd = [Thing(x, x + 12, (500,), rank=4 if x else 1) for x in (0, 20, 40, 60)]
    told = [each.label for each in placed(crowd)]
    assert told[0] == 0


def test_without_room_there_is_no_label():
    assert placed([Thing(100, 112, (700,))])[0].label is None
    assert placed([Thing(100, 112, (700, 60))])[0].label == 1
    assert placed([Thing(100, 112)])[0].label is None
