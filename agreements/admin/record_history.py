"""The history of a record: who changed what, when and why; and the record as it stood at a revision."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from agreements.admin import telling
from agreements.admin.input_form import public_id
from agreements.admin.pages import shown
from agreements.admin.places import admin_page, public_page
from agreements.errors import NotYetKnown
from agreements.models import Head, Revision
from agreements.timeline import changes, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.paging import Position

Json = dict[str, Any]
SHOWN = 50


class RecordHistory(admin.ModelAdmin):
    """`kind`: as `timeline.changes` and `timeline.queries` name this record."""

    kind: ClassVar[str]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_revision"
        view = self.admin_site.admin_view(self.revision_view)
        return [path("<path:object_id>/revision/<int:number>/", view, name=name), *super().get_urls()]

    def tools(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        page = public_page(self.kind, public_id(row))
        history = ("History", admin_page(self.model, "history", row.pk))
        return [history, ("Public page", page)] if page else [history]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Revisions that changed the record, last first; `before`: only those earlier than this one."""
        row = self._seen(request, object_id)
        head = Head.objects.get().number
        before = _number(request.GET.get("before"), head + 1)
        wanted = changes.Wanted(after=0, until=head, types=(self.kind,), ids=(public_id(row),))
        page = changes.page(wanted, Position((before, 0, ""), backwards=True), SHOWN)
        context = {
            "title": f"History: {row}",
            "original": row,
            "acts": [self._act(each, row) for each in reversed(page.rows)],
            "earlier": page.previous.key[0] if page.previous else None,
        }
        return shown(self, request, "admin/record/history.html", context)

    def revision_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """The record as it stood at a revision."""
        row = self._seen(request, object_id)
        act = Revision.objects.defer("payload").filter(number=number).first()
        if act is None:
            raise Http404(f"There is no revision {number}.")
        try:
            body = queries.detail(self.kind, public_id(row), AsOf(number, act.at.date()))
        except NotYetKnown:
            raise Http404(f"{public_id(row)} was not recorded yet at revision {number}.") from None
        context = {
            "title": f"{row}, at revision {number}",
            "original": row,
            "act": act,
            "lines": telling.told(body),
            "page": public_page(self.kind, public_id(row), number),
        }
        return shown(self, request, "admin/record/revision.html", context)

    def _seen(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} with the key {object_id}.")
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied("Seeing this needs the permission to view it.")
        return row

    def _act(self, change: Json, row: Any) -> Json:
        number = change["revision"]
        return {
            **change,
            "moment": datetime.fromisoformat(change["at"]),
            "lines": telling.changed(change["diff"]),
            "then": admin_page(self.model, "revision", row.pk, number),
            "page": public_page(self.kind, public_id(row), number),
        }


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
