"""The open event beside the figure."""

from typing import Any

import pytest

from agreements.timeline import clocks, queries

from .reading import Element

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
COATEPEQUE = "bukele-statement-coatepeque-2025"


def body(slug: str) -> dict[str, Any]:
    return queries.detail("event", slug, clocks.now())


def panel(page: Element) -> Element:
    return page.one("aside", id="panel")


def test_without_an_open_event_the_panel_is_hidden_and_empty(look):
    closed = panel(look("/us-sv/"))
    assert "hidden" in closed.attributes
    assert closed.text == ""


def test_it_says_what_when_where_and_who(look):
    found, shown = body(COATEPEQUE), panel(look("/us-sv/", event=COATEPEQUE))
    assert "hidden" not in shown.attributes
    assert shown.one("h2").text == found["title"]
    assert shown.one("p", class_="when").text == f"Monday 3 February 2025, {found['place']}"
    assert shown.one("ul", class_="people").text.startswith("Nayib Bukele, President of El Salvador speaker")


def test_the_passage_is_marked_as_our_words(look):
    shown = panel(look("/us-sv/", event=COATEPEQUE))
    assert shown.one("h3", id="panel-passage").text == "Passage in our words"
    assert shown.one("p", class_="passage").text == body(COATEPEQUE)["summary"]
    assert shown.one("p", class_="passage")["lang"] == "en"


def test_it_says_what_the_event_means_for_each_agreement(look):
    said = panel(look("/us-sv/", event=COATEPEQUE)).one("ul", class_="said")
    assert "Safe third country 2025" in said.text
    assert "legal, El Salvador → under negotiation" in said.text
    assert "one side · Nayib Bukele" in said.text


def test_the_swatch_shows_what_the_event_says_of_the_legal_standing(look):
    said = panel(look("/us-sv/", event=COATEPEQUE)).one("ul", class_="said")
    agreements = [each for each in said.children if not isinstance(each, str)]
    drawn = [bool(list(each.all("svg", class_="band"))) for each in agreements]
    says_legal = ["legal" in each.text for each in agreements]
    assert drawn == says_legal
    assert any(drawn)


def test_an_irregular_step_is_explained(look):
    shown = panel(look("/us-sv/", event="aca-suspended-2021"))
    assert [each.text for each in shown.all("p", class_="irregular")] == [
        "Irregular: " + warning["detail"].replace("_", " ")
        for each in body("aca-suspended-2021")["status_updates"]
        for warning in each["warnings"]
    ]


def test_accounts_that_differ_stand_together_and_lead_to_the_contradiction(look):
    page = look("/us-sv/", event=COATEPEQUE)
    rivals = panel(page).one("div", class_="rivals")
    assert "no exchange with the press was foreseen" in rivals.text.lower()
    assert page.one("li", id=rivals.one("h4").one("a")["href"][1:])


def test_sources_are_numbered_and_their_independence_counted(look):
    shown = panel(look("/us-sv/", event=COATEPEQUE))
    assert shown.one("h3", id="panel-sources").text == "Sources 5, 5 independent"
    listed = shown.one("ol", class_="read")
    assert [each["href"] for each in listed.all("a")] == [each["url"] for each in body(COATEPEQUE)["citations"]]
    assert "press, en, undated" in listed.text


def test_it_can_be_cited_and_its_history_read(look, us_sv):
    record = panel(look("/us-sv/", event=COATEPEQUE, lang="en")).one("p", class_="record")
    links = {each.text: each["href"] for each in record.all("a")}
    assert links["Cite"] == f"/events/{COATEPEQUE}/?lang=en&revision={us_sv.number}"
    assert links["Permalink"] == f"/us-sv/?lang=en&event={COATEPEQUE}&revision={us_sv.number}"
    assert links["History"] == f"/events/{COATEPEQUE}/?lang=en#versions"
    assert "recorded " in record.text


def steps(page: Element) -> tuple[str, str, str]:
    """(address of the event before, place among those of its day, address of the event after)."""
    nav = next(panel(page).all("nav"))
    links = {each["rel"]: each["href"] for each in nav.all("a")}
    place = [each.text for each in nav.all("span", class_="place")]
    return links.get("prev", ""), (place or [""])[0], links.get("next", "")


def ordered() -> list[str]:
    found = queries.bodies("event", clocks.now(), relations__contains=["us-sv"])
    return [
        each["slug"]
        for each in sorted(found, key=lambda each: (each["date"]["earliest"], each["date"]["latest"], each["slug"]))
    ]


def test_one_steps_through_the_events_of_a_day_and_on(look):
    slugs = ordered()
    at = slugs.index(COATEPEQUE)
    before, place, after = steps(look("/us-sv/", event=COATEPEQUE))
    assert before == f"/us-sv/?event={slugs[at - 1]}"
    assert place == "1 of 6 that day"
    assert after == f"/us-sv/?event={slugs[at + 1]}"


def test_the_first_and_the_last_have_one_neighbour(look):
    first, last = ordered()[0], ordered()[-1]
    assert steps(look("/us-sv/", event=first))[:2] == ("", "")
    assert steps(look("/us-sv/", event=last))[2] == ""


def test_one_steps_within_the_filters(look):
    _before, place, after = steps(look("/us-sv/", event="rubio-visit-el-salvador-2025", kind="visit"))
    assert place == ""
    assert after.startswith("/us-sv/?kind=visit&event=")
    assert body(after.rpartition("=")[2])["kind"] == "visit"


def test_an_event_that_the_filters_hide_stays_open_without_neighbours(look):
    page = look("/us-sv/", event=COATEPEQUE, kind="visit")
    assert panel(page).one("h2").text == body(COATEPEQUE)["title"]
    assert steps(page) == ("", "", "")


def test_close_leads_to_the_same_view_without_it(look):
    page = look("/us-sv/", event=COATEPEQUE, kind="visit", public_on="2025-04-01")
    assert panel(page).one("a", class_="close")["href"] == "/us-sv/?public_on=2025-04-01&kind=visit"


@pytest.mark.parametrize(
    "query", [{"event": "nowhere"}, {"event": "grant-letter-2025-03-22", "public_on": "2025-04-01"}]
)
def test_an_event_that_the_view_does_not_hold_is_refused_by_name(look, query):
    page = look("/us-sv/", status=400, **query)
    assert [each.text for each in page.all("dt")] == ["event"]
    assert "event" not in page.one("main").one("a")["href"]


def test_every_event_can_be_opened(look):
    for slug in ordered():
        assert panel(look("/us-sv/", event=slug, part="panel")).one("h2").text == body(slug)["title"]
