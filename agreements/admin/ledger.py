"""The acts of writing: who, when, why, and what each changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from agreements.admin import telling
from agreements.admin.looking import Looking
from agreements.models import Retraction, Revision
from agreements.timeline import changes

SHOWN = 100  # changes of one revision; the whole is behind /api/v1/changes/


@admin.register(Revision)
class RevisionAdmin(Looking):
    list_display = ("number", "at", "by", "reason", "hash")
    list_filter = ("by",)
    search_fields = ("by", "reason", "hash")
    date_hierarchy = "at"
    fields = ("number", "at", "by", "reason", "previous", "hash")
    change_form_template = "admin/record/act.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("payload")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        act = self.get_object(request, object_id)  # None of what is no number
        number = act.number if act else 0
        page = changes.page(changes.Wanted(after=number - 1, until=number), None, SHOWN)
        named = [{**each, "kind": telling.label(each["type"])} for each in page.rows]
        told = [{**each, "lines": telling.changed(each["diff"])} for each in named]
        context = {**(extra_context or {}), "changes": told, "more": page.next is not None}
        return super().change_view(request, object_id, form_url, context)


@admin.register(Retraction)
class RetractionAdmin(Looking):
    list_display = ("target_type", "target_id", "reason", "revision")
    list_filter = ("target_type",)
    list_select_related = ("revision",)
    search_fields = ("target_id", "reason")
