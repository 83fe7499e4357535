"""What the record says already of the rows of a table."""

from collections.abc import Iterable

from agreements.exchange import as_input
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.settle import Present
from agreements.shapes import PartyIn
from agreements.timeline import clocks, queries


def present(slugs: Iterable[str], mapping: TableMap) -> Present:
    """The agreements of these slugs, and what the record has of the events that the map makes of them."""
    wanted = list(slugs)
    events = [f"{slug}-{event.name}" for slug in wanted for event in mapping.events]
    asof = clocks.now()
    return Present(
        {each["slug"]: each for each in queries.bodies("agreement", asof, slug__in=wanted)},
        {each["slug"]: each for each in queries.bodies("event", asof, slug__in=events)},
    )


def parties() -> list[PartyIn]:
    """All parties of the record."""
    return [PartyIn.model_validate(as_input.party(each)) for each in queries.bodies("party", clocks.now())]
