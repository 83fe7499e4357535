"""Parts of the relation's page that answer by themselves, to be swapped in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
COATEPEQUE = "bukele-statement-coatepeque-2025"
ALWAYS = {"shown", "carried", "menu-kind", "menu-agreement", "menu-person", "exports", "turned", "languages", "foot"}


def top(page):
    return [each for each in page.children if not isinstance(each, str)]


@pytest.mark.parametrize("part", ["panel", "events", "panel,events"])
def test_a_part_answers_without_the_page_around_it(look, part):
    answer = look("/us-sv/", part=part, event=COATEPEQUE)
    assert not list(answer.all("html"))
    assert {*part.split(","), *ALWAYS} <= {each["id"] for each in top(answer)}
    assert ("events" in part) == bool(list(answer.all("table", class_="events")))


@pytest.mark.parametrize("query", [{}, {"event": COATEPEQUE, "kind": "visit"}, {"q": "zeppelin"}, {"lang": "es"}])
def test_every_part_takes_the_place_of_an_element_of_the_page(look, query):
    page, answer = look("/us-sv/", **query), look("/us-sv/", part="figure,panel,events", **query)
    ids = {each["id"] for each in page.all()}
    for each in top(answer):
        if each["id"] == "turned" and "q" in query:
            continue  # a list of nothing has no order
        assert each["id"] in ids
        assert each.text == page.one(each.tag, id=each["id"]).text


def test_how_an_answer_comes_is_in_none_of_its_links(look):
    answer = look("/us-sv/", part="panel,events", width=800, event=COATEPEQUE, kind="press_statement")
    links = [each["href"] for each in answer.all("a") if each["href"].startswith("/")]
    assert links
    assert not [each for each in links if "part=" in each or "width=" in each]


@pytest.mark.parametrize("query", [{"part": "head"}, {"part": "panel,head"}, {"width": 100}, {"width": "wide"}])
def test_a_part_that_is_none_is_refused_by_name(look, query):
    assert [each.text for each in look("/us-sv/", status=400, **query).all("dt")] == list(query)


@pytest.mark.parametrize("part", ["figure", "panel", "figure,panel,events"])
def test_a_part_asks_the_database_a_bounded_number_of_questions(client, part):
    with CaptureQueriesContext(connection) as asked:
        client.get("/us-sv/", {"part": part, "event": COATEPEQUE, "kind": "press_statement", "person": "marco-rubio"})
    assert len(asked) <= 20
