"""The vocabulary, the schema, the documentation."""

from typing import Any

import pytest

from agreements import vocabulary as v
from agreements.api.urls import urlpatterns
from agreements.api.views import about

from .asking import VIEWS, Api, view_of


def test_the_vocabulary_holds_every_value_with_its_meaning(api: Api) -> None:
    found = api.read("vocabulary/")
    for axis, values in v.AXES.items():
        assert {each["value"]: each["meaning"] for each in found["axes"][axis]["values"]} == values
        assert [each["value"] for each in found["axes"][axis]["values"]] == list(values)
    for name, words in (("event_kinds", v.EVENT_KINDS), ("groups", v.GROUPS), ("term_names", v.TERM_NAMES)):
        assert {each["value"]: each["meaning"] for each in found[name]} == words


def test_the_vocabulary_says_what_regularly_follows_on_each_track(api: Api) -> None:
    tracks = api.read("vocabulary/")["legal_tracks"]
    assert tracks["binding"]["next_steps"]["in_force"] == [
        "suspended",
        "termination_notified",
        "terminated",
        "expired",
        "superseded",
    ]
    assert tracks["binding"]["next_steps"]["terminated"] == []
    assert tracks["non_binding"]["next_steps"]["paused"] == ["operative", "discontinued", "lapsed", "replaced"]
    assert "signed" not in tracks["non_binding"]["next_steps"]["proposed"]
    assert "concluded" in tracks["non_binding"]["next_steps"]["proposed"]


def test_the_vocabulary_says_which_modalities_move_an_axis(api: Api) -> None:
    found = api.read("vocabulary/")
    assert {each["value"] for each in found["modalities"] if each["moves"]} == {"happened", "reported"}
    assert {each["value"] for each in found["grades"] if each["confirming"]} == {"official_text", "both_sides"}


def test_the_vocabulary_needs_no_query(api: Api, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        api.read("vocabulary/")


def test_the_schema_describes_every_address_and_nothing_else(api: Api) -> None:
    schema = api.read("schema/")
    assert schema["openapi"].startswith("3.1")
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    # All addresses but the schema itself, its pages, and what stands for all that is not there.
    assert len(described) == len(urlpatterns) - 3
    views = [view_of(each) for each in urlpatterns[:-1]]
    allowed = [sorted({*view.http_method_names} - {"head"}) for view in views if view not in (about.Schema, about.Docs)]
    assert sorted(sorted(operations) for operations in schema["paths"].values()) == sorted(allowed)


def test_the_schema_is_read_in_yaml_too(api: Api) -> None:
    response = api.get("schema/", {"format": "yaml"})
    assert response["Content-Type"].startswith("application/vnd.oai.openapi")
    assert response.content.startswith(b"openapi: 3.1")


@pytest.mark.parametrize(
    "accept", ["application/json", "application/vnd.oai.openapi+json", "application/vnd.oai.openapi"]
)
def test_the_schema_is_read_as_the_client_likes_it(api: Api, accept: str) -> None:
    assert api.get("schema/", accept=accept)["Content-Type"].split(";")[0] == accept


def policy(response: Any) -> dict[str, list[str]]:
    directives = [each.split() for each in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in directives}


def test_the_documentation_loads_nothing_from_elsewhere(api: Api) -> None:
    page = api.get("docs/", accept="text/html").content.decode()
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
    script = api.get("docs/", {"script": ""})
    assert script["Content-Type"] == "application/javascript"
    assert b"/api/v1/schema/" in script.content


def test_the_documentation_alone_may_set_styles_by_itself(api: Api) -> None:
    docs = policy(api.get("docs/", accept="text/html"))
    assert "'unsafe-inline'" in docs["style-src"]
    assert "'unsafe-inline'" not in docs["script-src"]
    for address in VIEWS:
        if address != "docs/":
            assert "unsafe" not in api.get(address)["Content-Security-Policy"]
