"""What the keeper needs to know of a server, whichever it is."""

import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tracker.embedded.account import Account

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """Where a server lives and under which account. `durable` off skips the waits for the disk: tests only."""

    folder: Path
    account: Account | None
    durable: bool = True


class Server(Protocol):
    """One kind of server in one place."""

    name: str
    stop_signal: signal.Signals
    place: Place
    data: Path

    def prepare(self) -> None:
        """Make the data folder ready before each start; raises CannotStart."""

    def command(self, port: int) -> list[str]:
        """The command line that runs in the foreground and listens on 127.0.0.1:port."""

    def accepts(self, port: int) -> bool:
        """Whether our server answers there, proved by its password."""

    def settle(self, port: int) -> bool:
        """Make what has to stand in the running server before anybody uses it; False when it went away meanwhile."""
