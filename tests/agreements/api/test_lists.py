"""Lists: pages, order, filters, names beside them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ..builders import ground, make_event, make_retraction, write
from .asking import LISTS, Api

DATED = ["events/", "timeline/", "visits/", "press-statements/"]


def ids(results: list[Any]) -> list[str]:
    """What tells results apart, whatever they are."""
    names = ("slug", "code", "id", "url", "rule", "unit")
    found = ["/".join(str(each[name]) for name in (*names, "revision", "type") if name in each) for each in results]
    assert len(found) == len(set(found))
    return found


@pytest.mark.parametrize(
    ("address", "size"), [*((each, size) for each in LISTS for size in (1, 7) if each != "changes/"), ("changes/", 50)]
)
def test_pages_give_the_whole_list_both_ways(us_sv: Any, api: Api, address: str, size: int) -> None:
    whole = ids(api.read(address, {"page_size": 1000})["results"])
    forward = list(api.pages(address, {"page_size": size}))
    assert [each for page in forward for each in ids(page["results"])] == whole
    assert all(len(page["results"]) == size for page in forward[:-1])
    assert forward[0]["previous"] is None
    if len(forward) > 1:
        backward = list(api.pages(forward[-1]["previous"], way="previous"))
        assert [each for page in reversed(backward) for each in ids(page["results"])] == whole[
            : (len(forward) - 1) * size
        ]
        assert backward[-1]["results"] == forward[0]["results"]


@pytest.mark.parametrize("address", LISTS)
def test_a_page_holds_at_most_a_hundred_unless_asked(us_sv: Any, api: Api, address: str) -> None:
    page = api.read(address)
    assert len(page["results"]) <= 100
    assert (page["next"] is None) == (len(api.read(address, {"page_size": 1000})["results"]) <= 100)


def test_neighbours_are_absolute_and_carry_the_whole_query(us_sv: Any, api: Api) -> None:
    query = {"kind": ["visit", "press_statement"], "party": "USA", "page_size": "3", "q": "visit é"}
    query["q"] = "el salvador"
    page = api.read("events/", query)
    found = urlsplit(page["next"])
    assert f"{found.scheme}://{found.netloc}{found.path}" == "http://testserver/api/v1/events/"
    own = parse_qs(found.query)
    assert own.pop("cursor")
    assert own == {name: each if isinstance(each, list) else [each] for name, each in query.items()}


@pytest.mark.parametrize("address", DATED)
@pytest.mark.parametrize(
    ("order", "newest_first"), [(None, False), ("asc", False), ("date", False), ("desc", True), ("-date", True)]
)
def test_events_come_in_order_of_date(
    us_sv: Any, api: Api, address: str, order: str | None, newest_first: bool
) -> None:
    pages = api.pages(address, {"page_size": 7, **({"order": order} if order else {})})
    keys = [
        (each["date"]["earliest"], each["date"]["latest"], each["slug"]) for page in pages for each in page["results"]
    ]
    assert keys == sorted(keys, reverse=newest_first)
    assert len(keys) > 7


def test_the_page_size_may_change_between_pages(us_sv: Any, api: Api) -> None:
    first = api.read("events/", {"page_size": 5})
    second = api.read(first["next"].replace("page_size=5", "page_size=2"))
    assert ids(first["results"] + second["results"]) == ids(api.read("events/")["results"])[:7]


def test_a_cursor_of_one_list_is_no_cursor_of_another(us_sv: Any, api: Api) -> None:
    cursor = parse_qs(urlsplit(api.read("events/", {"page_size": 5})["next"]).query)["cursor"][0]
    assert api.get("events/", {"cursor": cursor}).status_code == 200
    for address, query in (
        ("timeline/", {}),
        ("events/", {"kind": "visit"}),
        ("events/", {"order": "desc"}),
        ("events/", {"retracted": "true"}),
    ):
        assert list(api.refused(address, {**query, "cursor": cursor})) == ["cursor"]


def test_fifty_events_of_one_day_are_paged_exactly(api: Api) -> None:
    write(*ground(), *(make_event(f"event-{index:02}") for index in range(50)))
    for order in ("asc", "desc"):
        pages = list(api.pages("events/", {"page_size": 7, "order": order}))
        slugs = [each["slug"] for page in pages for each in page["results"]]
        assert slugs == sorted((f"event-{index:02}" for index in range(50)), reverse=order == "desc")
        back = list(api.pages(pages[-1]["previous"], way="previous"))
        assert [each["slug"] for page in reversed(back) for each in page["results"]] == slugs[:49]


@pytest.mark.usefixtures("us_sv")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "visit"}, 10),
        ({"kind": ["visit", "press_statement"]}, 23),
        ({"relation": "us-sv"}, 70),
        ({"agreement": "us-sv-aca-2019"}, None),
        ({"person": "marco-rubio", "kind": "visit"}, None),
        ({"axis": "legal", "value": "suspended"}, None),
        ({"from": "2025-02", "to": "2025-02"}, None),
        ({"q": "asilo"}, None),
        ({"modality": "planned"}, None),
    ],
)
@pytest.mark.parametrize("address", ["events/", "timeline/"])
def test_events_are_filtered_by_what_their_bodies_say(api: Api, address: str, query: Any, count: int | None) -> None:
    everything = api.read(address, {"page_size": 1000})["results"]
    expected = [each["slug"] for each in everything if _passes(each, query)]
    if "q" not in query:
        assert api.slugs(address, query) == expected
    if count is not None:
        assert len(api.slugs(address, query)) == count


def _passes(event: Any, query: Any) -> bool:
    updates = [each for each in event["status_updates"] if not each["retracted"]]
    speakers = [each["speaker"] for each in (*updates, *event["claims"]) if each["speaker"]]
    people = {each["person"] for each in (*event["participants"], *speakers)}

    def one_of(name: str, found: Any) -> bool:
        wanted = query.get(name)
        return wanted is None or bool(set([wanted] if isinstance(wanted, str) else wanted) & set(found))

    return (
        one_of("kind", [event["kind"]])
        and one_of("relation", event["relations"])
        and one_of("agreement", event["agreements"])
        and one_of("modality", [event["modality"]])
        and one_of("person", people)
        and ("value" not in query or (query["axis"], query["value"]) in {(u["axis"], u["value"]) for u in updates})
        and (
            "from" not in query
            or (event["date"]["latest"] >= "2025-02-01" and event["date"]["earliest"] <= "2025-02-28")
        )
    )


@pytest.mark.parametrize("address", ["visits/", "press-statements/"])
def test_a_list_of_one_kind_holds_that_kind_alone(us_sv: Any, api: Api, address: str) -> None:
    kind = {"visits/": "visit", "press-statements/": "press_statement"}[address]
    assert api.slugs(address) == api.slugs("events/", {"kind": kind})
    for slug in api.slugs(address)[:3]:
        assert api.read(f"{address}{slug}/") == api.read(f"events/{slug}/")
    assert api.get(f"{address}grant-letter-2025-03-22/").status_code == 404


def test_the_timeline_and_the_events_have_one_body(us_sv: Any, api: Api) -> None:
    events = {each["slug"]: each for each in api.read("events/")["results"]}
    assert {each["slug"]: each for each in api.read("timeline/")["results"]} == events
    assert api.read("events/cecot-offer-2025/") == events["cecot-offer-2025"]


def test_what_was_retracted_is_listed_when_asked_for(us_sv: Any, api: Api) -> None:
    write(make_retraction("event", "cecot-offer-2025", "it was another day"))
    assert api.slugs("events/", {"retracted": "true"}) == ["cecot-offer-2025"]
    for address in ("events/", "timeline/"):
        assert "cecot-offer-2025" not in api.slugs(address)
    assert "cecot-offer-2025" not in api.slugs("events/", {"retracted": "false"})
    assert api.read("events/cecot-offer-2025/")["retracted"]["reason"] == "it was another day"
    assert list(api.refused("timeline/", {"retracted": "true"})) == ["retracted"]


def test_what_was_merged_is_listed_by_what_it_became(us_sv: Any, api: Api) -> None:
    write(make_event("cecot-offer-2025", citations=[], merged_into="cecot-offer-price-open-2025"))
    for query in ({}, {"retracted": "true"}):
        assert "cecot-offer-2025" not in api.slugs("events/", query)
    assert api.read("events/cecot-offer-2025/")["merged_into"] == "cecot-offer-price-open-2025"


@pytest.mark.parametrize("address", ["events/", "timeline/", "visits/", "status-updates/", "conflicts/"])
def test_names_come_beside_a_list_when_asked_for(us_sv: Any, api: Api, address: str) -> None:
    assert "included" not in api.read(address)
    found = api.read(address, {"include": "people,parties", "page_size": 5})
    assert set(found["included"]) == {"people", "parties"}
    assert found["included"]["parties"]["USA"] == {"en": "United States", "es": "Estados Unidos"}
    plain = api.read(address, {"page_size": 5})
    assert found["results"] == plain["results"]


@pytest.mark.parametrize("address", ["events/rubio-visit-el-salvador-2025/", "status-updates/aca-2019-signed-u1/"])
def test_names_come_beside_a_record_when_asked_for(us_sv: Any, api: Api, address: str) -> None:
    found = api.read(address, {"include": "agreements,offices"})
    assert set(found.pop("included")) == {"agreements", "offices"}
    assert found == api.read(address)


def test_density_counts_what_the_timeline_lists(us_sv: Any, api: Api) -> None:
    for query in ({}, {"kind": "visit"}, {"q": "asylum"}, {"public_on": "2025-04-01"}, {"valid_on": "2020-01-01"}):
        listed = api.read("timeline/", {**query, "page_size": 1000})["results"]
        counted = api.read("timeline/density/", query)
        assert counted["total"] == len(listed)
        months = {(each["date"]["earliest"][:7], each["kind"]) for each in listed}
        assert {(each["bucket"], each["kind"]) for each in counted["results"]} == months
    assert {len(each["bucket"]) for each in api.read("timeline/density/", {"bucket": "year"})["results"]} == {4}
    assert list(api.refused("timeline/density/", {"bucket": "week"})) == ["bucket"]
