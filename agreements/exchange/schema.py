"""The JSON Schema of the record bundle, from the shapes that read it. It ships beside the bundled record.

After a change of the shapes, from the root of the repository:

    python -m agreements.exchange.schema > agreements/record/bundle.schema.json
"""

import json
import sys
from typing import Any

from agreements.shapes import Bundle

DESCRIPTION = (
    "The content of one relation at one revision: its parties, people, offices, agreements and events, with their "
    "statements and citations, what was determined and what was retracted. Records refer to one another by slug or "
    "code. Dates are EDTF text (ISO 8601-2), amounts are decimal numbers as text. A schema cannot say all: that a date "
    "exists, that a value belongs to its axis and that references name something is checked on loading."
)


def bundle_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of what `load_record` takes and `dump_record` gives."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "entente-record/1",
        **Bundle.model_json_schema(),
        "title": "Entente record bundle",
        "description": DESCRIPTION,
    }


def text() -> str:
    """The file as it ships."""
    return json.dumps(bundle_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
