"""The log of corrections: newest first, complete, and without what is merely new."""

from typing import Any

import pytest

from agreements.timeline import clocks
from agreements.timeline.corrections import corrections

from .. import inputs
from ..builders import ground, make_agreement, make_determination, make_event, make_party, make_retraction, write

Json = dict[str, Any]


def told(size: int = 200) -> list[tuple[str, str, str]]:
    found: list[Json] = []
    until: int | None = clocks.now().revision
    while until is not None:
        page, until = corrections(until, size)
        found += page
    return [(each["action"], each["type"], each["id"]) for each in found]


@pytest.fixture
def record(db: None) -> None:
    said = inputs.update(value="in_force", speaker={"name": "A Ministry"})
    denied = inputs.update(value="in_force", modality="denied", speaker={"name": "Another Ministry"})
    write(*ground(), make_event("said", status_updates=[said]), make_event("denied", status_updates=[denied]))


def test_a_record_that_only_grew_has_no_corrections(record: None) -> None:
    write(make_event("said", status_updates=[inputs.update(axis="operation", value="operating")]))
    write(make_agreement("second"), make_event("said", status_updates=[inputs.update("second", value="proposed")]))
    assert told() == []


def test_every_kind_of_correction_is_listed_newest_first(record: None) -> None:
    write(make_event("said", title="Said otherwise"))
    write(make_determination(["said-u1"], ["denied-u1"], id="choice"))
    write(make_retraction("status_update", "denied-u1"))
    write(make_retraction("event", "denied"))
    write(make_event("said", title="Said otherwise", merged_into="denied"))
    assert told() == [
        ("merged", "event", "said"),
        ("retracted", "event", "denied"),
        ("retracted", "status_update", "denied-u1"),
        ("determined", "determination", "choice"),
        ("revised", "event", "said"),
    ]


def test_a_correction_names_the_field_what_it_was_and_why(record: None) -> None:
    revision = write(make_party("USA", names={"en": "United States", "es": "Estados Unidos"}), by="ana", reason="full")
    (found,), older = corrections(clocks.now().revision)
    assert older is None
    assert (found["revision"], found["by"], found["reason"], found["hash"]) == (
        revision.number,
        "ana",
        "full",
        revision.hash,
    )
    assert found["fields"] == [("names", {"en": "USA", "es": "USA"}, {"en": "United States", "es": "Estados Unidos"})]


def test_an_update_that_supersedes_another_is_a_correction(record: None) -> None:
    write(make_event("said", status_updates=[inputs.update(id="said-x", value="signed", supersedes="said-u1")]))
    (found,), _ = corrections(clocks.now().revision)
    assert found["fields"] == [("status_updates", "said-u1", "said-x")]


def test_an_act_that_fills_more_than_a_page_stands_on_one_though_later_acts_corrected_nothing(record: None) -> None:
    act = write(
        *(make_event(name, title="otherwise") for name in ("said", "denied")), make_party("USA", kind="territory")
    )
    write(make_event("new"))
    found, older = corrections(clocks.now().revision, 1)
    assert [each["revision"] for each in found] == [act.number] * 3
    assert older is None


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_pages_of_any_size_give_the_whole_log(record: None, size: int) -> None:
    write(make_event("said", title="one"), make_event("denied", title="two"), make_party("USA", kind="territory"))
    write(make_event("said", title="three"), make_agreement(title="four"))
    assert told(size) == told()
    assert len(told()) == 5
