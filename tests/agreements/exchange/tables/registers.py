"""Invented registers: a map, rows that it reads, and what comes of importing them."""

import csv
import io
from datetime import date
from typing import Any

from agreements.exchange.tables import mapping
from agreements.exchange.tables.importing import Imported, import_table
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.plan import Plan

TODAY = date(2026, 11, 24)
UK = mapping.parse(mapping.shipped()["uk-treaties"].read_bytes())
MAP = """
format = "entente-map/1"

[register]
slug = "reg"
name = "Register of Examples"
url = "https://register.example/"
source_type = "official_text"
parties = ["GBR"]

[columns]
id = "number"
title = "title"
url = "page"

[dates]
forms = ["DD/MM/YYYY", "MM/YYYY", "YYYY"]

[parties]
column = "parties"

[references]
column = "references"
url_after = "||"

[[events]]
name = "signature"
title = "Signed"
kind = "signature"
date = "signed"
place = "place"
updates = [{ value = "signed" }]

[[events]]
name = "in-force"
title = "Entry into force"
date = ["force", "effect"]
updates = [{ value = "in_force", date = "effect" }]

[[events]]
name = "termination"
title = "Termination"
kind = "notification"
date = ["notice", "end"]
updates = [
  { value = "termination_notified", filled = ["notice", "end"] },
  { value = "terminated", date = ["end", "notice"] },
]
"""
COLUMNS = ("number", "title", "page", "parties", "references", "signed", "place", "force", "effect", "notice", "end")


def table_map(text: str = MAP) -> TableMap:
    return mapping.parse(text.encode())


def a_row(entry: int = 1, /, **cells: str) -> dict[str, str]:
    """A row that passes: two parties, signed and in force."""
    given = {
        "number": str(entry),
        "title": f"Agreement number {entry}",
        "page": f"https://register.example/{entry}",
        "parties": "UNITED KINGDOM; FRANCE",
        "signed": "01/02/1950",
        "place": "Paris",
        "force": "03/04/1951",
    }
    return dict.fromkeys(COLUMNS, "") | given | cells


def table(*rows: dict[str, str], columns: Any = COLUMNS) -> bytes:
    """These rows as a CSV file in UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def load(data: bytes, form: TableMap | None = None, **options: Any) -> Imported:
    """Import a table with the map above."""
    defaults = {"file": "register.csv", "today": TODAY, "by": "ana"}
    return import_table(data, form or table_map(), **{**defaults, **options})


def sums(done: Imported) -> dict[str, int]:
    return counts(done.plan)


def counts(plan: Plan) -> dict[str, int]:
    return {name: len(getattr(plan, name)) for name in ("new", "changed", "unchanged", "refused")}


def reasons(done: Imported) -> dict[int, str]:
    """Row → why it was refused."""
    return {row.number: "; ".join(map(str, row.problems)) for row in done.plan.refused}
