"""The three services and their command lines, the same under `make run` and in docker-compose.yml."""

import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A long-running process: `command` follows `python -m`; `stop_signal` ends it in good order within seconds."""

    name: str
    command: tuple[str, ...]
    stop_signal: signal.Signals
    stop_seconds: float


WEB = Service("web", ("gunicorn", "--config", "python:tracker.webserver", "tracker.wsgi"), signal.SIGTERM, 15)
# SIGQUIT gives running tasks CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT seconds and hands back those that are not done;
# SIGTERM would wait for all of them.
WORKER = Service(
    "worker",
    ("celery", "--app", "tracker", "worker", "--without-mingle", "--without-gossip", "--loglevel", "INFO"),
    signal.SIGQUIT,
    25,
)
BEAT = Service("beat", ("celery", "--app", "tracker", "beat", "--loglevel", "INFO"), signal.SIGTERM, 10)

# In this order they start; in the other they stop: first no new ticks, then no new work, then no page.
ALL = (WEB, WORKER, BEAT)
