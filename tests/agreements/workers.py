"""Real worker processes, on the test session's own database and broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0


def start_worker(**more: str) -> subprocess.Popen[bytes]:
    """A Celery worker with two processes that works on the test database. `more`: of its environment."""
    parts = urlsplit(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DATABASE_OWNER_URL": database,
        "DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        **more,
    }
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "tracker", "worker", "--concurrency", "2"]
    return subprocess.Popen(
        [*command, "--without-mingle", "--without-gossip", "--without-heartbeat", "--loglevel", "WARNING"],
        cwd=CHECKOUT,
        env=environment,
        start_new_session=True,
    )


def kill(worker: subprocess.Popen[bytes], number: signal.Signals = signal.SIGKILL) -> None:
    """End a worker with all its processes."""
    if worker.poll() is None:
        os.killpg(worker.pid, number)
        worker.wait(timeout=PATIENCE)


def wait_for(found: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Ask until there is something; fails with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds:.0f} s for {what}")
