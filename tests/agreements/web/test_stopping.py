"""The page behind the link in an e-mail: opening it changes nothing, confirming it stops."""

import pytest
from django.test import Client

from agreements.alerts import stopping
from agreements.models import Subscription
from tests.agreements.models.rows import saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription() -> Subscription:
    return saved(Subscription, why="for <b>the file</b>")


def test_who_opens_the_link_is_asked_first(client: Client, subscription: Subscription) -> None:
    """Mail scanners open links."""
    response = client.get(stopping.link(subscription))
    page = response.content.decode()
    assert "Stop these messages?" in page and "for &lt;b&gt;the file" in page
    assert 'name="robots" content="noindex"' in page and "no-store" in response["Cache-Control"]
    subscription.refresh_from_db()
    assert subscription.active


def test_who_confirms_has_stopped_it_without_signing_in(subscription: Subscription) -> None:
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = client.post(stopping.link(subscription), {"List-Unsubscribe": "One-Click"})
        assert "These messages are stopped" in response.content.decode()
    subscription.refresh_from_db()
    assert subscription.stopped_because == stopping.UNSUBSCRIBED


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_made_up_link_leads_nowhere(client: Client, subscription: Subscription, method: str) -> None:
    assert client.generic(method, f"/alerts/stop/{subscription.public_id}/").status_code == 404
    assert client.generic("DELETE", stopping.link(subscription)).status_code == 405


def test_it_speaks_spanish_too(client: Client, subscription: Subscription) -> None:
    page = client.get(stopping.link(subscription), headers={"Accept-Language": "es"}).content.decode()
    assert "¿Dejar de recibir estos mensajes?" in page
