"""Agreements side by side, term by term."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from agreements.errors import Problem, Refused
from agreements.history.standing import live
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.parameters import TEXT, Parameter
from agreements.vocabulary import TERM_NAMES

Json = dict[str, Any]


WITH: Final = Parameter(name="with", meaning="slug of an agreement to compare with", form=TEXT, repeatable=True)


def side_by_side(slug: str, others: Iterable[str], asof: AsOf, *, most: int) -> list[Json]:
    """An agreement and those to compare it with, each once and in this order. Two queries.

    Raises Unknown or NotYetKnown for the first, and Refused naming `with` where others are not there or are too many.
    `most`: how many there may be with the first."""
    others = [each for each in dict.fromkeys(others) if each != slug]
    if len(others) >= most:
        raise Refused([Problem(WITH.name, f"at most {most} agreements are compared; leave some out")])
    first = queries.detail("agreement", slug, asof)
    found = {each["slug"]: each for each in queries.bodies("agreement", asof, slug__in=others)}
    if missing := [each for each in others if each not in found]:
        unknown = "there is no agreement “{}” here at these clocks"
        raise Refused([Problem(WITH.name, unknown.format(each)) for each in missing])
    return [first, *(found[each] for each in others)]


def compare(agreements: Sequence[Json]) -> list[Json]:
    """[{"name", "terms": {slug: [Term]}, "alike"}] in the vocabulary's order, for every term that one of them has.

    `alike`: each agreement has the term, and every reading of it says the same."""
    said = {each["slug"]: live(each["terms"]) for each in agreements}
    rows = []
    for name in TERM_NAMES:
        own = {slug: [term for term in terms if term["name"] == name] for slug, terms in said.items()}
        if any(own.values()):
            rows.append({"name": name, "terms": own, "alike": _alike(own)})
    return rows


def _alike(own: dict[str, list[Json]]) -> bool:
    said = {_content(term) for terms in own.values() for term in terms}
    return all(own.values()) and len(said) == 1


def _content(term: Json) -> tuple[Any, ...]:
    return tuple(term[part] for part in ("low", "high", "unit", "text", "coding"))
