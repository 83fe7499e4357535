"""Messages carried to a real receiver on loopback: signed, repeated under one id, parked, and never inwards."""

import json
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from standardwebhooks.webhooks import Webhook

from agreements.alerts import delivering, looking, outbox, signing
from agreements.models import Delivery, Subscription
from tests.agreements.alerts.receiver import Came, Receiver
from tests.agreements.alerts.subscribed import listed, look, person, send, subscribe
from tests.agreements.builders import ground, make_event, write
from tests.agreements.fetching.site import canary


def news(receiver: Receiver, **fields: Any) -> tuple[Subscription, Delivery]:
    write(*ground())
    subscription = subscribe(url=receiver.url, **fields)
    write(make_event("one"))
    delivery = look(subscription)
    assert delivery is not None
    return subscription, delivery


def opened(came: Came, subscription: Subscription) -> Any:
    """The message as a receiver reads it, its signature checked by the reference."""
    return Webhook(signing.secret(subscription)).verify(came.body, came.headers)


@pytest.mark.django_db
def test_a_message_arrives_signed_and_says_what_changed(receiver: Receiver) -> None:
    subscription, delivery = news(receiver)
    delivery = send(delivery)
    (came,) = receiver.came
    assert listed(opened(came, subscription)) == [("created", "event", "one")]
    assert came.headers["webhook-id"] == delivery.public_id
    assert came.headers["content-type"] == "application/json"
    assert (delivery.state, delivery.status, delivery.attempts, delivery.error) == ("sent", 204, 1, "")


@pytest.mark.django_db
def test_a_sent_message_is_not_sent_again_by_a_second_announcement(receiver: Receiver) -> None:
    delivery = send(news(receiver)[1])
    assert delivering.carry_out(delivery.pk) is None
    assert len(receiver.came) == 1


@pytest.mark.django_db
def test_who_dies_after_sending_sends_the_same_again(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least once: the id tells the receiver that it has this one."""
    subscription, delivery = news(receiver)

    def die(*args: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "sent", die)
        with pytest.raises(SystemExit):
            send(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert send(delivery).state == "sent"
    first, second = receiver.came
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    opened(second, subscription)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [301, 400, 401, 404, 429, 500, 503])
def test_any_other_answer_is_tried_again_and_recovers(receiver: Receiver, status: int) -> None:
    delivery = news(receiver)[1]
    receiver.status = status
    receiver.headers = {"Location": "https://elsewhere.example/"} if status == 301 else {}
    delivery = send(delivery)
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert delivery.error
    receiver.status, receiver.headers = 200, {}
    assert send(delivery).state == "sent"


@pytest.mark.django_db
def test_a_redirect_is_not_followed_since_what_was_signed_is_for_one_address(receiver: Receiver) -> None:
    delivery = news(receiver)[1]
    with canary() as other:
        receiver.status, receiver.headers = 307, {"Location": other.url()}
        assert send(delivery).state == "waiting"
        assert other.connections == 0


@pytest.mark.django_db
def test_a_receiver_that_is_gone_for_good_stops_the_subscription(receiver: Receiver) -> None:
    subscription, delivery = news(receiver)
    write(make_event("two"))
    second = look(subscription)
    receiver.status = 410
    delivery = send(delivery)
    assert (delivery.state, delivery.status, delivery.error) == ("parked", 410, delivering.ENDED)
    subscription.refresh_from_db()
    assert subscription.stopped_because == delivering.ENDED
    assert second is not None
    second.refresh_from_db()
    assert (second.state, second.error) == ("parked", outbox.STOPPED)
    assert len(receiver.came) == 1


@pytest.mark.django_db
def test_a_private_address_is_never_dialled_and_the_message_parked(receiver: Receiver, settings: Any) -> None:
    delivery = news(receiver)[1]
    settings.FETCH_ALLOW = []
    delivering.client.cache_clear()
    with canary() as inside:
        for url in (inside.url(), f"http://localhost:{inside.port}/", "https://127.0.0.1/", "https://localhost/"):
            Subscription.objects.update(url=url)
            Delivery.objects.update(state="waiting", attempts=0, finished_at=None, next_try_at=delivery.made_at)
            assert send(delivery).state == "parked"
            assert "is not" in delivery.error
        assert inside.connections == 0
    assert receiver.came == []


@pytest.mark.django_db
def test_nobody_there_is_tried_again(receiver: Receiver, settings: Any) -> None:
    delivery = news(receiver)[1]
    receiver.__exit__()
    delivery = send(delivery)
    assert delivery.state == "waiting"
    assert "does not answer" in delivery.error


@pytest.mark.django_db
def test_a_fault_of_our_own_is_kept_with_the_message_and_raised(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = news(receiver)[1]

    def err(delivery: Delivery) -> None:
        raise KeyError("data")

    monkeypatch.setattr("agreements.alerts.telling.payload", err)
    with pytest.raises(KeyError):
        send(delivery)
    delivery.refresh_from_db()
    assert delivery.error == "It ended in an unforeseen way (KeyError); the log says more."


@pytest.mark.django_db
def test_a_closed_account_and_a_stopped_subscription_get_nothing(receiver: Receiver) -> None:
    delivery = news(receiver)[1]
    owner = person()
    owner.is_active = False
    owner.save()
    assert send(delivery).error == delivering.CLOSED
    owner.is_active = True
    owner.save()
    outbox.replay(Delivery.objects.all(), delivery.made_at)
    Subscription.objects.update(stopped_at=delivery.made_at, stopped_because="a test")
    assert send(delivery).error == outbox.STOPPED
    assert receiver.came == []


@pytest.mark.django_db
def test_when_one_goes_well_the_next_to_the_same_receiver_follows(receiver: Receiver) -> None:
    subscription, first = news(receiver)
    write(make_event("two"))
    second = look(subscription)
    assert second is not None
    assert delivering.carry_out(first.pk) == second.pk
    assert delivering.carry_out(second.pk) is None
    assert [json.loads(came.body)["data"]["changes"][0]["id"] for came in receiver.came] == ["one", "two"]


@pytest.mark.django_db
def test_a_test_message_arrives_and_tells_of_nothing(receiver: Receiver) -> None:
    from datetime import UTC, datetime

    from agreements.alerts import subscribing

    write(*ground())
    subscription = subscribe(url=receiver.url)
    assert send(subscribing.test(subscription.public_id, datetime.now(UTC))).state == "sent"
    found = opened(receiver.came[0], subscription)
    assert (found["type"], found["data"]["changes"]) == ("subscription.test", [])


@pytest.mark.django_db(transaction=True)
def test_fifty_workers_at_once_make_one_message_and_send_it_once(receiver: Receiver) -> None:
    write(*ground())
    subscription = subscribe(url=receiver.url)
    write(make_event("one"))
    from datetime import UTC, datetime

    def work() -> None:
        try:
            looking.look(subscription.pk, datetime.now(UTC))
            for delivery_id in Delivery.objects.values_list("pk", flat=True):
                delivering.carry_out(delivery_id)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Delivery.objects.get().attempts <= 1
    if Delivery.objects.get().state == "waiting":  # whoever made it was the last to look
        delivering.carry_out(Delivery.objects.get().pk)
    assert Delivery.objects.get().state == "sent"
    assert len(receiver.came) == 1
