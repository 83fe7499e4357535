"""The ground under every test: own servers, no network but loopback, no triggers against Django's flush."""

import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import HealthCheck, settings

# Before Django loads: pytest-django reads it when it is configured, after this file.
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
os.environ["ENTENTE_ROLE"] = "owner"  # the test database is created, migrated and flushed
os.environ["HASHED_STATIC"] = "off"  # hashed names need collectstatic first
os.environ["HTTPS_ONLY"] = "off"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test

settings.register_profile("entente", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("entente")

TRUNCATE_TRIGGERS = r"SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\_no\_truncate'"
LET_GO = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
SLOTS = 16  # as many as Redis has databases
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


# --- Servers -------------------------------------------------------------------------------------------------------
def _start() -> ExitStack:
    """Start PostgreSQL and Valkey under var/test, or use DATABASE_URL and REDIS_URL; what leaves them again."""
    from tracker.embedded.environment import servers
    from tracker.embedded.errors import CannotStart
    from tracker.embedded.folder import data_dir

    stack = ExitStack()
    outside_broker = os.environ.get("REDIS_URL")
    try:
        folder = data_dir("test")
        stack.enter_context(servers(database=True, broker=True, folder=folder, durable=False))
    except CannotStart as error:
        pytest.exit(str(error), returncode=4)
    (folder / "static").mkdir(exist_ok=True)  # whitenoise warns where nothing was collected
    slot = _own_slot(folder, stack)
    os.environ["TEST_DATABASE"] = f"test_entente_{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}_{slot}"
    if not outside_broker:
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].removesuffix("/0") + f"/{slot}"
    django.setup()
    return stack


def _own_slot(folder: Path, stack: ExitStack) -> int:
    """The first number that no other test session on this machine uses, held until the end of this one.

    Two sessions at once have two databases; what a killed session left is taken over by the next.
    """
    from tracker.embedded.locks import FileLock

    for slot in range(SLOTS):
        lock = FileLock(folder / "run" / f"session-{slot}")
        if lock.try_alone():
            stack.callback(lock.close)
            return slot
        lock.close()
    return pytest.exit(f"{SLOTS} test sessions run already.", returncode=4)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave the servers; the last one to leave stops them."""
    SERVERS.close()


# Now, and not when pytest is configured: a folder named on the command line has its own conftest loaded before that,
# and what it imports needs Django.
SERVERS = _start()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A database of this session's own, and cheap password hashes: the real ones cost a tenth of a second each."""
    from django.conf import settings as django_settings
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = os.environ["TEST_DATABASE"]
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Drop the triggers of the test database that refuse TRUNCATE: Django's flush between tests truncates. At the end
    whoever still holds the database lets go, such as a thread of the live server whose browser went away."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(TRUNCATE_TRIGGERS)
        for trigger, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}" ON {table}')
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LET_GO)


# --- Network -------------------------------------------------------------------------------------------------------
class NetworkBlocked(BaseException):
    """A test tried to leave the machine. Not an Exception, so that no handler in the code under test swallows it."""


def _host(address: Any) -> str:
    return str(address[0]) if isinstance(address, tuple) else ""  # not a tuple: a unix socket


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting, or looking a name up, anywhere but on this machine fails the test."""
    real_connect, real_connect_ex, real_lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_outside(host: str) -> None:
        if host not in LOOPBACK and not host.startswith("127."):
            raise NetworkBlocked(f"A test must not reach {host!r}: serve it from 127.0.0.1.")

    def connect(self: socket.socket, address: Any) -> None:
        refuse_outside(_host(address))
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(_host(address))
        return real_connect_ex(self, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_outside(host.decode() if isinstance(host, bytes) else host or "")
        return real_lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


# --- Browser -------------------------------------------------------------------------------------------------------
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # root cannot have one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet: it looks nothing up by itself."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="no Chromium on PATH")
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the pages were not tried."""
    if CHROMIUM is None:
        terminalreporter.section("BROWSER TESTS WERE NOT RUN", yellow=True, bold=True)
        terminalreporter.line("Chromium is not installed: apt-get install chromium", yellow=True)
