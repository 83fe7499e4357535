"""Status updates, one by one and filtered."""

from typing import Any

import pytest

from ..builders import make_retraction, write
from .asking import Api

pytestmark = pytest.mark.usefixtures("us_sv")


@pytest.mark.parametrize("public_on", [None, "2025-04-01", "2025-07-21"])
def test_updates_are_those_in_the_events(api: Api, public_on: str | None) -> None:
    query = {"page_size": 1000, **({"public_on": public_on} if public_on else {})}
    events = api.read("events/", query)["results"]
    updates = [update for event in events for update in event["status_updates"]]
    assert api.read("status-updates/", query)["results"] == sorted(updates, key=lambda each: str(each["id"]))


def test_an_update_is_read_as_it_is_listed(api: Api) -> None:
    for update in api.read("status-updates/", {"page_size": 5})["results"]:
        assert api.read(f"status-updates/{update['id']}/") == update


@pytest.mark.parametrize(
    "query",
    [
        {"agreement": "us-sv-aca-2019"},
        {"axis": ["legal", "character"]},
        {"axis": "legal", "value": ["signed", "suspended"]},
        {"party": "USA"},
        {"modality": ["denied", "planned"]},
        {"event": "aca-2019-signed"},
        {"agreement": ["us-sv-aca-2019", "cafta-dr"], "axis": "legal", "modality": "happened"},
    ],
)
def test_updates_are_filtered_by_what_they_say(api: Api, query: dict[str, Any]) -> None:
    everything = api.read("status-updates/", {"page_size": 1000})["results"]
    expected = [
        each["id"]
        for each in everything
        if all(each[name] in (texts if isinstance(texts, list) else [texts]) for name, texts in query.items())
    ]
    assert api.slugs("status-updates/", {**query, "page_size": 1000}, "id") == expected != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("agreement", "x"),
        ("axis", "x"),
        ("value", "x"),
        ("party", "x"),
        ("modality", "x"),
        ("event", "x"),
        ("relation", "x"),
    ],
)
def test_a_filter_that_names_nothing_is_named(api: Api, name: str, text: str) -> None:
    assert list(api.refused("status-updates/", {name: text})) == [name]


def test_all_updates_are_of_the_one_relation(api: Api) -> None:
    assert len(api.slugs("status-updates/", {"relation": "us-sv", "page_size": 1000}, "id")) == 98


def test_what_was_retracted_is_listed_when_asked_for(api: Api) -> None:
    write(make_retraction("status_update", "aca-2019-signed-u1", "misread"))
    assert "aca-2019-signed-u1" not in api.slugs("status-updates/", {"page_size": 1000}, "id")
    (found,) = api.read("status-updates/", {"retracted": "true"})["results"]
    assert (found["id"], found["retracted"]["reason"]) == ("aca-2019-signed-u1", "misread")
    assert api.read("status-updates/aca-2019-signed-u1/") == found
    assert api.slugs("status-updates/", {"retracted": "true", "revision": "1"}, "id") == []
