"""Many rows in one statement. They travel as one JSON text, which is cheaper to make than an array for each column."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection

Row = Mapping[str, Any]


def write(sql: str, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """Run a statement that has `json_to_recordset(%s)` among its tables, on `rows`; what it returns.

    The values are what JSON can hold, and times.
    """
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [orjson.dumps(rows).decode()])
        return cursor.fetchall() if cursor.description else []
