"""When the public could first read a statement, and what a record was to its readers on a day."""

from datetime import date
from typing import Any

import pytest

from agreements import edtf
from agreements.history.public import as_public, public

Json = dict[str, Any]
SEEN = date(2026, 1, 5)


def citation(public_id: str, published: str | None, source_type: str = "press") -> Json:
    day = edtf.parse(published).as_json() if published else None
    return {"id": public_id, "published": day, "source_type": source_type, "cluster": public_id, "parties": ["USA"]}


def statement(public_id: str, day: str, *citations: str) -> Json:
    grade = {"code": "one_side", "n": None}
    return {"id": public_id, "public": {"day": day}, "citations": list(citations), "speaker": None, "grade": grade}


@pytest.mark.parametrize(
    ("published", "public_from", "day", "basis"),
    [
        (["2025-03-02", "2025-03-01"], None, "2025-03-01", "published"),
        (["2025-03-02", None], "2025-02-01", "2025-03-02", "published"),
        (["2025-03"], None, "2025-03-31", "published"),  # by its last day it surely was
        (["2025-03~"], None, "2025-03-31", "published"),
        (["../2025-03-04"], None, "2025-03-04", "published"),
        (["2025-03-04/.."], None, "2026-01-05", "first_seen"),  # no day by which it surely was
        ([None], "2025-09-09", "2025-09-09", "public_from"),
        ([], "2025-09", "2025-09-30", "public_from"),
        ([None], "2025-09/..", "2026-01-05", "first_seen"),
        ([None, None], None, "2026-01-05", "first_seen"),
    ],
)
def test_a_statement_is_public_from_its_earliest_source_on(
    published: list[str | None], public_from: str | None, day: str, basis: str
) -> None:
    citations = [citation(f"s{index}", each) for index, each in enumerate(published)]
    by_hand = edtf.parse(public_from).as_json() if public_from else None
    assert public(citations, by_hand, SEEN) == {"day": day, "basis": basis}


def test_what_was_not_yet_public_is_left_out() -> None:
    body = {
        "title": "kept as it is",
        "citations": [citation("s1", "2025-03-01"), citation("s2", "2025-06-01")],
        "status_updates": [statement("u1", "2025-03-01", "s1"), statement("u2", "2025-06-01", "s2")],
        "claims": [],
    }
    then = as_public(body, date(2025, 5, 31))
    assert [each["id"] for each in then["status_updates"]] == ["u1"]
    assert [each["id"] for each in then["citations"]] == ["s1"]
    assert then["title"] == "kept as it is"
    assert as_public(body, date(2025, 6, 1)) == body


def test_a_statement_rests_only_on_what_could_be_read_and_is_graded_by_it() -> None:
    body = {
        "citations": [citation("s1", "2025-03-01"), citation("s2", "2025-06-01", "official_statement")],
        "terms": [statement("t1", "2025-03-01", "s1", "s2")],
    }
    (term,) = as_public(body, date(2025, 4, 1))["terms"]
    assert (term["citations"], term["grade"]["code"]) == (["s1"], "single_report")


def test_undated_citations_stay_with_what_they_support() -> None:
    body = {"citations": [citation("s1", None)], "terms": [statement("t1", "2025-03-01", "s1")]}
    assert as_public(body, date(2025, 4, 1)) == body


def test_the_record_itself_is_not_changed() -> None:
    body = {"citations": [citation("s1", "2025-06-01")], "terms": [statement("t1", "2025-06-01", "s1")]}
    as_public(body, date(2025, 4, 1))
    assert len(body["citations"]) == len(body["terms"]) == 1


def test_a_source_known_by_its_month_may_have_been_there_on_its_first_day() -> None:
    body = {
        "citations": [citation("s1", "2025-02-01"), citation("s2", "2025-03")],
        "terms": [statement("t1", "2025-02-01", "s1", "s2")],
    }
    assert as_public(body, date(2025, 3, 1)) == body
    assert [each["id"] for each in as_public(body, date(2025, 2, 28))["citations"]] == ["s1"]
