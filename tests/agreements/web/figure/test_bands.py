"""Bands: each sign means what it should."""

from typing import Any

import pytest

from agreements.web.figure import bands
from agreements.web.figure.bands import Band
from agreements.web.figure.pieces import LEAST_FADE, LEAST_HATCH, pieces
from agreements.web.figure.scale import Scale, joined
from agreements.web.figure.spells import Spell, acting, spells

SCALE = joined([(0, 100, 400)])  # four pixels a day
Json = dict[str, Any]


def spell(start: int, end: int, form: str, earliest: int | None = None, **fields: Any) -> Spell:
    return Spell(start, end, start if earliest is None else earliest, fields.pop("value", "signed"), form, **fields)


def draw(*found: Spell, hue: str = "b", until: int = 100, scale: Scale = SCALE, **fields: Any) -> Band:
    return bands.draw(found, hue, scale, until, **fields)


def boxes(band: Band) -> list[tuple[str, str, str, str, str]]:
    return [(each.cls, each.x, each.width, each.y, each.height) for each in band.fills]


@pytest.mark.parametrize(
    ("form", "drawn"),
    [
        ("level-1", [("t1", "40", "80", "3", "14")]),
        ("level-2", [("t1", "40", "80", "3", "14"), ("t3", "40", "80", "10", "7")]),
        ("level-3", [("t3", "40", "80", "3", "14")]),
        ("level-4", [("t4", "40", "80", "3", "14")]),
        ("dark-core", [("t1", "40", "80", "3", "14"), ("t4", "40", "80", "8", "4")]),
        ("light-core", [("t4", "40", "80", "3", "14"), ("t1", "40", "80", "8", "4")]),
        ("flat", [("t2", "40", "80", "3", "14")]),
        ("ended", []),
        ("absent", []),
    ],
)
def test_how_far_it_has_got_fills_the_band(form, drawn):
    band = draw(spell(10, 30, form))
    assert boxes(band) == drawn
    assert [each.cls for each in band.outlines] == {"ended": [], "absent": ["absent"]}.get(form, ["outline"])
    assert all(each.t == "10 30" for each in [*band.fills, *band.outlines])


@pytest.mark.parametrize(("hue", "rules"), [("b", ["rule b"]), ("n", ["rule n"]), ("u", [])])
def test_the_rule_on_the_top_edge_says_again_whether_it_binds(hue, rules):
    band = draw(spell(10, 30, "level-3"), hue=hue)
    assert [(each.cls, each.y) for each in band.lines] == [(each, "3") for each in rules]


def test_the_ended_are_a_centre_line_with_a_stop():
    band = draw(spell(10, 30, "level-4"), spell(30, 200, "ended"))
    line = band.lines[-1]
    assert (line.cls, line.x1, line.x2, line.y, line.t) == ("ended", "120", "400", "10", "30 100")
    assert [(each.x, each.y) for each in band.stops] == [("400", "10")]


def test_a_dispute_is_hatched_with_two_fills():
    band = draw(spell(10, 30, "hatch", hatch=(4, 3)))
    assert [(each.cls, each.fill) for each in band.fills] == [("hatch", "url(#f-b4-b3)")]
    assert band.patterns == {("b", 4, 3)}
    assert [each.cls for each in band.outlines] == ["outline hatched"]


def test_a_dispute_is_never_too_short_to_be_seen():
    scale = joined([(0, 1000, 100)])
    first, second = draw(spell(10, 12, "hatch", hatch=(4, 1)), spell(12, 900, "level-3"), scale=scale, until=900).fills
    assert float(first.width) == LEAST_HATCH
    assert float(first.x) + float(first.width) == float(second.x)


def test_a_band_ends_on_the_day_asked_for_and_what_begins_later_is_not_drawn():
    band = draw(spell(10, 60, "level-3"), spell(60, 200, "level-4"), until=50)
    assert [(each.x, each.width) for each in band.fills] == [("40", "160")]


def test_a_band_from_before_the_drawing_gets_a_notched_end():
    assert [(each.x, each.y, each.t) for each in draw(spell(-500, 60, "level-3")).notches] == [("0", "3", "0")]
    assert draw(spell(0, 60, "level-3")).notches == []
    assert draw(spell(-500, 60, "ended")).notches == []


def test_an_uncertain_beginning_swells_from_its_earliest_day():
    band = draw(spell(30, 60, "level-4", earliest=10))
    (bars,) = band.bars
    assert (bars.cls, bars.x, bars.t) == ("t4", "40", "10")
    widths = [float(wide) for _x, wide in bars.bars]
    assert widths == sorted(widths) and widths[0] < widths[-1]
    assert float(bars.bars[-1][0]) + widths[-1] == pytest.approx(80, abs=0.2), "up to where it surely holds"
    assert boxes(band) == [("t4", "120", "120", "3", "14")]


def test_what_was_before_thins_out_over_the_same_days():
    band = draw(spell(0, 30, "level-3"), spell(30, 60, "ended", earliest=10))
    (bars,) = band.bars
    widths = [float(wide) for _x, wide in bars.bars]
    assert (bars.cls, bars.x) == ("t3", "40") and widths == sorted(widths, reverse=True)
    assert boxes(band) == [("t3", "0", "40", "3", "14")]
    old, new = draw(spell(0, 30, "level-3"), spell(30, 60, "level-4", earliest=10)).bars
    for (x, wide), (other, _width) in zip(old.bars, new.bars, strict=True):
        assert float(x) + float(wide) <= float(other) + 0.11, "old and new bars share no paper"


def test_an_uncertain_stretch_is_at_least_five_pixels():
    (found,) = pieces([spell(30, 60, "level-4", earliest=29)], SCALE, 100)
    assert found.left - found.fade == LEAST_FADE


@pytest.mark.parametrize("earliest", [-10_000_000, 0, 5])
def test_an_uncertain_beginning_stays_within_what_was_before(earliest):
    first, second = pieces([spell(20, 30, "level-3"), spell(30, 60, "level-4", earliest=earliest)], SCALE, 100)
    assert second.fade == first.left == 80


def test_the_line_beneath_is_drawn_as_far_as_the_day_asked_for():
    band = draw(spell(10, 90, "level-4"), until=50, operation=[(20, 90, "solid"), (60, 90, "paused")])
    line = band.lines[-1]
    assert (line.cls, line.x1, line.x2, line.y) == ("op solid", "80", "200", "19.5")
    assert len(band.lines) == 2


def standing(axis: str, value: str, start: str | None, end: str | None, **fields: Any) -> Json:
    since = {"edtf": start or "..", "earliest": fields.pop("earliest", start), "latest": start}
    body = {"disputed": False, "rivals": [], "value": value, "since": since, **fields}
    return {"axis": axis, "party": None, "from": start, "to": end, **body}


def test_spells_come_from_standings_of_their_axis_in_order():
    rows = [
        standing("legal", "in_force", "1970-01-21", None),
        standing("operation", "operating", "1970-01-05", None),
        standing("legal", "signed", "1970-01-11", "1970-01-21", earliest="1970-01-06"),
    ]
    assert [(each.start, each.earliest, each.form) for each in spells(rows)] == [
        (10, 5, "level-3"),
        (20, 20, "level-4"),
    ]
    assert [each.form for each in spells(rows, "operation")] == ["flat"]


def test_whether_it_operates_is_unknown_only_where_it_may_and_nobody_has_said():
    legal = [spell(0, 10, "level-1", value="proposed"), spell(10, 100, "level-3")]
    said = [spell(30, 50, "flat", value="operating"), spell(50, 60, "flat", value="ceased")]
    assert acting(legal, said) == [(10, 30, "unknown"), (30, 50, "solid"), (60, 100, "unknown")]
    assert acting([spell(0, 10, "ended", value="terminated")], []) == []
