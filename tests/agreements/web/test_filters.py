"""The filters of the relation's page: what passes, what the form shows, what is refused."""

from typing import Any
from urllib.parse import urlencode

import pytest

from agreements.timeline import clocks, queries

from .reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
Json = dict[str, Any]


@pytest.fixture
def events() -> list[Json]:
    return queries.bodies("event", clocks.now(), relations__contains=["us-sv"])


@pytest.fixture
def ask(client: Any) -> Any:
    """The page at an address with repeated parameters: ask(kind=["visit", "call"])."""

    def fetch(status: int = 200, **query: Any) -> Element:
        response = client.get(f"/us-sv/?{urlencode(query, doseq=True)}")
        assert response.status_code == status
        return read(response.content)

    return fetch


def listed(page: Element) -> set[str]:
    return {row["id"].removeprefix("event-") for row in page.all("tr", class_="event")}


def test_values_of_one_filter_are_alternatives(ask, events):
    wanted = {each["slug"] for each in events if each["kind"] in ("visit", "call")}
    assert listed(ask(kind=["visit", "call"])) == wanted
    assert len(wanted) == 12


def test_different_filters_hold_together(ask, events):
    wanted = {
        each["slug"]
        for each in events
        if each["kind"] == "visit" and any(who["person"] == "marco-rubio" for who in each["participants"])
    }
    assert wanted
    assert listed(ask(kind="visit", person="marco-rubio")) == wanted


@pytest.mark.parametrize(
    "query",
    [
        {"q": "coatepeque"},
        {"modality": "reported"},
        {"agreement": ["us-sv-aca-2019", "cafta-dr"]},
        {"kind": ["visit", "litigation"], "q": "salvador", "public_on": "2025-04-01"},
        {"person": "nayib-bukele", "valid_on": "2021-01-01"},
    ],
)
def test_the_page_and_the_interface_narrow_alike(ask, client, query):
    address = urlencode({**query, "relation": "us-sv", "page_size": 1000}, doseq=True)
    answered = client.get(f"/api/v1/timeline/?{address}").json()["results"]
    shown = listed(ask(**query))
    assert shown == {each["slug"] for each in answered}
    assert shown


def test_search_forgets_case_and_accents(ask):
    assert listed(ask(q="CANCILLERÍA")) == listed(ask(q="cancilleria"))


def test_a_second_sentence_counts_what_is_shown(ask):
    shown = ask(kind=["visit", "call"]).one("p", id="shown")
    assert shown.text == "Shown: 12 events, 3 agreements. Clear filters"
    assert shown.one("a")["href"] == "/us-sv/"


def test_without_filters_there_is_no_second_sentence(ask):
    assert ask().one("p", id="shown").text == ""


def test_clearing_the_filters_keeps_the_rest(ask):
    page = ask(kind="visit", q="rubio", public_on="2025-04-01", order="desc")
    assert page.one("p", id="shown").one("a")["href"] == "/us-sv/?public_on=2025-04-01&order=desc"


def test_where_nothing_matches_the_page_says_so_and_how_many_there_are(ask):
    page = ask(q="zeppelin")
    assert page.one("p", id="shown").text == "No event matches. 70 without these filters. Clear filters"
    assert not listed(page)
    assert "No event matches" in page.one("section", id="events").text


def test_filters_leave_the_sentence_and_the_agreements_alone(ask):
    plain, narrow = ask(), ask(kind="call")
    assert narrow.one("p", class_="sentence").text == plain.one("p", class_="sentence").text
    assert narrow.one("table", class_="agreements").text == plain.one("table", class_="agreements").text
    assert narrow.one("ul", class_="contradictions").text == plain.one("ul", class_="contradictions").text


def choices(page: Element, name: str) -> dict[str, str]:
    """Value → its label with the count, of one filter's menu."""
    form = page.one("form", id="filters")
    return {
        label.one("input")["value"]: label.text for label in form.all("label") if list(label.all("input", name=name))
    }


def test_menus_offer_what_there_is_with_counts(ask, events):
    page = ask()
    kinds = {each["kind"] for each in events}
    assert set(choices(page, "kind")) == kinds
    assert choices(page, "kind")["visit"] == "Visit 10"
    assert choices(page, "modality") == {"happened": "Happened 59", "reported": "Reported 11"}
    named = sum("us-sv-aca-2019" in each["agreements"] for each in events)
    assert choices(page, "agreement")["us-sv-aca-2019"].endswith(f" {named}")
    assert choices(page, "person")["nayib-bukele"].startswith("Nayib Bukele ")


def test_counts_are_those_of_the_view(ask):
    then = sum(int(each.rsplit(" ", 1)[1]) for each in choices(ask(public_on="2025-04-01"), "kind").values())
    assert then < 70


def test_what_is_chosen_is_ticked_and_said(ask):
    page = ask(kind=["visit", "call"], person="marco-rubio", modality="reported")
    ticked = {each["value"] for each in page.all("input") if "checked" in each.attributes}
    assert ticked == {"visit", "call", "marco-rubio", "reported"}
    said = {each["id"]: each.text for each in page.all("summary") if each["id"]}
    assert said == {
        "menu-kind": "2 kinds, reported",
        "menu-agreement": "All agreements",
        "menu-person": "Marco Rubio",
    }
    assert page.one("summary", id="menu-person")["class"] == "narrows"


def test_what_is_chosen_stays_in_the_menu_where_nothing_has_it(ask):
    assert choices(ask(kind="meeting"), "kind")["meeting"] == "Meeting 0"


def test_the_search_field_shows_what_was_asked(ask):
    assert ask(q="“Rubio” & <co>").one("input", id="q")["value"] == "“Rubio” & <co>"


def test_the_form_carries_on_what_it_does_not_show(ask):
    page = ask(lang="en", valid_on="2025-06-01", order="desc", event="rubio-visit-el-salvador-2025", kind="visit")
    carried = [(each["name"], each["value"]) for each in page.one("span", id="carried").all("input")]
    assert carried == [
        ("lang", "en"),
        ("valid_on", "2025-06-01"),
        ("order", "desc"),
        ("event", "rubio-visit-el-salvador-2025"),
    ]


def test_every_link_of_the_view_carries_the_filters_on(ask):
    page = ask(kind=["visit", "call"])
    languages = {each["hreflang"]: each["href"] for each in page.one("nav", class_="languages").all("a")}
    assert languages["es"] == "/us-sv/?kind=visit&kind=call&lang=es"
    assert page.one("a", id="turned")["href"] == "/us-sv/?kind=visit&kind=call&order=desc#events"
    assert page.one("ul", id="exports").one("a")["href"] == "/api/v1/timeline/?relation=us-sv&kind=visit&kind=call"


def test_the_permalink_cites_the_view_with_its_filters(ask, us_sv):
    foot = ask(kind="visit", public_on="2025-04-01").one("footer")
    assert f"/us-sv/?public_on=2025-04-01&kind=visit&revision={us_sv.number}" in [
        each["href"] for each in foot.all("a")
    ]


@pytest.mark.parametrize(
    "query",
    [{"kind": "blue"}, {"agreement": "nowhere"}, {"person": "nobody"}, {"modality": "maybe"}, {"q": "!!"}, {"q": "\0"}],
)
def test_a_value_that_nothing_can_have_is_refused_by_name_and_the_view_without_it_offered(ask, query):
    page = ask(status=400, **query, order="desc")
    assert [each.text for each in page.all("dt")] == list(query)
    assert page.one("main").one("a")["href"] == "/us-sv/?order=desc"


def test_a_filter_that_takes_one_value_is_refused_twice(ask):
    assert [each.text for each in ask(status=400, q=["a", "b"]).all("dt")] == ["q"]


def test_script_in_the_search_stays_text(client):
    content = client.get("/us-sv/", {"q": '"><script>alert(1)</script>'}).content
    assert b"<script>alert" not in content
