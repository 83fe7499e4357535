"""Agreements side by side, term by term."""

from collections.abc import Sequence
from typing import Any

from agreements.vocabulary import TERM_NAMES

Json = dict[str, Any]


def compare(agreements: Sequence[Json]) -> list[Json]:
    """[{"name", "terms": {slug: [Term]}, "alike"}] in the vocabulary's order, for every term that one of them has.

    `alike`: each agreement has the term, and every reading of it says the same."""
    live = {each["slug"]: [term for term in each["terms"] if term["retracted"] is None] for each in agreements}
    rows = []
    for name in TERM_NAMES:
        own = {slug: [term for term in terms if term["name"] == name] for slug, terms in live.items()}
        if any(own.values()):
            rows.append({"name": name, "terms": own, "alike": _alike(own)})
    return rows


def _alike(own: dict[str, list[Json]]) -> bool:
    said = {_content(term) for terms in own.values() for term in terms}
    return all(own.values()) and len(said) == 1


def _content(term: Json) -> tuple[Any, ...]:
    return tuple(term[part] for part in ("low", "high", "unit", "text", "coding"))
