"""Logging an event that has no name yet: it gets its own, never the place of one that is there."""

from dataclasses import dataclass

from agreements import naming
from agreements.history.record import alone, record
from agreements.models import Event, Revision
from agreements.shapes import EventIn


@dataclass(frozen=True, slots=True)
class Logged:
    slug: str
    revision: Revision


@alone()
def log_event(shape: EventIn, *, by: str, reason: str) -> Logged:
    """Record a new event under its slug or, where an event has that, the first free one with a number; alone, so that
    nobody takes that in between.

    Local ids of its statements become ids under the slug that it gets. Raises Refused."""
    free = shape.model_copy(update={"slug": _free(shape.slug)})
    revision = record([free], by=by, reason=reason)
    assert revision is not None, "a new event is always new"  # noqa: S101
    return Logged(free.slug, revision)


def _free(slug: str) -> str:
    alike = Event.objects.filter(slug__startswith=slug[: naming.LONGEST_NUMBERED].rstrip("-"))
    return naming.first_free(slug, set(alike.values_list("slug", flat=True)))
