"""Subscriptions for tests, and the way of a message: looked for, sent, read."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from agreements.alerts import delivering, looking, subscribing, telling
from agreements.models import Delivery, Subscription

Json = dict[str, Any]
HOOK = "https://desk.example/hook"


def person(name: str = "ana", **fields: Any) -> User:
    found, _ = User.objects.get_or_create(username=name, defaults={"email": f"{name}@desk.example", **fields})
    return found


def subscribe(owner: str = "ana", **fields: Any) -> Subscription:
    """By webhook and to everything, if not said otherwise."""
    given = {"why": "for the file", "channel": "webhook", **fields}
    if given["channel"] == "webhook":
        given.setdefault("url", HOOK)
    return subscribing.create(given, person(owner), datetime.now(UTC))


def look(subscription: Subscription, now: datetime | None = None) -> Delivery | None:
    return looking.look(subscription.pk, now or datetime.now(UTC))


def told(subscription: Subscription, now: datetime | None = None) -> list[tuple[str, str, str]]:
    """(action, type, id) of each change that a look finds; [] where there is no message."""
    delivery = look(subscription, now)
    return [] if delivery is None else listed(telling.payload(delivery))


def listed(payload: Json) -> list[tuple[str, str, str]]:
    return [(each["action"], each["type"], each["id"]) for each in payload["data"]["changes"]]


def send(delivery: Delivery | None) -> Delivery:
    """Try it now, whenever its next try was to be; as it then stands."""
    assert delivery is not None, "there is no message"
    Delivery.objects.filter(pk=delivery.pk, state="waiting").update(
        next_try_at=datetime.now(UTC) - timedelta(seconds=1)
    )
    delivering.carry_out(delivery.pk)
    delivery.refresh_from_db()
    return delivery
