"""Many candidates at once."""

from agreements.errors import AlreadyDecided, Problem, Refused
from agreements.review import bulk


def test_each_is_decided_by_itself_and_what_fails_stops_no_other():
    seen = []

    def decide(public_id: str) -> None:
        seen.append(public_id)
        if public_id == "b":
            raise Refused([Problem("events.x.status_updates.0.note", "say why"), Problem("", "all wrong")])
        if public_id == "c":
            raise AlreadyDecided("c is rejected, by eva", None)

    outcome = bulk.each(["a", "b", "c", "d", "a"], decide)
    assert seen == ["a", "b", "c", "d"]
    assert outcome.done == ["a", "d"]
    assert outcome.failed == [("b", "note: say why; all wrong"), ("c", "c is rejected, by eva")]
