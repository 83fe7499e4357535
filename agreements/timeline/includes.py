"""Names for what answers refer to: bodies hold slugs and codes only."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import orjson
from django.db.models import Value

from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]
# What can be named → the kind of record it is, and the keys under which bodies refer to it.
KINDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "agreements": ("agreement", ("agreement", "agreements")),
    "parties": ("party", ("party", "parties")),
    "people": ("person", ("person",)),
    "offices": ("office", ("office",)),
}
_WANTED: Final = {key: kind for kind, keys in KINDS.values() for key in keys}


def names(wanted: Collection[str], answer: Any, asof: AsOf) -> Json:
    """{"agreements": {slug: {"title", "short_title"}}, "parties": {code: names}, "people": {slug: name},
    "offices": {slug: titles}}, of those wanted and what the answer refers to. One query."""
    referred = set(references(answer))
    found: Json = {name: {} for name in wanted}
    lookups = [
        queries.rows(kind, asof)
        .filter(slug__in=sorted(slug for each, slug in referred if each == kind))
        .values_list(Value(name), "slug", "body")
        for name, (kind, _) in KINDS.items()
        if name in wanted
    ]
    if lookups:
        for name, slug, body in lookups[0].union(*lookups[1:], all=True):
            found[name][slug] = _named(name, orjson.loads(body))
    return {name: dict(sorted(each.items())) for name, each in found.items()}


def _named(name: str, body: Json) -> Any:
    if name == "agreements":
        return {"title": body["title"], "short_title": body["short_title"]}
    return body[{"parties": "names", "people": "name", "offices": "titles"}[name]]


def references(value: Any) -> Iterator[tuple[str, str]]:
    """(kind of record, id) of everything that is referred to anywhere in a value."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if kind := _WANTED.get(key):
                yield from ((kind, slug) for slug in _texts(each))
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def _texts(value: Any) -> Iterable[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
