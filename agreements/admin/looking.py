"""Admin pages that show and never write past the one writer."""

from typing import Any, NoReturn

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.exporting import Exporting

Tools = list[tuple[str, str]]
# Shown and never filled in, but Django asks.
ADDRESSES: Any = {models.URLField: {"assume_scheme": "https"}}


class Looking(Exporting, admin.ModelAdmin):
    """Lists, searches, exports and shows. Writing belongs to the one writer, so Django's own is switched off."""

    change_form_template = "admin/record/look.html"
    formfield_overrides = ADDRESSES

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def tools(self, request: HttpRequest, row: Any) -> Tools:
        """Text and address of what stands above a row's page."""
        return []

    def notice(self, row: Any) -> str:
        """What whoever reads a row's page has to know first."""
        return ""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **more: Any) -> Any:
        row = context.get("original")
        own = {"tools": self.tools(request, row), "notice": self.notice(row)} if row else {}
        return super().render_change_form(request, {**context, **own}, *args, **more)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> NoReturn:
        raise NotImplementedError("only history.record writes here")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> NoReturn:
        raise NotImplementedError("only history.record writes here")

    def delete_model(self, request: HttpRequest, obj: Any) -> NoReturn:
        raise NotImplementedError("nothing is deleted here")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> NoReturn:
        raise NotImplementedError("nothing is deleted here")
