"""The feed of changes: each revision, record by record, in order and complete."""

from typing import Any

import pytest

from agreements.timeline import changes, clocks
from agreements.timeline.changes import Wanted

from .. import inputs
from ..builders import (
    ground,
    make_agreement,
    make_determination,
    make_event,
    make_party,
    make_person,
    make_retraction,
    write,
)

Json = dict[str, Any]


def since(revision: int, **wanted: Any) -> list[Json]:
    found: list[Json] = changes.page(Wanted(revision, clocks.now().revision, **wanted), None, 1000).rows
    return found


def told(found: list[Json]) -> list[tuple[str, str, str]]:
    return [(each["action"], each["type"], each["id"]) for each in found]


@pytest.fixture
def start(db: None) -> int:
    """The last revision before the test's own writing: two events that contradict each other."""
    said = inputs.update(value="in_force", speaker={"name": "A Ministry"})
    denied = inputs.update(value="in_force", modality="denied", speaker={"name": "Another Ministry"})
    first = write(
        *ground(),
        make_event("said", status_updates=[said]),
        make_event("denied", status_updates=[denied]),
    )
    return first.number


def test_a_first_version_tells_what_it_holds(db: None) -> None:
    before = clocks.now().revision
    revision = write(make_party("USA", aliases=[]), by="ana", reason="to begin")
    (found,) = since(before)
    assert found == {
        "revision": revision.number,
        "at": found["at"],
        "by": "ana",
        "action": "created",
        "type": "party",
        "id": "USA",
        "diff": {
            "code": [None, "USA"],
            "kind": [None, "state"],
            "names": [None, {"en": "USA", "es": "USA"}],
        },
        "reason": "to begin",
        "hash": revision.hash,
    }


def test_a_revised_record_tells_the_fields_that_differ(start: int) -> None:
    write(make_agreement(title="A memorandum", kind="trade"))
    (found,) = since(start)
    assert (found["action"], found["type"], found["id"]) == ("revised", "agreement", "memo")
    assert found["diff"] == {"title": ["memo", "A memorandum"], "kind": ["other", "trade"]}


def test_an_added_update_is_a_change_of_its_event(start: int) -> None:
    write(make_event("said", status_updates=[inputs.update(axis="operation", value="operating", id="u2")]))
    (found,) = since(start)
    assert told([found]) == [("revised", "event", "said")]
    old, new = found["diff"]["status_updates"]
    assert [len(old), len(new)] == [1, 2]


def test_a_retracted_event_is_one_change(start: int) -> None:
    write(make_retraction("event", "said", "it was another day"), reason="a correction")
    (found,) = since(start)
    assert told([found]) == [("retracted", "event", "said")]
    assert found["diff"]["retracted"][0] is None
    assert found["diff"]["retracted"][1]["reason"] == "it was another day"


def test_a_merged_event_says_into_what(start: int) -> None:
    write(make_event("denied", merged_into="said"))
    found = since(start)
    assert told(found) == [("merged", "event", "denied")]
    assert found[0]["diff"] == {"merged_into": [None, "said"]}


def test_a_retracted_statement_is_a_change_of_its_own_beside_its_event(start: int) -> None:
    write(make_retraction("status_update", "said-u1", "misread"))
    event, update = since(start)
    assert told([event, update]) == [("revised", "event", "said"), ("retracted", "status_update", "said-u1")]
    assert update["reason"] == "misread"
    mark = {"at": update["at"], "by": update["by"], "reason": "misread"}
    assert update["diff"] == {"retracted": [None, mark]}
    assert event["diff"]["status_updates"][1][0]["retracted"] == mark


def test_a_determination_and_its_retraction_are_told(start: int) -> None:
    write(make_determination(["said-u1"], ["denied-u1"], id="choice", reason="the gazette says so"))
    write(make_retraction("determination", "choice", "the gazette was another"))
    made, ended = since(start)
    assert told([made, ended]) == [
        ("determined", "determination", "choice"),
        ("retracted", "determination", "choice"),
    ]
    assert made["reason"] == "the gazette says so"
    assert made["diff"]["preferred"] == [None, ["said-u1"]]
    assert made["diff"]["by"] == [None, "an analyst"]


def test_revisions_come_in_order_and_within_each_the_records(start: int) -> None:
    write(make_person("zoe"), make_person("ana"), make_agreement(title="x"))
    write(make_person("bob"))
    assert told(since(start)) == [
        ("revised", "agreement", "memo"),
        ("created", "person", "ana"),
        ("created", "person", "zoe"),
        ("created", "person", "bob"),
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"types": ("person",)}, ["person ana", "person bob"]),
        ({"types": ("person", "status_update")}, ["person ana", "status_update said-u1", "person bob"]),
        ({"ids": ("ana", "said-u1")}, ["person ana", "status_update said-u1"]),
        ({"types": ("event",), "ids": ("ana",)}, []),
        ({"types": ("determination",)}, []),
    ],
)
def test_the_feed_is_narrowed_by_type_and_id(start: int, wanted: Json, expected: list[str]) -> None:
    write(make_person("ana"), make_retraction("status_update", "said-u1"))
    write(make_person("bob"))
    assert [f"{each['type']} {each['id']}" for each in since(start, **wanted)] == expected


def test_nothing_later_than_the_last_revision_asked_for_is_told(start: int) -> None:
    write(make_person("ana"))
    until = clocks.now().revision
    write(make_person("bob"))
    assert told(changes.page(Wanted(start, until), None, 10).rows) == [("created", "person", "ana")]


@pytest.mark.parametrize("size", [7, 100])
def test_pages_give_every_change_once_both_ways(us_sv: Any, db: None, size: int) -> None:
    write(make_retraction("status_update", "aca-2019-signed-u1"), make_retraction("event", "pompeo-visit-2019"))
    write(make_determination(["first-transfers-2025-03-15-c1"], ["first-transfers-2025-03-15-c2"], id="choice"))
    wanted = Wanted(us_sv.number - 1, clocks.now().revision)
    whole = told(changes.page(wanted, None, 10_000).rows)
    assert len(whole) == len(set(whole)) > 170
    forward, pages, position = [], [], None
    while True:
        page = changes.page(wanted, position, size)
        pages.append(page)
        forward += told(page.rows)
        position = page.next
        if position is None:
            break
    assert forward == whole
    backward = told(page.rows)
    while page.previous:
        page = changes.page(wanted, page.previous, size)
        backward = told(page.rows) + backward
    assert backward == whole


def test_a_page_takes_two_queries(us_sv: Any, db: None, django_assert_num_queries: Any) -> None:
    for size in (1, 1000):
        with django_assert_num_queries(2):
            changes.page(Wanted(0, us_sv.number), None, size)
