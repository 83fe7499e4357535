"""Admin pages that show and never write."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class Looking(admin.ModelAdmin):
    """Lists, searches and shows. Writing belongs to the one writer, so the admin offers none of its own."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
