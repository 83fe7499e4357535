"""Pages by key: each begins after the last row of the one before, so that page 10,000 costs what page 1 costs.

An order's columns are never null and run in one direction; the last of them is unique, so rows of one date neither
repeat nor go missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """`keys`: name and type of each column."""

    keys: tuple[tuple[str, type], ...]
    descending: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.keys)

    def key(self, row: Any) -> Key:
        return tuple(getattr(row, name) for name in self.names)

    def reversed(self) -> "Order":
        return replace(self, descending=not self.descending)


BY_SLUG: Final = Order((("slug", str),))
BY_ID: Final = Order((("public_id", str),))
BY_DATE: Final = Order((("date_from", date), ("date_to", date), ("slug", str)))


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two rows: just after the one with this key, or, backwards, just before it."""

    key: Key
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`next`, `previous`: where the neighbouring pages begin; None at either end."""

    rows: list[Any]
    next: Position | None = None
    previous: Position | None = None


def page(rows: QuerySet[Any], order: Order, position: Position | None, size: int) -> Page:
    """One page of a queryset, in one query. Rows must carry the order's columns as attributes."""
    way = order.reversed() if position and position.backwards else order
    if position:
        beyond = TupleLessThan if way.descending else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*(F(name) for name in order.names)), position.key))
    sign = "-" if way.descending else ""
    found = rows.order_by(*(f"{sign}{name}" for name in order.names))[: size + 1]
    return arranged(list(found), order.key, position, size)


def cut(items: Iterable[Any], order: Order, key: Callable[[Any], Key], position: Position | None, size: int) -> Page:
    """The same of a list that is at hand."""
    way = order.reversed() if position and position.backwards else order
    found = sorted(items, key=key, reverse=way.descending)
    if position:
        found = [each for each in found if (key(each) < position.key if way.descending else key(each) > position.key)]
    return arranged(found[: size + 1], key, position, size)


def arranged(found: list[Any], key: Callable[[Any], Key], position: Position | None, size: int) -> Page:
    """A page of at most `size` out of up to one row more, read in the direction that the position says."""
    backwards = position is not None and position.backwards
    more = len(found) > size
    rows = found[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Page([])
    return Page(
        rows,
        next=Position(key(rows[-1])) if more or backwards else None,
        previous=Position(key(rows[0]), backwards=True) if (more if backwards else position) else None,
    )
