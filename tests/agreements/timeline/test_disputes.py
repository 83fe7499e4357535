"""Contradictions and determinations, page by page."""

from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from agreements.errors import NotYetKnown
from agreements.timeline import clocks, disputes, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.filtering import Chosen

from .. import inputs
from ..builders import ground, make_agreement, make_determination, make_event, make_retraction, write


def listed(asof: AsOf, size: int = 1000, **values: Any) -> list[Any]:
    found, position = [], None
    while True:
        page = disputes.conflicts(Chosen(asof, {name: (each,) for name, each in values.items()}), position, size)
        found += orjson.loads(orjson.dumps(page.rows))
        position = page.next
        if position is None:
            return found


@pytest.mark.usefixtures("us_sv", "db")
@pytest.mark.parametrize("public_on", [None, date(2025, 4, 1)])
@pytest.mark.parametrize("size", [1000, 3])
def test_contradictions_are_those_that_the_record_holds(public_on: date | None, size: int) -> None:
    asof = replace(clocks.now(), public_on=public_on)
    assert listed(asof, size) == queries.conflicts(asof)
    about = listed(asof, size, agreement="us-sv-aca-2019", open=True)
    assert about == queries.conflicts(asof, agreement="us-sv-aca-2019", open=True)
    assert 0 < len(about) < len(listed(asof))
    assert listed(asof, size, relation="us-sv") == queries.conflicts(asof, relations__contains=["us-sv"])


@pytest.fixture
def chosen(db: None) -> list[AsOf]:
    """The clocks before, with and after a determination."""
    said = inputs.update(value="in_force", speaker={"name": "A Ministry"})
    denied = inputs.update(value="in_force", modality="denied", speaker={"name": "Another Ministry"})
    write(*ground(), make_event("said", status_updates=[said]), make_event("denied", status_updates=[denied]))
    instants = [clocks.now()]
    write(make_determination(["said-u1"], ["denied-u1"], id="choice"))
    instants.append(clocks.now())
    write(make_retraction("determination", "choice"))
    return [*instants, clocks.now()]


def test_a_determination_closes_a_contradiction_while_it_stands(chosen: list[AsOf]) -> None:
    assert [[each["open"] for each in listed(asof)] for asof in chosen] == [[True], [False], [True]]
    assert [len(listed(asof, open=False)) for asof in chosen] == [0, 1, 0]


def test_determinations_in_effect_and_those_taken_back_are_two_lists(chosen: list[AsOf]) -> None:
    def ids(asof: AsOf, retracted: bool) -> list[str]:
        return [each["id"] for each in disputes.determinations(asof, retracted, None, 10).rows]

    assert [ids(asof, False) for asof in chosen] == [[], ["choice"], []]
    assert [ids(asof, True) for asof in chosen] == [[], [], ["choice"]]


def test_determinations_are_as_the_record_gives_them(chosen: list[AsOf]) -> None:
    assert disputes.determinations(chosen[1], False, None, 10).rows == queries.determinations(chosen[1])
    assert disputes.determinations(chosen[2], True, None, 10).rows == queries.determinations(chosen[2])


@pytest.mark.usefixtures("us_sv", "db")
@pytest.mark.parametrize("public_on", [None, date(2026, 1, 1)])
def test_asked_for_a_day_only_what_had_arisen_by_then_is_contradictory(public_on: date | None) -> None:
    def on(day: str) -> set[str]:
        asof = replace(clocks.now(), valid_on=date.fromisoformat(day), chosen=True, public_on=public_on)
        assert queries.conflicts(asof) == listed(asof, 3)
        return {each["agreement"] or each["event"] for each in queries.conflicts(asof)}

    assert "us-sv-aca-2019" not in on("2019-07-01")
    assert "first-transfers-2025-03-15" not in on("2025-03-14")
    assert "first-transfers-2025-03-15" in on("2025-03-15")
    assert on("2025-03-14") < on("2025-03-15") < on("2025-12-31")


def test_rival_steps_have_arisen_when_the_second_begins(db: None) -> None:
    early = inputs.update(value="in_force", date="2020-05-01", speaker={"name": "A Ministry"})
    denial = inputs.update(
        value="in_force", modality="denied", date="2020-06-01/..", speaker={"name": "Another Ministry"}
    )
    write(*ground(), make_event("said", status_updates=[early]), make_event("denied", status_updates=[denial]))

    def on(day: str) -> int:
        return len(listed(replace(clocks.now(), valid_on=date.fromisoformat(day), chosen=True)))

    assert (on("2020-05-31"), on("2020-06-01")) == (0, 1)
    assert len(listed(clocks.now())) == 1


def test_rival_terms_have_arisen_with_the_first_event_about_their_agreement(db: None) -> None:
    terms = [
        inputs.term(name="amount", low="1", high="1", unit="USD", speaker={"name": "A Ministry"}),
        inputs.term(name="amount", low="2", high="2", unit="USD", speaker={"name": "Another Ministry"}),
    ]
    write(*ground()[:-1], make_agreement(terms=terms), make_event("a", date="2021-01-01", agreements=["memo"]))

    def on(day: str) -> int:
        return len(listed(replace(clocks.now(), valid_on=date.fromisoformat(day), chosen=True)))

    assert (on("2020-12-31"), on("2021-01-01")) == (0, 1)


@pytest.mark.django_db
def test_one_determination_is_read_as_of_a_revision() -> None:
    write(*ground(), make_event(claims=[inputs.claim(), inputs.claim(value="Elsewhere")]))
    made = write(make_determination(["meeting-2025-c1"], ["meeting-2025-c2"], id="choice"))
    write(make_retraction("determination", "choice"))
    now, then = clocks.now(), replace(clocks.now(), revision=made.number)
    assert (disputes.determination("choice", now).number, disputes.determination("choice", then).number) == (2, 1)
    assert disputes.determination("choice", then).body["retracted"] is None
    with pytest.raises(NotYetKnown):
        disputes.determination("choice", replace(now, revision=made.number - 1))
    with pytest.raises(queries.Unknown):
        disputes.determination("other", now)
