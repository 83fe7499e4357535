"""An irregular step is kept, with its warning and a note that says why."""

import pytest

from agreements.errors import Refused
from agreements.history.batch import AppendToEvent
from agreements.history.record import record

from .. import inputs
from ..builders import ground, make_event, make_retraction, make_update, write
from .reading import event, value

pytestmark = pytest.mark.django_db


def ended() -> None:
    write(*ground(), make_event("end", date="2025-01-01", status_updates=[inputs.update(value="terminated")]))


def warnings(slug: str = "again") -> list[str]:
    return [each["code"] for each in event(slug)["status_updates"][0]["warnings"]]


def test_an_irregular_step_without_a_note_is_refused_and_says_what_is_irregular() -> None:
    ended()
    with pytest.raises(Refused, match="in_force after terminated, which is regularly followed by nothing"):
        write(make_event("again", status_updates=[inputs.update(value="in_force")]))


def test_an_irregular_step_with_a_note_is_stored_with_its_warning() -> None:
    ended()
    write(make_event("again", status_updates=[inputs.update(value="in_force", note="as the ministry says")]))
    assert warnings() == ["irregular_step"]
    assert value() == "in_force"


def test_a_value_off_the_track_is_stored_with_a_warning_and_needs_no_note() -> None:
    character = inputs.update(axis="character", value="non_binding", date="2025-01-01")
    write(*ground(), make_event("again", status_updates=[inputs.update(value="in_force"), character]))
    assert warnings() == ["track"]


def test_steps_of_one_batch_are_judged_together() -> None:
    steps = [inputs.update(value="in_force"), inputs.update(value="signed", date="2025-01-01")]
    write(*ground(), make_event("again", status_updates=steps))
    assert warnings() == []


def test_what_the_batch_takes_back_or_supersedes_is_not_looked_at() -> None:
    ended()
    write(
        make_event("again", status_updates=[inputs.update(value="in_force")]),
        make_retraction("status_update", "end-u1"),
    )
    assert warnings() == []
    write(AppendToEvent("again", (make_update(value="terminated", date="2025-05-01"),)))
    write(AppendToEvent("again", (make_update(value="in_force", date="2025-06-01", supersedes="again-u2"),)))
    assert value() == "in_force"


def test_a_warning_stands_as_it_was_given() -> None:
    ended()
    write(make_event("again", status_updates=[inputs.update(value="in_force", note="as the ministry says")]))
    write(make_retraction("status_update", "end-u1"))
    assert warnings() == ["irregular_step"]


def test_a_step_recorded_elsewhere_without_a_note_is_kept_and_marked_unexplained() -> None:
    """What was regular there may be irregular by what is known here."""
    ended()
    again = make_event("again", status_updates=[inputs.update(value="in_force")])
    record([again], by="a tester", reason="from elsewhere", as_recorded=True)
    assert warnings() == ["unexplained_step"]
