"""Where we look, and what came of each look."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from agreements.admin.exporting import Exporting
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.admin.source_form import FIELDS, SourceForm, is_ours
from agreements.fetching.formats import manual
from agreements.models import FetchRun, Source
from agreements.operations import trying

RUNS_SHOWN = 10
WHERE = ("url", "format", "settings")
UPKEEP = ("next_check_at", "claimed_until", "failures", "last_success_at", "last_item_at", "etag", "last_modified")


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

    form = SourceForm
    list_display = ("name", "format", "enabled", "last_success_at", "last_item_at", "failures", "next_check_at")
    list_filter = ("enabled", "format", "party")
    search_fields = ("slug", "name", "url")
    readonly_fields = UPKEEP
    inlines = (RunInline,)
    actions = ("look_soon", "pause", "resume")
    change_form_template = "admin/sources/form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        described = [(None, {"fields": FIELDS})]
        return [*described, ("How it goes", {"fields": UPKEEP})] if obj else described

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug", *UPKEEP) if obj else UPKEEP

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_ours(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """A new address, format or setting asks for everything again, and is looked at with the next tick."""
        before = Source.objects.filter(pk=obj.pk).values_list(*WHERE).first()
        if before != tuple(getattr(obj, name) for name in WHERE):
            obj.etag = obj.last_modified = ""
            obj.next_check_at = datetime.now(UTC)
        super().save_model(request, obj, form, change)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST" and "_try" in request.POST:
            source = self._described(request, object_id)
            if source is not None:
                context = {"title": f"What {source.name} would bring", "source": source, "trial": trying.look(source)}
                return shown(self, request, "admin/sources/trial.html", context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _described(self, request: HttpRequest, object_id: str | None) -> Source | None:
        """The source that the form as it was sent describes, unsaved; None if the form has errors, which it shows."""
        known = self.get_object(request, unquote(object_id)) if object_id else None
        may = self.has_change_permission(request, known) if object_id else self.has_add_permission(request)
        if not may or (object_id and known is None):
            raise PermissionDenied("Trying a source needs the role of an admin.")
        form = self.get_form(request, known, change=known is not None)(request.POST, instance=known)
        return form.save(commit=False) if form.is_valid() else None

    @admin.action(description="Look at these with the next tick, within a minute", permissions=["change"])
    def look_soon(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """Paused ones are not looked at."""
        due = queryset.filter(enabled=True).update(next_check_at=datetime.now(UTC))
        messages.info(request, f"{due} will be looked at within a minute.")

    @admin.action(description="Pause these", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        messages.info(request, f"{queryset.update(enabled=False)} paused.")

    @admin.action(description="Resume these", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        resumed = queryset.exclude(url=manual.ADDRESS).update(enabled=True)
        messages.info(request, f"{resumed} resumed.")


@admin.register(FetchRun)
class FetchRunAdmin(Looking):
    list_display = ("source", "started_at", "outcome", "items_seen", "items_new", "candidates_made", "error")
    list_filter = ("outcome", "source")
    search_fields = ("source__name", "error")
    date_hierarchy = "started_at"
