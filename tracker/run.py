"""`make run`: the servers, then web, worker and beat, until Ctrl-C; nothing stays behind, however this process ends.

Usage: python -m tracker.run [--with-parent] — with it, the end of the process that started us is our end too.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from tracker.embedded.environment import Servers, servers
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import ADMIN_PASSWORD, CHECKOUT, open_log
from tracker.embedded.process import die_with_parent, spawn, stop
from tracker.services import ALL, WEB, Service

READY_SECONDS = 60.0
TAIL_LINES = 8
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The services work as the app's role: they never see how to become the owner.
OWNER_ONLY = ("ENTENTE_ROLE", "DATABASE_OWNER_URL")

Child = subprocess.Popen[bytes]


class Stopped(Exception):  # noqa: N818  not an error
    """Ctrl-C or SIGTERM."""


def say(line: str) -> None:
    """One line of progress."""
    print(line, flush=True)


def main() -> int:
    """Run everything; returns the exit status: 0 when asked to stop, else that of the service that ended."""
    for number in ENDING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
            signal.signal(number, _stop)
    if "--with-parent" in sys.argv:
        die_with_parent(signal.SIGTERM)
    os.umask(0o077)  # logs and snapshots are for nobody else on the machine
    try:
        host, port = os.environ.get("HOST", "127.0.0.1"), _port()
        _check_free(host, port)
        say("Starting the servers")
        with servers(database=True, broker=True) as used:
            # Django is loaded only now: its settings read what the servers have put into the environment.
            from tracker.prepare import prepare

            prepare(say)
            return _serve(used, host, port)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    except Stopped:
        return 0


def _port() -> int:
    given = os.environ.setdefault("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT={given} is not a port number. Choose one from 1 to 65535.")
    return int(given)


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make run"
            ) from error


def _serve(used: Servers, host: str, port: int) -> int:
    children: dict[Service, Child] = {}
    try:
        for service in ALL:
            say(f"Starting {service.name}")
            children[service] = _start(service, used)
            if service is WEB:  # the page first: the others would only slow it down
                _wait_for_page(children[WEB], host, port)
        kept = used.folder / ADMIN_PASSWORD
        login = f"user admin, first password in {kept}" if kept.exists() else "user admin"
        say(f"\nEntente is at http://localhost:{port}/ and the admin at http://localhost:{port}/admin/ ({login}).")
        say(f"Logs are in {used.folder}. Ctrl-C stops everything.\n")
        return _watch(children, used)
    except Stopped:
        return 0
    finally:
        for service in reversed(children):
            say(f"Stopping {service.name}")
            stop(children[service], service.stop_signal, service.stop_seconds)
        say("Stopping the servers")


def _start(service: Service, used: Servers) -> Child:
    environment = {name: value for name, value in os.environ.items() if name not in OWNER_ONLY}
    with open_log(used.folder, service.name) as output:
        return spawn(
            [sys.executable, "-m", *service.command],
            death_signal=service.stop_signal,
            env=environment,
            cwd=CHECKOUT,
            output=output,
            pass_fds=used.lock_files(),
        )


def _wait_for_page(web: Child, host: str, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while web.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/livez")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()


def _watch(children: dict[Service, Child], used: Servers) -> int:
    """Until a service ends by itself, or an embedded server is given up."""
    while True:
        for service, child in children.items():
            if child.poll() is not None:
                return _report(service, child.returncode, used.folder)
        if used.dead():
            raise CannotStart(f"The embedded {used.dead()[0]} could not be kept running: see {used.folder}.")
        time.sleep(0.2)


def _report(service: Service, status: int, folder: Path) -> int:
    how = f"with status {status}" if status >= 0 else f"by signal {signal.Signals(-status).name}"
    log = folder / f"{service.name}.log"
    tail = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    print(f"{service.name} ended {how}. The end of {log}:", *tail, sep="\n  ", file=sys.stderr)
    return status if status > 0 else 128 - status if status < 0 else 1


def _stop(number: int, frame: object) -> NoReturn:
    for again in ENDING:
        signal.signal(again, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
