"""The law of alerts: whoever looks, however often, and whatever is written meanwhile, hears of each change once.

The witness is the feed of changes, which is found in another way.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from threading import Thread
from typing import Any

import orjson
import pytest
from django.db import connection

from agreements.alerts import looking, matching
from agreements.errors import Refused
from agreements.history.record import record
from agreements.models import Delivery, EventVersion, Head, Subscription
from agreements.timeline import changes
from agreements.timeline.changes import Wanted
from tests.agreements.alerts.subscribed import subscribe
from tests.agreements.builders import ground, make_event, write
from tests.agreements.history.histories import History

HISTORIES, BATCHES = 10, 8
FOLLOWED = ("event", "agreement", "determination")
Told = tuple[int, str, str]


def told(subscription: Subscription) -> list[Told]:
    """All changes of all messages, in the order of the messages."""
    return [
        (each.revision, each.type, each.id)
        for delivery in Delivery.objects.filter(subscription=subscription).order_by("until")
        for each in matching.changes(delivery.query, delivery.after, delivery.until, 10_000)[1]
    ]


def feed(after: int) -> Iterator[dict[str, Any]]:
    wanted = Wanted(after=after, until=Head.objects.get().number, types=FOLLOWED)
    yield from changes.page(wanted, None, 10_000).rows


def is_copy(change: dict[str, Any]) -> bool:
    """Nothing but stored copies: the only difference lies in the snapshots of citations."""
    if set(change["diff"]) != {"citations"}:
        return False
    old, new = change["diff"]["citations"]
    return bool(old) and [{**each, "snapshot": None} for each in old] == [{**each, "snapshot": None} for each in new]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_random_history_is_told_of_once_however_it_is_looked_at(seed: int) -> None:
    history, chance = History(seed), Random(seed)  # noqa: S311  (a seeded test)
    record(history.ground(), by="an analyst", reason="the ground")
    everything, of_law = subscribe(), subscribe(query={"axis": "legal"})
    start = everything.seen
    for _ in range(BATCHES):
        try:
            record(history.batch(), by="an analyst", reason=f"history {seed}")
        except Refused:
            continue
        for each in (everything, of_law):
            if chance.random() < 0.5:
                looking.look(each.pk, datetime.now(UTC))
    for each in (everything, of_law):
        looking.look(each.pk, datetime.now(UTC))
    happened = [each for each in feed(start) if not is_copy(each)]
    found = told(everything)
    assert len(found) == len(set(found))
    assert set(found) == {(each["revision"], each["type"], each["id"]) for each in happened}
    heard = [each for each in told(of_law) if each[1] == "event"]
    assert set(heard) == {each for each in found if each[1] == "event" and _speaks_of_law(each)}


def _speaks_of_law(change: Told) -> bool:
    """In the version that was written then, or in the one before."""
    revision, _, slug = change
    number = EventVersion.objects.get(slug=slug, rev_from=revision).number
    bodies = EventVersion.objects.filter(slug=slug, number__in=(number - 1, number)).values_list("body", flat=True)
    updates = [each for body in bodies for each in orjson.loads(body)["status_updates"]]
    return any(each["axis"] == "legal" and each["retracted"] is None for each in updates)


@pytest.mark.django_db(transaction=True)
def test_writers_and_lookers_at_once_lose_and_double_nothing() -> None:
    write(*ground())
    subscription = subscribe(query={"kind": "meeting"})
    written = [f"w{writer}-{number}" for writer in range(3) for number in range(15)]
    errors: list[BaseException] = []

    def run(slugs: list[str]) -> None:
        try:
            for slug in slugs:
                write(make_event(slug))
                looking.look(subscription.pk, datetime.now(UTC))
        except BaseException as error:  # noqa: BLE001  (raised again below)
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(written[start::3],)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    looking.look(subscription.pk, datetime.now(UTC))
    assert sorted(slug for _, _, slug in told(subscription)) == sorted(written)
