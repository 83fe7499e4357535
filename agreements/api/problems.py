"""Errors as RFC 9457 problem JSON: what, where, and the way out."""

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from agreements.api.parsing import MOST_PROBLEMS
from agreements.api.permissions import SIGN_IN
from agreements.errors import AlreadyDecided, NotYetKnown, Outdated, Problem, Refused, Taken
from agreements.timeline.queries import Unknown

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    412: "Precondition failed",
    413: "Too large",
    415: "Unsupported media type",
    429: "Too many requests",
}
REFUSED = "The request was refused; nothing was changed."


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every failure of ours and of the framework's as one shape."""
    answer = _answer(error)
    if answer is not None:
        set_rollback()
    return answer


def _answer(error: Exception) -> Response | None:
    if isinstance(error, Taken):
        return problem(409, REFUSED, kind="already-recorded", errors=error.problems)
    if isinstance(error, Outdated):
        return problem(412, REFUSED, kind="outdated", errors=error.problems)
    if isinstance(error, Refused):
        return problem(400, REFUSED, errors=error.problems)
    if isinstance(error, NotYetKnown):
        return problem(404, str(error), kind="not-yet-known")
    if isinstance(error, AlreadyDecided):
        return problem(409, str(error), kind="already-decided", more={"event": error.event})
    if isinstance(error, Unknown):
        return problem(404, f"There is no {str(error)!r} here.")
    if isinstance(error, Http404):
        return problem(404, "There is nothing at this address.")
    if isinstance(error, PermissionDenied):
        return problem(403, str(error) or "This account may not do that.")
    if isinstance(error, SuspiciousOperation):
        return problem(400, REFUSED, errors=[Problem("", "the request is malformed or asks for too much at once")])
    if isinstance(error, exceptions.APIException):
        return _from_framework(error)
    return None


def _from_framework(error: exceptions.APIException) -> Response:
    errors = _flatten(error.detail) if isinstance(error, exceptions.ValidationError) else []
    detail = REFUSED if errors else str(error.detail)
    if isinstance(error, exceptions.NotAuthenticated):
        detail = SIGN_IN
    headers = {}
    if scheme := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = scheme
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return problem(error.status_code, detail, errors=errors, headers=headers)


def _flatten(detail: Any, prefix: str = "") -> list[Problem]:
    if isinstance(detail, dict):
        return [p for key, value in detail.items() for p in _flatten(value, f"{prefix}.{key}" if prefix else str(key))]
    if isinstance(detail, list):
        return [p for value in detail for p in _flatten(value, prefix)]
    return [Problem(prefix, str(detail))]


def _first(errors: list[Problem]) -> list[Problem]:
    more = len(errors) - MOST_PROBLEMS
    return [*errors[:MOST_PROBLEMS], Problem("", f"and {more} more like these")] if more > 0 else errors


def problem(
    code: int,
    detail: str,
    *,
    kind: str = "about:blank",
    errors: list[Problem] | None = None,
    headers: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> Response:
    """A problem document. `kind` is a relative reference that names the type of problem; `more`: members of its own."""
    data: dict[str, Any] = {"type": kind, "title": TITLES.get(code, "Error"), "status": code, "detail": detail}
    data["errors"] = [{"field": each.field, "detail": each.detail} for each in _first(errors or [])]
    return Response({**data, **(more or {})}, status=code, headers=headers, content_type=MEDIA_TYPE)
