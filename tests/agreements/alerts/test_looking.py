"""From the ledger to the outbox: nothing lost, nothing doubled, no flood."""

from datetime import UTC, datetime, timedelta

import pytest

from agreements.alerts import looking, matching, outbox, subscribing, telling
from agreements.errors import Refused
from agreements.history.redacting import redact
from agreements.models import Delivery, Head, Subscription
from tests.agreements.alerts.subscribed import listed, look, person, send, subscribe, told
from tests.agreements.builders import ground, make_event, make_retraction, write

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def record() -> None:
    write(*ground(), make_event("before"))


def test_a_subscription_starts_at_the_revision_of_its_making() -> None:
    subscription = subscribe()
    assert subscription.seen == Head.objects.get().number
    assert told(subscription) == []


def test_several_revisions_since_the_last_look_are_one_message_in_their_order() -> None:
    subscription = subscribe()
    write(make_event("one"))
    write(make_event("two"))
    write(make_retraction("event", "one"))
    assert told(subscription) == [
        ("created", "event", "one"),
        ("created", "event", "two"),
        ("retracted", "event", "one"),
    ]
    assert told(subscription) == []


def test_what_concerns_nobody_makes_no_message_and_is_not_looked_at_again() -> None:
    subscription = subscribe(query={"kind": ["visit"]})
    write(make_event("one"))
    assert looking.due(NOW, 10) == [subscription.pk]
    assert look(subscription) is None
    assert looking.due(NOW, 10) == []
    assert not Delivery.objects.exists()


def test_a_flood_is_one_message_that_says_how_much_there_is_and_where() -> None:
    subscription = subscribe()
    write(*(make_event(f"row-{number}") for number in range(300)))
    delivery = look(subscription)
    assert delivery is not None
    data = telling.payload(delivery)["data"]
    assert (data["total"], len(data["changes"])) == (300, telling.LISTED)
    assert data["more"] == f"https://entente.example/api/v1/changes/?after={data['after']}"
    assert Delivery.objects.count() == 1


def test_a_digest_waits_for_its_hour_and_then_tells_all_since_the_last() -> None:
    subscription = subscribe(frequency="daily")
    hour = subscription.next_look_at
    assert hour is not None
    write(make_event("one"))
    assert looking.due(hour - timedelta(seconds=1), 10) == []
    assert look(subscription, hour - timedelta(seconds=1)) is None
    write(make_event("two"))
    assert told(subscription, hour) == [("created", "event", "one"), ("created", "event", "two")]
    subscription.refresh_from_db()
    assert subscription.next_look_at == hour + timedelta(days=1)


def test_a_day_without_news_brings_no_digest() -> None:
    subscription = subscribe(frequency="daily")
    assert subscription.next_look_at
    assert look(subscription, subscription.next_look_at) is None


def test_who_dies_between_the_message_and_the_mark_leaves_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    subscription = subscribe()
    write(make_event("one"))

    def die(*args: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(looking, "put", die)
        with pytest.raises(SystemExit):
            look(subscription)
    subscription.refresh_from_db()
    assert subscription.seen == Head.objects.get().number - 1
    assert told(subscription) == [("created", "event", "one")]


def test_stopped_ones_and_those_of_closed_accounts_are_passed_over() -> None:
    stopped, closed = subscribe(), subscribe("ben")
    outbox.stop(stopped, "a test", NOW)
    person("ben").delete()
    gone = subscribe("eva")
    eva = person("eva")
    eva.is_active = False
    eva.save()
    write(make_event("one"))
    assert looking.due(NOW, 10) == []
    for each in (stopped, closed, gone):
        assert look(each) is None


def test_made_active_again_it_starts_anew() -> None:
    subscription = subscribe()
    subscribing.change(subscription.public_id, {"active": False}, NOW)
    write(make_event("one"))
    subscribing.change(subscription.public_id, {"active": True}, NOW)
    write(make_event("two"))
    assert told(subscription) == [("created", "event", "two")]


def test_a_query_that_can_no_longer_be_read_stops_and_says_so() -> None:
    subscription = subscribe()
    Subscription.objects.update(query={"q": ["█████"]})
    write(make_event("one"))
    assert look(subscription) is None
    subscription.refresh_from_db()
    assert subscription.stopped_because.startswith(looking.UNREADABLE)
    assert "q:" in subscription.stopped_because


def test_words_that_are_blacked_out_stand_in_no_subscription_and_no_message() -> None:
    subscription = subscribe(why="all about Wrong Name", query={"q": ["Wrong Name"]})
    write(make_event("one", summary="Said by Wrong Name."))
    delivery = look(subscription)
    assert delivery is not None
    redact(["Wrong Name"], by="an officer", reason="for a test")
    delivery = Delivery.objects.get()
    assert "Wrong Name" not in f"{list(Subscription.objects.values())} {list(Delivery.objects.values())}"
    with pytest.raises(Refused, match="no word"):
        telling.payload(delivery)
    assert send(delivery).state == "parked", "another try would fail alike"


def test_a_message_says_the_same_whatever_is_written_after_it() -> None:
    subscription = subscribe()
    write(make_event("one"))
    delivery = look(subscription)
    assert delivery is not None
    before = telling.payload(delivery)
    write(make_event("one", title="Another title"))
    Subscription.objects.update(query={"kind": ["visit"]})
    assert telling.payload(Delivery.objects.get()) == before
    assert listed(before) == [("created", "event", "one")]


def test_events_are_given_as_the_interface_gives_them() -> None:
    from agreements.timeline import clocks, queries

    subscription = subscribe(query={"agreement": ["memo"]}, why="for the minister")
    number = write(make_event("one", agreements=["memo"])).number
    delivery = look(subscription)
    assert delivery is not None
    told_of = telling.payload(delivery)
    (change,) = told_of["data"]["changes"]
    assert told_of["type"] == "timeline.changed"
    assert told_of["data"]["why"] == "for the minister"
    assert change["record"] == queries.detail("event", "one", clocks.now())
    assert (change["revision"], change["link"]) == (number, "https://entente.example/events/one/")


def test_as_many_queries_for_fifty_changes_as_for_one(django_assert_max_num_queries: object) -> None:
    write(*(make_event(f"row-{number}") for number in range(50)))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        matching.changes({}, 1, Head.objects.get().number, 50)
