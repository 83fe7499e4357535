"""What the relation's page may be asked beside the clocks."""

from datetime import date

import pytest

from agreements.errors import Refused
from agreements.timeline.parameters import read
from agreements.web.parameters import FILTERS, OWN, focus

DAYS = (date(2025, 1, 15), date(2025, 4, 25))


def read_focus(*texts: str) -> tuple[date, date] | None:
    return focus(read(OWN, {"focus": texts} if texts else {}))


def test_the_focus_is_two_days_in_one_value_or_in_two():
    assert read_focus("2025-01-15/2025-04-25") == DAYS
    assert read_focus("2025-01-15", "2025-04-25") == DAYS
    assert read_focus("2025-01-15/2025-01-15") == (DAYS[0], DAYS[0])


def test_no_focus_is_none():
    assert read_focus() is None


@pytest.mark.parametrize(
    ("texts", "way_out"),
    [
        (["soon"], "write them like 2025-01-15/2025-04-25"),
        (["2025-01-15/"], "write them like"),
        (["2025-02-30/2025-04-25"], "write them like"),
        (["2025-01-15"], "give the first and the last"),
        (["2025-01-15/2025-04-25", "2025-05-01"], "give the first and the last"),
        (["2025-04-25/2025-01-15"], "write 2025-01-15/2025-04-25"),
        (["1700-01-01/2025-01-15"], "reaches beyond"),
        (["2025-01-15/2999-01-01"], "reaches beyond"),
    ],
)
def test_what_are_no_two_days_is_refused_by_name_with_the_way_out(texts, way_out):
    with pytest.raises(Refused) as refusal:
        read_focus(*texts)
    assert [each.field for each in refusal.value.problems] == ["focus"]
    assert way_out in refusal.value.problems[0].detail


@pytest.mark.parametrize("width", ["319", "4001", "wide", "-400", "1e3"])
def test_a_width_that_no_screen_has_is_refused(width):
    with pytest.raises(Refused):
        read(OWN, {"width": [width]})


def test_the_filters_are_those_of_the_timeline():
    assert {each.name for each in FILTERS} == {"q", "kind", "agreement", "person", "modality"}
