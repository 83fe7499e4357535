"""Citations by the numbers that stand on the page."""

import pytest

from agreements.admin.citing import Numbers, local_ids
from agreements.errors import Problem

TWO = {1: "talks-s1", 3: "s2"}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("1", ["talks-s1"]), (" 3 , 1 ", ["s2", "talks-s1"]), ("1,1", ["talks-s1"]), ("3,", ["s2"]), ("", ["s2"])],
)
def test_numbers_name_citations_and_no_number_the_one_that_is_new(typed, ids):
    assert Numbers(TWO, ["s2"]).resolve(typed, "p") == (ids, None)


def test_no_number_names_the_only_citation_that_there_is():
    assert Numbers({1: "talks-s1"}, []).resolve("", "p") == (["talks-s1"], None)


@pytest.mark.parametrize(
    ("ids", "added", "typed", "said"),
    [
        (TWO, [], "", "say on which citations it rests; use 1, 3"),
        ({1: "s1", 2: "s2"}, ["s1", "s2"], "", "say on which citations it rests; use 1, 2"),
        ({}, [], "", "say on which citations it rests; add one first, by its address"),
        (TWO, ["s2"], "2", "there is no citation 2; use 1, 3"),
        (TWO, ["s2"], "1, two, ²", "there is no citation two, ²; use 1, 3"),
        (TWO, ["s2"], "-1", "there is no citation -1; use 1, 3"),
    ],
)
def test_what_names_no_citation_is_a_problem_that_names_those_there_are(ids, added, typed, said):
    assert Numbers(ids, added).resolve(typed, "updates.0.citations") == ([], Problem("updates.0.citations", said))


@pytest.mark.parametrize(
    ("known", "wanted", "ids"),
    [
        ([], 2, ["s1", "s2"]),
        (["talks-s1", "talks-s2"], 1, ["s3"]),
        (["talks-s2"], 2, ["s1", "s3"]),
        (["s1"], 1, ["s2"]),
        (["talks-bbc"], 1, ["s1"]),
        ([], 0, []),
    ],
)
def test_a_new_citation_gets_the_first_number_that_none_has(known, wanted, ids):
    assert local_ids(known, wanted) == ids
