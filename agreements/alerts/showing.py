"""Subscriptions and messages as the interface gives them."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from agreements.history.parts import timestamp
from agreements.models import Delivery, Subscription

Json = dict[str, Any]


def subscriptions(owner: Any = None) -> QuerySet[Subscription]:
    """Those of one owner, or all, with how their messages fare."""
    counts = {state: Count("deliveries", filter=Q(deliveries__state=state)) for state in ("waiting", "parked")}
    last = Max("deliveries__finished_at", filter=Q(deliveries__state="sent"))
    found = Subscription.objects.select_related("owner").annotate(**counts, last_sent_at=last)
    return found if owner is None else found.filter(owner=owner)


def subscription(row: Any, secret: str | None = None) -> Json:
    """A row of `subscriptions`; `secret`: only where it was just made."""
    named = ("why", "query", "channel", "frequency", "language", "active")
    return {
        "id": row.public_id,
        "owner": row.owner.get_username(),
        **{name: getattr(row, name) for name in named},
        "url": row.url or None,
        "stopped": {"at": timestamp(row.stopped_at), "because": row.stopped_because} if row.stopped_at else None,
        "made_at": timestamp(row.made_at),
        "seen": row.seen,
        "next_look_at": _time(row.next_look_at),
        "waiting": row.waiting,
        "parked": row.parked,
        "last_sent_at": _time(row.last_sent_at),
        "secret": secret,
    }


def delivery(row: Delivery) -> Json:
    """`after`, `until`: the revisions that it tells of."""
    named = ("kind", "query", "after", "until", "state", "attempts", "status", "error")
    return {
        "id": row.public_id,
        "subscription": row.subscription.public_id,
        **{name: getattr(row, name) for name in named},
        "made_at": timestamp(row.made_at),
        "next_try_at": _time(row.next_try_at),
        "finished_at": _time(row.finished_at),
    }


def _time(instant: datetime | None) -> str | None:
    return timestamp(instant) if instant else None
