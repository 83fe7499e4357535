"""Agreements as they are listed: the record's body with what depends on the day asked."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.db.models import QuerySet

from agreements.models import StandingInterval
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.summary import group_of

Json = dict[str, Any]
GROUPING = ("legal", "operation")


def listed(asof: AsOf) -> QuerySet[Any]:
    """Version rows of agreements, without those merged into others; asked for a day, only those that an event had
    concerned by then: the same that a relation is summed up by."""
    rows = queries.rows("agreement", asof).filter(merged=False)
    return rows.filter(queries.concerned(asof)) if asof.chosen else rows


def shown(rows: Iterable[Any], asof: AsOf) -> list[Any]:
    """Version rows of agreements as answers: each body with "standing", "group" and "latest_event" on `valid_on`."""
    found = list(rows)
    members = [{"slug": row.slug, "parties": [{"party": code} for code in row.parties]} for row in found]
    standings = queries.standings(members, asof)
    latest = queries.latest_events(standings, asof)
    return [
        _with(
            queries.fragment(row, asof),
            {
                "standing": standings[row.slug],
                "group": group_of(standings[row.slug]),
                "latest_event": latest.get(row.slug),
            },
        )
        for row in found
    ]


def _with(body: Any, computed: Json) -> Any:
    """A body with more fields; a stored text is lengthened without being read."""
    if isinstance(body, dict):
        return {**body, **computed}
    text = orjson.dumps(body)
    return orjson.Fragment(text[:-1] + b"," + orjson.dumps(computed)[1:])


def groups(asof: AsOf) -> dict[str, str]:
    """Agreement → group on `valid_on`, of those about which something is said on the axes that decide it."""
    if asof.public_on is not None:
        every = queries.bodies("agreement", asof)
        return {slug: group_of(standing) for slug, standing in queries.standings(every, asof).items()}
    rows = queries.at_revision(StandingInterval.objects.filter(axis__in=GROUPING), asof.revision)
    on_day = rows.filter(day_from__lte=asof.valid_on, day_to__gt=asof.valid_on)
    standings: dict[str, dict[str, Json | None]] = {}
    for slug, axis, body in on_day.values_list("agreement", "axis", "body"):
        standings.setdefault(slug, dict.fromkeys(GROUPING))[axis] = orjson.loads(body)
    return {slug: group_of(standing) for slug, standing in standings.items()}
