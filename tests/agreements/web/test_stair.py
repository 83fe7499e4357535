"""Lineage as a stair."""

import pytest

from agreements.web.figure.measure import width
from agreements.web.stair import MOST

from .. import inputs
from ..builders import make_agreement, make_event, make_party, make_relation, write

pytestmark = pytest.mark.django_db


def agreements(*links: tuple[str, str]) -> None:
    """Agreements a, b, c … each signed a year after the one before; links as (from, to)."""
    names = sorted({each for pair in links for each in pair})
    said = [
        make_event(f"{name}-signed", date=f"{2001 + at}-02-03", status_updates=[inputs.update(name)])
        for at, name in enumerate(names)
    ]
    made = [
        make_agreement(name, links=[inputs.link(agreement=to) for start, to in links if start == name])
        for name in names
    ]
    write(make_party("USA"), make_party("SLV"), make_relation(), *made, *said)


def drawn(look, slug):
    return look(f"/agreements/{slug}/").one("section", id="lineage")


def test_rows_stand_in_order_of_time_and_arrows_lead_from_the_link_to_what_it_names(db, look):
    agreements(("b", "a"), ("c", "b"))
    lineage = drawn(look, "b")
    assert [each.text.split()[0] for each in lineage.one("ol").all("p", class_="name")] == ["a", "b", "c"]
    arrows = [(each["y1"], each["y2"]) for each in lineage.all("line", class_="link")]
    assert sorted(arrows) == [("50%", "16.7%"), ("83.3%", "50%")]
    assert [each.text for each in lineage.all("text", class_="tie")] == ["implements", "implements"]


def test_arrows_at_one_place_stand_beside_each_other(db, look):
    agreements(("c", "a"), ("c", "b"))
    places = [float(each["x1"]) for each in drawn(look, "a").all("line", class_="link")]
    assert abs(places[0] - places[1]) >= 10


def test_a_long_lineage_draws_what_is_near_and_lists_all(db, look):
    names = [f"n{each:02}" for each in range(20)]
    agreements(*zip(names[1:], names, strict=False))
    lineage = drawn(look, "n00")
    assert len(list(lineage.one("ol").all("li"))) == MOST
    assert len(list(lineage.one("ul", class_="ties").all("li"))) == 19


def test_what_began_later_than_the_day_asked_for_is_not_drawn(db, look):
    agreements(("b", "a"))
    lineage = look("/agreements/a/", valid_on="2001-06-01").one("section", id="lineage")
    assert [each.text.split()[0] for each in lineage.one("ol").all("p", class_="name")] == ["a"]
    assert not list(lineage.all("line", class_="link"))


def test_names_stand_clear_of_arrows_and_of_one_another(db, look):
    agreements(("b", "a"), ("c", "a"), ("c", "b"), ("d", "a"), ("d", "c"), ("e", "a"))
    lineage = drawn(look, "a")
    rows = [float(each["y"].rstrip("%")) for each in lineage.all("svg") if each["y"].endswith("%") and not each["x"]]
    arrows = [
        (float(each["x1"]), *sorted(float(each[y].rstrip("%")) for y in ("y1", "y2")))
        for each in lineage.all("line", class_="link")
    ]
    named = []
    for outer in lineage.all("svg"):
        for name in [each for each in outer.children if not isinstance(each, str) and each["class"] == "tie"]:
            x, y, wide = float(outer["x"]), float(outer["y"].rstrip("%")), width(name.text)
            named.append((y, x - wide, x) if name["text-anchor"] == "end" else (y, x, x + wide))
    assert len(rows) == 5
    assert len(arrows) == 6
    assert len(named) > 3
    for y, left, right in named:
        assert not [x for x, top, foot in arrows if top < y < foot and left < x < right]
    for at, (y, left, right) in enumerate(named):
        assert not [other for other in named[at + 1 :] if other[0] == y and left < other[2] and other[1] < right]
