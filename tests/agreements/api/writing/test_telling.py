"""Refusals, told by where they stand in the body."""

import pytest

from agreements.api.writing.records import RECORDED
from agreements.api.writing.statements import _moves
from agreements.api.writing.telling import Moves, told
from agreements.errors import Outdated, Problem, Refused, Taken

UPDATE = _moves("events", "status_updates", "event", [1, 4])


@pytest.mark.parametrize(
    ("moves", "path", "place"),
    [
        (RECORDED, "events.meeting.status_updates.0.note", "status_updates.0.note"),
        (RECORDED, "events.meeting", ""),
        (RECORDED, "agreements.memo.links.2.event", "links.2.event"),
        (RECORDED, "reason", "reason"),
        (UPDATE, "events.meeting.status_updates.0.note", "note"),
        (UPDATE, "events.meeting.status_updates.0", ""),
        (UPDATE, "events.meeting.citations.1.url", "citations.4.url"),
        (UPDATE, "events.meeting.citations.0", "citations.1"),
        (UPDATE, "events.meeting", "event"),
    ],
)
def test_a_path_of_the_batch_becomes_one_of_the_body(moves: Moves, path: str, place: str) -> None:
    with pytest.raises(Refused) as error, told(moves):
        raise Refused([Problem(path, "why")])
    assert error.value.problems == [Problem(place, "why")]


@pytest.mark.parametrize("kind", [Refused, Taken, Outdated])
def test_a_refusal_stays_of_its_kind(kind: type[Refused]) -> None:
    with pytest.raises(Refused) as error, told(RECORDED):
        raise kind([Problem("events.meeting.slug", "why")])
    assert type(error.value) is kind
