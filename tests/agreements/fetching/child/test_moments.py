import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.child.moments import moment


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("2026-02-03T09:00:00-06:00", "", "2026-02-03T15:00:00+00:00"),
        ("2026-02-03T09:00:00Z", "", "2026-02-03T09:00:00+00:00"),
        ("2026-02-03 09:00", "", "2026-02-03T09:00:00+00:00"),
        ("2026-02-03", "", "2026-02-03T00:00:00+00:00"),
        ("20260203T150000Z", "", "2026-02-03T15:00:00+00:00"),
        ("Tue, 03 Feb 2026 10:00:00 GMT", "", "2026-02-03T10:00:00+00:00"),
        ("1770109200", "", "2026-02-03T09:00:00+00:00"),
        ("1770109200000", "", "2026-02-03T09:00:00+00:00"),
        ("03/02/2026", "%d/%m/%Y", "2026-02-03T00:00:00+00:00"),
        ("12 de marzo de 2026", "%d de %b de %Y", "2026-03-12T00:00:00+00:00"),
        (" 1  de SETIEMBRE de 2026 ", "%d de %b de %Y", "2026-09-01T00:00:00+00:00"),
        ("5 dic. 2026", "%d %b %Y", "2026-12-05T00:00:00+00:00"),
        ("3 May 2026", "%d %b %Y", "2026-05-03T00:00:00+00:00"),
    ],
)
def test_dates_are_read_as_sites_write_them(text: str, form: str, expected: str) -> None:
    assert moment(text, form) == expected


def test_every_spanish_month_is_known_in_full_and_short() -> None:
    months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"]
    for number, month in enumerate([*months, "noviembre", "diciembre"], 1):
        for name in (month, month[:3], month.upper(), f"{month[:3]}."):
            assert moment(f"1 de {name} de 2026", "%d de %b de %Y") == f"2026-{number:02}-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "form"),
    [("", ""), ("soon", ""), ("2026-13-01", ""), ("0001-01-01T00:00:00+23:00", ""), ("99/99/2026", "%d/%m/%Y")],
)
def test_what_is_no_date_is_none(text: str, form: str) -> None:
    assert moment(text, form) is None


@given(st.text(max_size=40), st.sampled_from(["", "%d/%m/%Y", "%d de %b de %Y"]))
def test_no_text_is_an_error(text: str, form: str) -> None:
    moment(text, form)
