"""The order in which candidates wait."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.review.lineup import Place, Waiting, line_up, neighbours

waiting = st.lists(
    st.builds(
        Waiting,
        key=st.integers(1, 40),
        public_id=st.text("abcdef", min_size=1, max_size=4),
        head=st.none() | st.integers(1, 40),
        about=st.none() | st.integers(1, 5),
    ),
    unique_by=(lambda each: each.key, lambda each: each.public_id),
)


def ids(*given: Waiting) -> list[tuple[str, bool]]:
    return [(each.public_id, each.folded) for each in line_up(given)]


def test_what_weighs_most_comes_first_with_its_other_accounts_under_it():
    assert ids(Waiting(1, "a"), Waiting(2, "b"), Waiting(3, "a-too", head=1)) == [
        ("a", False),
        ("a-too", True),
        ("b", False),
    ]


def test_a_head_comes_before_its_accounts_even_if_one_of_them_weighs_more():
    assert ids(Waiting(3, "account", head=1), Waiting(2, "b"), Waiting(1, "head")) == [
        ("head", False),
        ("account", True),
        ("b", False),
    ]


def test_accounts_whose_head_is_decided_and_what_is_about_one_event_stand_together():
    assert ids(
        Waiting(2, "x", head=1), Waiting(4, "y", about=7), Waiting(3, "z", head=1), Waiting(5, "w", about=7)
    ) == [
        ("x", False),
        ("z", True),
        ("y", False),
        ("w", True),
    ]


@given(waiting)
def test_each_that_waits_has_one_place_and_the_first_is_under_none(given_: list[Waiting]):
    line = line_up(given_)
    assert sorted(each.public_id for each in line) == sorted(each.public_id for each in given_)
    assert not (line and line[0].folded)


def test_one_knows_the_one_before_and_the_one_after():
    line = [Place("a", False), Place("b", False), Place("c", False)]
    assert neighbours(line, "b") == ("a", "c")
    assert neighbours(line, "a") == (None, "b")
    assert neighbours(line, "c") == ("b", None)
    assert neighbours(line, "decided") == (None, "a")
    assert neighbours([], "decided") == (None, None)
