"""What follows from the record, over the interface."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from .asking import Api

pytestmark = pytest.mark.usefixtures("us_sv")
ACA, DETENTION = "agreements/us-sv-aca-2019/", "agreements/us-sv-detention-arrangement-2025/"


def test_disclosure_clocks_answer_to_the_day_asked_for(api: Api) -> None:
    found = {each["rule"]: each for each in api.read(ACA + "clocks/", {"valid_on": "2021-01-10"})["results"]}
    assert found["us-congress-60-days"]["state"] == "running"
    assert api.read(ACA + "clocks/", {"valid_on": "2020-01-01"})["results"] == []


def test_performance_is_told_by_unit(api: Api) -> None:
    assert [each["unit"] for each in api.read(DETENTION + "performance/")["results"]] == ["USD", "persons"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"agreement": "us-sv-detention-arrangement-2025", "state": "passed"}, {"expiry"}),
        ({"relation": "us-sv", "state": "overdue"}, {"disclosure_due"}),
        ({"agreement": "us-sv-cecot-offer-2025"}, set()),
    ],
)
def test_what_is_coming_is_filtered(api: Api, query: Any, kinds: set[str]) -> None:
    assert {each["what"] for each in api.read("coming/", query)["results"]} == kinds


def test_what_is_coming_comes_page_by_page(api: Api) -> None:
    whole = api.read("coming/", {"valid_on": "2025-04-01"})["results"]
    pages = [
        each for page in api.pages("coming/", {"valid_on": "2025-04-01", "page_size": 2}) for each in page["results"]
    ]
    assert pages == whole and len(whole) > 4


def test_a_calendar_holds_the_same_days(api: Api) -> None:
    query = {"valid_on": "2025-04-01"}
    whole = api.read("coming/", query)["results"]
    response = api.get("coming/", {**query, "format": "ics"})
    assert response["Content-Type"].startswith("text/calendar")
    entries = {str(each["uid"]): each for each in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}
    assert len(entries) == len(whole)
    for item in whole:
        entry = entries[f"{item['id']}@entente"]
        assert entry.decoded("dtstart") == date.fromisoformat(item["from"])
        assert entry.decoded("dtend") == date.fromisoformat(item["to"]) + timedelta(days=1)
    expiry = next(each for uid, each in entries.items() if uid.startswith("expiry"))
    assert str(expiry["summary"]) == "Detention arrangement 2025: end of its term"
    assert str(expiry["url"]) == "http://testserver/agreements/us-sv-detention-arrangement-2025/"


def test_a_calendar_is_not_sent_again_unchanged(api: Api) -> None:
    query = {"valid_on": "2025-04-01", "format": "ics"}
    first = api.get("coming/", query)
    assert api.get("coming/", query).content == first.content
    again = api.get("coming/", query, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_calendar_refuses_what_the_list_refuses(api: Api) -> None:
    assert api.refused("coming/", {"agreement": "nobody", "format": "ics"}).keys() == {"agreement"}
    assert api.refused("coming/", {"cursor": "x", "format": "ics"}).keys() == {"cursor"}
    assert api.refused("coming/", {"format": "pdf"}).keys() == {"format"}


def test_agreements_are_compared_term_by_term(api: Api) -> None:
    found = api.read(ACA + "comparison/", {"with": ["us-sv-cecot-offer-2025", "us-sv-nuclear-mou-2025"]})
    assert found["agreements"] == ["us-sv-aca-2019", "us-sv-cecot-offer-2025", "us-sv-nuclear-mou-2025"]
    row = next(each for each in found["results"] if each["name"] == "legal_obligation")
    assert {slug: len(terms) for slug, terms in row["terms"].items()} == {
        "us-sv-aca-2019": 0,
        "us-sv-cecot-offer-2025": 0,
        "us-sv-nuclear-mou-2025": 1,
    }


def test_a_comparison_names_what_it_cannot_find(api: Api) -> None:
    assert "nobody" in api.refused(ACA + "comparison/", {"with": "nobody"})["with"]
    many = [f"a-{number}" for number in range(12)]
    assert "at most 12" in api.refused(ACA + "comparison/", {"with": many})["with"]
    assert api.get("agreements/nobody/comparison/").status_code == 404
