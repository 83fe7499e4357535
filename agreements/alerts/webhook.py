"""One message to a webhook, through the guarded client: no private address, no redirect, signed."""

from datetime import datetime
from typing import Final

import orjson

from agreements.alerts import signing, telling
from agreements.alerts.outbox import Refusal
from agreements.fetching.budget import MIB, Limits
from agreements.fetching.client import Ask, Client
from agreements.fetching.errors import AddressRefused
from agreements.models import Delivery

# A receiver takes a message and answers; what it does with it is for later. Well below what a task may take.
LIMITS: Final = Limits(seconds=10, connect=5, silence=10, wire=MIB, size=MIB)


def send(delivery: Delivery, client: Client, now: datetime) -> int | None:
    """The status it was taken with, 200 to 299. Raises Failure, with the status if there was one, or Refusal."""
    body = orjson.dumps(telling.payload(delivery))
    headers = signing.headers(delivery.subscription, delivery.public_id, body, now)
    ask = Ask(headers, body, "application/json")
    try:
        return client.get(delivery.subscription.url, limits=LIMITS, ask=ask).status
    except AddressRefused as error:
        raise Refusal(str(error)) from None
