"""A file to rows of text."""

import pytest

from agreements.errors import Refused
from agreements.exchange.cells import neutral
from agreements.exchange.tables import rows
from agreements.exchange.tables.mapping import TableForm
from agreements.exchange.tables.rows import Row, read_rows


def read(data: bytes, needed: tuple[str, ...] = ("a",), /, **form: object) -> list[Row]:
    return read_rows(data, TableForm.model_validate(form), needed)


def texts(found: list[Row]) -> list[dict[str, str]]:
    return [dict(row.cells) for row in found]


def test_rows_are_counted_as_in_a_spreadsheet() -> None:
    assert [row.number for row in read(b"a,b\n1,2\n\n,\n3,4\n")] == [2, 5]


def test_quoted_cells_may_hold_separators_quotes_and_lines() -> None:
    assert texts(read(b'a,b\r\n"x, ""y""\r\nz",2\r\n')) == [{"a": 'x, "y"\r\nz', "b": "2"}]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'x", "''", "plain", "1'", "'plain"])
def test_cells_that_were_made_harmless_come_back_unchanged(text: str) -> None:
    cell = neutral(text).replace('"', '""')
    assert texts(read(f'a\n"{cell}"\n'.encode())) == [{"a": text}]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("a\né\n".encode(), {}),
        ("a\né\n".encode("utf-8-sig"), {}),
        ("a\né\n".encode("utf-8-sig"), {"encoding": "cp1252"}),
        ("a\né\n".encode("utf-16"), {}),
        ("a\né\n".encode("cp1252"), {"encoding": "cp1252"}),
    ],
)
def test_the_encoding_is_that_of_its_mark_or_of_the_map_or_utf_8(data: bytes, form: dict[str, str]) -> None:
    assert texts(read(data, **form)) == [{"a": "é"}]


def test_another_encoding_is_refused_with_the_place() -> None:
    with pytest.raises(Refused, match="byte 2 is not utf-8; save the table as UTF-8, or name its encoding in the map"):
        read("a\né\n".encode("cp1252"))


def test_an_encoding_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused, match="'klingon' is not an encoding"):
        read(b"a\n1\n", encoding="klingon")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_header(separator: str) -> None:
    data = f"a{separator}b\n1{separator}2\n".encode()
    assert texts(read(data)) == [{"a": "1", "b": "2"}]


def test_the_map_may_name_the_separator() -> None:
    assert texts(read(b"a,x^b\n1^2\n", ("a,x",), separator="^")) == [{"a,x": "1", "b": "2"}]


def test_missing_columns_are_named_with_those_that_are_there() -> None:
    with pytest.raises(Refused) as refusal:
        read(b"x,y\n1,2\n", ("a", "x"))
    (problem,) = refusal.value.problems
    assert str(problem) == "a: the table has no such column; it has: x, y"


def test_an_empty_file_has_no_columns() -> None:
    with pytest.raises(Refused, match="it has: none"):
        read(b"")


def test_a_column_that_is_needed_stands_once() -> None:
    with pytest.raises(Refused, match="a: stands twice in the header; rename one"):
        read(b"a,a\n1,2\n")
    assert texts(read(b"a,b,b\n1,2,3\n")) == [{"a": "1", "b": "3"}]


@pytest.mark.parametrize(("line", "cells"), [(b"1", 1), (b"1,2,3", 3)])
def test_a_row_of_another_width_is_a_fault_of_that_row(line: bytes, cells: int) -> None:
    first, second = read(b"a,b\n" + line + b"\n1,2\n")
    assert first.fault == f"has {cells} cells under a header of 2; look for a stray separator"
    assert second.fault is None


def test_a_cell_that_is_too_long_is_a_fault_of_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_CELL", 5)
    (row,) = read(b"a,b\n123456,2\n")
    assert row.fault == "a has more than 5 characters; shorten it"


def test_a_quotation_mark_out_of_place_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match="line 3 is not CSV"):
        read(b'a,b\n1,2\n"3,4\n')


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [
        ("MOST_BYTES", 5, "8 bytes and may have 5; split it"),
        ("MOST_COLUMNS", 1, "2 columns and may have 1"),
        ("MOST_ROWS", 0, "1 rows and may have 0; split it"),
    ],
)
def test_a_table_has_bounds(limit: str, most: int, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, limit, most)
    with pytest.raises(Refused, match=reason):
        read(b"a,b\n1,2\n")
