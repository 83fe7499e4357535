"""Data folders and helper processes for the tests of the launcher."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LAUNCHER = ("DATA_DIR", "SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PG_CLIENT_BINDIR")
OWN = ("DJANGO_SETTINGS_MODULE", "ENTENTE_ROLE", "HASHED_STATIC", "TEST_DATABASE", "ENTENTE_ADMIN_PASSWORD", "PORT")


def clean_environment(**extra: str) -> dict[str, str]:
    """The environment of a fresh shell: nothing of what the test session has set."""
    kept = {name: value for name, value in os.environ.items() if name not in LAUNCHER + OWN}
    return kept | {"PYTHONPATH": str(CHECKOUT)} | extra


def new_folder() -> Path:
    """A folder that every account can enter (pytest's own are closed to the account of the servers)."""
    folder = Path(tempfile.mkdtemp(prefix="entente-test-", dir="/var/tmp"))
    folder.chmod(0o711)
    (folder / "run").mkdir(mode=0o700)
    return folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A fresh data folder."""
    made = new_folder()
    yield made
    shutil.rmtree(made)


def wait_until(condition: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def exists(pid: int) -> bool:
    """Whether a process of that number is there and not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def python(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.Popen[str]":
    """Another Python process in the checkout; its output and errors come together, line by line."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=environment or clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
