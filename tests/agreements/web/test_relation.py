"""The relation's page: the sentence, the agreements today, the contradictions, the events."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.timeline import clocks, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.sentence import sentence
from agreements.timeline.summary import summarise
from agreements.web.events import QUIET_DAYS

from .reading import Element

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]


def now() -> AsOf:
    return clocks.now()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_opens_with_the_sentence(look, language):
    page = look("/us-sv/", lang=language)
    said = "".join(part.text for part in sentence(summarise("us-sv", now()), language))
    assert page.one("p", class_="sentence").text == said


def test_the_bundled_record_is_summed_up(look):
    said = look("/us-sv/").one("p", class_="sentence").text
    assert "holds 15 agreements: one confirmed in force, eight signed or operating, three not yet concluded" in said
    assert "on 19 points; the last dated event is of 9 September 2026." in said


def test_each_count_leads_to_what_it_counts(look):
    page = look("/us-sv/")
    ids = {each["id"] for each in page.all() if each["id"]}
    targets = [link["href"] for link in page.one("p", class_="sentence").all("a")]
    assert targets == [
        "#agreements",
        "#confirmed-in-force",
        "#signed-or-operating",
        "#not-yet-concluded",
        "#ended",
        "#contradictions",
    ]
    assert {each.removeprefix("#") for each in targets} <= ids


def test_the_root_shows_the_only_relation(look):
    assert look("/").one("h1").text == "United States – El Salvador"


def test_the_title_is_in_the_language_of_the_page(look):
    assert look("/us-sv/", lang="es").one("h1").text == "Estados Unidos – El Salvador"


def test_groups_hold_as_many_rows_as_the_sentence_counts(look):
    page, counted = look("/us-sv/"), summarise("us-sv", now()).groups
    for name, slugs in counted.items():
        group = page.one("tbody", id=name.replace("_", "-"))
        shown = [row["id"].removeprefix("agreement-") for row in group.all("tr") if row["id"]]
        assert sorted(shown) == sorted(slugs)
        assert group.one("h3").text.endswith(f" {len(slugs)}")


def test_a_row_says_value_since_who_and_grade(look):
    row = look("/us-sv/").one("tr", id="agreement-cafta-dr")
    assert row.one("td", class_="legal").text == "in force"
    assert "1 Mar 2006" in row.one("td", class_="since").text
    assert "official text" in row.one("td", class_="who").text
    assert [each.text for each in row.all("td", class_="other")] == ["binding", "operating", "not recorded"]


def test_no_legal_value_is_said_and_drawn_dotted(look):
    row = look("/us-sv/").one("tr", id="agreement-us-sv-comalapa-csl")
    assert row.one("td", class_="legal").text == "not recorded"
    assert list(row.all("rect", class_="absent"))


def test_a_disputed_character_is_flagged_and_drawn_grey(look):
    page = look("/us-sv/")
    row = page.one("tr", id="agreement-us-sv-nuclear-mou-2025")
    assert row.one("span", class_="flag").text == "disputed"
    assert "u" in row.one("svg")["class"].split()
    dispute = row.one("a", class_="value")["href"].removeprefix("#")
    assert page.one("li", id=dispute)


def test_a_value_contested_on_another_day_has_a_question_mark(look):
    row = look("/us-sv/").one("tr", id="agreement-us-sv-aca-2019")
    assert row.one("td", class_="legal").text.startswith("terminated?")


def test_every_open_contradiction_is_there_once(look):
    listed = next(look("/us-sv/").all("ul", class_="contradictions"))
    shown = [each["id"] for each in listed.children if not isinstance(each, str)]
    wanted = [each["id"] for each in queries.conflicts(now(), relations__contains=["us-sv"], open=True)]
    assert sorted(shown) == sorted(wanted)


def test_accounts_stand_side_by_side_and_a_compatible_one_is_marked(look):
    page = look("/us-sv/")
    dispute = next(each for each in queries.conflicts(now(), agreement="us-sv-aca-2019") if each["axis"] == "legal")
    accounts = page.one("li", id=dispute["id"]).one("ul", class_="accounts")
    assert [each.text for each in accounts.all("p", class_="claim")] == [
        "In force",
        "Denied: in force",
        "Suspended, termination notified",
    ]
    assert ["fits either account" in each.text for each in accounts.all("li")] == [False, False, True]


def test_more_than_three_accounts_are_rows(look):
    amount = next(each for each in queries.conflicts(now(), open=True) if each["term"] == "amount")
    accounts = look("/us-sv/").one("li", id=amount["id"]).one("ul", class_="accounts")
    assert "rows" in accounts["class"]
    assert "4,760,000 USD" in accounts.text


def events_of(page: Element) -> list[str]:
    return [row["id"].removeprefix("event-") for row in page.one("table", class_="events").all("tr", class_="event")]


def test_events_are_listed_in_order_of_date(look):
    page = look("/us-sv/")
    found = queries.bodies("event", now(), relations__contains=["us-sv"])
    ordered = sorted(found, key=lambda each: (each["date"]["earliest"], each["date"]["latest"], each["slug"]))
    assert events_of(page) == [each["slug"] for each in ordered]


def test_newest_first_is_the_same_list_turned(look):
    assert events_of(look("/us-sv/", order="desc")) == events_of(look("/us-sv/"))[::-1]


def test_an_event_shows_place_people_summary_and_all_sources(look):
    event = queries.detail("event", "rubio-visit-el-salvador-2025", now())
    row = look("/us-sv/").one("tr", id="event-rubio-visit-el-salvador-2025")
    for words in (event["place"], event["summary"], "Nayib Bukele, President of El Salvador"):
        assert words in row.text
    assert {each["href"] for each in row.one("td", class_="sources").all("a")} == {
        each["url"] for each in event["citations"]
    }


def test_an_event_says_what_it_means_for_agreements(look):
    says = look("/us-sv/").one("tr", id="event-bukele-statement-coatepeque-2025").one("td", class_="says")
    assert "Safe third country 2025" in says.text
    assert "legal, El Salvador → under negotiation" in says.text


def test_an_irregular_step_is_flagged(look):
    row = look("/us-sv/").one("tr", id="event-aca-suspended-2021")
    assert "irregular" in [each.text for each in row.all("span", class_="flag")]


def test_late_publication_is_noted(look):
    row = look("/us-sv/").one("tr", id="event-grant-letter-2025-03-22")
    assert "Public since 9 September 2025" in row.text


def test_quiet_times_are_shown(look):
    quiet = [row.text for row in look("/us-sv/").one("table", class_="events").all("tr", class_="quiet")]
    assert quiet[0] == "13 quiet years"
    assert all(int(each.split()[0]) >= QUIET_DAYS for each in quiet[1:] if each.endswith("days"))


def test_what_was_not_public_is_not_on_the_page(look):
    then = look("/us-sv/", public_on="2025-04-01")
    assert "grant-letter-2025-03-22" in events_of(look("/us-sv/"))
    assert "grant-letter-2025-03-22" not in events_of(then)
    assert "grant letter" not in then.one("table", class_="events").text.lower()


def test_off_now_a_line_counts_what_is_hidden_and_leads_back(look):
    page = look("/us-sv/", public_on="2025-04-01", lang="en")
    asof = replace(now(), public_on=date(2025, 4, 1))
    hidden = queries.count_events("us-sv", now()) - queries.count_events("us-sv", asof)
    notice = page.one("p", class_="notice")
    assert notice.text.startswith(f"As the public could know on 1 April 2025; {hidden} later events hidden.")
    assert notice.one("a")["href"] == "/us-sv/?lang=en"
    assert "then" in page.one("body")["class"]


def test_now_has_no_such_line(look):
    page = look("/us-sv/")
    assert not list(page.all("p", class_="notice"))
    assert not page.one("body")["class"]


def test_a_permalink_names_its_revision(look, us_sv):
    page = look("/us-sv/", revision=us_sv.number)
    assert f"As recorded at revision {us_sv.number}, " in page.one("p", class_="notice").text


def test_of_another_day_the_heading_names_it_and_later_events_are_hidden(look):
    page = look("/us-sv/", valid_on="2021-01-01")
    assert page.one("h2", id="agreements-title").text == "Agreements on 1 January 2021"
    assert "the record held" in page.one("p", class_="sentence").text
    assert "aca-dhs-says-in-force-2020" in events_of(page)
    assert "aca-suspended-2021" not in events_of(page)


def test_links_carry_the_clocks_and_the_language_on(look):
    page = look("/us-sv/", public_on="2025-04-01", lang="es")
    links = [each["href"] for each in page.one("table", class_="agreements").all("a") if each["href"][0] == "/"]
    assert links
    assert all(each.endswith("?public_on=2025-04-01&lang=es") for each in links)


def test_the_form_keeps_the_language_and_shows_the_day(look):
    form = look("/us-sv/", public_on="2025-04-01", lang="es").one("form")
    fields = {each["name"]: each["value"] for each in form.all("input") if each["type"] in ("hidden", "date")}
    assert fields.pop("focus", "") == ""
    assert fields == {"lang": "es", "public_on": "2025-04-01", "known_at": ""}


def test_the_foot_names_revision_and_hash(look, us_sv):
    foot = look("/us-sv/").one("footer")
    assert f"Revision {us_sv.number} of the record" in foot.text
    assert us_sv.hash[:12] in foot.text
