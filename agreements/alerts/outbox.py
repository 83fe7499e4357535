"""The work list of messages: whose turn it is, and how a try ends. Nothing is lost with the broker, nor with a worker.

A try is counted, and the next one set, before it is made: whoever dies in the middle has left it to the next. Thus a
message is delivered at least once, and a receiver tells a repeated one by its id.
"""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from agreements.alerts import schedule
from agreements.errors import EntenteError, PermanentError, Refused, sentence
from agreements.fetching.child.plain import clean
from agreements.models import Delivery, Subscription

LOST: Final = "The worker was lost in the middle of the last try; whether the message arrived is not known."
UNFORESEEN: Final = 3  # tries of what fails through a fault of our own
STOPPED: Final = "The subscription was stopped before this could be sent."


class Refusal(PermanentError):
    """The receiver, or we ourselves, will not have it: trying again later would not help. `status`: what a receiver
    answered, if it did."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


def due(now: datetime, limit: int, **of: Any) -> list[int]:
    """Messages that may be tried now: of each subscription the first, so that a receiver who keeps us waiting holds one
    worker and no more."""
    found = _waiting(now).filter(**of).order_by("subscription_id", "until", "pk").distinct("subscription_id")
    return list(found.values_list("pk", flat=True)[:limit])


def claim(delivery_id: int, now: datetime) -> Delivery | None:
    """Take a message for a try; None if there is nothing to do. One of several at once gets it."""
    row = Delivery.objects.filter(pk=delivery_id).values_list("attempts", flat=True).first()
    if row is None:
        return None
    taken = _waiting(now).filter(pk=delivery_id, attempts=row)
    if not taken.update(attempts=F("attempts") + 1, next_try_at=schedule.next_try(row + 1, now)):
        return None
    return Delivery.objects.select_related("subscription__owner").get(pk=delivery_id)


def sent(delivery: Delivery, now: datetime, status: int | None = None) -> None:
    _mine(delivery).update(state="sent", status=status, error="", next_try_at=None, finished_at=now)


def failed(delivery: Delivery, error: Exception, now: datetime) -> None:
    """Leave a message to its next try, or park it: after the last one, and where another would fail alike."""
    why = str(error) if is_foreseen(error) else sentence(error)
    said = {"error": clean(why)[:2000], "status": getattr(error, "status", None)}
    most = schedule.MOST_TRIES if is_foreseen(error) else UNFORESEEN
    # Refused: words of its query were blacked out meanwhile.
    if isinstance(error, Refusal | Refused) or delivery.attempts >= most:
        _mine(delivery).update(state="parked", next_try_at=None, finished_at=now, **said)
    else:
        later = schedule.next_try(delivery.attempts, now, getattr(error, "retry_after", None))
        _mine(delivery).update(next_try_at=later, **said)


def is_foreseen(error: Exception) -> bool:
    """Whether the network or the other side failed (an SMTP failure is an OSError), and not our own program."""
    return isinstance(error, EntenteError | OSError)


def park(deliveries: QuerySet[Delivery], why: str, now: datetime) -> int:
    """Put waiting messages aside, where they are seen and can be sent again; how many."""
    waiting = deliveries.filter(state="waiting")
    return waiting.update(state="parked", error=why, next_try_at=None, finished_at=now)


@transaction.atomic
def stop(subscription: Subscription, why: str, now: datetime) -> None:
    """End a subscription without deleting it; what waits to be sent is parked. Again: nothing changes."""
    Subscription.objects.filter(pk=subscription.pk, stopped_at=None).update(stopped_at=now, stopped_because=why)
    park(Delivery.objects.filter(subscription=subscription), STOPPED, now)


def park_lost(now: datetime) -> int:
    """Park what was tried often enough and always lost its worker; how many."""
    tried = Delivery.objects.filter(state="waiting", next_try_at__lte=now, attempts__gte=schedule.MOST_TRIES)
    return park(tried, LOST, now)


def replay(deliveries: QuerySet[Delivery], now: datetime) -> int:
    """Send again, under the same id and with all tries: what is parked or was sent; what waits is tried at once."""
    return deliveries.update(state="waiting", attempts=0, next_try_at=now, finished_at=None, status=None)


def _waiting(now: datetime) -> QuerySet[Delivery]:
    """Messages whose turn it is. While one is under way, or waits after a failure, those to the same receiver wait too:
    however often the record changes, one that keeps us waiting is tried no more often than one message would be."""
    waiting = Delivery.objects.filter(state="waiting", attempts__lt=schedule.MOST_TRIES)
    tried = Delivery.objects.filter(state="waiting", attempts__gt=0, next_try_at__gt=now)
    held = tried.filter(subscription=OuterRef("subscription")).exclude(pk=OuterRef("pk"))
    return waiting.filter(~Exists(held), next_try_at__lte=now)


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    """The message, unless somebody else has taken it since."""
    return Delivery.objects.filter(pk=delivery.pk, state="waiting", attempts=delivery.attempts)
