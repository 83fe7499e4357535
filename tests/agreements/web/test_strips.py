"""Rows of the drawings on an agreement's page."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.web import spans
from agreements.web.figure.measure import width
from agreements.web.strips import Sign, strip

TIME = spans.time([19_000, 19_900], 20_000, 560)


def signs(*places: float) -> list[Sign]:
    return [Sign(each, "disc", "solid", (f"3 Feb {at:04}",)) for at, each in enumerate(places)]


@given(st.lists(st.floats(8, 550), max_size=30))
def test_marks_and_labels_of_a_row_never_touch(places: list[float]) -> None:
    found = strip(signs(*places), [], "u", TIME)
    assert sum(each.count or 1 for each in found.marks) == len(places)
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in found.marks:
        taken = rows.setdefault(each.y, [])
        taken.append((float(each.x), float(each.x) + 12))
        if each.label:
            at, wide = float(each.at), width(each.label)
            taken.append((at, at + wide) if each.anchor == "start" else (at - wide, at))
    assert len(rows) <= 3
    for taken in rows.values():
        taken.sort()
        assert all(one[1] <= other[0] + 0.2 for one, other in zip(taken, taken[1:], strict=False))
        assert all(-0.1 <= one <= 560 and other <= 560.1 for one, other in taken)


def test_marks_that_three_rows_cannot_hold_become_one_box() -> None:
    found = strip(signs(100, 101, 102, 103, 104), [], "u", TIME)
    assert [each.count for each in found.marks] == [5]
    assert found.marks[0].label == "3 Feb 0000 – 3 Feb 0004"


def test_without_a_band_the_words_beside_it_are_not_moved_down() -> None:
    assert strip(signs(100), [], "u", TIME).rows == 0
