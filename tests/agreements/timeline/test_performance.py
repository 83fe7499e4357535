"""What was done beside what was agreed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.timeline import clocks, queries
from agreements.timeline.performance import Range, performed

from .. import inputs
from ..builders import ground, make_agreement, make_determination, make_event, make_retraction, write

Json = dict[str, Any]


def found(slug: str = "memo", day: str | None = None) -> dict[str, Json]:
    asof = clocks.now()
    if day:
        asof = replace(asof, valid_on=date.fromisoformat(day), chosen=True)
    return {each["unit"]: each for each in performed(queries.detail("agreement", slug, asof), asof)}


def done(slug: str, day: str, low: str | None, high: str | None, **changes: Any) -> Any:
    quantity = {"what": "persons moved", "low": low, "high": high, "unit": "persons"}
    about = {"kind": "implementation", "agreements": ["memo"], "quantities": [quantity], **changes}
    return make_event(slug, date=day, **about)


@pytest.mark.usefixtures("us_sv", "db")
def test_transfers_are_summed_beside_what_was_asked_for_and_agreed() -> None:
    persons = found("us-sv-detention-arrangement-2025")["persons"]
    moved = next(each for each in persons["counted"] if each["what"] == "persons transferred")
    assert (moved["low"], moved["high"], len(moved["events"])) == ("288", "288", 3)
    assert {each["name"]: each["high"] for each in persons["terms"]} == {
        "persons_requested": "500",
        "persons_agreed": "300",
    }


@pytest.mark.usefixtures("us_sv", "db")
def test_rival_amounts_stay_one_range_beside_the_ceiling_and_no_payment_is_invented() -> None:
    money = found("us-sv-detention-arrangement-2025")["USD"]
    assert money["counted"] == []
    ranges = {each["name"]: (each["low"], each["high"]) for each in money["terms"]}
    assert ranges == {"amount": ("4000000", "6000000"), "cap": (None, "15000000")}


@pytest.mark.usefixtures("us_sv", "db")
def test_a_disputed_count_stays_a_range() -> None:
    persons = found("us-sv-ven-exchange-2025")["persons"]
    returned = next(each for each in persons["counted"] if each["what"] == "Venezuelans returned")
    assert (returned["low"], returned["high"]) == ("238", "252")


def test_an_open_end_leaves_the_sum_open(db: None) -> None:
    write(*ground(), done("a", "2024-01-01", "3", "3"), done("b", "2024-01-02", "2", None))
    (line,) = found()["persons"]["counted"]
    assert (line["low"], line["high"]) == ("5", None)
    write(done("c", "2024-01-03", None, "4"))
    assert found()["persons"]["counted"][0]["low"] == "5"


@pytest.mark.parametrize("changes", [{"modality": "planned"}, {"modality": "denied"}, {"kind": "meeting"}])
def test_only_implementation_that_happened_counts(db: None, changes: Json) -> None:
    write(*ground(), done("a", "2024-01-01", "3", "3", **changes))
    assert found() == {}


def test_a_sum_is_that_of_its_day_and_without_what_was_retracted(db: None) -> None:
    write(*ground(), done("a", "2024-01-01", "3", "3"), done("b", "2024-02-01", "1", "1"))
    assert found(day="2024-01-15")["persons"]["counted"][0]["low"] == "3"
    write(make_retraction("event", "a"))
    assert found()["persons"]["counted"][0]["events"] == ["b"]


def test_a_rival_amount_that_was_set_aside_is_no_measure_any_more(db: None) -> None:
    amounts = [
        inputs.term(id=name, low=low, high=low, speaker={"name": name}) for name, low in (("t1", "4"), ("t2", "6"))
    ]
    write(*ground()[:-1], make_agreement(terms=amounts))
    assert found()["USD"]["terms"] == [{"name": "amount", "low": "4", "high": "6", "terms": ["memo-t1", "memo-t2"]}]
    write(make_determination(["memo-t1"], ["memo-t2"]))
    assert found()["USD"]["terms"] == [{"name": "amount", "low": "4", "high": "4", "terms": ["memo-t1"]}]


def test_a_term_without_a_number_or_denied_is_no_measure(db: None) -> None:
    terms = [
        inputs.term("amount", text="to be negotiated"),
        inputs.term("cap", low=None, high="5", unit="USD", coding="no"),
    ]
    write(*ground()[:-1], make_agreement(terms=terms))
    assert found() == {}


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted), max_size=8))
def test_the_sum_of_ranges_holds_every_sum_of_members(pairs: list[list[int]]) -> None:
    total = Range()
    for low, high in pairs:
        total.add({"low": str(low), "high": str(high)}, "event")
    assert total.high is not None
    assert total.low == sum(low for low, _ in pairs) and total.high == sum(high for _, high in pairs)
    assert total.low <= total.high


def test_what_began_at_no_known_time_counts_from_its_end(db: None) -> None:
    write(*ground(), done("a", "../2024-06-01", "3", "3"))
    assert found(day="2024-05-31") == {}
    assert found(day="2024-06-01")["persons"]["counted"][0]["low"] == "3"
