"""Status updates on their own: always as their event says them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.errors import NotYetKnown
from agreements.timeline import clocks, queries, status_updates
from agreements.timeline.clocks import AsOf

from .. import inputs
from ..builders import ground, make_event, make_retraction, write


def ids(asof: AsOf) -> set[str]:
    return set(status_updates.visible(asof).values_list("public_id", flat=True))


def in_bodies(asof: AsOf) -> set[str]:
    """The same taken from the bodies of events, which is what must come out."""
    events = queries.bodies("event", asof, retracted=False, merged=False)
    return {update["id"] for event in events for update in event["status_updates"]}


@pytest.mark.parametrize(
    "public_on", ["2019-09-20", "2021-02-06", "2025-03-16", "2025-04-01", "2025-09-09", "2026-12-31"]
)
def test_those_visible_are_those_in_the_bodies_on_any_public_day(us_sv: Any, db: None, public_on: str) -> None:
    asof = replace(clocks.now(), public_on=date.fromisoformat(public_on))
    assert ids(asof) == in_bodies(asof) != ids(clocks.now()) or public_on == "2026-12-31"


def test_those_visible_are_those_in_the_bodies_on_any_day_in_the_world(us_sv: Any, db: None) -> None:
    asof = replace(clocks.now(), valid_on=date(2021, 6, 1), chosen=True)
    assert ids(asof) == in_bodies(asof)
    assert "aca-suspended-2021-u1" in ids(asof)
    assert "grant-letter-2025-03-22-u1" not in ids(asof)


@pytest.fixture
def three_revisions(db: None) -> tuple[AsOf, AsOf, AsOf]:
    """An event with one update; with a second one; with the first retracted."""
    event = make_event(status_updates=[inputs.update()])
    first = write(*ground(), event).number
    write(make_event(status_updates=[inputs.update(axis="operation", value="operating", id="u2")]))
    write(make_retraction("status_update", "meeting-2025-u1"))
    now = clocks.now()
    return replace(now, revision=first), replace(now, revision=first + 1), now


def test_an_update_is_visible_from_its_revision_on(three_revisions: tuple[AsOf, AsOf, AsOf]) -> None:
    first, second, _ = three_revisions
    assert ids(replace(first, revision=first.revision - 1)) == set()
    assert ids(first) == {"meeting-2025-u1"}
    assert ids(second) == {"meeting-2025-u1", "meeting-2025-u2"}


def test_a_retracted_update_is_told_apart_from_its_revision_on(three_revisions: tuple[AsOf, AsOf, AsOf]) -> None:
    _, second, now = three_revisions
    gone = [status_updates.visible(asof).filter(status_updates.retracted(asof)) for asof in (second, now)]
    assert [len(each) for each in gone] == [0, 1]


@pytest.mark.parametrize("taken_back", ["retracted", "merged"])
def test_what_a_retracted_or_merged_event_says_is_not_listed(db: None, taken_back: str) -> None:
    other = make_event("other-2025")
    write(*ground(), other, make_event(status_updates=[inputs.update()]))
    if taken_back == "merged":
        write(make_event(merged_into="other-2025"))
    else:
        write(make_retraction("event", "meeting-2025"))
    assert ids(clocks.now()) == set()
    assert status_updates.history("memo", clocks.now(), None, 10).rows == []


def test_an_update_is_shown_as_its_event_shows_it(us_sv: Any, db: None, django_assert_num_queries: Any) -> None:
    asof = replace(clocks.now(), public_on=date(2025, 4, 1))
    wanted = list(status_updates.visible(asof).values_list("event__slug", "public_id"))
    with django_assert_num_queries(1):
        shown = status_updates.shown(wanted, asof)
    bodies = {event["slug"]: event for event in queries.bodies("event", asof)}
    assert shown == [
        next(update for update in bodies[event]["status_updates"] if update["id"] == public_id)
        for event, public_id in wanted
    ]


def test_one_update_comes_with_the_version_of_its_event(three_revisions: tuple[AsOf, AsOf, AsOf]) -> None:
    first, _, now = three_revisions
    row, update = status_updates.detail("meeting-2025-u1", first)
    assert (row.number, update["retracted"]) == (1, None)
    row, update = status_updates.detail("meeting-2025-u1", now)
    assert row.number == 3
    assert update["retracted"]["reason"] == "entered by mistake"


def test_one_update_is_not_known_before_its_revision(three_revisions: tuple[AsOf, AsOf, AsOf]) -> None:
    first, _, _ = three_revisions
    with pytest.raises(NotYetKnown):
        status_updates.detail("meeting-2025-u2", first)
    with pytest.raises(NotYetKnown):
        status_updates.detail("meeting-2025-u1", replace(first, revision=first.revision - 1))
    with pytest.raises(queries.Unknown):
        status_updates.detail("meeting-2025-u9", first)


def test_one_update_is_not_known_before_it_was_public(us_sv: Any, db: None) -> None:
    """Of an event whose other parts were public already."""
    hidden = replace(clocks.now(), public_on=date(2025, 7, 20))
    event = queries.detail("event", "salvadoran-note-2025-03-14", hidden)
    later = {update["id"] for update in queries.detail("event", event["slug"], clocks.now())["status_updates"]}
    later -= {update["id"] for update in event["status_updates"]}
    assert later
    for update in later:
        with pytest.raises(NotYetKnown):
            status_updates.detail(update, hidden)


def test_history_runs_by_the_dates_from_which_updates_hold(us_sv: Any, db: None) -> None:
    found = status_updates.history("us-sv-aca-2019", clocks.now(), None, 1000).rows
    events = {event["slug"]: event["date"] for event in queries.bodies("event", clocks.now())}
    dates = [(each["date"] or events[each["event"]]) for each in found]
    starts = [each["earliest"] or "0001-01-01" for each in dates]
    assert starts == sorted(starts)
    assert len(found) == 15
    assert {each["agreement"] for each in found} == {"us-sv-aca-2019"}


def test_history_keeps_what_was_retracted_and_marks_it(three_revisions: tuple[AsOf, AsOf, AsOf]) -> None:
    found = status_updates.history("memo", three_revisions[2], None, 10).rows
    assert [(each["id"], each["retracted"] is not None) for each in found] == [
        ("meeting-2025-u1", True),
        ("meeting-2025-u2", False),
    ]


def test_history_comes_in_pages(us_sv: Any, db: None, django_assert_num_queries: Any) -> None:
    whole = [each["id"] for each in status_updates.history("us-sv-aca-2019", clocks.now(), None, 1000).rows]
    paged: list[str] = []
    position = None
    while True:
        now = clocks.now()
        with django_assert_num_queries(3):
            page = status_updates.history("us-sv-aca-2019", now, position, 4)
        paged += [each["id"] for each in page.rows]
        position = page.next
        if position is None:
            break
    assert paged == whole
