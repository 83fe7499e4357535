"""Fetching as a good guest: robots.txt first, one connection to a host at a time, a pause after every request.

Turns are kept in the cache that all workers share. One key is both lock and pause: whoever adds it has the turn, and
leaves it behind to expire when the pause is over. When the cache is down, each process keeps turns for itself.
"""

import math
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import RedisError

from agreements.fetching import config, urls
from agreements.fetching.budget import PAGE, Limits, current, within
from agreements.fetching.client import PLAIN, Ask, Client, Response
from agreements.fetching.errors import HostBusy
from agreements.fetching.robots import Robots
from agreements.fetching.urls import Target

HELD = 60  # seconds; longer than any task may run, so that only a dead worker's turn runs out
WAIT = 10.0  # seconds to wait for a turn before giving the worker back
STEP = 0.1


class Turns:
    """Who may talk to which host now. `shared`: a Django cache."""

    def __init__(self, shared: Any = cache, wait: float = WAIT) -> None:
        self._shared, self._wait = shared, wait
        self._own = LocMemCache("entente-turns", {})

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Have `host` to oneself, and leave it alone for `pause` seconds after. 0: no turns at all. Raises HostBusy."""
        if not pause:
            yield
            return
        key, token = f"entente.turn.{host}", uuid.uuid4().hex
        self._take(key, token, host, pause)
        try:
            yield
        finally:
            if self._ask("get", key) == token:
                self._ask("set", key, "pause", math.ceil(pause))

    def _take(self, key: str, token: str, host: str, pause: float) -> None:
        patience = time.monotonic() + current().left(self._wait)
        while not self._ask("add", key, token, HELD):
            if time.monotonic() > patience:
                raise HostBusy(f"{host} was asked a moment ago and gets a pause.", retry_after=math.ceil(pause))
            time.sleep(STEP)

    def _ask(self, method: str, *args: Any) -> Any:
        try:
            return getattr(self._shared, method)(*args)
        except (RedisError, OSError):
            return getattr(self._own, method)(*args)


class Web:
    """What a look fetches with. One to a process, made after a fork; safe between threads."""

    def __init__(
        self,
        client: Client | None = None,
        turns: Turns | None = None,
        robots: Robots | None = None,
        pause: Callable[[], float] = config.pause,
    ) -> None:
        self._client = client or Client()
        self._turns = turns or Turns()
        self._robots = robots or Robots(self._client)
        self._pause = pause

    def close(self) -> None:
        self._client.close()

    def get(
        self, url: str, *, etag: str = "", last_modified: str = "", limits: Limits = PAGE, ask: Ask = PLAIN
    ) -> Response:
        """As `Client.get`, on hops that robots.txt permits. Raises HostBusy and RobotsRefused too."""
        target = urls.target(url)
        with within(limits), self._turns.turn(target.host, self._pause_for(target, ask)):
            return self._client.get(
                url, etag=etag, last_modified=last_modified, limits=limits, permit=self._robots.check, ask=ask
            )

    def _pause_for(self, target: Target, ask: Ask) -> float:
        """Our own pause, or the longest that is asked for. The site's robots.txt is read in a turn of its own."""
        own = max(self._pause(), ask.pause)
        with self._turns.turn(target.host, own if self._robots.is_new(target) else 0):
            return max(own, self._robots.rules(target).delay)
