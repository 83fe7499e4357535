"""Where we look, and what came of each look."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.exporting import Exporting
from agreements.admin.looking import Looking
from agreements.models import Document, FetchRun, Snapshot, Source

RUNS_SHOWN = 10


class RunInline(admin.TabularInline):
    """The latest looks."""

    model = FetchRun
    fields = readonly_fields = ("started_at", "outcome", "http_status", "items_seen", "items_new", "error")
    extra = 0
    can_delete = False
    ordering = ("-started_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FetchRun]:
        source = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        latest = FetchRun.objects.filter(source=source).order_by("-started_at").values("pk")[:RUNS_SHOWN]
        return super().get_queryset(request).filter(pk__in=list(latest.values_list("pk", flat=True)))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(Exporting):
    """Sources are upkeep, not record: they are edited here, and never deleted, since their runs stand for ever."""

    list_display = ("name", "format", "enabled", "last_success_at", "last_item_at", "failures", "next_check_at")
    list_filter = ("enabled", "format", "party")
    search_fields = ("slug", "name", "url")
    readonly_fields = ("claimed_until", "etag", "last_modified", "failures", "last_success_at", "last_item_at")
    inlines = (RunInline,)
    actions = ("look_soon", "pause", "resume")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Look at these with the next tick, within a minute", permissions=["change"])
    def look_soon(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        due = queryset.update(next_check_at=datetime.now(UTC))
        messages.info(request, f"{due} will be looked at within a minute.")

    @admin.action(description="Pause these", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        messages.info(request, f"{queryset.update(enabled=False)} paused.")

    @admin.action(description="Resume these", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        messages.info(request, f"{queryset.update(enabled=True)} resumed.")


@admin.register(FetchRun)
class FetchRunAdmin(Looking):
    list_display = ("source", "started_at", "outcome", "items_seen", "items_new", "candidates_made", "error")
    list_filter = ("outcome", "source")
    search_fields = ("source__name", "error")
    date_hierarchy = "started_at"


@admin.register(Document)
class DocumentAdmin(Looking):
    list_display = ("title", "publisher", "language", "first_seen", "last_seen", "gone_since")
    list_filter = ("source", "language")
    search_fields = ("url", "title", "publisher")


@admin.register(Snapshot)
class SnapshotAdmin(Looking):
    list_display = ("document", "taken_at", "sha256", "size", "media_type")
    list_filter = ("media_type", "language")
    search_fields = ("sha256", "document__url", "title")
    date_hierarchy = "taken_at"
