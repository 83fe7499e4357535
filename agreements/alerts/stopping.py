"""The link in every e-mail by which its reader ends the subscription: whoever has it may, without signing in."""

from datetime import datetime
from typing import Final

from django.core import signing

from agreements.alerts import outbox
from agreements.alerts.telling import address
from agreements.models import Subscription

SALT: Final = "entente.stop"
UNSUBSCRIBED: Final = "Stopped by the link in a message."


def link(subscription: Subscription) -> str:
    return address(f"/alerts/stop/{signing.Signer(salt=SALT).sign(subscription.public_id)}/")


def subscription(token: str) -> Subscription | None:
    """The one that a link is of; None if it was not made by us, or is no more."""
    try:
        public_id = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(public_id=public_id).first()


def stop(found: Subscription, now: datetime) -> None:
    """Doing it again changes nothing."""
    outbox.stop(found, UNSUBSCRIBED, now)
