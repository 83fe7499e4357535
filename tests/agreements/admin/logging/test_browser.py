"""Logging in a browser, from an empty form to the public page; by keyboard, on a phone, under the strict policy."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from agreements.models import Event, Person

from ...accessibility import barriers
from . import filling

pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def desk(live_server: Any, page: Any) -> Any:
    """A browser in which an analyst has signed in; whatever the browser complains of fails the test."""
    filling.ground()
    session = filling.analyst(Client()).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    complaints: list[str] = []
    page.on("console", lambda each: complaints.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.set_default_timeout(15_000)
    page.url_of = lambda path: f"{live_server.url}{path}"  # the address of a path on this server
    yield page
    assert [each for each in complaints if "400 (Bad Request)" not in each] == []


def begin(desk: Any, name: str, title: str, date: str) -> None:
    desk.goto(desk.url_of(filling.LOG.format(name)))
    desk.get_by_label("Title").first.fill(title)
    desk.locator("#id_date").fill(date)


def choose(desk: Any, field: str, text: str) -> None:
    """Type into an autocomplete and take what it offers first."""
    desk.locator(f"#id_{field} + .select2").click()
    desk.locator(".select2-container--open .select2-search__field").last.fill(text)
    desk.locator(f".select2-results__option[role=option]:has-text('{text}')").first.click()


def cite(desk: Any, number: int = 0) -> None:
    for name, value in filling.citation().items():
        if name in ("source_type",):
            desk.select_option(f"#id_citations-{number}-{name}", value)
        elif name != "language":
            desk.fill(f"#id_citations-{number}-{name}", value)


def test_a_visit_logged_from_an_empty_form_is_found_on_its_page_and_on_the_relations(desk: Any):
    begin(desk, "visit", "The secretary visits", "2025-02-03")
    desk.get_by_text("3 February 2025, day exact").wait_for()
    choose(desk, "participants-0-who", "Márta Ørsted")
    choose(desk, "participants-1-who", "Ana")
    cite(desk)
    desk.get_by_role("button", name="Record it").click()
    desk.get_by_text("is recorded, as revision").wait_for()
    desk.get_by_role("link", name="Public page").first.click()
    text = desk.locator("main").inner_text()
    assert "The secretary visits" in text
    assert "3 February 2025" in text
    assert "Márta Ørsted" in text
    assert "Ana López" in text
    desk.goto(desk.url_of("/us-sv/"))
    assert "The secretary visits" in desk.locator("#event-the-secretary-visits-2025-02-03").inner_text()
    visitor = Event.objects.get(slug="the-secretary-visits-2025-02-03").participants.get(role="visitor")
    assert (visitor.name, visitor.person) == ("Márta Ørsted", None)


def test_a_statement_logged_from_an_empty_form_is_found_on_the_agreements_page(desk: Any):
    begin(desk, "statement", "Minister says it is agreed", "2025-02-03~")
    desk.get_by_text("about 3 February 2025, day, approximate").wait_for()
    desk.select_option("#id_statement__form", "interview")
    choose(desk, "participants-0-who", "Ana")
    cite(desk)
    choose(desk, "status_updates-0-agreement", "memo")
    desk.select_option("#id_status_updates-0-axis", "legal")
    desk.get_by_text("under negotiation, from 1 May 2024").wait_for()
    desk.get_by_role("button", name="agreed in principle").click()
    assert desk.locator("#id_status_updates-0-value").input_value() == "agreed_in_principle"
    desk.locator("#id_reason").press("Control+Enter")
    desk.get_by_text("is recorded, as revision").wait_for()
    desk.goto(desk.url_of("/agreements/memo/"))
    text = desk.locator("main").inner_text()
    assert "Agreed in principle about 3 February 2025" in text
    desk.goto(desk.url_of("/events/minister-says-it-is-agreed-2025-02-03/"))
    assert "Ana López" in desk.locator("main tr", has_text="agreed in principle").inner_text()


def test_an_irregular_step_explains_itself_asks_for_a_note_and_is_found_with_it(desk: Any):
    begin(desk, "step", "Notice is given", "2025-02-03")
    desk.select_option("#id_kind", "notification")
    cite(desk)
    choose(desk, "status_updates-0-agreement", "memo")
    desk.select_option("#id_status_updates-0-axis", "legal")
    desk.select_option("#id_status_updates-0-value", "terminated")
    desk.get_by_text("terminated after under_negotiation").wait_for()
    desk.get_by_role("button", name="Record it").click()
    expect(desk.locator("#id_status_updates-0-note")).to_be_focused()
    assert not Event.objects.filter(title="Notice is given").exists()
    desk.keyboard.type("So says the decree of 3 February.")
    desk.keyboard.press("Control+Enter")
    desk.get_by_text("is recorded, as revision").wait_for()
    desk.goto(desk.url_of("/events/notice-is-given-2025-02-03/"))
    text = desk.locator("main").inner_text()
    assert "irregular" in text
    assert "So says the decree of 3 February." in text


def test_values_follow_the_axis_and_keep_a_word_that_both_axes_have(desk: Any):
    begin(desk, "step", "x", "2025-02-03")
    axis, value = desk.locator("#id_status_updates-0-axis"), desk.locator("#id_status_updates-0-value")
    axis.select_option("legal")
    value.select_option("paused")
    axis.select_option("operation")
    assert value.input_value() == "paused"
    assert value.evaluate("e => e.selectedOptions[0].parentElement.label") == "implementation"
    axis.select_option("character")
    assert value.input_value() == ""
    assert value.evaluate("e => [...e.options].filter(o => !o.parentElement.disabled).length") == 6


def test_rows_are_added_with_their_autocompletes_and_the_numbers_of_sources_go_on(desk: Any):
    begin(desk, "step", "Two sources", "2025-02-03")
    desk.select_option("#id_kind", "meeting")
    cite(desk)
    desk.get_by_role("button", name="Add a source").click()
    assert desk.evaluate(FOCUSED) == "id_citations-1-url"
    assert desk.locator("[data-list=citations] legend").all_inner_texts() == ["Source 1", "Source 2"]
    cite(desk, 1)
    desk.get_by_role("button", name="Add somebody").click()
    choose(desk, "participants-1-who", "Ana")
    choose(desk, "status_updates-0-agreement", "memo")
    desk.select_option("#id_status_updates-0-axis", "legal")
    desk.select_option("#id_status_updates-0-value", "signed")
    desk.fill("#id_status_updates-0-cites", "2")
    desk.locator("#id_reason").press("Enter")
    desk.get_by_text("is recorded, as revision").wait_for()
    event = Event.objects.get(slug="two-sources-2025-02-03")
    assert event.status_updates.get().citations == ["two-sources-2025-02-03-s2"]
    assert event.participants.get().person == Person.objects.get(slug="ana-lopez")


def test_what_is_refused_is_marked_and_has_the_focus(desk: Any):
    begin(desk, "step", "No kind", "soon")
    desk.get_by_text("not a date that is read here").wait_for()
    desk.get_by_role("button", name="Record it").click()
    desk.get_by_text("Nothing was written.").wait_for()
    expect(desk.locator("#id_date")).to_be_focused()
    assert desk.title().startswith("Error: ")


def test_an_address_fills_what_is_empty_from_the_page_that_it_names(desk: Any):
    asked: list[str] = []
    fields = {"title": "A page", "publisher": "Its paper", "language": "es", "published": "2025-03-14"}
    answers = {"POST": {"state": "waiting"}, "GET": {"state": "done", "fields": fields}}

    def answer(route: Any) -> None:
        asked.append(route.request.method)
        route.fulfill(json=answers[route.request.method])

    desk.route("**/capturerequest/page/**", answer)
    begin(desk, "visit", "x", "2025-02-03")
    desk.fill("#id_citations-0-publisher", "As I call it")
    desk.fill("#id_citations-0-url", "https://news.example/story")
    desk.locator("#id_citations-0-url").blur()
    desk.get_by_text("A copy is stored. Filled in from the page: title, published, language.").wait_for()
    assert asked == ["POST", "GET"]
    values = {name: desk.locator(f"#id_citations-0-{name}").input_value() for name in fields}
    assert values == {**fields, "publisher": "As I call it"}
    desk.get_by_text("14 March 2025, day exact").wait_for()
    answers["POST"] = {"state": "failed", "reason": "The site asks programs to stay away."}
    desk.fill("#id_citations-0-url", "https://other.example/")
    desk.locator("#id_citations-0-url").blur()
    desk.get_by_text("The site asks programs to stay away. It can be cited all the same.").wait_for()


def test_an_event_alike_is_told_while_the_form_is_filled_in(desk: Any):
    begin(desk, "step", "Talks again", "2024-05-03")
    desk.select_option("#id_kind", "meeting")
    choose(desk, "status_updates-0-agreement", "memo")
    desk.get_by_text("Already recorded?").wait_for()
    desk.get_by_label("It is another event").check()
    desk.locator("#id_place").fill("Here")
    desk.locator("#id_place").blur()
    desk.wait_for_timeout(800)
    assert desk.get_by_label("It is another event").is_checked()


def test_a_visit_is_logged_by_keyboard_alone(desk: Any):
    desk.goto(desk.url_of("/admin/"))
    desk.get_by_role("link", name="Log a visit").press("Enter")
    desk.wait_for_url("**/log/visit/")
    desk.locator("#id_title").focus()
    for text in ("By keyboard", "2025-02-03"):
        desk.keyboard.type(text)
        desk.keyboard.press("Tab")
    desk.locator("#id_participants-0-who + .select2 .select2-selection").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.type("Ana")
    desk.locator(".select2-results__option[role=option]:has-text('Ana López')").wait_for()
    desk.keyboard.press("Enter")  # the person of the record comes before the name as it was typed
    desk.keyboard.press("Control+Enter")
    desk.get_by_text("is recorded, as revision").wait_for()
    assert Event.objects.get(slug="by-keyboard-2025-02-03").participants.get().person == Person.objects.get(
        slug="ana-lopez"
    )


def test_the_forms_hold_from_phone_to_desk(desk: Any):
    for path in (
        *(filling.LOG.format(name) for name in ("visit", "statement", "step")),
        "/admin/agreements/event/add/",
    ):
        desk.goto(desk.url_of(path))
        for width in (320, 390, 720, 1200, 1440):
            desk.set_viewport_size({"width": width, "height": 900})
            assert desk.evaluate(OVERFLOW) == 0, f"{path} is wider than {width} px"


def test_the_form_holds_no_barrier(desk: Any):
    assert barriers(desk, desk.url_of(filling.LOG.format("step"))) == []
