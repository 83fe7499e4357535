"""Parameters: read by what they are declared to be, refused by name."""

from collections.abc import Mapping, Sequence

import pytest

from agreements.errors import Refused
from agreements.timeline.parameters import EDTF, FLAG, SEARCH, TEXT, Parameter, Values, number, read, several, words

PARAMETERS = (
    Parameter(name="kind", meaning="", form=words(("visit", "call"), "kind"), repeatable=True),
    Parameter(name="size", meaning="", form=number(1, 1000)),
    Parameter(name="with", meaning="", form=several(("people", "parties"), "part")),
    Parameter(name="open", meaning="", form=FLAG),
    Parameter(name="day", meaning="", form=EDTF),
    Parameter(name="q", meaning="", form=SEARCH),
    Parameter(name="slug", meaning="", form=TEXT),
)


def faults(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        read(PARAMETERS, given)
    return {problem.field: problem.detail for problem in refused.value.problems}


def test_each_value_is_read_by_its_form() -> None:
    values: Values = read(
        PARAMETERS,
        {
            "kind": ["visit", "call"],
            "size": ["007"],
            "with": ["parties,people,parties"],
            "open": ["false"],
            "day": ["2025-03~"],
            "q": ["  Cancillería  DE "],
            "slug": ["us-sv"],
        },
    )
    assert values["kind"] == ("visit", "call")
    assert values["size"] == (7,)
    assert values["with"] == (("parties", "people"),)
    assert values["open"] == (False,)
    assert values["day"][0].text == "2025-03~"
    assert values["q"] == ("cancilleria de",)
    assert values["slug"] == ("us-sv",)


def test_what_is_not_given_has_no_value() -> None:
    assert read(PARAMETERS, {}) == {}


@pytest.mark.parametrize(
    ("name", "text", "way_out"),
    [
        ("kind", "party", "visit, call"),
        ("kind", "", "visit, call"),
        ("size", "0", "1 to 1000"),
        ("size", "1001", "1 to 1000"),
        ("size", "1e2", "1 to 1000"),
        ("size", "-1", "1 to 1000"),
        ("size", "٣", "1 to 1000"),
        ("size", "9" * 5000, "1 to 1000"),
        ("with", "people,", "people, parties"),
        ("with", "people,towns", "people, parties"),
        ("open", "True", "neither true nor false"),
        ("open", "1", "neither true nor false"),
        ("day", "03/2025", "2025"),
        ("day", "", ""),
        ("q", "", "one or more"),
        ("q", " -+! ", "one or more"),
    ],
)
def test_a_value_that_says_nothing_is_refused_with_the_way_out(name: str, text: str, way_out: str) -> None:
    found = faults({name: [text]})
    assert list(found) == [name]
    assert way_out in found[name]


def test_an_unknown_name_is_refused_and_the_known_ones_are_listed() -> None:
    assert "day, kind, open, q, size, slug, with" in faults({"Kind": ["visit"]})["Kind"]


def test_one_value_given_twice_is_refused() -> None:
    assert "takes one" in faults({"size": ["1", "1"]})["size"]


def test_all_faults_are_named_at_once() -> None:
    assert set(faults({"kind": ["visit", "x"], "size": ["x"], "else": ["x"]})) == {"kind", "size", "else"}
