"""A table in a file, row by row, as text. Pure."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agreements.errors import Problem, Refused
from agreements.exchange.cells import plain
from agreements.exchange.tables.mapping import TableForm

MOST_BYTES = 100_000_000
MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_CELL = 100_000  # characters; Python's reader refuses more than 131,072
SEPARATORS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as a spreadsheet counts, so that the first row under the header is 2. `fault`: why it is no row."""

    number: int
    cells: Mapping[str, str]
    fault: str | None = None


def read_rows(data: bytes, form: TableForm, needed: Iterable[str]) -> list[Row]:
    """The rows of a table. Empty lines count as rows of a spreadsheet and are left out.

    `needed`: columns that must be there. Raises Refused if the file as a whole cannot be read."""
    if len(data) > MOST_BYTES:
        raise _refused(f"the file has {len(data):,} bytes and may have {MOST_BYTES:,}; split it")
    text = _decoded(data, form.encoding)
    lines = _lines(text, form.separator or _separator(text))
    header = _header(next(lines, []), set(needed))
    rows = [_row(number, header, cells) for number, cells in enumerate(lines, 2) if any(map(str.strip, cells))]
    if len(rows) > MOST_ROWS:
        raise _refused(f"the table has {len(rows):,} rows and may have {MOST_ROWS:,}; split it")
    return rows


def _refused(detail: str) -> Refused:
    return Refused([Problem("", detail)])


def _decoded(data: bytes, encoding: str | None) -> str:
    """By its byte order mark, else as the map says, else UTF-8."""
    name = next((each for mark, each in _MARKS if data.startswith(mark)), encoding or "utf-8")
    try:
        return data.decode(name)
    except LookupError:
        raise _refused(f"{name!r} is not an encoding; write utf-8 or cp1252 under [table] encoding") from None
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise _refused(
            f"byte {at:,} is not {name}; save the table as UTF-8, or name its encoding in the map: [table] encoding"
        ) from None


def _separator(text: str) -> str:
    """The one that the header uses most."""
    header = text[: text.find("\n")] if "\n" in text else text
    return max(SEPARATORS, key=header.count)


def _lines(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _refused(f"line {reader.line_num} is not CSV ({error}); look for a quotation mark out of place") from None


def _header(cells: list[str], needed: set[str]) -> list[str]:
    names = [plain(each).strip() for each in cells]
    if len(names) > MOST_COLUMNS:
        raise _refused(f"the table has {len(names)} columns and may have {MOST_COLUMNS}")
    twice = sorted({name for name in needed if names.count(name) > 1})
    problems = [Problem(name, "stands twice in the header; rename one") for name in twice]
    problems += [
        Problem(name, f"the table has no such column; it has: {', '.join(names) or 'none'}")
        for name in sorted(needed - set(names))
    ]
    if problems:
        raise Refused(problems)
    return names


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(number, {}, f"has {len(cells)} cells under a header of {len(header)}; look for a stray separator")
    long = next((name for name, cell in zip(header, cells, strict=True) if len(cell) > LONGEST_CELL), None)
    if long:
        return Row(number, {}, f"{long} has more than {LONGEST_CELL:,} characters; shorten it")
    return Row(number, dict(zip(header, map(plain, cells), strict=True)))
