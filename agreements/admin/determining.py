"""Choosing between rival accounts: from an open contradiction, with a reason. Nothing is deleted by it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from agreements.admin.contradicting import about, ids, open_contradictions, told
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.admin.retracting import LiveFilter, Retractable
from agreements.errors import Refused
from agreements.history.record import record
from agreements.models import Determination
from agreements.shapes import DeterminationIn, read
from agreements.timeline import clocks, queries

Json = dict[str, Any]
PERMISSION = "agreements.add_determination"
SHOWN = 200  # contradictions on one page
SIDES = (("preferred", "prefer"), ("set_aside", "set aside"), ("", "leave"))


class ChoiceForm(forms.Form):
    """For each account of a contradiction, by `field_name`: preferred, set aside, or left as it is; and why."""

    reason = forms.CharField(
        max_length=300, help_text="Why this account. It stands on the page with your name; the others are kept."
    )

    def __init__(self, accounts: list[Json], data: Any = None) -> None:
        super().__init__(data)
        self.accounts = accounts
        for each in accounts:
            self.fields[field_name(each)] = forms.ChoiceField(
                label=str(each["value"]), choices=SIDES, widget=forms.RadioSelect, required=False, initial=""
            )

    def side(self, name: str) -> list[str]:
        """Ids of all statements on one side."""
        chosen = (each for each in self.accounts if self.cleaned_data.get(field_name(each)) == name)
        return sorted({public_id for account in chosen for public_id in ids(account)})

    def clean(self) -> Json:
        for name, words in SIDES[:2]:
            if not self.side(name):
                self.add_error(None, f"Choose at least one account to {words}.")
        return self.cleaned_data


def field_name(account: Json) -> str:
    """Of the choice about an account: by its statements, since its place is another once somebody adds a rival."""
    return "+".join(["side", *ids(account)])


@admin.register(Determination)
class DeterminationAdmin(Retractable, Looking):
    retracts = "determination"
    list_display = ("public_id", "by", "reason", "preferred", "set_aside", "retracted")
    list_filter = ("by", LiveFilter)
    search_fields = ("public_id", "by", "reason", "preferred", "set_aside")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)

    def tools(self, request: HttpRequest, row: Determination) -> list[tuple[str, str]]:
        return self.retract_tool(request, row)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("contradictions/", wrap(self.contradictions), name="agreements_contradictions"),
            path("contradictions/<slug:slug>/", wrap(self.determine), name="agreements_determine"),
        ]
        return [*own, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A determination begins from a contradiction."""
        return HttpResponseRedirect(reverse("admin:agreements_contradictions"))

    def contradictions(self, request: HttpRequest) -> HttpResponse:
        """The open ones, by what they are about."""
        self._may_look(request)
        found = open_contradictions()
        context = {
            "title": "Open contradictions",
            "contradictions": about(found[:SHOWN]),
            "count": len(found),
            "may": request.user.has_perm(PERMISSION),
        }
        return shown(self, request, "admin/record/contradictions.html", context)

    def determine(self, request: HttpRequest, slug: str) -> HttpResponse:
        self._may_look(request)
        found = next(iter(queries.conflicts(clocks.now(), slug=slug)), None)
        if found is None:
            raise Http404(f"There is no contradiction {slug}.")
        form = ChoiceForm(found["accounts"], request.POST or None)
        may = request.user.has_perm(PERMISSION)
        if request.method == "POST" and not may:
            raise PermissionDenied("Determining needs the role of a reviewer.")
        if request.method == "POST" and form.is_valid():
            try:
                return self._determined(request, form)
            except Refused as refused:
                form.add_error(None, [problem.detail for problem in refused.problems])
        rows = [(told(each), form[field_name(each)]) for each in found["accounts"]]
        context = {"title": "Determine", "contradiction": about([found])[0], "rows": rows, "form": form, "may": may}
        status = 400 if request.method == "POST" else 200
        return shown(self, request, "admin/record/determine.html", context, status)

    def _determined(self, request: HttpRequest, form: ChoiceForm) -> HttpResponse:
        reason, by = form.cleaned_data["reason"], request.user.get_username()
        chosen = {"preferred": form.side("preferred"), "set_aside": form.side("set_aside")}
        shape = read(DeterminationIn, {**chosen, "reason": reason, "by": by})
        revision = record([shape], by=by, reason=reason)
        messages.success(request, f"Determined, as revision {revision.number if revision else '–'}.")
        return HttpResponseRedirect(reverse("admin:agreements_contradictions"))

    def _may_look(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied("Contradictions are for those who may view determinations.")
