"""The signs: every word of the vocabulary has one, and each says what it should."""

from typing import Any

import pytest

from agreements.vocabulary import ENDED, EVENT_KINDS, LEGAL, MODALITIES
from agreements.web import marks
from agreements.web.marks import Band

Json = dict[str, Any]


def standing(
    legal: str | None = None, character: str | None = None, operation: str | None = None, **of_legal: Any
) -> Json:
    def one(value: str | None, **fields: Any) -> Json | None:
        return {"value": value, "disputed": False, "rivals": [], **fields} if value else None

    return {"legal": one(legal, **of_legal), "character": one(character), "operation": one(operation)}


@pytest.mark.parametrize("value", LEGAL)
def test_every_legal_value_can_be_drawn(value):
    form = marks.form(value)
    assert (form == "ended") == (value in ENDED)
    assert form in {"level-1", "level-2", "level-3", "level-4", "dark-core", "light-core", "ended"}


def test_no_value_is_drawn_as_absent():
    assert marks.form(None) == "absent"


def test_notice_of_termination_cuts_a_dark_band_and_suspension_thins_it():
    assert (marks.form("termination_notified"), marks.form("suspended")) == ("light-core", "dark-core")


@pytest.mark.parametrize(
    ("character", "hue"), [("binding", "b"), ("non_binding", "n"), ("mixed", "u"), ("unknown", "u"), (None, "u")]
)
def test_the_hue_says_whether_it_binds(character, hue):
    assert marks.band(standing("signed", character)).hue == hue


def test_a_disputed_character_has_no_hue():
    assert marks.hue({"value": "binding", "disputed": True}) == "u"


def test_a_dispute_hatches_the_two_strongest_rivals():
    rivals = [
        {"value": "in_force", "modality": "happened"},
        {"value": "signed", "modality": "happened"},
        {"value": "proposed", "modality": "happened"},
    ]
    found = marks.band(standing("in_force", disputed=True, rivals=rivals))
    assert (found.form, found.hatch) == ("hatch", (4, 3))


def test_a_denial_counts_as_the_step_before():
    rivals = [{"value": "in_force", "modality": "happened"}, {"value": "in_force", "modality": "denied"}]
    assert marks.band(standing("in_force", disputed=True, rivals=rivals)).hatch == (4, 3)
    rivals = [{"value": "signed", "modality": "happened"}, {"value": "signed", "modality": "denied"}]
    assert marks.band(standing("signed", disputed=True, rivals=rivals)).hatch == (3, 1)


@pytest.mark.parametrize(
    ("legal", "operation", "line"),
    [
        ("in_force", "operating", "solid"),
        ("in_force", None, "unknown"),
        ("signed", "preparatory", "preparatory"),
        ("suspended", "paused", "paused"),
        ("terminated", "ceased", "none"),
        ("signed", "not_started", "none"),
        ("proposed", None, "none"),
        (None, None, "none"),
    ],
)
def test_the_line_below_says_whether_it_operates(legal, operation, line):
    assert marks.band(standing(legal, operation=operation)).line == line


def test_each_pattern_is_listed_once():
    bands = [Band("u", "hatch", hatch=(4, 1)), Band("u", "hatch", hatch=(4, 1)), Band("b", "level-1")]
    assert marks.hatches(bands) == [("u", 4, 1)]


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_has_a_shape_on_the_sheet_of_signs(kind):
    from django.template.loader import render_to_string

    assert f'id="mark-{marks.shape(kind)}"' in render_to_string("parts/signs.html")


@pytest.mark.parametrize("modality", MODALITIES)
def test_what_has_not_happened_is_never_solid(modality):
    assert (marks.fill(modality) == "solid") == (modality in ("happened", "reported"))
