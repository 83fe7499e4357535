"""Bodies of writes: the reason beside the fields, and what is computed among them."""

from typing import Any

import pytest

from agreements.api.writing import body
from agreements.errors import Refused

Json = dict[str, Any]


def refused(kind: str, given: Json, present: Json) -> list[str]:
    with pytest.raises(Refused) as error:
        body.writable(kind, given, present)
    return [each.field for each in error.value.problems]


def test_the_reason_is_taken_out_of_the_fields() -> None:
    given = {"title": "x", "reason": "why"}
    assert body.take_reason(given) == "why"
    assert given == {"title": "x"}
    assert body.take_reason(given, "the default") == "the default"


@pytest.mark.parametrize("reason", ["", "  ", None, 3, ["why"]])
def test_a_reason_says_something(reason: Any) -> None:
    with pytest.raises(Refused):
        body.take_reason({"reason": reason}, "the default")


def test_what_reads_and_writes_share_is_writable() -> None:
    assert body.COMPUTED["event"] == {"version", "recorded", "public", "retracted"}
    assert body.COMPUTED["agreement"] == {"version", "recorded", "relations", "standing", "group", "latest_event"}
    assert body.COMPUTED["links"] == {"from", "recorded", "retracted", "public"}
    assert body.COMPUTED["citations"] == {"first_seen", "snapshot", "retracted"}
    assert body.COMPUTED["determination"] == {"by", "recorded", "retracted"}


def test_a_new_record_has_no_computed_fields_yet() -> None:
    given = {"slug": "x", "version": 1, "status_updates": [{"event": "x", "note": "n"}, {"event": "y", "grade": None}]}
    assert refused("event", given, {}) == ["version", "status_updates.1.event", "status_updates.1.grade"]


def test_computed_fields_may_come_along_as_they_are() -> None:
    update = {"id": "x-u1", "note": "n", "grade": {"code": "rumour", "n": None}}
    present = {"slug": "x", "version": 3, "status_updates": [update]}
    given = {"version": 3, "status_updates": [{**update, "id": "u1"}]}
    assert body.writable("event", given, present) == {"status_updates": [{"id": "u1", "note": "n"}]}
    assert refused("event", {"version": 2, "status_updates": [{**update, "grade": None}]}, present) == [
        "version",
        "status_updates.0.grade",
    ]


@pytest.mark.parametrize("parts", [None, "x", {}, [None], [[]], ["x", 3]])
def test_what_is_no_list_of_objects_is_left_to_the_shapes(parts: Any) -> None:
    assert body.writable("event", {"slug": 3, "citations": parts}, {}) == {"slug": 3, "citations": parts}
