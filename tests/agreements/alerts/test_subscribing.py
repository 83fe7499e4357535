"""Making, changing and ending subscriptions; what is refused changes nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from agreements.alerts import outbox, signing, subscribing
from agreements.errors import Refused
from agreements.models import Delivery, Subscription
from tests.agreements.alerts.subscribed import HOOK, look, person, subscribe
from tests.agreements.builders import ground, make_event, write

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def record() -> None:
    write(*ground())


def refused(action: Any) -> dict[str, str]:
    before = list(Subscription.objects.values())
    with pytest.raises(Refused) as error:
        action()
    assert list(Subscription.objects.values()) == before
    return {each.field: each.detail for each in error.value.problems}


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"why": " "}, "why", "is blank"),
    ({"why": "x" * 301}, "why", "shorten"),
    ({"why": "a\nb\x00"}, "why", "control character"),
    ({"channel": "pigeon"}, "channel", "'email' or 'webhook'"),
    ({"frequency": "hourly"}, "frequency", "'daily'"),
    ({"language": "fr"}, "language", "'en' or 'es'"),
    ({"colour": "red"}, "colour", "unknown field"),
    ({"query": "kind=visit"}, "query", ""),
    ({"query": {"kind": "party"}}, "query.kind", "is not a known kind"),
    ({"query": {"kind": []}}, "query.kind", "at least 1"),
    ({"query": {"party": ["USA"] * 101}}, "query.party", "at most 100"),
    ({"query": {"colour": "red"}}, "query.colour", "unknown parameter"),
    ({"query": {"agreement": "unheard-of"}}, "query.agreement", "no agreement 'unheard-of'"),
    ({"query": {"known_at": "2025-01-01"}}, "query.known_at", "unknown parameter"),
    ({"url": None}, "url", "say where"),
    ({"url": "ftp://desk.example/"}, "url", "not http or https"),
    ({"url": "http://desk.example/hook"}, "url", "must begin with https"),
    ({"url": "https://user:word@desk.example/"}, "url", "log-ins are not sent"),
    ({"url": "https://127.0.0.1/"}, "url", "not public"),
    ({"url": "https://[::ffff:10.0.0.1]/"}, "url", "not public"),
    ({"url": "https://169.254.169.254/latest"}, "url", "not public"),
    ({"url": "https://desk.example:8443/hook"}, "url", "port 8443 is not dialled"),
    ({"url": "https://2130706433/"}, "url", "not a plain IP address"),
    ({"channel": "email", "url": HOOK}, "url", "leave it out"),
]


@pytest.mark.parametrize(("fields", "field", "detail"), REFUSED, ids=str)
def test_what_cannot_be_is_refused_by_name(fields: dict[str, Any], field: str, detail: str) -> None:
    found = refused(lambda: subscribe(**{"url": HOOK, **fields}))
    assert detail in found[field]
    kept = subscribe()
    if "channel" not in fields:
        found = refused(lambda: subscribing.change(kept.public_id, fields, NOW))
        assert detail in found[field]


def test_e_mail_needs_a_server_a_site_and_an_address_of_ones_own(settings: Any) -> None:
    User.objects.create_user("nobody")
    assert "no e-mail address" in refused(lambda: subscribe("nobody", channel="email"))["channel"]
    for name in ("EMAIL_URL", "SITE_URL"):
        kept = getattr(settings, name)
        setattr(settings, name, "")
        assert "not set up" in refused(lambda: subscribe(channel="email"))["channel"]
        setattr(settings, name, kept)
    assert subscribe(channel="email").url == ""


def test_a_single_value_stands_for_a_list_of_one() -> None:
    assert subscribe(query={"kind": "visit", "axis": ["legal", "operation"]}).query == {
        "kind": ["visit"],
        "axis": ["legal", "operation"],
    }


def test_nobody_has_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "MOST", 2)
    subscribe()
    subscribe()
    assert "delete one first" in refused(subscribe)[""]
    assert subscribe("ben").owner == person("ben")


def test_what_is_left_out_of_a_change_stays() -> None:
    made = subscribe(query={"kind": "visit"})
    changed = subscribing.change(made.public_id, {"frequency": "weekly"}, NOW)
    assert (changed.why, changed.query, changed.url) == (made.why, made.query, made.url)
    assert changed.next_look_at is not None
    assert subscribing.change(made.public_id, {"frequency": "immediately"}, NOW).next_look_at is None


def test_a_digest_that_is_due_is_not_put_off_by_a_change_of_something_else() -> None:
    made = subscribe(frequency="daily")
    assert made.next_look_at is not None
    changed = subscribing.change(made.public_id, {"why": "other words"}, made.next_look_at + timedelta(seconds=30))
    assert changed.next_look_at == made.next_look_at


def test_a_webhook_becomes_e_mail_without_being_told_to_drop_its_address() -> None:
    changed = subscribing.change(subscribe().public_id, {"channel": "email"}, NOW)
    assert (changed.channel, changed.url) == ("email", "")


def test_one_that_is_stopped_parks_what_waits_and_takes_no_test_and_no_replay() -> None:
    made = subscribe()
    write(make_event())
    delivery = look(made)
    assert delivery is not None
    stopped = subscribing.change(made.public_id, {"active": False}, NOW)
    assert (stopped.stopped_at, stopped.stopped_because) == (NOW, subscribing.PAUSED)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("parked", outbox.STOPPED)
    delivery.subscription.refresh_from_db()
    for action in (
        lambda: subscribing.test(made.public_id, NOW),
        lambda: subscribing.replay(delivery, NOW),
    ):
        assert "make it active first" in refused(action)[""]
    subscribing.change(made.public_id, {"active": True}, NOW)
    delivery.subscription.refresh_from_db()
    subscribing.replay(delivery, NOW)
    assert Delivery.objects.get().state == "waiting"


def test_one_test_at_a_time() -> None:
    made = subscribe()
    subscribing.test(made.public_id, NOW)
    assert "on its way" in refused(lambda: subscribing.test(made.public_id, NOW))[""]
    outbox.park(Delivery.objects.all(), "a test", NOW)
    subscribing.test(made.public_id, NOW)
    assert Delivery.objects.count() == 2


def test_stopping_again_keeps_why_it_was_stopped_first() -> None:
    made = subscribe()
    outbox.stop(made, "It was gone.", NOW)
    assert subscribing.change(made.public_id, {"active": False}, NOW).stopped_because == "It was gone."


def test_only_a_webhook_gets_a_new_secret() -> None:
    made = subscribe()
    before = signing.secret(made)
    rotated = subscribing.rotate(made.public_id, NOW)
    assert signing.secret(rotated) != before
    mail = subscribe(channel="email")
    assert "only a webhook" in refused(lambda: subscribing.rotate(mail.public_id, NOW))[""]


def test_deleting_takes_its_messages_along() -> None:
    made = subscribe()
    write(make_event())
    look(made)
    made.delete()
    assert not Delivery.objects.exists()
