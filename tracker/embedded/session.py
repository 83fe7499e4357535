"""Use a server for the time of one process: attach to the running one, else have a keeper start it."""

import subprocess
import sys
import time
from pathlib import Path

from tracker.embedded.account import server_account
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import CHECKOUT, Address, open_log, read_address
from tracker.embedded.keeper import KINDS, STOP_SECONDS
from tracker.embedded.locks import FileLock, is_held
from tracker.embedded.server import Place

PATIENCE_SECONDS = 90.0


class Use:
    """One process's use of one server. It lasts until `close()` or the end of the process."""

    def __init__(self, kind: str, folder: Path, *, durable: bool = True) -> None:
        self.kind = kind
        self.folder = folder
        self.users = FileLock(folder / "run" / f"{kind}.users")
        # Waits while a keeper that found nobody here is shutting its server down.
        self.users.share()
        self.address = self._find_or_start(durable)

    def _find_or_start(self, durable: bool) -> Address:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            running = self._running()
            if running:
                return running
            if not self.alive():
                self._start_keeper(durable)
            else:
                time.sleep(0.1)  # starting, or starting again after a crash
        raise CannotStart(f"The embedded {self.kind} does not answer. See {self.folder / f'{self.kind}.log'}.")

    def _running(self) -> Address | None:
        address = read_address(self.folder, self.kind)
        if address is None or not self.alive():
            return None
        server = KINDS[self.kind](Place(self.folder, server_account()))
        return address if server.accepts(address.port) else None

    def _start_keeper(self, durable: bool) -> None:
        command = [sys.executable, "-m", "tracker.embedded.keeper", self.kind, str(self.folder)]
        with open_log(self.folder, self.kind) as log:
            keeper = subprocess.Popen(
                command + ([] if durable else ["--fast"]),
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C at the terminal is for us; the keeper sees us leave
            )
        assert keeper.stdout is not None  # noqa: S101  asked for above
        with keeper.stdout as output:
            answer = output.readline().decode().strip()
        if answer == "ready":
            keeper.returncode = 0  # it is not ours to wait for: it may serve others after us
            return
        keeper.wait()
        if answer != "busy":  # then somebody else's keeper is here, and the caller looks again
            unknown = f"The embedded {self.kind} did not start. See {self.folder / f'{self.kind}.log'}."
            raise CannotStart(answer.removeprefix("cannot ") or unknown)

    def alive(self) -> bool:
        """Whether a keeper is at work."""
        return is_held(self.folder / "run" / f"{self.kind}.keeper")

    def close(self) -> None:
        """Leave. When nobody else is here, wait until the server has stopped."""
        last = self.users.try_alone()
        self.users.close()
        deadline = time.monotonic() + STOP_SECONDS
        while last and self.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
