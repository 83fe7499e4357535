"""Agreements and all that there is to say about one."""

from typing import Any

import pytest

from ..builders import make_agreement, make_determination, make_retraction, write
from .asking import Api

pytestmark = pytest.mark.usefixtures("us_sv")
ACA = "agreements/us-sv-aca-2019/"


def test_an_agreement_is_listed_as_it_is_read(api: Api) -> None:
    listed = {each["slug"]: each for each in api.read("agreements/")["results"]}
    assert len(listed) == 15
    assert listed["us-sv-aca-2019"] == api.read(ACA)


def test_an_agreement_says_how_it_stands(api: Api) -> None:
    found = api.read(ACA)
    assert set(found["standing"]) == {"legal", "character", "operation", "disclosure", "procedure"}
    assert set(found["standing"]["procedure"]) == {"USA", "SLV"}
    assert found["group"] == "ended"
    assert found["standing"]["legal"]["value"] == "terminated"
    assert found["latest_event"] in api.slugs("events/", {"agreement": "us-sv-aca-2019"})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"identifier": "fr_citation:84 FR 63994"}, ["us-sv-aca-2019"]),
        ({"party": "VEN"}, ["us-sv-ven-exchange-2025"]),
        ({"kind": "trade"}, ["cafta-dr", "us-sv-art-2026"]),
        ({"form": "exchange_of_notes"}, ["us-sv-detention-arrangement-2025"]),
        ({"q": "63994"}, ["us-sv-aca-2019"]),
        ({"group": "confirmed_in_force", "kind": "trade"}, ["cafta-dr"]),
        ({"group": "confirmed_in_force", "valid_on": "2000-01-01"}, []),
    ],
)
def test_agreements_are_filtered(api: Api, query: Any, expected: list[str]) -> None:
    assert api.slugs("agreements/", query) == expected


def test_groups_are_those_of_the_relation(api: Api) -> None:
    groups = api.read("relations/us-sv/")["summary"]["groups"]
    for name, slugs in groups.items():
        assert api.slugs("agreements/", {"group": name, "relation": "us-sv"}) == slugs
    assert sum(map(len, groups.values())) == api.read("relations/us-sv/")["summary"]["n"]


def test_a_merged_agreement_is_read_but_not_listed(api: Api) -> None:
    write(make_agreement("us-sv-comalapa-csl", citations=[], merged_into="cafta-dr"))
    assert "us-sv-comalapa-csl" not in api.slugs("agreements/")
    assert api.read("agreements/us-sv-comalapa-csl/")["merged_into"] == "cafta-dr"


def test_history_is_every_update_and_the_bands_they_make(api: Api) -> None:
    found = api.read(f"{ACA}history/")
    ids = {each["id"] for each in found["results"]}
    assert ids == set(api.slugs("status-updates/", {"agreement": "us-sv-aca-2019"}, "id"))
    legal = [band for band in found["bands"] if band["axis"] == "legal"]
    assert [band["value"] for band in legal][0] == "signed"
    assert all(earlier["to"] == later["from"] for earlier, later in zip(legal, legal[1:], strict=False))
    assert legal[-1]["to"] is None
    now = {key: legal[-1][key] for key in api.read(ACA)["standing"]["legal"]}
    assert now == api.read(ACA)["standing"]["legal"]


def test_every_page_of_history_comes_with_the_same_bands(api: Api) -> None:
    pages = list(api.pages(f"{ACA}history/", {"page_size": 6}))
    assert [len(page["results"]) for page in pages] == [6, 6, 3]
    assert all(page["bands"] == pages[0]["bands"] for page in pages)


def test_terms_are_those_in_effect(api: Api) -> None:
    terms = api.read(f"{ACA}terms/")["results"]
    assert terms == api.read(ACA)["terms"]
    write(make_retraction("term", terms[0]["id"]))
    assert [each["id"] for each in api.read(f"{ACA}terms/")["results"]] == [each["id"] for each in terms[1:]]
    assert api.read(ACA)["terms"][0]["retracted"]["reason"] == "entered by mistake"


def test_documents_are_those_of_the_agreement(api: Api) -> None:
    assert api.read(f"{ACA}documents/")["results"] == api.read(ACA)["documents"] != []


def test_lineage_leads_from_2019_to_2025(api: Api) -> None:
    links = api.read(f"{ACA}lineage/")["results"]
    assert ("us-sv-safe-third-country-2025", "revives", "us-sv-aca-2019") in {
        (each["from"], each["type"], each["agreement"]) for each in links
    }
    assert links == api.read("agreements/us-sv-safe-third-country-2025/lineage/")["results"]


def test_contradictions_of_one_agreement_are_those_of_all_that_concern_it(api: Api) -> None:
    own = api.read(f"{ACA}conflicts/")["results"]
    assert own == api.read("conflicts/", {"agreement": "us-sv-aca-2019"})["results"]
    assert [each["axis"] for each in own] == ["legal", None]


def test_a_determination_closes_a_contradiction_and_is_listed(api: Api) -> None:
    (conflict, _) = api.read(f"{ACA}conflicts/")["results"]
    sides = [each["status_updates"] for each in conflict["accounts"] if not each["compatible"]]
    write(make_determination(sides[0], [each for side in sides[1:] for each in side], id="choice"))
    assert [each["id"] for each in api.read("determinations/")["results"]] == ["choice"]
    closed = api.read("conflicts/", {"open": "false"})["results"]
    assert [(each["id"], each["determination"]) for each in closed] == [(conflict["id"], "choice")]
    assert conflict["id"] not in api.slugs("conflicts/", {"open": "true"}, "id")
    write(make_retraction("determination", "choice"))
    assert api.read("determinations/")["results"] == []
    assert [each["id"] for each in api.read("determinations/", {"retracted": "true"})["results"]] == ["choice"]


def test_the_way_of_an_agreement_is_told_on_every_clock(api: Api) -> None:
    found = api.read("agreements/us-sv-art-2026/lifecycle/")
    assert found["legal"]["value"] == "signed" and "in_force" in found["legal"]["next"]
    assert [each["step"] for each in found["procedure"]["SLV"]["reached"]] == ["executive_signature", "publication"]
    before = api.read("agreements/us-sv-art-2026/lifecycle/", {"valid_on": "2026-02-01"})
    assert before["procedure"]["SLV"]["next"] == "sent_to_assembly"
