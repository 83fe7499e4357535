"""Documents and their stored versions: what was noticed of them, and how two versions differ."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from agreements.admin.looking import Looking, Tools
from agreements.admin.pages import shown
from agreements.admin.places import admin_page
from agreements.fetching.differing import difference
from agreements.fetching.memory import Observation, in_words
from agreements.models import Document, Snapshot
from agreements.timeline import remembered

SHOWN = 50  # versions on a document's page


class Change(admin.SimpleListFilter):
    title, parameter_name = "what became of them", "change"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("changed", "the text changed"),
            ("cited", "changed or gone since they were cited"),
            ("gone", "gone"),
            ("unreached", "cited, and could not be looked at again"),
        ]

    def queryset(self, request: Any, queryset: QuerySet[Document]) -> QuerySet[Document]:
        match self.value():
            case "changed":
                return queryset.filter(pk__in=remembered.changed().values("pk"))
            case "cited":
                return queryset.filter(pk__in=remembered.changed_since_cited().order_by().values("pk"))
            case "gone":
                return queryset.filter(gone_since__isnull=False)
            case "unreached":
                return queryset.exclude(recheck_error="")
        return queryset


@admin.register(Document)
class DocumentAdmin(Looking):
    """A document's page lists its versions, the newest first, each with what was noticed of it."""

    list_display = ("__str__", "publisher", "stored", "last_seen", "gone_since")
    export_display = ("url", "title", "publisher", "language", "stored", "first_seen", "last_seen", "gone_since")
    list_filter = (Change, "source", "language")
    search_fields = ("url", "title", "publisher")
    fields = (
        *("title", "url", "publisher", "language", "source", "published", "first_seen", "last_seen", "gone_since"),
        *("recheck_at", "recheck_error"),
    )
    change_form_template = "admin/documents/document.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        # Counted document by document, and so only for those that are shown.
        stored = Snapshot.objects.filter(document=OuterRef("pk")).order_by().values("document")
        count = Subquery(stored.annotate(count=Count("pk")).values("count"))
        return super().get_queryset(request).annotate(versions=Coalesce(count, 0))

    @admin.display(description="versions", ordering="versions")
    def stored(self, row: Any) -> int:
        return int(row.versions)

    def tools(self, request: HttpRequest, row: Any) -> Tools:
        return [("Public page", f"/documents/{row.public_id}/")]

    def notice(self, row: Any) -> str:
        return f"Gone since {row.gone_since:%-d %B %Y %H:%M} UTC." if row.gone_since else ""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_difference"
        view = self.admin_site.admin_view(self.difference_view)
        return [path("<int:object_id>/difference/<int:old>/<int:new>/", view, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        told = versions(row) if row else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "versions": told})

    def difference_view(self, request: HttpRequest, object_id: int, old: int, new: int) -> HttpResponse:
        """How one stored version differs from another; their keys stand in the address."""
        row = self.get_object(request, str(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise PermissionDenied("Seeing stored texts needs the permission to view documents.")
        found = {each.pk: each for each in row.snapshots.filter(pk__in=(old, new))}
        if {old, new} - found.keys():
            raise Http404("There is no such version of this document.")
        paragraphs = difference(found[old].text, found[new].text)
        context = {
            "title": f"What changed: {row}",
            "original": row,
            "old": found[old],
            "new": found[new],
            "difference": paragraphs,
            "changes": remembered.changes(paragraphs),
            "language": found[new].language or row.language,
        }
        return shown(self, request, "admin/documents/difference.html", context)


def versions(document: Document) -> list[dict[str, Any]]:
    """The latest versions: {"row", "noticed": sentences, "difference": address or None}, the newest first."""
    newest = document.snapshots.order_by("-taken_at").defer("text", "headers")[:SHOWN]
    rows = list(newest)
    known = remembered.remembered(document, [row.pk for row in rows])
    return [
        {
            "row": row,
            "noticed": [(each.at if each.at != row.taken_at else None, _said(each)) for each in known.of(row.pk)],
            "difference": _difference(document, known, row),
        }
        for row in rows
    ]


def _said(found: Observation) -> str:
    return in_words(found, found.sentence, lambda day: f"{day:%-d %B %Y}")


def _difference(document: Document, known: remembered.Remembered, row: Snapshot) -> str | None:
    """The page of what changed since the version before; None of the first."""
    before = known.before(row.pk)
    return admin_page(Document, "difference", document.pk, before, row.pk) if before else None


@admin.register(Snapshot)
class SnapshotAdmin(Looking):
    list_display = ("document", "taken_at", "sha256", "size", "media_type")
    list_filter = ("media_type", "language")
    list_select_related = ("document",)
    search_fields = ("sha256", "document__url", "title")
    date_hierarchy = "taken_at"

    def get_queryset(self, request: HttpRequest) -> Any:
        """The list shows no text, so that none is read for it; the page of one version reads its own."""
        return super().get_queryset(request).defer("text", "headers")

    def tools(self, request: HttpRequest, row: Any) -> Tools:
        return [("All versions of this document", admin_page(Document, "change", row.document_id))]
