"""The link in a message: only ours, and only to stop."""

import pytest

from agreements.alerts import stopping
from tests.agreements.alerts.subscribed import subscribe
from tests.agreements.models.rows import NOON

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_its_subscription_and_nothing_else_does() -> None:
    made = subscribe()
    token = stopping.link(made).rstrip("/").rpartition("/")[2]
    assert stopping.subscription(token) == made
    for wrong in (made.public_id, token[:-1] + ("a" if token[-1] != "a" else "b"), ""):
        assert stopping.subscription(wrong) is None
    made.delete()
    assert stopping.subscription(token) is None


def test_stopping_says_so() -> None:
    made = subscribe()
    stopping.stop(made, NOON)
    made.refresh_from_db()
    assert made.stopped_because == stopping.UNSUBSCRIBED
