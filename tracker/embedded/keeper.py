"""The process that keeps one server: starts it, restarts it when it crashes, stops it when nobody uses it any more.

Usage: python -m tracker.embedded.keeper postgres|valkey FOLDER [--fast]

Users hold `run/NAME.users` together for as long as they live; the keeper ends when it can hold that file alone. So
several commands share one server, none has to be the last to leave, and a killed one counts as gone. The server is the
keeper's child and dies with it. The keeper prints one line on its output: `ready`, `busy` (another keeper is here) or
`cannot …` with the reason.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from tracker.embedded.account import server_account
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import Address, open_log, write_address
from tracker.embedded.locks import FileLock
from tracker.embedded.postgres import Postgres
from tracker.embedded.process import spawn, stop
from tracker.embedded.server import HOST, Place, Server
from tracker.embedded.valkey import Valkey

KINDS: dict[str, type[Postgres] | type[Valkey]] = {"postgres": Postgres, "valkey": Valkey}
START_SECONDS = 60.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.1

Child = subprocess.Popen[bytes]


class Stopped(Exception):  # noqa: N818  not an error
    """The keeper was asked to end."""


def main(kind: str, folder: Path, durable: bool) -> int:
    """Keep the server until nobody uses it; returns the exit status."""
    keeping = FileLock(folder / "run" / f"{kind}.keeper")
    if not keeping.try_alone():
        print("busy", flush=True)
        return 0
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        server = KINDS[kind](Place(folder, server_account(), durable))
        keep(server, folder, FileLock(folder / "run" / f"{kind}.users"))
    except CannotStart as error:
        with contextlib.suppress(BrokenPipeError):  # nobody listens any more when it came later than the start
            print(f"cannot {error}", flush=True)
        print(error, file=sys.stderr, flush=True)
        return 1
    except Stopped:
        pass
    return 0


def keep(server: Server, folder: Path, users: FileLock) -> None:
    """Start, tell, watch, stop."""
    child, port = start(server, folder)
    try:
        write_address(folder, server.name, Address(port, os.getpid()))
        print("ready", flush=True)
        while not users.try_alone():
            if child.poll() is not None:
                print(
                    f"{server.name} ended with status {child.returncode}: starting it again",
                    file=sys.stderr,
                    flush=True,
                )
                child, port = start(server, folder, port)
            time.sleep(POLL_SECONDS)
    finally:
        stop(child, server.stop_signal, STOP_SECONDS)


def start(server: Server, folder: Path, fixed_port: int | None = None) -> tuple[Child, int]:
    """The running child and its port. With `fixed_port` (after a crash) clients find it where it was."""
    deadline = time.monotonic() + START_SECONDS
    log = folder / f"{server.name}.log"
    while True:
        server.prepare()
        port = fixed_port or free_port()
        child = _launch(server, port)
        try:
            if _is_up(server, child, port, deadline):
                return child, port
        except BaseException:
            stop(child, server.stop_signal, STOP_SECONDS)
            raise
        if time.monotonic() > deadline:
            stop(child, server.stop_signal, STOP_SECONDS)
            raise CannotStart(f"{server.name} did not start within {START_SECONDS:.0f} s: the reason stands in {log}.")
        # It ended by itself: the port was taken in between, or children of a killed predecessor still hold its memory.
        time.sleep(0.3)


def _launch(server: Server, port: int) -> Child:
    with open_log(server.place.folder, server.name) as output:
        return spawn(
            server.command(port),
            death_signal=server.stop_signal,
            account=server.place.account,
            env={"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)},
            cwd=server.data,
            output=output,
        )


def _is_up(server: Server, child: Child, port: int, deadline: float) -> bool:
    while child.poll() is None and time.monotonic() < deadline:
        if server.accepts(port) and server.settle(port):
            return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    """A TCP port of the loopback address that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), "--fast" not in sys.argv))
