"""A record's JSON, and what changed of it, in lines that people read. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agreements.vocabulary import GRADES

Json = dict[str, Any]
COMPUTED = ("version", "recorded", "public", "warnings")
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Line:
    """`path`: which field; `old`, `new`: what it said, "" for nothing."""

    path: str
    old: str
    new: str


def changed(diff: Json) -> list[Line]:
    """{field: [old, new]} as lines; lists are told entry by entry."""
    said = ((field, *pair) for field, pair in diff.items() if field not in COMPUTED)
    return [line for field, old, new in said for line in _change(label(field), old, new)]


def told(body: Json) -> list[Line]:
    """All that a body says, field by field."""
    return changed({field: [None, value] for field, value in body.items()})


def label(field: str) -> str:
    """A word of the vocabulary, or a field's name, as it is read."""
    return field.replace("_", " ")


def grade(found: Json) -> str:
    """A grade as it is read, with the number of its reports."""
    words = GRADES[found["code"]]
    return f"{words} ({found['n']})" if found["n"] else words


def _change(path: str, old: Any, new: Any) -> Iterator[Line]:
    if old == new or (old in EMPTY and new in EMPTY):
        return
    if _is_list(old) and _is_list(new) and (_records(old) or _records(new)):
        yield from _entries(path, old or [], new or [])
    elif isinstance(old, dict) and isinstance(new, dict) and "edtf" not in old | new:
        for field in old | new:
            yield from _change(f"{path} · {label(field)}", old.get(field), new.get(field))
    else:
        yield Line(path, text(old), text(new))


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _records(value: Any) -> bool:
    return bool(value) and all(isinstance(each, dict) for each in value)


def _entries(path: str, old: list[Json], new: list[Json]) -> Iterator[Line]:
    """Statements are told by their ids; other entries are there or not."""
    if all("id" in each for each in (*old, *new)):
        before, after = ({each["id"]: each for each in side} for side in (old, new))
        for name in before | after:
            if name in before and name in after:
                yield from _inside(f"{path} · {name}", before[name], after[name])
            else:
                yield Line(f"{path} · {name}", text(before.get(name)), text(after.get(name)))
        return
    yield from (Line(path, text(each), "") for each in old if each not in new)
    yield from (Line(path, "", text(each)) for each in new if each not in old)


def _inside(path: str, old: Json, new: Json) -> Iterator[Line]:
    for field in old | new:
        if field not in COMPUTED:
            yield from _change(f"{path} · {label(field)}", old.get(field), new.get(field))


def text(value: Any) -> str:
    """A value in one line: a date as its EDTF, an object as its filled fields."""
    if value in EMPTY:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value["edtf"]) if "edtf" in value else "; ".join(_parts(value))
    if isinstance(value, list):
        return ", ".join(text(each) for each in value)
    return str(value)


def _parts(value: Json) -> Iterable[str]:
    """The fields that say something; an id stands in the path already."""
    left_out = (*COMPUTED, "id")
    told = ((field, text(each)) for field, each in value.items() if each is not False and field not in left_out)
    return (f"{label(field)}: {said}" for field, said in told if said)
