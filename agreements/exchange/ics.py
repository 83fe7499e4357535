"""What is coming as an iCalendar file (RFC 5545): all-day entries that a calendar can follow."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from agreements.timeline.coming import WHAT

Json = dict[str, Any]


def calendar(items: Iterable[Json], names: Mapping[str, str], at: datetime, site: str) -> bytes:
    """Items of `coming` that have a first day. `names`: of agreements and events by slug; `at`: when the record was
    last written; `site`: the address before a path, for links."""
    found = Calendar()
    found.add("prodid", "-//Entente//coming//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Entente: what is coming")
    for item in items:
        if item["from"] is not None:
            found.add_component(_entry(item, names, at, site))
    return bytes(found.to_ical())


def _entry(item: Json, names: Mapping[str, str], at: datetime, site: str) -> Event:
    first = date.fromisoformat(item["from"])
    last = date.fromisoformat(item["to"]) if item["to"] else first
    about = item["agreement"] or item["event"]
    path = f"/agreements/{about}/" if item["agreement"] else f"/events/{about}/"
    entry = Event()
    entry.add("uid", f"{item['id']}@entente")
    entry.add("dtstamp", at)
    entry.add("dtstart", first)
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))  # the first day after it
    entry.add("summary", f"{names.get(about, about)}: {_what(item)}")
    entry.add("url", f"{site}{path}")
    entry.add("transp", "TRANSPARENT")
    return entry


def _what(item: Json) -> str:
    doubt = " (disputed)" if item["disputed"] else ""
    return f"{WHAT[item['what']]}{doubt}"
