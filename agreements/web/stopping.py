"""The page behind the link in every e-mail: who opens it is asked, who confirms has stopped the subscription.

The link itself is what allows it, so there is nothing to forge; a mail program's own button posts to it (RFC 8058).
"""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agreements.alerts import stopping


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    found = stopping.subscription(token)
    if found is None:
        return render(request, "404.html", {}, status=404)
    if request.method == "POST":
        stopping.stop(found, datetime.now(UTC))
        found.refresh_from_db()
    return render(request, "pages/stopping.html", {"subscription": found})
