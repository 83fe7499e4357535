"""What changed, in lines that people read."""

from typing import Any

from agreements.admin.telling import Line, changed, text, told

Json = dict[str, Any]


def update(public_id: str = "e-u1", **changes: Any) -> Json:
    return {"id": public_id, "axis": "legal", "value": "in_force", "note": "", "retracted": None, **changes}


def test_a_field_is_told_before_and_after() -> None:
    assert changed({"short_title": ["Old", "New"], "note": ["", "More"], "place": ["Here", None]}) == [
        Line("short title", "Old", "New"),
        Line("note", "", "More"),
        Line("place", "Here", ""),
    ]


def test_a_date_is_told_as_its_edtf() -> None:
    dates = [{"edtf": each, "earliest": None, "latest": None} for each in ("2025", "2025-02-03")]
    assert changed({"date": dates}) == [Line("date", "2025", "2025-02-03")]


def test_parts_of_an_object_are_told_one_by_one() -> None:
    names = [{"en": "A", "es": "B"}, {"en": "A", "es": "C"}]
    assert changed({"names": names}) == [Line("names · es", "B", "C")]


def test_a_list_of_words_is_told_whole() -> None:
    assert changed({"agreements": [["memo"], ["cafta", "memo"]]}) == [Line("agreements", "memo", "cafta, memo")]


def test_a_new_statement_is_told_by_its_id() -> None:
    assert changed({"status_updates": [[], [update()]]}) == [
        Line("status updates · e-u1", "", "axis: legal; value: in_force")
    ]


def test_a_retracted_statement_is_told_by_what_became_of_it() -> None:
    gone = {"at": "2026-01-01T00:00:00Z", "by": "ana", "reason": "wrong day"}
    lines = changed({"status_updates": [[update()], [update(retracted=gone)]]})
    assert lines == [
        Line("status updates · e-u1 · retracted", "", "at: 2026-01-01T00:00:00Z; by: ana; reason: wrong day")
    ]


def test_entries_without_ids_are_told_as_gone_and_as_new() -> None:
    old, new = {"party": "USA", "role": "party"}, {"party": "USA", "role": "sender"}
    same = {"party": "SLV", "role": "party"}
    assert changed({"parties": [[old, same], [same, new]]}) == [
        Line("parties", "party: USA; role: party", ""),
        Line("parties", "", "party: USA; role: sender"),
    ]


def test_what_is_computed_is_not_told() -> None:
    assert changed({"public": [None, {"day": "2025-01-01"}], "version": [1, 2], "recorded": ["a", "b"]}) == []
    assert changed({"claims": [[update(public={"day": "a"})], [update(public={"day": "b"})]]}) == []


def test_a_whole_record_is_told_without_what_is_empty() -> None:
    assert told({"slug": "x", "note": "", "aliases": [], "place": None, "inference": False}) == [
        Line("slug", "", "x"),
        Line("inference", "", "no"),
    ]


def test_values_are_one_line_each() -> None:
    assert text([{"a": 1, "b": None}, {"a": True}]) == "a: 1, a: yes"
    assert text(None) == text([]) == text({}) == ""
