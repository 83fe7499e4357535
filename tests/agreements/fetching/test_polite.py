"""Turns at a host. Other workers are other `Turns` on the same cache."""

import threading
import time
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import ConnectionError as RedisDown

from agreements.fetching.budget import Limits, within
from agreements.fetching.client import Ask, Client
from agreements.fetching.errors import HostBusy
from agreements.fetching.polite import Turns, Web
from tests.agreements.fetching.site import Site


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> LocMemCache:
    return LocMemCache(request.node.name, {})


class Down:
    """A cache whose server is gone."""

    def __getattr__(self, name: str) -> Any:
        def fail(*args: Any) -> None:
            raise RedisDown("Connection refused")

        return fail


def test_two_workers_take_turns_and_leave_a_pause(shared: LocMemCache) -> None:
    spans: list[tuple[float, float]] = []

    def work() -> None:
        with within(Limits()), Turns(shared).turn("a.example", 1):
            began = time.monotonic()
            threading.Event().wait(0.1)
            spans.append((began, time.monotonic()))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    first, second = sorted(spans)
    assert second[0] - first[1] >= 0.9


def test_another_host_does_not_wait(shared: LocMemCache) -> None:
    with within(Limits()), Turns(shared, wait=0).turn("a.example", 1), Turns(shared, wait=0).turn("b.example", 1):
        pass


def test_a_host_that_stays_busy_gives_the_worker_back(shared: LocMemCache) -> None:
    with within(Limits()), Turns(shared).turn("a.example", 5):
        with pytest.raises(HostBusy, match="gets a pause") as busy, Turns(shared, wait=0.2).turn("a.example", 5):
            pass
        assert busy.value.retry_after == 5


def test_a_turn_ends_also_when_the_request_fails(shared: LocMemCache) -> None:
    with within(Limits()):
        with pytest.raises(ZeroDivisionError), Turns(shared).turn("a.example", 1):
            raise ZeroDivisionError
        assert shared.get("entente.turn.a.example") == "pause"


def test_a_turn_that_was_lost_to_another_is_not_ended(shared: LocMemCache) -> None:
    with within(Limits()), Turns(shared).turn("a.example", 1):
        shared.set("entente.turn.a.example", "somebody else")
    assert shared.get("entente.turn.a.example") == "somebody else"


def test_without_the_shared_cache_a_process_keeps_turns_for_itself() -> None:
    turns = Turns(Down(), wait=0.2)
    with within(Limits()), turns.turn("a.example", 1), pytest.raises(HostBusy), turns.turn("a.example", 1):
        pass


def test_no_pause_means_no_turns() -> None:
    turns = Turns(Down(), wait=0)
    with within(Limits()), turns.turn("a.example", 0), turns.turn("a.example", 0):
        pass


def test_the_longer_pause_counts_ours_or_the_sites(site: Site, client: Client, shared: LocMemCache) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 3")
    site.serve("/")
    Web(client, Turns(shared), pause=lambda: 0).get(site.url())
    with pytest.raises(HostBusy) as busy:
        Web(client, Turns(shared, wait=0.1), pause=lambda: 0).get(site.url())
    assert busy.value.retry_after == 3


def test_a_source_may_ask_for_a_longer_pause(site: Site, client: Client, shared: LocMemCache) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 1")
    site.serve("/")
    Web(client, Turns(shared), pause=lambda: 0).get(site.url(), ask=Ask(pause=2))
    with pytest.raises(HostBusy) as busy:
        Web(client, Turns(shared, wait=0.1), pause=lambda: 0).get(site.url(), ask=Ask(pause=2))
    assert busy.value.retry_after == 2
