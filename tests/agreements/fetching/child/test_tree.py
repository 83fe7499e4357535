from typing import Any

import pytest

from agreements.errors import PermanentError
from agreements.fetching.child import tree

VALUE = {"a": {"b": [{"c": "deep"}, "text"]}, "n": "1e400", "t": True, "": "empty"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", VALUE),
        ("a.b.0.c", "deep"),
        ("a.b.1", "text"),
        ("a.b.2", None),
        ("a.b.-1", None),
        ("a.b.c", None),
        ("a.b.1.0", None),
        ("n.x", None),
        ("t", True),
        ("a..b", None),
        (".", None),
        ("a.b." + "9" * 5000, None),
    ],
)
def test_a_path_leads_to_what_stands_there_or_to_nothing(path: str, expected: Any) -> None:
    assert tree.at(VALUE, path) == expected


def test_text_is_text_or_a_number_as_it_is_written() -> None:
    value, note = tree.load(b'{"a": 1.50, "b": 12345678901234567890123, "c": true, "d": null, "e": []}', "")
    assert [tree.text_at(value, name) for name in "abcde"] == ["1.50", "12345678901234567890123", "", "", ""]
    assert note == ""


def test_the_first_that_says_something_is_taken() -> None:
    assert tree.first({"a": " ", "b": [], "c": "x"}, "a", "b", "c") == "x"
    assert tree.first({}, "a") == ""


def test_where_there_is_no_list_it_is_said_what_there_is() -> None:
    with pytest.raises(
        PermanentError, match="no list at 'a': an object with b. The answer holds an object with a, n, t"
    ):
        tree.items(VALUE, "a")
    with pytest.raises(PermanentError, match="no list here: an empty object"):
        tree.items({}, "")
