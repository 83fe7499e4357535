"""The analysts' desk, inside Django's admin. Nothing is saved past the one writer."""

from django.contrib import admin

from agreements.admin import ledger, records, review, sources

__all__ = ["ledger", "records", "review", "sources"]

admin.site.site_header = "Entente"
admin.site.site_title = "Entente"
admin.site.index_title = "The desk"
