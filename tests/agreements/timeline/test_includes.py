"""Names for what an answer refers to, as of its clocks."""

from dataclasses import replace
from typing import Any

from agreements.timeline import clocks, includes, queries

from ..builders import ground, make_event, make_office, make_party, make_person, write


def test_references_are_found_at_any_depth_and_by_their_keys_alone() -> None:
    answer = [{"parties": ["USA", {"party": "SLV", "role": "x"}], "speaker": {"person": None, "office": "o"}, "n": 1}]
    assert set(includes.references(answer)) == {("party", "USA"), ("party", "SLV"), ("office", "o")}


def test_only_what_is_asked_for_is_named(us_sv: Any, db: None) -> None:
    now = clocks.now()
    event = queries.detail("event", "rubio-visit-el-salvador-2025", now)
    found = includes.names(("people", "agreements"), event, now)
    assert set(found) == {"people", "agreements"}
    assert found["people"]["marco-rubio"] == "Marco Rubio"
    assert all(set(names) == {"title", "short_title"} for names in found["agreements"].values())
    assert set(found["agreements"]) >= set(event["agreements"])


def test_names_take_one_query(us_sv: Any, db: None, django_assert_num_queries: Any) -> None:
    now = clocks.now()
    events = queries.bodies("event", now)
    with django_assert_num_queries(1):
        includes.names(tuple(includes.KINDS), events, now)


def test_nothing_referred_to_is_nothing_named(db: None) -> None:
    assert includes.names(("people", "parties"), [], clocks.now()) == {"people": {}, "parties": {}}


def test_a_name_is_the_one_of_the_revision_asked_for(db: None) -> None:
    write(*ground(), make_office(), make_person(), make_event(participants=[{"name": "Ana", "person": "ana-lopez"}]))
    then = clocks.now()
    write(make_person(name="Ana López"), make_party("USA", names={"en": "United States", "es": "Estados Unidos"}))
    event = queries.detail("event", "meeting-2025", then)
    assert includes.names(("people", "parties"), event, then) == {
        "people": {"ana-lopez": "Ana Lopez"},
        "parties": {"SLV": {"en": "SLV", "es": "SLV"}, "USA": {"en": "USA", "es": "USA"}},
    }
    now = replace(then, revision=then.revision + 1)
    assert includes.names(("people",), event, now) == {"people": {"ana-lopez": "Ana López"}}
