"""The event's page: one event with all its evidence."""

from typing import Any

import pytest

from agreements.timeline import clocks, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
TRANSFERS = "/events/first-transfers-2025-03-15/"


def body(slug: str) -> dict[str, Any]:
    return queries.detail("event", slug, clocks.now())


def test_it_says_when_where_and_what(look):
    page, found = look("/events/rubio-visit-el-salvador-2025/"), body("rubio-visit-el-salvador-2025")
    assert page.one("h1").text == found["title"]
    assert page.one("p", class_="when").text == f"Monday 3 February 2025, {found['place']}"
    assert page.one("p", class_="sentence").text == found["summary"]


def test_a_span_of_days_has_no_weekday(look):
    assert look(TRANSFERS).one("p", class_="when").text.startswith("15 to 16 March 2025,")


def test_people_stand_by_their_role(look):
    facts = look("/events/rubio-visit-el-salvador-2025/").one("dl", class_="facts")
    roles = {each.one("dt").text: each.one("dd").text for each in facts.all("div")}
    assert roles["Host"] == "Nayib Bukele President of El Salvador"
    assert roles["Visitor"].startswith("Marco Rubio U.S. Secretary of State")


def test_every_source_is_listed_with_kind_and_date(look):
    found = body("first-transfers-2025-03-15")
    listed = look(TRANSFERS).one("ol", class_="evidence")
    assert [each["href"] for each in listed.all("a")] == [each["url"] for each in found["citations"]]
    assert "undated, seen" in listed.text


def test_a_status_update_points_to_its_sources(look):
    page = look(TRANSFERS)
    row = page.one("tr", id="first-transfers-2025-03-15-u1")
    assert [each["href"] for each in row.one("td", class_="refs").all("a")] == ["#source-1", "#source-2", "#source-3"]


def test_accounts_that_differ_stand_side_by_side(look):
    dispute = look(TRANSFERS).one("section", class_="dispute")
    assert [each.text for each in dispute.all("p", class_="claim")] == ["15 March 2025", "16 March 2025"]
    assert "Not determined." in dispute.text


def test_copies_of_one_story_are_named(look):
    assert "tells the same story as 1" in look("/events/comalapa-aircraft-reported-2025-11/").one("aside").text


def test_an_event_that_says_nothing_of_standing_says_that(look):
    page = look("/events/tps-extension-2025/")
    assert "It names no agreement." in page.one("main").text


def test_the_way_back_leads_to_its_row(look):
    crumb = look(TRANSFERS, public_on="2025-06-01").one("p", class_="crumb")
    assert crumb.one("a")["href"] == "/us-sv/?public_on=2025-06-01#event-first-transfers-2025-03-15"
