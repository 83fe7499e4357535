"""Every list as a table: what the list shows under its filters and search, all pages of it, as CSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, path

from agreements.exchange.cells import neutral

CHUNK = 500  # rows taken from the database at a time


class Exporting(admin.ModelAdmin):
    """Adds `export/` beside the list. `export_display`: its columns, if they are not those of the list."""

    export_display: ClassVar[Sequence[str]] = ()

    change_list_template = "admin/record/list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", self.admin_site.admin_view(self.export), name=name), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied("Exporting a list needs the permission to view it.")
        try:
            listed: Any = self.get_changelist_instance(request)
        except admin.options.IncorrectLookupParameters:
            return HttpResponseRedirect("../")
        shown = (name for name in self.get_list_display(request) if name != "action_checkbox")
        columns: list[Any] = list(self.export_display or shown)
        response = StreamingHttpResponse(_lines(self, columns, listed.get_queryset(request)), content_type="text/csv")
        file = f"{self.opts.model_name}-{datetime.now(UTC):%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return response


class _Line:
    """A file that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(admin_of: Any, columns: list[Any], rows: Any) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow([label_for_field(name, admin_of.model, admin_of) for name in columns])
    for row in rows.iterator(chunk_size=CHUNK):
        yield writer.writerow(cells(admin_of, columns, row))


def cells(admin_of: Any, columns: Iterable[Any], row: Any) -> list[Any]:
    """One row's cells: numbers as they are, moments in ISO 8601, everything else as text that is no formula."""
    return [_cell(lookup_field(name, row, admin_of)[2]) for name in columns]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    return neutral(value.isoformat() if isinstance(value, datetime) else str(value))
