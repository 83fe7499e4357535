"""Where an agreement is on its way, and which steps regularly come next."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.timeline import clocks, queries
from agreements.timeline.accounts import said
from agreements.timeline.lifecycle import lifecycle

from .. import inputs
from ..builders import ground, make_event, make_retraction, write

Json = dict[str, Any]


def way(slug: str = "memo", day: str | None = None) -> Json:
    asof = clocks.now()
    if day:
        asof = replace(asof, valid_on=date.fromisoformat(day), chosen=True)
    found = queries.detail("agreement", slug, asof)
    return lifecycle(found, queries.standings([found], asof)[slug], said([slug], asof)[slug])


def step(value: str, party: str = "SLV", **changes: Any) -> Json:
    return inputs.update(axis="procedure", value=value, party=party, **changes)


@pytest.mark.usefixtures("us_sv", "db")
def test_the_trade_agreement_of_2026_was_published_without_a_ratification() -> None:
    found = way("us-sv-art-2026")["procedure"]["SLV"]
    assert [each["step"] for each in found["reached"]] == ["executive_signature", "publication"]
    assert found["next"] is None
    update = next(
        each
        for each in queries.detail("event", "art-diario-oficial-2026-02", clocks.now())["status_updates"]
        if each["value"] == "publication"
    )
    assert [each["code"] for each in update["warnings"]] == ["irregular_step"]
    assert "publication before assembly_ratification" in update["warnings"][0]["detail"]


@pytest.mark.usefixtures("us_sv", "db")
def test_a_route_that_is_known_says_what_is_due_at_home() -> None:
    found = way("us-sv-aca-2019", day="2020-01-01")["procedure"]
    assert found["USA"]["route"] == "executive_agreement"
    assert found["USA"]["next"] == "transmitted_to_congress"  # what is signed was negotiated
    assert found["SLV"]["next"] == "sent_to_assembly"


@pytest.mark.usefixtures("us_sv", "db")
def test_after_an_end_nothing_regularly_follows() -> None:
    found = way("us-sv-aca-2019")
    assert found["legal"]["value"] == "terminated"
    assert (found["legal"]["next"], found["operation"]["next"]) == ([], [])
    assert {each["next"] for each in found["procedure"].values()} == {None}


def test_regular_next_steps_follow_the_track_of_the_character(db: None) -> None:
    character = inputs.update(axis="character", value="non_binding")
    write(*ground(), make_event("said", status_updates=[inputs.update(value="proposed"), character]))
    legal = way()["legal"]
    assert legal["track"] == "non_binding"
    assert "concluded" in legal["next"] and "signed" not in legal["next"]


def test_where_the_character_is_open_both_tracks_are(db: None) -> None:
    write(*ground(), make_event("said", status_updates=[inputs.update(value="proposed")]))
    legal = way()["legal"]
    assert legal["track"] is None
    assert {"concluded", "signed"} <= set(legal["next"])


def test_nothing_recorded_suggests_nothing(db: None) -> None:
    write(*ground())
    assert way()["legal"] == {"value": None, "track": None, "next": []}
    assert way()["procedure"]["USA"] == {"route": None, "reached": [], "next": None}
    assert way()["procedure"]["SLV"]["next"] == "executive_signature"


def test_a_step_counts_from_its_day_and_not_once_retracted(db: None) -> None:
    write(*ground(), make_event("law", date="2025-03-01", status_updates=[step("executive_signature")]))
    assert way(day="2025-02-28")["procedure"]["SLV"]["reached"] == []
    (reached,) = way(day="2025-03-01")["procedure"]["SLV"]["reached"]
    assert (reached["step"], reached["date"]["edtf"], reached["status_updates"]) == (
        "executive_signature",
        "2025-03-01",
        ["law-u1"],
    )
    write(make_retraction("status_update", "law-u1"))
    assert way()["procedure"]["SLV"]["reached"] == []


def test_a_planned_or_denied_step_is_not_taken(db: None) -> None:
    said = [step("executive_signature", modality="planned"), step("sent_to_assembly", modality="denied")]
    write(*ground(), make_event("law", status_updates=said))
    assert way()["procedure"]["SLV"]["reached"] == []
