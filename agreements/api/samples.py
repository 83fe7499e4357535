"""An example for every answer of the schema, made of the schema itself, so that none is forgotten or out of date."""

from typing import Any, Final

Json = dict[str, Any]
SUCCESSES: Final = ("200", "201", "202")
FORMATS: Final = {
    "date": "2026-01-29",
    "date-time": "2026-01-30T08:00:00.000000Z",
    "uri": "https://news.example/report",
}
# What text says, by the name of its field.
TEXTS: Final = {
    "action": "created",
    "agreement": "us-sv-art-2026",
    "agreements": "us-sv-art-2026",
    "by": "ana",
    "bucket": "2026-01",
    "citations": "art-signed-2026-01-29-s1",
    "cluster": "example-news",
    "code": "USA",
    "departure": "2026-03-03",
    "edtf": "2026-01-29",
    "en": "in English",
    "es": "en español",
    "event": "art-signed-2026-01-29",
    "excerpt": "The two sides signed the agreement in Washington.",
    "id": "art-signed-2026-01-29-u1",
    "label": "trade signed",
    "language": "en",
    "latest_event": "art-signed-2026-01-29",
    "name": "Example News",
    "next": "in_force",
    "note": "",
    "official_title": "Agreement on Reciprocal Trade",
    "parties": "USA",
    "party": "USA",
    "place": "Washington",
    "publisher": "Example News",
    "reason": "Logged through the API",
    "relations": "us-sv",
    "short_title": "Reciprocal trade 2026",
    "slug": "art-signed-2026-01-29",
    "status_updates": "art-signed-2026-01-29-u1",
    "summary": "Ministers signed the agreement.",
    "text": "Until one side gives notice.",
    "title": "The agreement on reciprocal trade is signed",
    "unit": "USD",
    "value": "signed",
    "venue": "Washington",
    "what": "persons",
}
# What most records have not.
NOTHING: Final = frozenset({"determination", "merged_into", "office", "person", "retracted", "supersedes", "until"})
AMOUNT: Final = "4760000"
ADDRESS: Final = "https://entente.example/api/v1/"


def add(result: Json, generator: Any, request: Any, public: Any) -> Json:
    """A postprocessing hook of the schema's generator: an example wherever an answer has none."""
    for path, operations in result["paths"].items():
        for operation in operations.values():
            for code in SUCCESSES:
                for content in operation["responses"].get(code, {}).get("content", {}).values():
                    if not {"example", "examples"} & set(content):
                        content["example"] = sample(content["schema"], result["components"]["schemas"], path)
    return result


def sample(schema: Json, components: Json, name: str = "") -> Any:
    """A value that the schema allows. `name`: of the field that it is for."""
    if "$ref" in schema:
        return sample(components[schema["$ref"].rsplit("/", 1)[1]], components, name)
    if "allOf" in schema:
        found = [sample(each, components, name) for each in schema["allOf"]]
        return {key: value for each in found for key, value in each.items()}
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each.get("type") != "null"]
        return None if name in NOTHING and len(kinds) < len(schema["anyOf"]) else sample(kinds[0], components, name)
    if "enum" in schema:
        return schema["enum"][0]
    return schema["const"] if "const" in schema else _of_type(schema, components, name)


def _of_type(schema: Json, components: Json, name: str) -> Any:
    kind = schema.get("type")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            return {key: sample(each, components, key) for key, each in schema.get("properties", {}).items()}
        case "array":
            size = schema.get("minItems", 1)
            return [sample(schema["items"], components, name) for _ in range(size)] if schema.get("items") else []
        case "string":
            return _text(schema, name)
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
    return None


def _text(schema: Json, name: str) -> str:
    if "pattern" in schema:
        return AMOUNT
    if name in ("next", "previous") and schema.get("format") == "uri":
        return ADDRESS
    return FORMATS.get(schema.get("format", ""), TEXTS.get(name, name or "text"))
