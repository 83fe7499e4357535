"""Making, changing and ending subscriptions. They are upkeep: written here and nowhere else, but not by the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from pydantic import BeforeValidator, Field

from agreements.alerts import looking, matching, outbox, schedule
from agreements.errors import Problem, Refused
from agreements.fetching import addresses, config, urls
from agreements.fetching.errors import AddressRefused
from agreements.fetching.guard import PORTS
from agreements.models import Delivery, Head, Subscription
from agreements.shapes import Name, Shape, Short, read

Json = dict[str, Any]
MOST: Final = 50  # of one owner
PAUSED: Final = "Its owner stopped it."
FIELDS: Final = ("why", "channel", "frequency", "url", "language")


Texts = Annotated[
    tuple[Short, ...],
    BeforeValidator(lambda each: [each] if isinstance(each, str) else each),
    Field(min_length=1, max_length=100),
]


class SubscriptionIn(Shape):
    """What somebody wants to hear of, and how. `query`: filters as `timeline/` takes them, a value or a list of them
    each; `url`: where a webhook is sent. E-mail goes to the address of the account."""

    why: Annotated[Name, Field(description="For yourself: it stands in every message.")]
    query: dict[str, Texts] = {}
    channel: Literal["email", "webhook"]
    frequency: Literal["immediately", "daily", "weekly"] = "immediately"
    url: Annotated[str, Field(max_length=urls.LONGEST)] | None = None
    language: Literal["en", "es"] = "en"
    active: bool = True


@transaction.atomic
def create(data: Json, owner: User, now: datetime) -> Subscription:
    """A new subscription, to what will be recorded from now on. Raises Refused."""
    shape = read(SubscriptionIn, data)
    User.objects.select_for_update().get(pk=owner.pk)  # one after the other, so that the limit holds
    if Subscription.objects.filter(owner=owner).count() >= MOST:
        raise Refused([Problem("", f"there are {MOST} subscriptions of yours already; delete one first")])
    subscription = Subscription(public_id=looking.new_id("sub"), owner=owner, made_at=now, seen=_head())
    _apply(subscription, shape, now)
    subscription.save()
    return subscription


@transaction.atomic
def change(public_id: str, data: Json, now: datetime) -> Subscription:
    """Change what is given; the rest stays. What is made active again starts anew. Raises Refused."""
    subscription = Subscription.objects.select_for_update().get(public_id=public_id)
    known = {name: getattr(subscription, name) for name in FIELDS}
    present = {**known, "url": subscription.url or None, "query": subscription.query, "active": subscription.active}
    if data.get("channel") == "email" and "url" not in data:
        present["url"] = None
    shape = read(SubscriptionIn, {**present, **data})
    if shape.active and not subscription.active:
        subscription.seen = _head()
    _apply(subscription, shape, now)
    subscription.save()
    if not subscription.active:
        outbox.park(subscription.deliveries.all(), outbox.STOPPED, now)
    return subscription


def rotate(public_id: str, now: datetime) -> Subscription:
    """A new secret; the one before signs along for a day. Raises Refused for what has none."""
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().get(public_id=public_id)
        if subscription.channel != "webhook":
            raise Refused([Problem("", "only a webhook has a secret; this is e-mail")])
        subscription.secret_number += 1
        subscription.rotated_at = now
        subscription.save(update_fields=["secret_number", "rotated_at"])
    return subscription


@transaction.atomic
def test(public_id: str, now: datetime) -> Delivery:
    """A message of no consequence, to see whether it arrives, one at a time. Raises Refused, also for one that was
    stopped."""
    subscription = Subscription.objects.select_for_update().get(public_id=public_id)
    _refuse_stopped(subscription)
    if subscription.deliveries.filter(kind="test", state="waiting").exists():
        raise Refused([Problem("", "a test is on its way; see how it fares at deliveries/, then send another")])
    head = _head()
    return looking.put(subscription, "test", head, head, now)


def replay(delivery: Delivery, now: datetime) -> None:
    """Send a message again. Raises Refused for one whose subscription was stopped."""
    _refuse_stopped(delivery.subscription)
    outbox.replay(Delivery.objects.filter(pk=delivery.pk), now)


def _refuse_stopped(subscription: Subscription) -> None:
    if not subscription.active:
        raise Refused([Problem("", f"it is stopped ({subscription.stopped_because}); make it active first")])


def _apply(subscription: Subscription, shape: SubscriptionIn, now: datetime) -> None:
    query = {name: list(texts) for name, texts in shape.query.items()}
    _check_query(query)
    url = _address(shape)
    if shape.channel == "email":
        _check_email(subscription.owner)
    subscription.why, subscription.query, subscription.channel = shape.why, query, shape.channel
    subscription.url, subscription.language = url, shape.language
    if shape.frequency != subscription.frequency:  # else a digest that is due would be put off
        subscription.frequency, subscription.next_look_at = shape.frequency, schedule.next_look(shape.frequency, now)
    if shape.active:
        subscription.stopped_at, subscription.stopped_because = None, ""
    elif subscription.active:
        subscription.stopped_at, subscription.stopped_because = now, PAUSED


def _check_query(query: Mapping[str, list[str]]) -> None:
    try:
        matching.check(query, _head())
    except Refused as refused:
        raise Refused(each.under("query") for each in refused.problems) from None


def _address(shape: SubscriptionIn) -> str:
    """Where a webhook goes, "" for e-mail. Whether a name leads to a private address is asked at each sending."""
    if shape.channel == "email":
        if shape.url is not None:
            raise Refused([Problem("url", "is for webhooks; e-mail goes to the address of your account, leave it out")])
        return ""
    if shape.url is None:
        raise Refused([Problem("url", "is missing; say where the webhook is")])
    try:
        target = urls.target(shape.url)
    except AddressRefused as error:
        raise Refused([Problem("url", str(error))]) from None
    if (target.host, target.port) in config.allowed():
        return str(target)
    if target.scheme != "https":
        raise Refused([Problem("url", "must begin with https, so that nobody reads along")])
    if target.port not in PORTS:
        raise Refused([Problem("url", f"port {target.port} is not dialled; leave it out")])
    if addresses.is_literal(target.host) and (why := addresses.closed(target.host)):
        raise Refused([Problem("url", f"{target.host} is not public: {why}; give an address on the Internet")])
    return str(target)


def _check_email(owner: User) -> None:
    if not (settings.EMAIL_URL and settings.SITE_URL):
        raise Refused([Problem("channel", "e-mail is not set up here (EMAIL_URL and SITE_URL); use a webhook")])
    if not owner.email:
        detail = "your account has no e-mail address; ask whoever looks after the accounts to enter it"
        raise Refused([Problem("channel", detail)])


def _head() -> int:
    return Head.objects.get().number
