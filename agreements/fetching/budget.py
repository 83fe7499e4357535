"""How long a request may take and how much may come, from the first look-up of a name to the last byte.

One budget covers a whole chain of redirects. Budgets nest: robots.txt, asked for on the way to a page, spends the time
of the page as well. The guard's streams ask the budget at every read, so that a slow drip or an endless head ends too.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from agreements.fetching.errors import TooLarge, TooSlow

MIB = 1 << 20
LARGE = MIB  # from this size on, a body takes one of the places for large ones
PLACES = threading.BoundedSemaphore(8)  # for them, in this process


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds`: all of it. `connect`, `silence`: for a connection, and between two arrivals. `wire`: bytes received,
    heads included. `size`: bytes of the body, unpacked. `ratio`: unpacked to packed, for bodies above a MiB."""

    seconds: float = 30
    connect: float = 10
    silence: float = 15
    wire: int = 20 * MIB
    size: int = 20 * MIB
    ratio: int = 100
    redirects: int = 5


PAGE = Limits()


class Budget:
    """What is left of some limits."""

    def __init__(self, limits: Limits, parent: "Budget | None" = None) -> None:
        self.limits = limits
        self.ends = time.monotonic() + limits.seconds
        self.whole = limits.seconds
        if parent and parent.ends < self.ends:
            self.ends, self.whole = parent.ends, parent.whole
        self.received = 0
        self._outermost: Budget = parent._outermost if parent else self
        self.is_large = False

    def left(self, at_most: float = float("inf")) -> float:
        """Seconds left, or `at_most` if that is less. Raises TooSlow when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TooSlow(f"It was not all there after {self.whole:g} seconds.")
        return min(left, at_most)

    def has(self, seconds: float) -> bool:
        """Whether there is time to begin something that may take `seconds`."""
        return self.ends - time.monotonic() >= seconds

    def spend(self, received: int) -> None:
        """Count bytes that came over the wire. Raises TooLarge."""
        self.received += received
        if self.received > self.limits.wire:
            raise TooLarge(f"More than {shown(self.limits.wire)} were sent.")

    def hold(self, size: int) -> None:
        """Have a place for a body that has grown to `size`, until the outermost budget ends. Raises TooSlow."""
        whole = self._outermost
        if size > LARGE and not whole.is_large:
            if not PLACES.acquire(timeout=self.left()):
                raise TooSlow("Other large pages left no room for it in time.")
            whole.is_large = True


_current: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def within(limits: Limits) -> Iterator[Budget]:
    """Everything inside keeps to `limits`, and to the limits around it."""
    budget = Budget(limits, _current.get(None))
    token = _current.set(budget)
    try:
        yield budget
    finally:
        _current.reset(token)
        if budget.is_large:
            PLACES.release()


def current() -> Budget:
    """The budget that now holds. LookupError outside `within`."""
    return _current.get()


def shown(size: int) -> str:
    return f"{size / MIB:g} MiB" if size >= MIB else f"{size:,} bytes"
