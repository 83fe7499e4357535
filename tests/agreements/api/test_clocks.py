"""Three clocks on every read."""

from typing import Any

import pytest

from agreements.timeline import clocks

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_party, make_person, make_retraction, write
from .asking import CLOCKED, DETAILS, LISTS, RECORD, Api

LATE = "grant-letter-2025-03-22"  # of March 2025, public since September


@pytest.mark.parametrize("address", RECORD)
def test_every_answer_names_its_revision(us_sv: Any, api: Api, address: str) -> None:
    assert api.get(address)["Entente-Revision"] == str(us_sv.number)


# What `write_more` leaves alone.
UNTOUCHED = {
    "agreements/us-sv-aca-2019/conflicts/",
    "conflicts/",
    "offices/",
    "offices/us-secretary-of-state/",
    "relations/",
    "determinations/",
}


def write_more() -> None:
    """Touch everything that the addresses answer with."""
    write(
        make_party("USA", names={"en": "U.S.", "es": "EE. UU."}),
        make_person("marco-rubio", name="Somebody else"),
        make_agreement("us-sv-aca-2019", title="Another title", citations=[]),
        make_event("pompeo-visit-2019", kind="visit", date="2019-07-22", citations=[]),
        make_event(
            "brand-new",
            kind="implementation",
            quantities=[{"what": "transferred", "low": "3", "high": "3", "unit": "persons"}],
            status_updates=[inputs.update("us-sv-aca-2019", value="in_force", note="said again")],
        ),
        make_retraction("event", LATE),
        make_retraction("event", "state-readout-2025-02-03"),
        make_retraction("status_update", "aca-2019-signed-u1"),
        make_retraction("term", "us-sv-aca-2019-t1"),
        make_retraction("link", "us-sv-aca-2019-l1"),
    )


def test_a_revision_is_answered_equal_after_later_writes_everywhere(us_sv: Any, api: Api) -> None:
    def answers() -> dict[str, Any]:
        found = {address: api.get(address, {"revision": us_sv.number}) for address in RECORD}
        return {address: (each.content, each["ETag"], each["Entente-Revision"]) for address, each in found.items()}

    before, now = answers(), {address: api.read(address) for address in RECORD}
    write_more()
    assert answers() == before
    for address, found in now.items():
        assert {**api.read(address, {"revision": us_sv.number}), "next": None} == {**found, "next": None}
        assert address in UNTOUCHED or api.read(address) != found


def test_later_writes_are_seen_by_those_who_ask_for_now(us_sv: Any, api: Api) -> None:
    write_more()
    assert "brand-new" in api.slugs("events/")
    assert LATE not in api.slugs("events/")
    assert api.read("people/marco-rubio/")["name"] == "Somebody else"


@pytest.mark.parametrize("query", [{"known_at": "2020-01-01"}, {"known_at": "2020-01-01T00:00:00Z"}, {"revision": "0"}])
class TestBeforeTheFirstRevision:
    @pytest.mark.parametrize("address", [each for each in LISTS if each.count("/") == 1])
    def test_lists_are_empty(self, us_sv: Any, api: Api, address: str, query: dict[str, str]) -> None:
        response = api.get(address, query)
        assert response.status_code == 200
        assert response.json() == {"next": None, "previous": None, "results": []}
        assert response["Entente-Revision"] == "0"

    def test_counts_are_nothing(self, us_sv: Any, api: Api, query: dict[str, str]) -> None:
        assert api.read("timeline/density/", query) == {"bucket": "month", "total": 0, "results": []}

    @pytest.mark.parametrize(
        "address", [each for each in RECORD if each.count("/") > 1 and each != "timeline/density/"]
    )
    def test_records_are_not_yet_known(self, us_sv: Any, api: Api, address: str, query: dict[str, str]) -> None:
        response = api.get(address, query)
        assert response.status_code == 404
        assert response.json()["type"] == "not-yet-known"
        assert response["Entente-Revision"] == "0"

    def test_a_filter_by_what_was_recorded_later_is_no_mistake(
        self, us_sv: Any, api: Api, query: dict[str, str]
    ) -> None:
        assert api.slugs("events/", {"agreement": "us-sv-aca-2019", **query}) == []


@pytest.mark.parametrize("address", CLOCKED)
def test_a_record_that_is_empty_answers(api: Api, address: str) -> None:
    response = api.get(address)
    if address in DETAILS or address.startswith("agreements/us"):
        assert (response.status_code, response.json()["type"]) == (404, "about:blank")
    else:
        assert response.status_code == 200
        assert not response.json()["results"]


def test_a_date_means_the_end_of_its_day(us_sv: Any, api: Api) -> None:
    day = us_sv.at.date().isoformat()
    assert api.get("events/", {"known_at": day})["Entente-Revision"] == str(us_sv.number)
    assert api.get("events/", {"known_at": us_sv.at.isoformat()})["Entente-Revision"] == str(us_sv.number)


@pytest.mark.parametrize("address", ["events/", "timeline/"])
def test_what_was_not_public_is_not_shown(us_sv: Any, api: Api, address: str) -> None:
    query = {"public_on": "2025-04-01", "page_size": 1000}
    hidden = api.get(address, query)
    assert LATE not in [each["slug"] for each in hidden.json()["results"]]
    assert LATE.encode() not in hidden.content
    assert LATE in api.slugs(address, {**query, "public_on": "2025-09-09"})


@pytest.mark.parametrize("address", [f"events/{LATE}/", f"status-updates/{LATE}-u1/"])
def test_a_record_that_was_not_public_is_not_yet_known(us_sv: Any, api: Api, address: str) -> None:
    response = api.get(address, {"public_on": "2025-04-01"})
    assert (response.status_code, response.json()["type"]) == (404, "not-yet-known")
    assert api.get(address, {"public_on": "2025-09-09"}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [each for each in CLOCKED if each not in (f"events/{LATE}/",)],
)
def test_nothing_that_was_not_public_is_named_anywhere(us_sv: Any, api: Api, address: str) -> None:
    response = api.get(address, {"public_on": "2025-04-01"})
    assert response.status_code == 200
    assert b"grant-letter" not in response.content


def test_standing_is_of_the_day_in_the_world(us_sv: Any, api: Api) -> None:
    def legal(day: str) -> Any:
        found = api.read("agreements/us-sv-aca-2019/", {"valid_on": day})
        standing = found["standing"]["legal"]
        return (standing["value"] if standing else None, found["group"])

    assert legal("2019-01-01") == (None, "not_yet_concluded")
    assert legal("2020-01-01")[0] == "signed"
    assert legal("2026-01-01")[1] == "ended"


def test_events_have_begun_by_the_day_in_the_world(us_sv: Any, api: Api) -> None:
    found = api.read("events/", {"valid_on": "2020-01-01"})["results"]
    assert found
    assert all(each["date"]["earliest"] <= "2020-01-01" for each in found)


def test_the_relation_is_summed_up_as_of_the_day(us_sv: Any, api: Api) -> None:
    summary = api.read("relations/us-sv/", {"valid_on": "2020-01-01"})["summary"]
    assert summary["day"] == "2020-01-01"
    assert summary["last_day"] == "2019-11-19"
    assert 0 < summary["n"] < 15
    for group, slugs in summary["groups"].items():
        assert api.slugs("agreements/", {"valid_on": "2020-01-01", "relation": "us-sv", "group": group}) == slugs
    assert summary["n"] == sum(map(len, summary["groups"].values()))


@pytest.mark.parametrize("address", ["events/", "changes/", "status-updates/"])
def test_a_list_is_one_snapshot_while_the_record_grows(us_sv: Any, api: Api, address: str) -> None:
    def ids(page: Any) -> list[str]:
        return [each.get("slug") or each["id"] for each in page["results"]]

    whole = ids(api.read(address, {"page_size": 1000}))
    first = api.read(address, {"page_size": 20})
    seen, page, written = ids(first), first, 0
    while page["next"]:
        written += 1
        write(make_event(f"new-{written}", date="2019-01-01", status_updates=[inputs.update("us-sv-aca-2019")]))
        response = api.get(page["next"])
        assert response["Entente-Revision"] == str(us_sv.number)
        page = response.json()
        seen += ids(page)
    assert written >= 3
    assert seen == whole


def test_a_list_keeps_the_day_of_its_first_page(us_sv: Any, api: Api, time_machine: Any) -> None:
    time_machine.move_to("2027-03-01T23:59:00Z")
    page = api.read("agreements/", {"page_size": 3, "valid_on": "2025-06-01", "public_on": "2025-06-01"})
    time_machine.move_to("2027-03-02T00:01:00Z")
    after = api.read(page["next"])["results"]
    assert {each["slug"]: each["standing"] for each in after} == {
        each["slug"]: each["standing"]
        for each in api.read("agreements/", {"valid_on": "2025-06-01", "public_on": "2025-06-01"})["results"][3:6]
    }


def test_the_clocks_of_a_cursor_cannot_be_changed(us_sv: Any, api: Api) -> None:
    page = api.read("events/", {"page_size": 5, "public_on": "2025-04-01"})
    assert list(api.refused(page["next"].replace("2025-04-01", "2025-09-09"))) == ["cursor"]
    assert list(api.refused(page["next"] + "&revision=1")) == ["cursor"]


def test_two_writers_and_their_revisions_are_told_apart(api: Api) -> None:
    first = write(*ground(), make_event())
    write(make_event(title="Another title"))
    assert api.read("events/meeting-2025/", {"revision": first.number})["title"] == "meeting 2025"
    assert api.read("events/meeting-2025/")["title"] == "Another title"
    assert api.read("events/meeting-2025/", {"revision": clocks.now().revision})["version"] == 2
