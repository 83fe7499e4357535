"""The map: what is refused of it, and by which name."""

import textwrap
from pathlib import Path

import pytest

from agreements.errors import Refused
from agreements.exchange.tables import mapping

from .registers import COLUMNS, MAP, UK, table_map


def refused(text: str | bytes) -> str:
    with pytest.raises(Refused) as refusal:
        mapping.parse(text if isinstance(text, bytes) else text.encode())
    return str(refusal.value)


def test_a_map_names_every_column_that_it_uses() -> None:
    assert table_map().used() == set(COLUMNS)


def test_the_maps_that_ship_can_be_read() -> None:
    shipped = mapping.shipped()
    assert "uk-treaties" in shipped
    for path in shipped.values():
        mapping.parse(path.read_bytes())
    assert UK.register_.slug == "uk-treaties"
    assert {each.name for each in UK.events} == {
        "adoption", "signature", "provisional", "in-force", "termination", "withdrawal",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "number"', 'id = "number"\ncolour = "red"', "columns.colour: unknown field; leave it out"),
        ('id = "number"', "", "columns.id: is missing; add it"),
        ('format = "entente-map/1"', 'format = "2"', "format: '2' is not known; use 'entente-map/1'"),
        ('slug = "reg"', 'slug = "Reg"', "register.slug: 'Reg' does not have the form"),
        ('source_type = "official_text"', 'source_type = "hearsay"', "'hearsay' is not a known source type"),
        ('forms = ["DD/MM/YYYY", "MM/YYYY", "YYYY"]', 'forms = ["DD"]', "dates: 'DD' is not a form of dates"),
        ('value = "signed"', 'value = "sealed"', "'sealed' is not a value of the axis legal; use one of: proposed"),
        ('name = "in-force"', 'name = "signature"', "two events have the same name"),
        ('date = ["notice", "end"]', "date = []", "events.2.date: has 0 entries and needs at least 1"),
        ('{ value = "termination_notified",', '{ value = "terminated",', "two updates have the same axis and value"),
    ],
)
def test_a_fault_of_the_map_is_named_with_its_place(old: str, new: str, problem: str) -> None:
    assert old in MAP
    assert problem in refused(MAP.replace(old, new, 1))


def test_what_is_not_toml_is_refused() -> None:
    assert "this is not TOML in UTF-8" in refused("[columns")
    assert "this is not TOML in UTF-8" in refused(b"\xff")


def test_the_map_of_the_guide_is_whole_and_true() -> None:
    guide = (Path(__file__).parents[4] / "docs" / "import.md").read_text()
    lines = guide.partition('    format = "entente-map/1"')
    text = lines[1] + lines[2].partition("\nColumn names are")[0]
    read = mapping.parse(textwrap.dedent(text).encode())
    assert (read.parties.codes, read.form.words["convention"]) == ({"CONGO": "COD"}, "treaty")
    for part in (read, read.register_, read.table, read.columns, read.parties, read.kind, read.events[0].updates[0]):
        assert part is not None
        assert part.model_fields_set == set(type(part).model_fields), type(part)
