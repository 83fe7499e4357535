"""Subscriptions, and the messages that were or are to be sent."""

from typing import Literal

from agreements.api.output.common import Output, Timestamp, Uri

Query = dict[str, list[str]]


class Stopped(Output):
    at: Timestamp
    because: str


class Subscription(Output):
    """`query`: filters of `timeline/`. `seen`: the last revision that was looked through. `waiting`, `parked`: how many
    messages are still tried, and how many were given up and can be replayed. `secret`: signs the messages of a webhook
    (Standard Webhooks, v1); shown when it is made, null in every other answer."""

    id: str
    owner: str
    why: str
    query: Query
    channel: Literal["email", "webhook"]
    frequency: Literal["immediately", "daily", "weekly"]
    url: Uri | None
    language: Literal["en", "es"]
    active: bool
    stopped: Stopped | None
    made_at: Timestamp
    seen: int
    next_look_at: Timestamp | None
    waiting: int
    parked: int
    last_sent_at: Timestamp | None
    secret: str | None


class SubscriptionChange(Output):
    """What to change; the rest stays. Made active again it starts with what is recorded from then on."""

    why: str | None = None
    query: dict[str, str | list[str]] | None = None
    channel: Literal["email", "webhook"] | None = None
    frequency: Literal["immediately", "daily", "weekly"] | None = None
    url: str | None = None
    language: Literal["en", "es"] | None = None
    active: bool | None = None


class Delivery(Output):
    """One message about the revisions later than `after`, up to `until`. `status`: what a webhook answered last;
    `error`: why the last try failed."""

    id: str
    subscription: str
    kind: Literal["alert", "test"]
    query: Query
    after: int
    until: int
    state: Literal["waiting", "sent", "parked"]
    attempts: int
    status: int | None
    error: str
    made_at: Timestamp
    next_try_at: Timestamp | None
    finished_at: Timestamp | None
