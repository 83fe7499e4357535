"""Celery tasks: ids in, one call, out."""

from celery import shared_task

from agreements.operations import heartbeat


@shared_task
def tick() -> None:
    """Once a minute from beat: proof that schedule, broker and worker are alive, for `/readyz`."""
    heartbeat.beat()
