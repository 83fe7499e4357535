"""Forms of verbs, and their times."""

import pytest

from agreements.reading.conjugation import english, spanish


@pytest.mark.parametrize(
    ("infinitive", "form", "time"),
    [
        ("firmar", "firmaron", "past"),
        ("firmar", "firman", "present"),
        ("firmar", "firmara", "future"),
        ("firmar", "firmarian", "conditional"),
        ("firmar", "firmen", "subjunctive"),
        ("firmar", "firmado", "participle"),
        ("firmar", "firmando", "gerund"),
        ("firmar", "firmarlo", "infinitive"),
        ("firmar", "firmarle", "infinitive"),
        ("ratificar", "ratifiquen", "subjunctive"),
        ("entregar", "entreguen", "subjunctive"),
        ("suscribir", "suscribio", "past"),
        ("vencer", "vencieron", "past"),
    ],
)
def test_a_regular_spanish_verb_has_its_forms(infinitive: str, form: str, time: str) -> None:
    assert spanish(infinitive)[form] == time


def test_irregular_spanish_forms_take_the_place_of_regular_ones() -> None:
    forms = spanish("poner", {"past": "puso pusieron", "root": "pondr"})
    assert forms["puso"] == "past" and forms["pondra"] == "future"
    assert "ponio" not in forms and "ponera" not in forms


@pytest.mark.parametrize(
    ("base", "irregular", "forms"),
    [
        ("sign", None, {"sign": "infinitive", "signs": "present", "signed": "past", "signing": "gerund"}),
        ("ratify", None, {"ratifies": "present", "ratified": "past", "ratifying": "gerund"}),
        ("freeze", "froze frozen freezing", {"froze": "past", "frozen": "past", "freezes": "present"}),
        ("publish", None, {"publishes": "present"}),
        ("delay", None, {"delays": "present", "delayed": "past"}),
    ],
)
def test_an_english_verb_has_its_forms(base: str, irregular: str | None, forms: dict[str, str]) -> None:
    found = english(base, irregular)
    assert {form: found[form] for form in forms} == forms


def test_an_irregular_english_verb_gives_three_forms() -> None:
    with pytest.raises(ValueError, match="stop: give past, participle and -ing form, not 'stopped stopping'"):
        english("stop", "stopped stopping")
