"""A record that was merged into another keeps its address, and says where it went."""

from typing import Any

from agreements.timeline import queries
from agreements.web.record import Record

Json = dict[str, Any]


def merged(kind: str, body: Json, record: Record) -> tuple[str, str] | None:
    """Title and address of the record that this one was merged into, at the end of a chain of such; None if it was
    not. `kind`: agreement or event."""
    seen = {body["slug"]}
    while body["merged_into"] and body["merged_into"] not in seen:
        seen.add(body["merged_into"])
        body = queries.detail(kind, body["merged_into"], record.asked.asof.any_day)
    if len(seen) == 1:
        return None
    address = record.addresses.agreement if kind == "agreement" else record.addresses.event
    return str(body["title"]), address(body["slug"])
