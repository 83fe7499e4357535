"""Events in the admin: the list, the three forms that log them, and the same forms to revise them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from agreements.admin.dates import read_date
from agreements.admin.logging.forms import FORMS, form_for
from agreements.admin.logging.session import Session
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.admin.parts import (
    CitationInline,
    EventClaimInline,
    ParticipantInline,
    QuantityInline,
    StatusUpdateInline,
)
from agreements.admin.places import admin_page, public_page
from agreements.admin.record_history import RecordHistory
from agreements.admin.retracting import LiveFilter, Retractable
from agreements.errors import Refused
from agreements.models import Event

Json = dict[str, Any]
ADD = "agreements.add_event"
CHANGE = "agreements.change_event"


@admin.register(Event)
class EventAdmin(Retractable, RecordHistory, Looking):
    """Whoever may only view is shown an event, without a form."""

    kind = "event"
    retracts = "event"
    list_display = ("date", "title", "kind", "modality", "slug", "retracted")
    list_filter = ("kind", "modality", LiveFilter)
    search_fields = ("slug", "title", "summary", "place", "participants__name")
    date_hierarchy = "date_from"
    ordering = ("-date_from", "-date_to", "slug")
    inlines = (ParticipantInline, QuantityInline, StatusUpdateInline, EventClaimInline, CitationInline)
    change_list_template = "admin/logging/list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ADD)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE)

    def tools(self, request: HttpRequest, row: Event) -> list[tuple[str, str]]:
        return [*super().tools(request, row), *self.retract_tool(request, row)]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        forms = [
            path(f"log/{name}/", wrap(self.log_view), {"name": name}, name=f"agreements_event_log_{name}")
            for name in FORMS
        ]
        own = [
            path("log/look/", wrap(self.look_view), name="agreements_event_look"),
            path("date/", wrap(read_date), name="agreements_edtf"),
        ]
        return [*forms, *own, *super().get_urls()]

    # --- pages -------------------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Which of the three forms?"""
        if not self.has_add_permission(request):
            raise PermissionDenied("Logging needs the role of an analyst.")
        return shown(self, request, "admin/logging/choose.html", {"title": "Log an event"})

    def log_view(self, request: HttpRequest, name: str) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied("Logging needs the role of an analyst.")
        return self._form(request, Session(FORMS[name], request.POST or None), None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_change_permission(request, row):
            return super().change_view(request, object_id, form_url, extra_context)
        return self._form(request, Session(form_for(row.kind), request.POST or None, row.slug), row)

    def look_view(self, request: HttpRequest) -> JsonResponse:
        """What the form, as it is filled in so far, has to be told; nothing is written."""
        name, slug = request.POST.get("form"), request.POST.get("event") or None
        if name not in FORMS or (slug and ("\0" in slug or not Event.objects.filter(slug=slug).exists())):
            raise Http404("There is no such form, or no such event.")
        if not request.user.has_perm(CHANGE if slug else ADD):
            raise PermissionDenied("Logging needs the role of an analyst.")
        session = Session(FORMS[name], request.POST, slug)
        told = session.look()
        rows = {
            row: {"html": _fragment("advice", {"advice": advice}), "irregular": advice.irregular}
            for row, advice in told.advice.items()
        }
        alike = _fragment("alike", {"alike": told.alike, "confirmed": session.confirmed})
        return JsonResponse({"updates": rows, "alike": alike, "slug": told.slug})

    # --- one form ----------------------------------------------------------------------------------------------------

    def _form(self, request: HttpRequest, session: Session, row: Event | None) -> HttpResponse:
        if request.method != "POST" or session.grow(request.POST.get("more", "")):
            return self._page(request, session, row, 200)
        try:
            if session.ready():
                return self._saved(request, session, row)
        except Refused as refused:
            session.refuse(refused)
        return self._page(request, session, row, 400)

    def _saved(self, request: HttpRequest, session: Session, row: Event | None) -> HttpResponse:
        slug, revision = session.write(request.user.get_username())
        if revision is None:
            messages.info(request, f"{slug} says this already; nothing was written.")
        else:
            again = reverse(f"admin:agreements_event_log_{session.entry.form.name}")
            said = '“{}” is recorded, as revision {}. <a href="{}">Public page</a> · <a href="{}">Log another</a>'
            title, page = session.title, public_page("event", slug)
            messages.success(request, format_html(said, title, revision, page, again))
        return HttpResponseRedirect(admin_page(Event, "change", (row or Event.objects.get(slug=slug)).pk))

    def _page(self, request: HttpRequest, session: Session, row: Event | None, status: int) -> HttpResponse:
        context = {
            "title": f"Revise: {row.title}" if row else f"Log {session.entry.form.heading}",
            "original": row,
            "media": self.media + session.media,
            "tools": self.tools(request, row) if row else [],
            **session.context(),
        }
        return shown(self, request, "admin/logging/form.html", context, status)


def _fragment(name: str, context: Json) -> str:
    return render_to_string(f"admin/logging/{name}.html", context)
