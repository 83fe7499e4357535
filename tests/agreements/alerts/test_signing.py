"""Signatures that a receiver accepts, by the reference of the standard."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from agreements.alerts import signing
from agreements.models import Subscription
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db
BODY = json.dumps({"type": "timeline.changed", "why": "¿por qué?"}).encode()


@pytest.fixture
def subscription() -> Subscription:
    return saved(Subscription)


def headers(subscription: Subscription, body: bytes = BODY, now: datetime | None = None) -> dict[str, str]:
    return signing.headers(subscription, "msg-1", body, now or datetime.now(UTC))


def test_the_known_answer_of_the_standard() -> None:
    key = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    found = signing.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_reference_accepts_what_we_sign(subscription: Subscription) -> None:
    secret = signing.secret(subscription)
    assert secret.startswith("whsec_") and len(b64decode(secret.removeprefix("whsec_"))) == 32
    assert Webhook(secret).verify(BODY, headers(subscription)) == json.loads(BODY)


def test_the_reference_refuses_what_was_changed_or_is_old(subscription: Subscription) -> None:
    webhook = Webhook(signing.secret(subscription))
    with pytest.raises(WebhookVerificationError):
        webhook.verify(BODY + b" ", headers(subscription))
    with pytest.raises(WebhookVerificationError):
        webhook.verify(BODY, {**headers(subscription), "webhook-id": "msg-2"})
    with pytest.raises(WebhookVerificationError, match="too old"):
        webhook.verify(BODY, headers(subscription, now=datetime.now(UTC) - timedelta(minutes=10)))


def test_no_two_subscriptions_and_no_two_installations_share_a_secret(
    subscription: Subscription, settings: Any
) -> None:
    mine, other = signing.secret(subscription), signing.secret(saved(Subscription))
    settings.SECRET_KEY = "another one"
    assert len({mine, other, signing.secret(subscription)}) == 3


def test_after_a_rotation_both_secrets_hold_for_a_day(subscription: Subscription) -> None:
    old, now = signing.secret(subscription), datetime.now(UTC)
    subscription.secret_number, subscription.rotated_at = 2, now
    new = signing.secret(subscription)
    assert old != new
    for secret in (old, new):
        Webhook(secret).verify(BODY, headers(subscription))
    subscription.rotated_at = now - signing.OLD_HOLDS
    Webhook(new).verify(BODY, headers(subscription))
    with pytest.raises(WebhookVerificationError, match="No matching"):
        Webhook(old).verify(BODY, headers(subscription))
