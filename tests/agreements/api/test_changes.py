"""Following the record by its changes."""

from typing import Any

import pytest

from agreements.models import Revision

from ..builders import make_person, make_retraction, write
from .asking import Api

pytestmark = pytest.mark.usefixtures("us_sv")


def test_every_change_names_its_revision_and_the_hash_of_it(us_sv: Any, api: Api) -> None:
    write(make_person("ana-lopez"), by="ana", reason="to try")
    found = [each for page in api.pages("changes/", {"page_size": 50}) for each in page["results"]]
    assert len(found) == 174
    hashes = dict(Revision.objects.values_list("number", "hash"))
    assert {(each["revision"], each["hash"]) for each in found} == set(hashes.items())
    assert (found[-1]["by"], found[-1]["reason"], found[-1]["id"]) == ("ana", "to try", "ana-lopez")


def test_whoever_follows_the_record_misses_nothing(us_sv: Any, api: Api) -> None:
    last = api.get("changes/")["Entente-Revision"]
    assert api.read("changes/", {"after": last}) == {"next": None, "previous": None, "results": []}
    write(make_person("ana-lopez"))
    write(make_retraction("event", "cecot-offer-2025"))
    response = api.get("changes/", {"after": last})
    assert [(each["action"], each["id"]) for each in response.json()["results"]] == [
        ("created", "ana-lopez"),
        ("retracted", "cecot-offer-2025"),
    ]
    assert api.read("changes/", {"after": response["Entente-Revision"]})["results"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"type": "agreement"}, 15),
        ({"type": ["agreement", "relation"]}, 16),
        ({"id": "us-sv"}, 1),
        ({"id": ["us-sv", "USA"], "type": "party"}, 1),
        ({"id": "unheard-of"}, 0),
        ({"type": "determination"}, 0),
        ({"revision": "0"}, 0),
        ({"known_at": "2020-01-01"}, 0),
    ],
)
def test_changes_are_filtered(api: Api, query: Any, count: int) -> None:
    assert len(api.read("changes/", query)["results"]) == count


@pytest.mark.parametrize(
    ("name", "text"),
    [("type", "standing"), ("after", "-1"), ("after", "soon"), ("after", "99999999999"), ("after", "")],
)
def test_what_cannot_be_followed_is_named(api: Api, name: str, text: str) -> None:
    assert list(api.refused("changes/", {name: text})) == [name]
