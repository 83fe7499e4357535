"""From the ledger to the outbox: each subscription has read the revisions up to `seen`; what came since is told once.

Revisions are numbered in the order in which they are committed, so whoever has read up to the head has missed none.
The message and the new `seen` are one transaction: a worker that dies in between leaves neither.
"""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from agreements.alerts import matching, outbox, schedule
from agreements.errors import Refused
from agreements.models import Delivery, Head, Subscription

UNREADABLE: Final = "Its query is no longer one that the timeline takes:"  # a word was given up, or blacked out
BYTES: Final = 10  # of an id that nobody guesses or gets twice


def due(now: datetime, limit: int) -> list[int]:
    """Subscriptions that have not read up to the head, the longest waiting first."""
    behind = _due(now).filter(seen__lt=Head.objects.get().number)
    return list(behind.order_by("seen", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def look(subscription_id: int, now: datetime) -> Delivery | None:
    """Read on up to the head; the message, if something concerns the query. Of several at once one does it."""
    subscription = _due(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=subscription_id).first()
    head = Head.objects.get().number
    if subscription is None or subscription.seen >= head:
        return None
    after = subscription.seen
    subscription.seen = head
    subscription.next_look_at = schedule.next_look(subscription.frequency, now)
    subscription.save(update_fields=["seen", "next_look_at"])
    try:
        total, _ = matching.changes(subscription.query, after, head, 0)
    except Refused as refused:
        outbox.stop(subscription, f"{UNREADABLE} {refused}"[:300], now)
        return None
    return put(subscription, "alert", after, head, now) if total else None


def put(subscription: Subscription, kind: str, after: int, until: int, now: datetime) -> Delivery:
    """A message in the outbox, due at once."""
    return Delivery.objects.create(
        public_id=new_id("msg"),
        subscription=subscription,
        kind=kind,
        query=subscription.query,
        after=after,
        until=until,
        made_at=now,
        next_try_at=now,
    )


def new_id(kind: str) -> str:
    return f"{kind}-{secrets.token_hex(BYTES)}"


def _due(now: datetime) -> QuerySet[Subscription]:
    in_time = Q(next_look_at=None) | Q(next_look_at__lte=now)
    return Subscription.objects.filter(in_time, stopped_at=None, owner__is_active=True)
