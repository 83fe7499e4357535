"""Subscriptions at the desk: seen by whoever looks after the accounts, stopped, and sent again."""

import pytest
from django.test import Client

from agreements.alerts import outbox
from agreements.alerts.outbox import Refusal
from agreements.models import Delivery, Subscription
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.models.rows import NOON, saved

pytestmark = pytest.mark.django_db
SUBSCRIPTIONS, DELIVERIES = "/admin/agreements/subscription/", "/admin/agreements/delivery/"


@pytest.fixture
def parked() -> Delivery:
    delivery = outbox.claim(saved(Delivery).pk, NOON)
    assert delivery is not None
    outbox.failed(delivery, Refusal("It is not public."), NOON)
    return delivery


@pytest.mark.parametrize("role", ["reader", "analyst", "reviewer"])
def test_whoever_does_not_look_after_accounts_sees_and_does_nothing(
    client: Client, parked: Delivery, role: str
) -> None:
    desk = sign_in(client, role)
    for address in (SUBSCRIPTIONS, DELIVERIES, page_of(parked), page_of(parked.subscription)):
        assert desk.get(address).status_code == 403
    desk.post(DELIVERIES, {"action": "send_again", "_selected_action": [parked.pk]})
    desk.post(SUBSCRIPTIONS, {"action": "stop", "_selected_action": [parked.subscription_id]})
    assert Delivery.objects.get().state == "parked" and Subscription.objects.get().active


def test_an_admin_sees_what_is_parked_and_why_and_sends_it_again(client: Client, parked: Delivery) -> None:
    desk = sign_in(client, "admin")
    page = desk.get(f"{DELIVERIES}?state=parked").content.decode()
    assert "It is not public." in page and parked.public_id in page
    chosen = {"action": "send_again", "_selected_action": [parked.pk]}
    response = desk.post(f"{DELIVERIES}?state=parked", chosen, follow=True)
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("waiting", 0)
    assert [str(each) for each in response.context["messages"]] == ["1 will be sent again."]


def test_an_admin_stops_a_subscription_and_what_is_of_it_stays_parked(client: Client, parked: Delivery) -> None:
    desk = sign_in(client, "admin")
    desk.post(SUBSCRIPTIONS, {"action": "stop", "_selected_action": [parked.subscription_id]})
    assert Subscription.objects.get().stopped_because == "Stopped at the desk by ana-admin."
    response = desk.post(DELIVERIES, {"action": "send_again", "_selected_action": [parked.pk]}, follow=True)
    assert "1 are of stopped ones" in response.content.decode()
    assert Delivery.objects.get().state == "parked"


def test_no_page_shows_a_secret(client: Client, parked: Delivery) -> None:
    page = sign_in(client, "admin").get(page_of(parked.subscription)).content.decode()
    assert "whsec_" not in page
