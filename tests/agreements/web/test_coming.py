"""The page of what is coming."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
PAGE = "/us-sv/coming/"


def rows(page, state):
    found = list(page.all("section", id=state))
    return [row.text for row in found[0].one("tbody").all("tr")] if found else []


def test_what_lies_ahead_on_a_day_comes_first_and_says_what_it_rests_on(look):
    page = look(PAGE, valid_on="2025-04-01")
    assert page.one("h1").text == "What is coming"
    ahead = rows(page, "coming")
    assert ahead[-1].startswith("15 to 16 March 2026 end of its term Detention arrangement 2025")
    assert "us-sv-detention-arrangement-2025-t9" in ahead[-1]
    assert any("text to Congress disputed Asylum agreement 2019" in each for each in rows(page, "overdue"))


def test_what_is_past_stands_newest_first(look):
    overdue = rows(look(PAGE, valid_on="2026-11-24"), "overdue")
    assert overdue[0].startswith("30 April 2026") and overdue[-1].startswith("30 April 2006")


def test_nothing_due_is_said_in_words(look):
    assert "Nothing is due or planned." in look(PAGE, valid_on="1990-01-01").text


def test_a_calendar_can_be_followed_at_the_same_clocks(look):
    link = look(PAGE, public_on="2025-04-01").one("p", class_="links").one("a")
    assert link["href"] == "/api/v1/coming/?relation=us-sv&format=ics&public_on=2025-04-01"


def test_a_relation_that_is_not_there_has_nothing_coming(client):
    assert client.get("/nowhere/coming/").status_code == 404
