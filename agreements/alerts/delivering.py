"""One message carried to its end: claimed, sent by its channel, marked. Each step can be repeated without harm."""

import logging
from datetime import UTC, datetime
from functools import cache
from typing import Final

from agreements.alerts import mail, outbox, webhook
from agreements.alerts.outbox import Refusal
from agreements.fetching.client import Client
from agreements.fetching.errors import Gone
from agreements.models import Delivery

GONE: Final = 410
ENDED: Final = "The receiver answered 410: it is gone for good and wants no more messages."
CLOSED: Final = "The account of its owner is closed."
logger = logging.getLogger(__name__)


@cache
def client() -> Client:
    """The process's connections to receivers, made on first use: after a worker has forked."""
    return Client()


def carry_out(delivery_id: int) -> int | None:
    """Try a message once; the next one for the same subscription, if this went well and one is due. Failures end in
    the message."""
    now = datetime.now(UTC)
    delivery = outbox.claim(delivery_id, now)
    if delivery is None:
        return None
    try:
        status = _send(delivery, now)
    except Exception as error:
        _failed(delivery, error)
        if not outbox.is_foreseen(error):
            raise
        return None
    outbox.sent(delivery, datetime.now(UTC), status)
    following = outbox.due(datetime.now(UTC), 1, subscription=delivery.subscription_id)
    return following[0] if following else None


def _send(delivery: Delivery, now: datetime) -> int | None:
    subscription = delivery.subscription
    if not subscription.owner.is_active:
        raise Refusal(CLOSED)
    if subscription.stopped_at:
        raise Refusal(outbox.STOPPED)
    if subscription.channel == "webhook":
        return webhook.send(delivery, client(), now)
    mail.send(delivery)
    return None


def _failed(delivery: Delivery, error: Exception) -> None:
    now = datetime.now(UTC)
    logger.warning("message %s, try %d: %s", delivery.public_id, delivery.attempts, error)
    if isinstance(error, Gone) and error.status == GONE:
        outbox.failed(delivery, Refusal(ENDED, GONE), now)
        outbox.stop(delivery.subscription, ENDED, now)
    else:
        outbox.failed(delivery, error, now)
