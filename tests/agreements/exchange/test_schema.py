"""The JSON Schema that ships is the one of the shapes, and the record that ships is valid by it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agreements.exchange import schema

from .. import inputs
from ..conftest import BUNDLED

SHIPPED = Path(BUNDLED).with_name("bundle.schema.json")


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SHIPPED.read_text("utf-8")))


def test_the_shipped_schema_is_the_one_of_the_shapes() -> None:
    assert SHIPPED.read_text("utf-8") == schema.text()


def test_the_module_writes_the_file_that_ships() -> None:
    command = [sys.executable, "-m", "agreements.exchange.schema"]
    written = subprocess.run(command, cwd=SHIPPED.parents[2], capture_output=True, check=True)
    assert written.stdout == SHIPPED.read_bytes()


def test_the_schema_is_a_json_schema_with_a_name() -> None:
    built = schema.bundle_schema()
    jsonschema.Draft202012Validator.check_schema(built)
    assert (built["$id"], built["title"]) == ("entente-record/1", "Entente record bundle")


def test_the_shipped_record_is_valid_by_the_shipped_schema(validator: jsonschema.Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(json.loads(BUNDLED.read_bytes()))] == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"format": "entente-record/2"}, ["format"]),
        ({"colour": "red"}, []),
        ({"events": [inputs.event(kind="summit")]}, ["events", 0, "kind"]),
        ({"events": [inputs.event(date=2025)]}, ["events", 0, "date"]),
        ({"events": [inputs.event(label="x" * 25)]}, ["events", 0, "label"]),
        ({"events": [inputs.event(citations=[inputs.citation(url="x")])]}, ["events", 0, "citations", 0, "url"]),
        ({"agreements": [inputs.agreement(parties=[])]}, ["agreements", 0, "parties"]),
    ],
)
def test_the_schema_finds_faults_of_form(
    validator: jsonschema.Draft202012Validator, changes: dict[str, Any], path: list[Any]
) -> None:
    assert [list(error.absolute_path) for error in validator.iter_errors(inputs.bundle(**changes))] == [path]


def test_the_schema_takes_what_the_shapes_take(validator: jsonschema.Draft202012Validator) -> None:
    assert validator.is_valid(inputs.bundle())


def _strings(shape: str, field: str) -> dict[str, Any]:
    found: dict[str, Any] = schema.bundle_schema()["$defs"][shape]["properties"][field]
    return found


def test_dates_are_described_as_edtf_text() -> None:
    assert _strings("EventIn", "date")["type"] == "string"
    assert "EDTF" in _strings("EventIn", "date")["description"]
    published = _strings("CitationIn", "published")["anyOf"]
    assert [each["type"] for each in published] == ["string", "null"]
    assert "EDTF" in published[0]["description"]


def test_words_of_the_vocabulary_are_listed() -> None:
    assert _strings("StatusUpdateIn", "axis")["enum"] == [
        "legal",
        "character",
        "operation",
        "disclosure",
        "procedure",
    ]
