"""How two texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.differing import MOST_PARAGRAPHS, Paragraph, amount, difference

TEXTS = st.lists(st.lists(st.sampled_from(["one", "two", "three", "uno"]), max_size=5).map(" ".join), max_size=8)


def kinds(old: str, new: str) -> list[str]:
    return [each.kind for each in difference(old, new)]


def test_equal_texts_are_one_folded_stretch() -> None:
    assert difference("a\nb\nc", "a\nb\nc") == [Paragraph("skipped", count=3)]


def test_in_a_paragraph_that_changed_the_words_are_shown() -> None:
    (changed,) = difference("Both sides signed in March.", "Both sides met in March, again.")
    assert changed.kind == "changed"
    assert changed.pieces == (
        ("same", "Both sides"),
        ("removed", " signed"),
        ("added", " met"),
        ("same", " in March"),
        ("added", ", again"),
        ("same", "."),
    )


def test_a_paragraph_that_shares_little_is_one_that_went_and_one_that_came() -> None:
    assert kinds("The treaty entered into force.", "Nobody ever heard of this before, they say.") == [
        "removed",
        "added",
    ]


def test_next_to_a_change_one_paragraph_is_left_standing() -> None:
    old = "\n".join(f"paragraph number {number}" for number in range(9))
    assert kinds(old, f"{old}\nand more") == ["skipped", "same", "added"]
    assert difference(old, f"{old}\nand more")[0].count == 8


def test_spaces_and_line_ends_are_no_difference() -> None:
    assert amount("a  b\n\nc", "a b \nc\n") == (0, 0)


def test_words_are_counted_on_both_sides() -> None:
    assert amount("one two three\nfour", "one three\nfour\nfive six") == (2, 1)


def test_a_paragraph_too_long_for_words_is_shown_whole() -> None:
    old, new = "a b " * 4500, "a c " * 4500
    assert kinds(old, new) == ["removed", "added"]


def test_a_paragraph_without_spaces_is_as_long_as_its_words_and_signs() -> None:
    old, new = "a." * 3000, "a," * 3000
    assert kinds(old, new) == ["removed", "added"]


def test_what_is_too_long_says_how_much_was_left_out_and_is_not_counted() -> None:
    old = "\n".join(f"line {number}" for number in range(MOST_PARAGRAPHS + 5))
    *_, last = difference(old, f"new\n{old}")
    assert (last.kind, last.count) == ("beyond", 6)
    assert amount(old, f"new\n{old}") is None


def side(found: list[Paragraph], kind: str) -> list[str]:
    """One of the two texts, line by line, as the difference shows it."""
    lines = ("".join(text for part, text in each.pieces if part in ("same", kind)) for each in found)
    return [line.strip() for line in lines if line.strip()]


@given(TEXTS, TEXTS)
def test_from_a_difference_in_which_nothing_is_folded_both_texts_can_be_read(old: list[str], new: list[str]) -> None:
    found = difference("\n".join(old), "\n".join(new), context=99)
    if {each.kind for each in found} != {"skipped"}:
        assert side(found, "removed") == [line for line in old if line]
        assert side(found, "added") == [line for line in new if line]


@given(TEXTS, TEXTS)
def test_the_count_makes_one_text_as_long_as_the_other(old: list[str], new: list[str]) -> None:
    added, removed = amount("\n".join(old), "\n".join(new)) or (0, 0)
    assert len(" ".join(old).split()) + added - removed == len(" ".join(new).split())
    assert ((added, removed) == (0, 0)) == ([line for line in old if line] == [line for line in new if line])
