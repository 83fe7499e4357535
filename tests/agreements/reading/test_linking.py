"""Which agreement a phrase speaks of."""

from agreements.reading.item import Item
from agreements.reading.propose import propose

from .tracked import ALL

Key = tuple[str, str, str]


def told(text: str) -> set[Key]:
    found = propose(Item("1", "", "", text, "es", None), ALL).claims
    return {(claim.agreement, claim.value, claim.modality) for claim in found}


def test_the_last_of_a_row_of_participles_has_the_subject_of_the_first() -> None:
    text = (
        "El acuerdo de asilo de 2018 es de Estados Unidos y El Salvador. "
        "Suscrito en junio, declarado en vigor por Washington, suspendido por el nuevo Gobierno."
    )
    assert ("asylum-accord-2018", "suspended", "happened") in told(text)


def test_what_was_done_years_before_an_agreement_was_not_done_to_it() -> None:
    text = "El Salvador y Estados Unidos tienen un acuerdo cafetalero. Suscrito en 2006 y suspendido en 2009."
    assert told(text) == set()


def test_what_only_the_agreement_of_another_state_reached_ours_did_not() -> None:
    text = (
        "Estados Unidos tiene con El Salvador un acuerdo de asilo de 2018, igual que con sus vecinos. "
        "Por ahora solo el de Guatemala ha entrado en vigor."
    )
    assert told(text) == {("asylum-accord-2018", "in_force", "denied")}


def test_a_reflexive_verb_needs_no_subject() -> None:
    text = "El canje de presos une a El Salvador y Estados Unidos. No se firmó nada."
    assert told(text) == {("exchange-2024", "signed", "denied")}
