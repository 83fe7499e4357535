"""What waits, what fails, what contradicts itself, what was written last: each for those who may see it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from agreements.admin.contradicting import about, open_contradictions
from agreements.models import Candidate, Revision, Source
from agreements.timeline.remembered import changed_since_cited

Json = dict[str, Any]
SHOWN: Final = 6
QUIET_SECONDS: Final = 86_400


def dashboard(user: Any) -> Json:
    """{"waiting", "sources", "pages", "contradictions", "revisions"}: of each {"count", "first"}, if one may see it."""
    parts: dict[str, tuple[str, Callable[[], Json]]] = {
        "waiting": ("agreements.view_candidate", _waiting),
        "sources": ("agreements.view_source", _sources),
        "pages": ("agreements.view_document", _pages),
        "contradictions": ("agreements.view_determination", _contradictions),
        "revisions": ("agreements.view_revision", _revisions),
    }
    return {name: find() for name, (permission, find) in parts.items() if user.has_perm(permission)}


def _waiting() -> Json:
    rows = Candidate.objects.filter(state="waiting").select_related("snapshot__document__source")
    return _part(rows)


def _sources() -> Json:
    return _part(in_trouble(datetime.now(UTC)))


def _pages() -> Json:
    return _part(changed_since_cited())


def in_trouble(now: datetime) -> QuerySet[Source]:
    """Enabled sources whose last look failed, or that have not been reached for a day and for three intervals."""
    overdue = Greatest(3 * F("interval"), QUIET_SECONDS) * Value(timedelta(seconds=1), DurationField())
    silent = Q(last_success_at__lt=ExpressionWrapper(now - overdue, DateTimeField()))
    return Source.objects.filter(Q(failures__gt=0) | silent, enabled=True).order_by("-failures", "last_success_at")


def _contradictions() -> Json:
    found = open_contradictions()
    return {"count": len(found), "first": about(found[:SHOWN])}


def _revisions() -> Json:
    rows = Revision.objects.defer("payload").order_by("-number")
    return {"count": rows.values_list("number", flat=True).first() or 0, "first": list(rows[:SHOWN])}


def _part(rows: QuerySet[Any]) -> Json:
    return {"count": rows.count(), "first": list(rows[:SHOWN])}
