"""Clocks, sums and days in the words of a page."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from agreements.timeline import clocks, queries
from agreements.timeline.accounts import said
from agreements.web import outlook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]


def asof(day):
    return replace(clocks.now(), valid_on=date.fromisoformat(day), chosen=True)


def clocks_of(slug, day, language="en"):
    at = asof(day)
    agreement = queries.detail("agreement", slug, at)
    return {each.what: each for each in outlook.clocks(agreement, said([slug], at)[slug], at, language)}


def test_a_clock_states_its_condition_and_how_long_it_is_over():
    found = clocks_of("us-sv-aca-2019", "2026-11-22")["text to Congress"]
    assert found.condition == "if in force on 29 December 2020"
    assert (found.due, found.over, found.alert, found.state) == (
        "27 February 2021",
        "2094 days",
        True,
        "nothing recorded",
    )
    assert found.disputed and not found.verified


def test_a_clock_that_was_met_says_when_and_one_without_a_day_says_so():
    met = clocks_of("us-sv-detention-arrangement-2025", "2026-11-22")
    posted = met["text of a qualifying non-binding instrument published"]
    assert (posted.condition, posted.over, posted.alert) == ("operative on 15 or 16 March 2025", "7 days", False)
    assert "July 2025" in posted.state
    assert clocks_of("us-sv-aca-2019", "2026-11-22")["registered with the United Nations"].due == "no day set"


def measured_of(slug, at):
    events = queries.bodies("event", at, agreements__contains=[slug])
    return outlook.measured(queries.detail("agreement", slug, at), events, frozenset(), at)


def test_what_was_done_stands_beside_what_was_agreed():
    at = asof("2026-11-22")
    units = {each.unit: each for each in measured_of("us-sv-detention-arrangement-2025", at)}
    assert ("persons transferred", "288 persons", "3 events") in units["persons"].done
    assert ("persons agreed", "up to 300 persons") in units["persons"].terms
    assert units["USD"].done == [] and ("amount", "4,000,000 to 6,000,000 USD") in units["USD"].terms


@pytest.mark.parametrize(
    ("first", "last", "said_in_words"),
    [
        ("2026-03-15", "2026-03-15", "15 March 2026"),
        ("2026-03-15", "2026-03-16", "15 to 16 March 2026"),
        (None, None, "no day known"),
    ],
)
def test_days_are_said_in_words(first, last, said_in_words):
    assert outlook.span({"from": first, "to": last}, "en") == said_in_words


def test_an_open_end_is_said():
    with translation.override("en"):
        assert outlook.span({"from": "2026-03-15", "to": None}, "en") == "from 15 March 2026 on"
