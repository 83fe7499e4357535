"""Pages by key: exact under ties, in both directions, at any depth."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import EventVersion
from agreements.timeline.paging import BY_DATE, Order, Page, Position, cut, page

from ..builders import ground, make_event, write

DAYS = st.sampled_from([date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3)])


def walk(turn: Any, way: str, start: Position | None = None) -> Iterator[Page]:
    """All pages from a position on."""
    found = turn(start)
    yield found
    while getattr(found, way):
        found = turn(getattr(found, way))
        yield found


@given(
    days=st.lists(DAYS, max_size=40),
    size=st.integers(1, 9),
    descending=st.booleans(),
)
def test_pages_of_a_list_give_every_item_once_and_in_order_both_ways(
    days: list[date], size: int, descending: bool
) -> None:
    rows = [SimpleNamespace(date_from=day, date_to=day, slug=f"e{index:02}") for index, day in enumerate(days)]
    order = Order(BY_DATE.keys, descending)
    expected = sorted(map(order.key, rows), reverse=descending)

    def turn(position: Position | None) -> Page:
        return cut(rows, order, order.key, position, size)

    forward = list(walk(turn, "next"))
    assert [order.key(row) for each in forward for row in each.rows] == expected
    assert all(len(each.rows) == size for each in forward[:-1])
    backward = [forward[-1], *(each for each in walk(turn, "previous", forward[-1].previous) if forward[-1].previous)]
    assert [order.key(row) for each in reversed(backward) for row in each.rows] == expected
    assert forward[0].previous is None
    assert backward[-1].previous is None


@pytest.fixture
def fifty_on_one_day(db: None) -> None:
    write(*ground(), *(make_event(f"event-{index:02}") for index in range(50)))


@pytest.mark.parametrize("descending", [False, True])
def test_fifty_events_of_one_day_are_paged_exactly_in_the_database(fifty_on_one_day: None, descending: bool) -> None:
    order = Order(BY_DATE.keys, descending)
    rows = EventVersion.objects.values_list(*order.names, named=True)

    def turn(position: Position | None) -> Page:
        return page(rows, order, position, 7)

    forward = list(walk(turn, "next"))
    slugs = [row.slug for each in forward for row in each.rows]
    assert slugs == sorted((f"event-{index:02}" for index in range(50)), reverse=descending)
    assert [len(each.rows) for each in forward] == [7] * 7 + [1]
    backward = list(walk(turn, "previous", forward[-1].previous))
    assert [row.slug for each in reversed(backward) for row in each.rows] == slugs[:49]
    assert backward[-1].previous is None


def test_a_page_is_one_row_comparison_that_the_index_can_follow(fifty_on_one_day: None) -> None:
    rows = EventVersion.objects.values_list(*BY_DATE.names, named=True)
    position = Position((date(2025, 2, 3), date(2025, 2, 3), "event-20"))
    seen: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    from django.db import connection

    with connection.execute_wrapper(look):
        found = page(rows, BY_DATE, position, 3)
    assert [row.slug for row in found.rows] == ["event-21", "event-22", "event-23"]
    assert len(seen) == 1
    compared = ", ".join(f'"agreements_eventversion"."{name}"' for name in BY_DATE.names)
    assert f"({compared}) > (" in seen[0]


def test_an_empty_list_has_one_empty_page(db: None) -> None:
    found = page(EventVersion.objects.values_list(*BY_DATE.names, named=True), BY_DATE, None, 7)
    assert (found.rows, found.next, found.previous) == ([], None, None)
