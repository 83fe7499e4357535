"""How many events when: what a timeline draws before it draws the events themselves."""

from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth, TruncYear

Json = dict[str, Any]
BUCKETS: Final = {"year": (TruncYear, 4), "month": (TruncMonth, 7)}


def density(events: QuerySet[Any], bucket: str) -> list[Json]:
    """{"bucket", "kind", "count"} in order of time; the bucket is the one in which an event begins, such as "2025-03",
    or None where its beginning is open. One query, whatever the number of events."""
    truncate, length = BUCKETS[bucket]
    counted = (
        events.annotate(begins=truncate("date_from"))
        .values("begins", "kind")
        .annotate(count=Count("*"))
        .order_by("begins", "kind")
        .values_list("begins", "kind", "count")
    )
    return [
        {"bucket": None if begins == date.min else begins.isoformat()[:length], "kind": kind, "count": count}
        for begins, kind, count in counted
    ]
