"""The example of every answer: made of the schema, allowed by it, and never left out."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from agreements.api import samples
from agreements.api.views import about

Json = dict[str, Any]
SUCCESSES = ("200", "201", "202")


def operations() -> list[tuple[str, str, Json]]:
    paths = about.schema()["paths"]
    return [(path, method, operation) for path, each in paths.items() for method, operation in each.items()]


@pytest.mark.parametrize(("path", "method", "operation"), operations(), ids=lambda each: str(each)[:60])
def test_every_operation_shows_an_answer_that_its_schema_allows(path: str, method: str, operation: Json) -> None:
    shown = 0
    for code in set(SUCCESSES) & set(operation["responses"]):
        for content in operation["responses"][code].get("content", {}).values():
            described = {**content["schema"], "components": about.schema()["components"]}
            assert list(Draft202012Validator(described).iter_errors(content["example"])) == []
            shown += 1
    assert shown


TAKING = [each for each in operations() if "requestBody" in each[2]]


@pytest.mark.parametrize(("path", "method", "operation"), TAKING, ids=lambda each: str(each)[:60])
def test_every_operation_with_a_body_shows_one(path: str, method: str, operation: Json) -> None:
    assert [content["examples"] for content in operation["requestBody"]["content"].values()]


@pytest.mark.parametrize(
    ("schema", "name", "found"),
    [
        ({"type": "string"}, "party", "USA"),
        ({"type": "string"}, "unheard_of", "unheard_of"),
        ({"type": "string", "format": "date"}, "day", "2026-01-29"),
        ({"type": "string", "format": "uri"}, "next", "https://entente.example/api/v1/"),
        ({"type": ["string", "null"], "format": "uri"}, "url", "https://news.example/report"),
        ({"type": "string", "pattern": "^[0-9]+$"}, "low", "4760000"),
        ({"enum": ["b", "a"]}, "kind", "b"),
        ({"const": 7}, "x", 7),
        ({"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 3}]}, "page", 3),
        ({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}, "retracted", None),
        ({"$ref": "#/components/schemas/A"}, "retracted", {"open": False}),
        ({"type": "array", "items": {"type": "boolean"}, "minItems": 2}, "x", [False, False]),
        ({"type": "array"}, "x", []),
        ({"$ref": "#/components/schemas/A"}, "x", {"open": False}),
        (
            {"allOf": [{"$ref": "#/x/A"}, {"type": "object", "properties": {"n": {"type": "integer"}}}]},
            "x",
            {"open": False, "n": 1},
        ),
        ({"type": "object"}, "x", {}),
        ({}, "x", None),
    ],
)
def test_a_sample_follows_its_schema(schema: Json, name: str, found: Any) -> None:
    components = {"A": {"type": "object", "properties": {"open": {"type": "boolean"}}}}
    assert samples.sample(schema, components, name) == found
