"""Events as the drawing sees them."""

from typing import Any

import pytest

from agreements.web.figure.happenings import OPEN, REST, STATUS, happening


def event(date: str, kind: str = "meeting", **fields: Any) -> dict[str, Any]:
    return {"slug": "e", "kind": kind, "modality": "happened", "date": {"edtf": date}, **fields}


@pytest.mark.parametrize(
    ("date", "first", "last", "at", "certain"),
    [
        ("1970-01-11", 10, 10, 10, True),
        ("1970-01-11~", 10, 10, 10, False),
        ("1970-01-11/1970-01-16", 10, 15, 10, True),
        ("1970-01", 0, 30, 15.5, False),
        ("1970-01-11/1970-01-16~", 10, 15, 13, False),
        ("[1970-01-11,1970-01-12]", 10, 11, 11, False),
        ("1970-01-11/..", 10, 10, 10, True),
        ("../1970-01-11", 10, 10, 10, True),
    ],
)
def test_days_and_place(date, first, last, at, certain):
    found = happening(event(date))
    assert (found.first, found.last, found.at, found.certain) == (first, last, at, certain)


def test_ranks_for_labels():
    assert happening(event("1970-01-11"), opened=True, moves=frozenset({"legal"})).rank == OPEN
    assert happening(event("1970-01-11"), moves=frozenset({"legal"})).rank == STATUS
    assert happening(event("1970-01-11"), moves=frozenset({"disclosure"})).rank == REST
    ranks = [happening(event("1970-01-11", kind)).rank for kind in ("signature", "visit", "call")]
    assert ranks == sorted(ranks) and STATUS < ranks[0] < ranks[1] < ranks[2] == REST
