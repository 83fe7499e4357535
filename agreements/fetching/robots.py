"""robots.txt (RFC 9309): asked once a day for each site, in memory. What it forbids we do not fetch."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from agreements.fetching import config
from agreements.fetching.budget import MIB, Limits
from agreements.fetching.client import Client
from agreements.fetching.errors import (
    BadAnswer,
    Denied,
    Gone,
    RobotsRefused,
    ServerTrouble,
)
from agreements.fetching.urls import Target

DAY = 24 * 3600
MOST_SITES = 2000
LONGEST_DELAY = 60.0  # more is not waited for within one look; the sources' own intervals are longer
LIMITS = Limits(seconds=10, wire=MIB, size=MIB)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks for. `delay`: seconds between two requests."""

    rules: Protego | None  # None: no wishes
    until: float

    def permits(self, target: Target) -> bool:
        return self.rules is None or self.rules.can_fetch(str(target), config.PRODUCT)

    @property
    def delay(self) -> float:
        asked = self.rules.crawl_delay(config.PRODUCT) if self.rules else None
        return min(asked or 0.0, LONGEST_DELAY)


class Robots:
    """The wishes of the sites that `client` visits. `clock`: seconds, for tests."""

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._clock = client, clock
        self._known: OrderedDict[str, Rules] = OrderedDict()

    def is_new(self, target: Target) -> bool:
        """Whether `rules` would have to ask."""
        known = self._known.get(target.origin)
        return known is None or known.until < self._clock()

    def rules(self, target: Target) -> Rules:
        """What the site of `target` asks for. Raises what kept us from reading it: then it is asked nothing else."""
        known = self._known.get(target.origin)
        if known is None or self.is_new(target):
            known = Rules(self._fetch(target), self._clock() + DAY)
            self._known[target.origin] = known
            if len(self._known) > MOST_SITES:
                self._known.popitem(last=False)
        return known

    def check(self, target: Target) -> None:
        """Raises RobotsRefused."""
        if not self.rules(target).permits(target):
            raise RobotsRefused(f"The robots.txt of {target.host} asks programs not to fetch {target.path[:200]}.")

    def _fetch(self, target: Target) -> Protego | None:
        address = f"{target.origin}/robots.txt"
        try:
            answer = self._client.get(address, limits=LIMITS)
        except (Gone, Denied):
            return None  # no wishes, says RFC 9309 of 400 to 499
        except ServerTrouble as error:
            raise ServerTrouble(f"Before its robots.txt can be read, {target.host} is left alone: {error}") from None
        except BadAnswer as error:
            if error.status is not None and 400 <= error.status < 500:
                return None
            raise
        return Protego.parse(answer.content.decode("utf-8", "replace").replace("\x00", ""))
