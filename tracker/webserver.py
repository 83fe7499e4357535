"""Settings of gunicorn. HOST, PORT, WEB_WORKERS and WEB_THREADS come from the environment."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# One import for all workers; and settings that are missing end the start instead of ending workers one by one.
preload_app = True
graceful_timeout = 10
keepalive = 5
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108  heartbeats of the workers: on a slow disk they would look dead
    worker_tmp_dir = "/dev/shm"  # noqa: S108
