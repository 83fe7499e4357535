"""A request's query string, read: unknown names, repeated ones and values that say nothing are refused by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from agreements.errors import NotYetKnown, Problem, Refused
from agreements.models import FOREVER
from agreements.timeline import clocks, cursors
from agreements.timeline.clocks import AsOf
from agreements.timeline.includes import KINDS
from agreements.timeline.paging import Order, Position
from agreements.timeline.parameters import TEXT, Form, Parameter, Values, number, several, unreadable, words

MOST_PARAMETERS: Final = 100
PAGE_SIZE: Final = 100
LARGEST_PAGE: Final = 1000
# What a page of a list may differ in and still belong to it.
NOT_OF_THE_LIST: Final = ("cursor", "page_size", "include")

_DAY = Form({"type": "string", "format": "date"})
CLOCKS: Final = (
    Parameter(name="valid_on", meaning="day in the world; default: the day of `known_at`, else today (UTC)", form=_DAY),
    Parameter(name="public_on", meaning="only what the public could read on this day", form=_DAY),
    Parameter(
        name="known_at",
        meaning="what the record said at this instant; a date means the end of that day (UTC)",
        form=Form({"type": "string", "examples": ["2026-11-24", "2026-11-24T12:00:00Z"]}),
    ),
    Parameter(
        name="revision",
        meaning="what the record said at this revision; the same request answers equal for ever",
        form=Form({"type": "integer", "minimum": 0}),
    ),
)
FORMAT: Final = Parameter(name="format", meaning="format of the answer", form=words(("json",), "format"))
INCLUDE: Final = Parameter(
    name="include", meaning="names for what the answer refers to, joined by commas", form=several(tuple(KINDS), "part")
)
PAGING: Final = (
    Parameter(name="cursor", meaning="from `next` or `previous` of an answer", form=TEXT),
    Parameter(name="page_size", meaning=f"results on a page, {PAGE_SIZE} if not given", form=number(1, LARGEST_PAGE)),
)
LISTED: Final = (*CLOCKS, *PAGING, FORMAT)
ORDERS: Final = {"asc": False, "desc": True, "date": False, "-date": True}
ORDER: Final = Parameter(
    name="order", meaning="by date: oldest first (asc, date) or newest first (desc, -date)", form=words(ORDERS, "order")
)

NUMBER: Final = number(0, FOREVER)

Given = Mapping[str, Sequence[str]]


def now() -> datetime:
    """The instant of a request, which its clocks are measured by."""
    return datetime.now(UTC)


def parse(query_string: str) -> dict[str, list[str]]:
    """Name → the values given. Raises Refused for bytes that are no text and for more than anyone could mean."""
    # WSGI hands bytes over as Latin-1; percent signs inside may hold any others.
    raw = query_string.encode("latin-1").decode(errors="surrogateescape")
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="surrogateescape", max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Refused([Problem("", f"more than {MOST_PARAMETERS} parameters; ask for less at once")]) from None
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    problems = [problem for name, texts in given.items() for text in texts for problem in unreadable(name, text)]
    if problems:
        raise Refused(problems)
    return given


def asof(values: Values, instant: datetime) -> AsOf:
    """The clocks of a request. Revision 0 is the record before it began: empty."""
    chosen = {name: values[name][0] for name in clocks.PARAMETERS if name in values}
    try:
        return clocks.resolve(chosen, instant)
    except NotYetKnown:
        chosen.pop("revision")
        return replace(clocks.resolve(chosen, instant), revision=0)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which page of a list is asked for. `query`: what makes the list what it is, for its cursors."""

    path: str
    query: str
    given: Given
    size: int
    order: Order
    position: Position | None = None

    def address(self, asof: AsOf, position: Position | None) -> str | None:
        """Path and query of a neighbouring page."""
        if position is None:
            return None
        cursor = cursors.encode(asof, position, self.query)
        kept = {name: texts for name, texts in self.given.items() if name != "cursor"}
        return f"{self.path}?{urlencode({**kept, 'cursor': [cursor]}, doseq=True)}"


def listing(path: str, given: Given, values: Values, order: Order) -> tuple[AsOf, Listing]:
    """The page asked for and its clocks: those of the cursor if there is one, so that a paged list is one snapshot."""
    if "order" in values:
        order = replace(order, descending=ORDERS[values["order"][0]])
    size = values.get("page_size", (PAGE_SIZE,))[0]
    own: dict[str, Any] = {name: sorted(texts) for name, texts in given.items() if name not in NOT_OF_THE_LIST}
    query = f"{path}?{urlencode(sorted(own.items()), doseq=True)}"
    if "cursor" not in values:
        return asof(values, now()), Listing(path, query, given, size, order)
    pinned, position = cursors.decode(values["cursor"][0], order, query)
    return pinned, Listing(path, query, given, size, order, position)
