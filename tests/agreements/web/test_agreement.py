"""The agreement's page."""

from typing import Any

import pytest

from agreements.timeline import clocks, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
ACA = "/agreements/us-sv-aca-2019/"
DETENTION = "/agreements/us-sv-detention-arrangement-2025/"


def body(slug: str) -> dict[str, Any]:
    return queries.detail("agreement", slug, clocks.now())


def test_it_says_what_the_agreement_is(look):
    page, found = look(ACA), body("us-sv-aca-2019")
    assert page.one("h1").text == found["title"]
    assert found["official_title"] in page.text
    assert page.one("p", class_="sentence").text == found["summary"]
    assert "Agreement, safe third country, agreement" in page.one("p", class_="crumb").text


def test_it_stands_on_five_axes(look):
    table = look(ACA).one("table", class_="standing")
    names = [each.text for each in table.one("tbody").all("th")]
    assert [each.split(" ")[0] for each in names] == [
        "Legal",
        "Character",
        "Implementation",
        "Disclosure",
        "Domestic",
        "Domestic",
    ]
    legal = next(table.one("tbody").all("tr"))
    assert [each.text for each in legal.all("td")][1:] == ["~2021", "CBS News", "single report"]


def test_an_axis_without_a_value_says_so(look):
    table = look("/agreements/us-sv-comalapa-csl/").one("table", class_="standing")
    assert next(table.one("tbody").all("tr")).text == "Legal where it stands in law not recorded"


def test_its_contradictions_are_columns_with_grade_and_source(look):
    page = look(ACA)
    disputes = list(page.all("section", class_="dispute"))
    assert len(disputes) == len(queries.conflicts(clocks.now(), agreement="us-sv-aca-2019"))
    first = next(disputes[0].one("ul", class_="accounts").all("li"))
    assert first.one("p", class_="claim").text == "In force"
    assert "one side" in first.text
    assert list(first.all("a", rel="noreferrer"))


def test_its_history_flags_what_is_disputed_and_irregular(look):
    history = look(ACA).one("table", class_="history")
    flags = {each.text for each in history.all(class_="flag")}
    assert flags == {"disputed", "irregular"}
    assert "Said of the whole time up to that day" in history.text


def test_history_holds_every_event_about_it_in_order(look):
    rows = queries.bodies("event", clocks.now(), agreements__contains=["us-sv-detention-arrangement-2025"])
    ordered = sorted(rows, key=lambda each: (each["date"]["earliest"], each["date"]["latest"], each["slug"]))
    history = look(DETENTION).one("table", class_="history")
    assert [each["href"] for each in history.all("a") if each["href"].startswith("/events/")] == [
        f"/events/{each['slug']}/" for each in ordered
    ]


def test_rival_terms_stand_under_one_name(look):
    table = look(DETENTION).one("table", class_="terms")
    clause = next(each for each in table.all("tbody") if next(each.all("th")).text == "Amount")
    figures = [each.text for each in clause.all("b")]
    assert sorted(figures) == ["4,000,000 USD", "4,670,000 USD", "4,760,000 USD", "6,000,000 USD", "6,000,000 USD"]
    assert len(list(clause.all("a", class_="flag"))) == 5


def test_an_upper_bound_is_said(look):
    assert "up to 15,000,000 USD" in look(DETENTION).one("table", class_="terms").text


def test_links_are_read_in_both_directions(look):
    ties = [each.text for each in look(ACA).one("ul", class_="ties").all("li")]
    assert any(each.startswith("this agreement implements Letter of intent 2019") for each in ties)
    assert any(
        each.startswith("Safe third country 2025 revives this agreement proposed, not accepted") for each in ties
    )


def test_papers_names_and_parties_are_listed(look):
    papers = look(ACA).one("section", id="papers")
    found = body("us-sv-aca-2019")
    for each in (*found["documents"], *found["identifiers"], *found["citations"]):
        assert each.get("title") or each.get("value") or each["publisher"] in papers.text
    assert "El Salvador, United States" in papers.text
    assert all(each["text"] in papers.text for each in found["aliases"])


def test_it_can_be_cited_as_it_is(look, us_sv):
    page = look(ACA)
    permalink = f"{ACA}?revision={us_sv.number}"
    assert permalink in [each["href"] for each in page.one("footer").all("a")]
    assert permalink in [each["href"] for each in page.one("ol", class_="versions").all("a")]


def test_only_what_was_public_counts(look):
    page = look(DETENTION, public_on="2025-04-01")
    assert "grant letter" not in page.one("table", class_="history").text.lower()
    assert "4,760,000" not in page.text
