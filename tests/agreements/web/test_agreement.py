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
    assert found["summary"] in page.one("div", class_="ours").text
    assert "Agreement, safe third country, agreement" in page.one("p", class_="crumb").text


def test_it_says_in_one_computed_sentence_how_it_stands(look):
    sentence = look(ACA).one("p", class_="sentence")
    assert sentence.text == (
        "Signed on 20 September 2019; suspended and termination notified on 6 February 2021, by one side’s account; "
        "terminated about 2021, by a single report. Implementation: not started, by one side’s account. "
        "Whether it was ever in force is disputed. Accounts differ on: a safe third country agreement in substance."
    )
    ids = [each["id"] for each in queries.conflicts(clocks.now(), agreement="us-sv-aca-2019")]
    assert [each["href"] for each in sentence.all("a")] == [f"#{each}" for each in ids]


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
    assert [each.text for each in legal.all("td", role="cell")][1:] == ["~2021", "CBS News", "single report"]


def test_the_axes_are_drawn_on_one_scale_of_time(look):
    table = look(ACA).one("table", class_="standing")
    drawn = list(table.all("td", class_="drawn"))
    assert len(drawn) == 7  # the calendar, and a row for each axis and party
    assert {each["width"] for cell in drawn for each in cell.all("svg", focusable="false")} == {"560"}
    legal = drawn[1]
    assert next(legal.all(class_="hatch"))["fill"] == "url(#f-b4-b3)"
    assert look(ACA).one("pattern", id="f-b4-b3")
    assert [each.text for each in legal.all("text", class_="when")] == [
        "20 Sep 2019",
        "29 Dec 2020",
        "6 Feb 2021",
        "~2021",
    ]


def test_on_another_day_the_table_names_the_day(look):
    heads = look(ACA, valid_on="2021-03-01").one("table", class_="standing").one("thead")
    assert "On 1 Mar 2021" in heads.text
    assert "today" not in heads.text.lower()


def test_parties_without_a_recorded_procedure_share_a_row(look):
    table = look("/agreements/cafta-dr/").one("table", class_="standing")
    at_home = [each.text for each in table.one("tbody").all("tr") if each.text.startswith("Domestic procedure")]
    assert len(at_home) == 2
    assert "Costa Rica, Dominican Republic" in at_home[1]
    assert "not recorded" in at_home[1]


def test_an_axis_without_a_value_says_so(look):
    table = look("/agreements/us-sv-comalapa-csl/").one("table", class_="standing")
    assert next(table.one("tbody").all("tr")).text == "Legal where it stands in law not recorded"


@pytest.mark.parametrize(
    ("slug", "question"),
    [
        ("us-sv-aca-2019", "¿Estuvo alguna vez en vigor? Tres versiones"),
        ("us-sv-nuclear-mou-2025", "¿Es vinculante o no vinculante? Dos versiones"),
    ],
)
def test_spanish_asks_by_the_axis(look, slug, question):
    disputes = look(f"/agreements/{slug}/", lang="es").all("section", class_="dispute")
    assert next(disputes).one("h2").text == question


def test_its_contradictions_are_columns_with_grade_and_source(look):
    page = look(ACA)
    disputes = list(page.all("section", class_="dispute"))
    assert len(disputes) == len(queries.conflicts(clocks.now(), agreement="us-sv-aca-2019"))
    assert disputes[0].one("h2").text == "Was it ever in force? Three accounts"
    columns = list(disputes[0].one("ul", class_="accounts").all("li"))
    assert [each.one("p", class_="claim").text for each in columns] == [
        "In force",
        "Suspended, termination notified",
        "Not in force",
    ]
    assert "one side" in columns[0].text
    assert list(columns[0].all("a", rel="noreferrer"))
    assert "fits either account" in columns[1].text
    assert "Would put out of order: suspended of 6 February 2021." in columns[2].text
    assert "Not determined." in disputes[0].text


def test_each_account_has_the_band_as_it_would_be(look):
    dispute = next(look(ACA).all("section", class_="dispute"))
    said = [
        [each.text for each in column.one("g", class_="strand").all("text")]
        for column in dispute.one("ul", class_="accounts").all("li")
    ]
    assert said == [
        ["signed", "in force", "termination notified"],
        ["signed", "not said", "termination notified"],
        ["signed", "termination notified"],
    ]


def test_terms_in_dispute_have_no_band(look):
    amount = next(look(DETENTION).all("section", class_="dispute"))
    assert amount.one("h2").text == "Amount: 5 accounts"
    assert amount.one("ul", class_="rows")
    assert not list(amount.all("svg"))


def test_its_history_flags_what_is_disputed_and_irregular(look):
    history = look(ACA).one("table", class_="history")
    flags = {each.text for each in history.all(class_="flag")}
    assert flags == {"disputed", "irregular"}
    because = history.one("tr", class_="because").text
    assert "The step before it, preparatory, is regularly followed by: operating, paused, ceased." in because
    assert "Said of the whole time up to that day" in because


def test_history_holds_every_event_about_it_in_order(look):
    rows = queries.bodies("event", clocks.now(), agreements__contains=["us-sv-detention-arrangement-2025"])
    ordered = sorted(rows, key=lambda each: (each["date"]["earliest"], each["date"]["latest"], each["slug"]))
    history = look(DETENTION).one("table", class_="history")
    assert [each["href"] for each in history.all("a") if each["href"].startswith("/events/")] == [
        f"/events/{each['slug']}/" for each in ordered
    ]


def test_rival_terms_stand_side_by_side_under_one_name(look):
    clauses = look(DETENTION).one("dl", class_="terms")
    clause = next(each for each in clauses.all("div") if [one.text for one in each.all("dt")] == ["Amount"])
    figures = [each.text for each in clause.one("dd", class_="several").all("b")]
    assert sorted(figures) == ["4,000,000 USD", "4,670,000 USD", "4,760,000 USD", "6,000,000 USD", "6,000,000 USD"]
    assert len(list(clause.all("a", class_="flag"))) == 5


def test_an_upper_bound_is_said(look):
    assert "up to 15,000,000 USD" in look(DETENTION).one("dl", class_="terms").text


def test_lineage_is_read_in_both_directions(look):
    ties = [each.text for each in look(ACA).one("ul", class_="ties").all("li")]
    assert any(each.startswith("this agreement implements Letter of intent 2019 our reading") for each in ties)
    assert any(
        each.startswith("Safe third country 2025 revives this agreement proposed, not accepted") for each in ties
    )


def test_what_the_stair_draws_the_list_says_too(look):
    lineage = look(ACA).one("section", id="lineage")
    assert len(list(lineage.all("line", class_="link"))) == len(list(lineage.one("ul", class_="ties").all("li"))) == 4
    assert len(list(lineage.all("line", class_="proposed"))) == 1
    names = [each.text for each in lineage.one("ol").all("p", class_="name")]
    assert [each.rpartition(" ")[2] for each in names] == ["2019", "2019", "2019", "2021", "2025"]


def test_documents_names_and_parties_are_listed(look):
    page, found = look(ACA), body("us-sv-aca-2019")
    main = page.one("main").text
    for each in found["documents"]:
        assert each["title"] in page.one("table", class_="documents").text
    assert all(each["value"] in main for each in found["identifiers"])
    assert all(each["publisher"] in page.one("section", id="sources").text for each in found["citations"])
    assert "El Salvador, United States" in main
    assert all(each["text"] in main for each in found["aliases"])


def test_it_can_be_cited_as_it_is(look, us_sv):
    page = look(ACA)
    permalink = f"{ACA}?revision={us_sv.number}"
    assert permalink in [each["href"] for each in page.one("footer").all("a")]
    assert permalink in [each["href"] for each in page.one("ol", class_="versions").all("a")]


def test_only_what_was_public_counts(look):
    page = look(DETENTION, public_on="2025-04-01")
    assert "grant letter" not in page.one("table", class_="history").text.lower()
    assert "4,760,000" not in page.text
