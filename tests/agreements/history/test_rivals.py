"""Contradictions between terms of an agreement, and between claims about an event."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.history.account import voices
from agreements.history.conflicts import Choice, Conflict, Determined
from agreements.history.evidence import Evidence
from agreements.history.rivals import RivalClaim, RivalTerm, claim_conflicts, term_conflicts

NOTHING = Determined()


def speaking(who: str | None, clusters: list[str]) -> dict[str, Any]:
    speaker = {"name": who, "person": None, "office": None, "party": None} if who else None
    return {
        "speaker": speaker,
        "voices": voices(speaker, clusters),
        "evidence": Evidence(clusters=frozenset(clusters)),
    }


def term(name: str, who: str | None = None, clusters: tuple[str, ...] = ("wire",), **changes: Any) -> RivalTerm:
    low, high = (Decimal(each) if each is not None else None for each in changes.pop("range", (None, None)))
    unit = "USD" if low is not None or high is not None else None
    fields: dict[str, Any] = {
        "id": f"t-{name}-{who}-{low}-{high}-{changes.get('text', '')}",
        "name": name,
        "low": low,
        "high": high,
    }
    fields |= {"unit": unit, "text": "", "coding": "yes", **speaking(who, list(clusters)), **changes}
    return RivalTerm(**fields)


def claim(field: str, value: str, who: str | None = None, clusters: tuple[str, ...] = ("wire",)) -> RivalClaim:
    return RivalClaim(f"c-{value}-{who}", field, value, **speaking(who, list(clusters)))


def on_terms(*terms: RivalTerm, determined: Determined = NOTHING) -> list[Conflict]:
    return term_conflicts("memo", terms, determined)


def on_claims(*claims: RivalClaim, determined: Determined = NOTHING) -> list[Conflict]:
    return claim_conflicts("meeting", claims, determined)


# --- terms -----------------------------------------------------------------------------------------------------------

ENDS = st.none() | st.integers(0, 6)


@given(st.tuples(ENDS, ENDS), st.tuples(ENDS, ENDS))
def test_ranges_contradict_exactly_where_no_number_fits_both(one: Any, other: Any) -> None:
    ranges = [tuple(sorted(each)) if None not in each else each for each in (one, other)]
    if (None, None) in ranges:
        return
    numbers = [Decimal(n) / 2 for n in range(-1, 14)]
    fits = any(all((low is None or low <= n) and (high is None or n <= high) for low, high in ranges) for n in numbers)
    found = on_terms(term("amount", "A", range=ranges[0], id="a"), term("amount", "B", range=ranges[1], id="b"))
    assert bool(found) is not fits


def test_ranges_in_different_units_do_not_contradict() -> None:
    one, other = term("amount", "A", range=(1, 1)), term("amount", "B", range=(2, 2), unit="EUR")
    assert on_terms(one, other) == []


def test_terms_of_different_names_do_not_contradict() -> None:
    assert (
        on_terms(term("persons_requested", "A", range=(500, 500)), term("persons_agreed", "B", range=(300, 300))) == []
    )


def test_yes_and_no_contradict_and_inconclusive_contradicts_neither() -> None:
    yes, no = term("legal_obligation", "A", coding="yes", text="a"), term("legal_obligation", "B", coding="no")
    unclear = term("legal_obligation", "C", coding="inconclusive")
    (conflict,) = on_terms(yes, no, unclear)
    assert conflict.contested == {yes.id, no.id}


@pytest.mark.parametrize(("name", "contradicts"), [("payer", True), ("responsible_party", True), ("scope", False)])
def test_two_texts_contradict_only_where_an_agreement_has_one(name: str, *, contradicts: bool) -> None:
    found = on_terms(term(name, "A", text="the United States"), term(name, "B", text="El Salvador"))
    assert bool(found) is contradicts


def test_one_text_written_otherwise_contradicts_nothing() -> None:
    assert (
        on_terms(
            term("payer", "A", text="República de El Salvador"), term("payer", "B", text="REPUBLICA de El  Salvador")
        )
        == []
    )


def test_copies_of_one_story_are_one_voice() -> None:
    one, other = term("amount", clusters=("ap",), range=(1, 1)), term("amount", clusters=("ap", "x"), range=(2, 2))
    assert on_terms(one, other) == []
    assert len(on_terms(one, term("amount", clusters=("efe",), range=(2, 2)))) == 1


def test_a_contradiction_of_terms_names_its_agreement_and_shows_each_value() -> None:
    grant, reported = (
        term("amount", "State", range=("4760000", "4760000")),
        term("amount", "AP", range=(6000000, 7000000)),
    )
    (conflict,) = on_terms(grant, reported)
    assert {key: conflict.body[key] for key in ("agreement", "event", "term", "axis", "field", "party")} == {
        "agreement": "memo",
        "event": None,
        "term": "amount",
        "axis": None,
        "field": None,
        "party": None,
    }
    assert [each["value"] for each in conflict.body["accounts"]] == ["6000000–7000000 USD", "4760000 USD"]
    assert [each["terms"] for each in conflict.body["accounts"]] == [[reported.id], [grant.id]]
    assert conflict.slug.startswith("memo-amount-")


def test_a_determination_closes_a_contradiction_of_terms_and_its_retraction_reopens_it() -> None:
    one, other = term("amount", "A", range=(1, 1)), term("amount", "B", range=(2, 2))
    choice = Determined((Choice("d1", frozenset({one.id}), frozenset({other.id})),))
    (closed,) = on_terms(one, other, determined=choice)
    assert (closed.open, closed.body["determination"], len(closed.body["accounts"])) == (False, "d1", 2)
    assert on_terms(one, other)[0].open


@given(st.permutations([term("amount", who, range=(n, n + 1)) for n, who in enumerate("ABCDE")]))
def test_the_order_of_arrival_of_terms_has_no_effect(terms: list[RivalTerm]) -> None:
    assert on_terms(*terms) == on_terms(*sorted(terms, key=lambda each: each.id))


# --- claims ----------------------------------------------------------------------------------------------------------


def test_claims_about_one_field_contradict_and_of_different_fields_do_not() -> None:
    one, other = claim("place", "San Salvador", "A"), claim("place", "Washington", "B")
    (conflict,) = on_claims(one, other, claim("content", "Washington", "C"))
    assert conflict.contested == {one.id, other.id}
    assert (conflict.body["event"], conflict.body["field"], conflict.body["agreement"]) == ("meeting", "place", None)
    assert [each["claims"] for each in conflict.body["accounts"]] == [[one.id], [other.id]]


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("2025-03-13", "2025-03-14", True),
        ("2025-03-13", "2025-03", False),
        ("2025-03~", "2025-03-14", False),
        ("../2025-03-13", "2025-03-14", True),
        ("../2025-03-13", "2025", False),
        ("[2025-03-13,2025-03-14]", "2025-03-14", False),
    ],
)
def test_claimed_dates_contradict_where_no_day_fits_both(one: str, other: str, *, contradict: bool) -> None:
    assert bool(on_claims(claim("date", one, "A"), claim("date", other, "B"))) is contradict


def test_one_value_written_otherwise_is_no_rival() -> None:
    assert on_claims(claim("place", "San Salvador", "A"), claim("place", "san  salvador", "B")) == []


def test_one_voice_with_two_claims_contradicts_nobody() -> None:
    assert on_claims(claim("place", "San Salvador", "A"), claim("place", "Washington", "A")) == []


def test_a_determination_closes_a_contradiction_of_claims() -> None:
    one, other = claim("place", "San Salvador", "A"), claim("place", "Washington", "B")
    choice = Determined((Choice("d1", frozenset({one.id}), frozenset({other.id})),))
    (closed,) = on_claims(one, other, determined=choice)
    assert not closed.open
