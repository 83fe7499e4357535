"""Copies of cited pages: the list of those that were asked for, and the address that a citation's form asks."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements.admin import handing_in
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.errors import Refused
from agreements.history import wanted
from agreements.models import CaptureRequest
from agreements.operations import capturing

SEEN_BY = "agreements.view_citation"
ASKED_BY = "agreements.add_citation"


@admin.register(CaptureRequest)
class CaptureRequestAdmin(Looking):
    """Whoever may see citations sees how their copies stand; whoever may cite may ask again."""

    list_display = ("outcome", "url", "error", "asked_by", "asked_at")
    list_display_links = ("outcome", "url")
    list_filter = ("outcome", "asked_by")
    search_fields = ("url", "error")
    date_hierarchy = "asked_at"
    actions = ("try_again",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(SEEN_BY)

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ASKED_BY)

    @admin.action(description="Try these again", permissions=["ask"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[CaptureRequest]) -> None:
        urls = list(queryset.values_list("url", flat=True))
        wanted.ask(urls, request.user.get_username(), datetime.now(UTC))
        messages.info(request, f"{len(urls)} will be tried again at once.")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("page/", wrap(page), name="agreements_capture"),
            path("hand-in/", wrap(self.hand_in), name="agreements_hand_in"),
        ]
        return [*own, *super().get_urls()]

    def hand_in(self, request: HttpRequest) -> HttpResponse:
        context, elsewhere = handing_in.view(request)
        if elsewhere is not None:
            return elsewhere
        refused = any(context[name].errors for name in ("page", "file"))
        return shown(self, request, "admin/sources/hand_in.html", context, 400 if refused else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> JsonResponse:
    """POST `url` asks for a copy; GET `?url=` tells how it stands, and what a citation of the page would say."""
    if not request.user.has_perm(ASKED_BY):
        raise PermissionDenied("Citing needs the role of an analyst.")
    url = (request.POST if request.method == "POST" else request.GET).get("url", "").strip()
    if request.method == "POST":
        try:
            capturing.ask(url, by=request.user.get_username())
        except Refused as refused:
            return JsonResponse({"state": "refused", "reason": refused.problems[0].detail}, status=400)
    found = capturing.state(url)
    return JsonResponse(found, status=202 if found["state"] == "waiting" and request.method == "POST" else 200)
