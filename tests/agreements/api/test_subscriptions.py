"""Subscriptions over the interface: one's own, and no secret but once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from jsonschema import Draft202012Validator

from agreements.alerts import signing
from agreements.api.views import about
from agreements.models import Delivery, Subscription
from tests.agreements.alerts.receiver import Receiver, reachable
from tests.agreements.alerts.subscribed import look, send
from tests.agreements.builders import ground, make_event, write
from tests.agreements.models.rows import NOON, saved

from .asking import Api

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
HOOK: Json = {"why": "for the file", "channel": "webhook", "url": "https://desk.example/hook"}


@pytest.fixture
def mine(as_role: Callable[[str], Api]) -> Api:
    write(*ground())
    return as_role("reader")


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with reachable(settings) as receiver:
        yield receiver


def described(name: str, answer: Any) -> None:
    components = about.schema()["components"]
    schema = {**components["schemas"][name], "additionalProperties": False, "components": components}
    faults = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(answer)
    assert [error.message for error in faults] == []


def test_whoever_has_signed_in_subscribes_reads_changes_and_deletes(mine: Api) -> None:
    made = mine.write("POST", "subscriptions/", {**HOOK, "query": {"agreement": "memo"}})
    described("Subscription", made)
    assert made["secret"] == signing.secret(Subscription.objects.get())
    address = f"subscriptions/{made['id']}/"
    read = mine.read(address)
    assert read == {**made, "secret": None}
    assert mine.read("subscriptions/")["results"] == [read]
    changed = mine.write("PATCH", address, {"frequency": "daily", "query": {}})
    assert (changed["frequency"], changed["query"], changed["secret"]) == ("daily", {}, None)
    stopped = mine.write("PATCH", address, {"active": False})
    assert stopped["stopped"]["because"] == "Its owner stopped it."
    described("Subscription", stopped)
    assert mine.write("DELETE", address, None, code=200) == stopped
    assert mine.get(address).status_code == 404


def test_a_refusal_names_the_parameter_and_changes_nothing(mine: Api) -> None:
    errors = mine.unwritten("POST", "subscriptions/", {**HOOK, "query": {"colour": "red", "kind": ["party"]}})
    assert set(errors) == {"query.colour", "query.kind"}
    assert "this address takes: agreement, axis" in errors["query.colour"]
    assert set(mine.unwritten("POST", "subscriptions/", {})) == {"why", "channel"}
    assert not Subscription.objects.exists()


def test_somebody_elses_is_not_there(mine: Api) -> None:
    other = saved(Delivery)
    theirs = other.subscription.public_id
    for method, address in [
        ("GET", f"subscriptions/{theirs}/"),
        ("PATCH", f"subscriptions/{theirs}/"),
        ("DELETE", f"subscriptions/{theirs}/"),
        ("POST", f"subscriptions/{theirs}/rotate/"),
        ("POST", f"subscriptions/{theirs}/test/"),
        ("POST", f"deliveries/{other.public_id}/replay/"),
        ("GET", f"deliveries/?subscription={theirs}"),
    ]:
        assert mine.send(method, address, {}).status_code == 404, address
    assert mine.read("subscriptions/")["results"] == mine.read("deliveries/")["results"] == []
    assert Subscription.objects.get().active and Delivery.objects.get().state == "waiting"


def test_an_admin_sees_all_of_them(as_role: Callable[[str], Api]) -> None:
    other = saved(Delivery)
    admin = as_role("admin")
    assert admin.slugs("subscriptions/", key="id") == [other.subscription.public_id]
    assert admin.slugs("deliveries/", key="id") == [other.public_id]


def test_reading_without_signing_in_is_refused_with_the_way_out(client: Client) -> None:
    response = client.get("/api/v1/subscriptions/")
    assert response.status_code == 403
    assert "Sign in" in response.json()["detail"]


def test_a_new_secret_is_shown_once_and_only_there(mine: Api) -> None:
    made = mine.write("POST", "subscriptions/", HOOK)
    rotated = mine.write("POST", f"subscriptions/{made['id']}/rotate/", None, code=200)
    assert rotated["secret"] not in (None, made["secret"])
    assert mine.read(f"subscriptions/{made['id']}/")["secret"] is None


def test_messages_are_listed_and_sent_again(mine: Api, receiver: Receiver) -> None:
    made = mine.write("POST", "subscriptions/", {**HOOK, "url": receiver.url})
    write(make_event())
    receiver.status = 500
    delivery = send(look(Subscription.objects.get()))
    (listed,) = mine.read("deliveries/", {"subscription": made["id"], "state": "waiting"})["results"]
    described("Delivery", listed)
    assert (listed["id"], listed["status"], listed["attempts"]) == (delivery.public_id, 500, 1)
    assert mine.read(f"subscriptions/{made['id']}/")["waiting"] == 1
    receiver.status = 200
    assert mine.write("POST", f"deliveries/{delivery.public_id}/replay/", None, code=202)["attempts"] == 0
    send(delivery)
    assert mine.read("deliveries/", {"state": "waiting"})["results"] == []
    assert mine.read(f"subscriptions/{made['id']}/")["last_sent_at"] is not None


def test_a_test_message_is_answered_with_before_it_is_sent(mine: Api, receiver: Receiver) -> None:
    made = mine.write("POST", "subscriptions/", {**HOOK, "url": receiver.url})
    answer = mine.write("POST", f"subscriptions/{made['id']}/test/", None, code=202)
    described("Delivery", answer)
    assert (answer["kind"], answer["state"]) == ("test", "waiting")
    assert send(Delivery.objects.get()).state == "sent"


def test_lists_go_page_by_page_and_take_as_many_queries_for_many(
    as_role: Callable[[str], Api], django_assert_max_num_queries: Any
) -> None:
    api = as_role("admin")
    owner = User.objects.get()
    ids = [saved(Subscription, owner=owner, made_at=NOON + timedelta(days=n)).public_id for n in range(5)]
    pages = list(api.pages("subscriptions/", {"page_size": "2"}))
    assert [each["id"] for page in pages for each in page["results"]] == ids[::-1]
    with django_assert_max_num_queries(8):
        api.read("subscriptions/", {"page_size": "1000"})
