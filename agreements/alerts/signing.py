"""Standard Webhooks signatures (https://www.standardwebhooks.com, "v1"): HMAC-SHA256 of `id.timestamp.body`.

A secret is computed from SECRET_KEY, the subscription and the number of the secret: none is stored, so none can be
read out of the database or a backup. It is shown when it is made and never again.
"""

import hmac
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.utils.crypto import salted_hmac

from agreements.models import Subscription

PREFIX: Final = "whsec_"
OLD_HOLDS: Final = timedelta(days=1)  # after a rotation both secrets sign, so that no message is missed meanwhile


def secret(subscription: Subscription) -> str:
    """The present secret as its owner is shown it: `whsec_` and 32 bytes in base64."""
    return PREFIX + b64encode(_key(subscription, subscription.secret_number)).decode()


def headers(subscription: Subscription, message: str, body: bytes, now: datetime) -> dict[str, str]:
    """The three headers of a message. `message`: its id, the same on every try."""
    timestamp = str(int(now.timestamp()))
    signatures = [signature(key, message, timestamp, body) for key in _keys(subscription, now)]
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def signature(key: bytes, message: str, timestamp: str, body: bytes) -> str:
    """`v1,` and the signature in base64."""
    return "v1," + b64encode(hmac.digest(key, f"{message}.{timestamp}.".encode() + body, sha256)).decode()


def _keys(subscription: Subscription, now: datetime) -> list[bytes]:
    number, rotated_at = subscription.secret_number, subscription.rotated_at
    numbers = [number, number - 1] if rotated_at and now < rotated_at + OLD_HOLDS else [number]
    return [_key(subscription, each) for each in numbers]


def _key(subscription: Subscription, number: int) -> bytes:
    return salted_hmac("entente.webhook", f"{subscription.public_id}.{number}", algorithm="sha256").digest()
