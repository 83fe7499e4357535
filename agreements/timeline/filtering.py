"""How lists are narrowed: what a filter is, how its values are checked, how several work together.

Values of one filter are alternatives, different filters hold together. Nothing here knows HTTP: the API, the pages,
feeds and exports narrow by the same declarations, which stand in `filters`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import QuerySet, Value

from agreements.errors import Problem, Refused
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.parameters import TEXT, Parameter, Values, words

# What is narrowed: version rows, or rows of statements.
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values that were chosen, by the name of their filter, and the clocks they are read by."""

    asof: AsOf
    values: Values = field(default_factory=dict)

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        return self.values.get(name, ())


def _nothing_wrong(chosen: Values) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Parameter):
    """`narrow`: a list and what was chosen → the narrower list. `record`: the kind of record whose ids are its values.
    `check`: what is wrong with its values beside others."""

    narrow: Callable[[Rows, Chosen], Rows]
    record: str | None = None
    check: Callable[[Values], Iterable[Problem]] = _nothing_wrong
    repeatable: bool = True


def check(filters: Sequence[Filter], values: Values) -> None:
    """Raises Refused naming the filters whose values do not go together."""
    problems = [problem for each in filters if each.name in values for problem in each.check(values)]
    if problems:
        raise Refused(problems)


def refuse_unknown(filters: Sequence[Filter], chosen: Chosen) -> None:
    """Raises Refused naming each filter that asks for a record nobody ever recorded. One query at most."""
    asked = [(each.name, each.record, slug) for each in filters if each.record for slug in chosen[each.name]]
    known = _known({(kind, slug) for _, kind, slug in asked}) if asked else set()
    problems = [
        Problem(name, f"there is no {kind} {slug!r} in the record")
        for name, kind, slug in asked
        if (kind, slug) not in known
    ]
    if problems:
        raise Refused(problems)


def _known(asked: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of (kind, id) that were recorded at any revision."""
    lookups = [
        queries.VERSIONS[kind]
        .objects.filter(slug__in=[slug for each, slug in asked if each == kind])
        .values_list(Value(kind), "slug")
        for kind in sorted({kind for kind, _ in asked})
    ]
    return set(lookups[0].union(*lookups[1:]))


def narrow(rows: Rows, filters: Sequence[Filter], chosen: Chosen) -> Rows:
    """The rows that pass every filter for which something was chosen."""
    for each in filters:
        if chosen[each.name]:
            rows = each.narrow(rows, chosen)
    return rows


def by(name: str, lookup: str) -> Callable[[Rows, Chosen], Rows]:
    """Rows of which a column, under a lookup that takes several values, has one of those chosen."""
    return lambda rows, chosen: rows.filter(**{lookup: list(chosen[name])})


def search(rows: Rows, chosen: Chosen) -> Rows:
    """All words of `q` occur; the expression is exactly that of the index."""
    vector = SearchVector("search", config="simple")
    for text in chosen["q"]:
        rows = rows.filter(SearchVectorExact(vector, SearchQuery(text, config="simple")))
    return rows


def of_record(name: str, meaning: str, lookup: str) -> Filter:
    """A filter whose values are ids of records of the kind that it is called after."""
    return Filter(name=name, meaning=meaning, form=TEXT, record=name, narrow=by(name, lookup))


def of_word(name: str, meaning: str, allowed: Iterable[str], lookup: str) -> Filter:
    return Filter(name=name, meaning=meaning, form=words(tuple(allowed), name), narrow=by(name, lookup))
