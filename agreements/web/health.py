"""For watchers: `/livez` says that the process answers, `/readyz` that it can serve."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 {"status": "ready"}, or 503 {"status": "unavailable", "reason"}."""
    reason = _not_ready()
    if reason:
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
    return JsonResponse({"status": "ready"})


def _not_ready() -> str:
    try:
        loader = MigrationLoader(connection)
    except DatabaseError:
        logger.exception("readyz: the database does not answer")
        return "The database does not answer; the log says why."
    missing = sorted(set(loader.graph.nodes) - set(loader.applied_migrations))
    names = ", ".join(f"{app}.{name}" for app, name in missing)
    return f"Migrations are not applied: {names}; run `python manage.py migrate`." if names else ""
