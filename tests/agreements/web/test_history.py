"""The history on an agreement's page, where something was taken back."""

import pytest

from .. import inputs
from ..builders import ground, make_event, make_retraction, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def memo(db: None) -> None:
    write(
        *ground(),
        make_event("offer", date="2024-05-01", status_updates=[inputs.update(value="proposed")]),
        make_event(
            "signing",
            date="2025-02-03",
            status_updates=[inputs.update(), inputs.update(axis="disclosure", value="reported")],
        ),
        make_event("rumour", date="2025-03-01"),
    )


def test_a_retracted_statement_is_struck_and_says_who_and_why(memo, look):
    write(make_retraction("status_update", "signing-u1", "the day was another"))
    row, because = (
        look("/agreements/memo/").one("table", class_="history").one(class_=name) for name in ("gone", "because")
    )
    assert row.one("s").text == "signed"
    assert because.text.startswith("Retracted on ")
    assert because.text.endswith("by a tester: the day was another")


def test_a_superseded_statement_is_struck_and_names_its_successor(memo, look):
    later = inputs.update(value="concluded", supersedes="signing-u1")
    write(make_event("note", date="2025-04-01", status_updates=[later]))
    page = look("/agreements/memo/")
    assert page.one("tr", class_="gone").one("s").text == "signed"
    assert page.one("tr", class_="because").text == "Superseded by a later entry: concluded"


def test_a_retracted_event_stays_struck_among_the_others(memo, look):
    write(make_retraction("event", "signing", "it was another agreement"))
    history = look("/agreements/memo/").one("table", class_="history")
    struck = history.one("tbody", class_="gone")
    assert struck.one("th").one("s").text == "signing"
    assert "it was another agreement" in struck.one("th").text
    assert not list(struck.one("th").all("a"))
    assert history.text.index("offer") < history.text.index("signing")


def test_sources_are_named_once_where_lines_share_them(memo, look):
    history = look("/agreements/memo/").one("table", class_="history")
    sources = [each.text for each in history.all("td", class_="source")]
    assert sources == ["Example News", "Example News", ""]


def test_nothing_recorded_is_said(db, look):
    write(*ground())
    page = look("/agreements/memo/")
    assert page.one("p", class_="empty").text == "Nothing recorded yet."
    assert page.one("p", class_="sentence").text == "Nothing is recorded of how it stands in law."
    assert not list(page.all("section", id="lineage"))
