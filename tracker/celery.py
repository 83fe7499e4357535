"""The task queue. The work list lives in PostgreSQL; the broker carries only ids: losing it costs delay, never work."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("entente")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

TICK_SECONDS = 60.0

# One fixed entry: what is due, and how often, are columns that analysts see. A tick that waited until the next one
# is stale, so it expires instead of piling up while no worker runs.
app.conf.beat_schedule = {
    "tick": {
        "task": "agreements.tasks.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS - 5},
    },
}
