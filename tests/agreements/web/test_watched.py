"""The page of the sources: how fresh each is."""

from datetime import UTC, datetime, timedelta

import pytest

from agreements.fetching.formats import manual

from ..versions import make_run, make_source

pytestmark = pytest.mark.django_db


def rows(page):
    return list(page.one("table").one("tbody").all("tr"))


def test_without_a_source_the_page_says_so(look):
    assert "No source is set up." in look("/sources/").text


def test_a_source_shows_when_it_was_reached_how_often_and_that_it_is_well(look):
    now = datetime.now(UTC)
    source = make_source(language="es", last_success_at=now, last_item_at=now, interval=7200)
    make_run(source, 0)
    (row,) = rows(look("/sources/"))
    assert row.one("a")["href"] == "https://ministry.example/feed"
    assert "feed, es, every 2 hours" in row.text
    assert "Reached in time" in row.text
    assert f"{now:%H:%M} UTC" in row.text
    assert not list(row.all(class_="alert"))


def test_a_failure_that_is_over_is_said_to_be(look):
    make_run(make_source(last_success_at=datetime.now(UTC)), 1, "failed", error="ministry.example does not answer.")
    (row,) = rows(look("/sources/"))
    assert "Last failure 15 Mar 2025, 12:00 UTC, over since: ministry.example does not answer." in row.text
    assert not list(row.all(class_="alert"))


def test_a_source_that_is_not_reached_says_why_in_words(look):
    make_run(make_source(failures=2), 1, "failed", error="ministry.example does not answer.")
    (row,) = rows(look("/sources/"))
    assert row.one("span", class_="alert").text.startswith("Stale")
    assert "15 Mar 2025, 12:00 UTC: ministry.example does not answer." in row.text


def test_a_folder_is_named_without_a_link(look):
    make_source(url="folder:press", format="folder", enabled=False)
    (row,) = rows(look("/sources/"))
    assert not list(row.all("a"))
    assert "folder of files" in row.text and "Paused" in row.text


def test_where_nobody_looks_is_no_source_of_this_page(look):
    make_source(url=manual.ADDRESS, format="manual", enabled=False)
    assert "No source is set up." in look("/sources/").text


def test_what_asks_for_attention_is_counted(look):
    now = datetime.now(UTC)
    silent = make_source(slug="silent", last_success_at=now, last_item_at=now - timedelta(days=40))
    make_run(silent, 0)
    assert "1 of them asks for attention." in look("/sources/").text
    assert "silent" in [each.text for each in rows(look("/sources/"))[0].all("b")]


def test_the_page_is_linked_from_the_foot_of_every_page(look):
    for path in ("/", "/corrections/"):
        assert "/sources/" in [each["href"] for each in look(path).one("footer").all("a")]


def test_sources_are_told_in_spanish(look):
    make_source(enabled=False)
    page = look("/sources/", lang="es")
    assert "canal de noticias" in page.text and "En pausa" in page.text
