"""The acts of writing: who, when, why."""

from django.contrib import admin

from agreements.admin.looking import Looking
from agreements.models import Retraction, Revision


@admin.register(Revision)
class RevisionAdmin(Looking):
    list_display = ("number", "at", "by", "reason", "hash")
    list_filter = ("by",)
    search_fields = ("by", "reason", "hash")
    date_hierarchy = "at"


@admin.register(Retraction)
class RetractionAdmin(Looking):
    list_display = ("target_type", "target_id", "reason", "revision")
    list_filter = ("target_type",)
    search_fields = ("target_id", "reason")
