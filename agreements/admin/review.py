"""The review desk: the queue, the page of one candidate, what is done there, and the list of all candidates."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path

from agreements.admin import review_bulk, review_measures, review_page
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.admin.review_acts import Act
from agreements.admin.review_entry import LISTS, ProposalEntry
from agreements.admin.review_filters import RuleFilter, VerdictFilter
from agreements.admin.review_form import MergeForm
from agreements.admin.review_queue import Chosen, Queue, address
from agreements.errors import AlreadyDecided, Refused
from agreements.models import Candidate

Json = dict[str, Any]
PERMISSION = "agreements.change_candidate"
RELATED = ("snapshot__document__source", "event", "about__merged_into", "head__event__merged_into")


@admin.register(Candidate)
class CandidateAdmin(Looking):
    list_display = ("title", "state", "relation", "importance", "created_at", "decided_by", "event", "public_id")
    list_filter = ("state", "relation", VerdictFilter, "snapshot__document__source", RuleFilter, "decided_by")
    list_select_related = ("event",)
    search_fields = ("public_id", "snapshot__document__title", "snapshot__document__url", "event__slug")
    ordering = ("state", "-importance", "created_at")
    actions = ("accept_selected", "reject_selected")
    change_list_template = "admin/review/list.html"

    @admin.display(description="title")
    def title(self, candidate: Candidate) -> str:
        return str(candidate.proposed.get("title", ""))

    def tools(self, request: HttpRequest, row: Candidate) -> list[tuple[str, str]]:
        found = [("Review", address(row.public_id))] if request.user.has_perm(PERMISSION) else []
        return [*super().tools(request, row), *found]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("review/", wrap(self.queue), name="agreements_candidate_queue"),
            path("review/<slug:public_id>/", wrap(self.one), name="agreements_candidate_review"),
            path("review/<slug:public_id>/look/", wrap(self.look), name="agreements_candidate_look"),
            path("bulk/", wrap(self.bulk), name="agreements_candidate_bulk"),
            path("measures/", wrap(self.measures), name="agreements_candidate_measures"),
        ]
        return [*own, *super().get_urls()]

    # --- many --------------------------------------------------------------------------------------------------------

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)

    @admin.action(description="Accept as proposed", permissions=["decide"])
    def accept_selected(self, request: HttpRequest, chosen: QuerySet[Candidate]) -> HttpResponse:
        return review_bulk.confirm(self, request, list(chosen.values_list("public_id", flat=True)), "accept")

    @admin.action(description="Reject, with one reason", permissions=["decide"])
    def reject_selected(self, request: HttpRequest, chosen: QuerySet[Candidate]) -> HttpResponse:
        return review_bulk.confirm(self, request, list(chosen.values_list("public_id", flat=True)), "reject")

    def bulk(self, request: HttpRequest) -> HttpResponse:
        self._may(request)
        return review_bulk.carry_out(self, request)

    def measures(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied("Seeing how good proposals are needs the permission to view candidates.")
        return review_measures.page(self, request)

    # --- one ---------------------------------------------------------------------------------------------------------

    def queue(self, request: HttpRequest) -> HttpResponse:
        """The first that waits, or the empty page."""
        self._may(request)
        chosen = Chosen.of(request.GET)
        line = Queue(chosen).line
        if line:
            return HttpResponseRedirect(address(line[0].public_id, chosen))
        context = {"title": "Review", "chosen": chosen, **_last(request)}
        return shown(self, request, "admin/review/empty.html", context)

    def one(self, request: HttpRequest, public_id: str) -> HttpResponse:
        candidate = self._candidate(request, public_id)
        if request.method != "POST":
            return self._page(request, ProposalEntry(candidate))
        entry = ProposalEntry(candidate, request.POST if "title" in request.POST else None)
        if (more := request.POST.get("more")) in LISTS and entry.data is not None:
            return self._page(request, entry.grow(more))
        return self._decide(request, entry)

    def look(self, request: HttpRequest, public_id: str) -> JsonResponse:
        """What the form, as it is filled in so far, has to be told; nothing is written."""
        entry = ProposalEntry(self._candidate(request, public_id), request.POST)
        entry.is_valid()
        names = review_page.titles(entry.candidate, entry.said[0]["status_updates"])
        told = {
            row["number"] - 1: {
                "html": render_to_string("admin/review/said.html", {"row": row}),
                "irregular": bool(row["advice"] and row["advice"].irregular),
            }
            for row in review_page.rows(entry, names, entry.advice())
        }
        return JsonResponse({"updates": told, "alike": "", "slug": entry.said[0]["slug"]})

    def _may(self, request: HttpRequest) -> None:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied("Reviewing needs the role of a reviewer.")

    def _candidate(self, request: HttpRequest, public_id: str) -> Candidate:
        self._may(request)
        found = Candidate.objects.select_related(*RELATED).filter(public_id=public_id).first()
        if found is None:
            raise Http404(f"There is no candidate {public_id}.")
        return found

    def _decide(self, request: HttpRequest, entry: ProposalEntry) -> HttpResponse:
        act, chosen = Act(request, entry), Chosen.of(request.GET)
        following = Queue(chosen).after(act.public_id)
        try:
            done = act.carry_out()
        except Refused as refused:
            for problem in act.refuse(refused):
                messages.error(request, str(problem))
            return self._page(request, entry, status=400)
        except AlreadyDecided as decided:
            messages.error(request, str(decided))
            return HttpResponseRedirect(address(act.public_id, chosen))
        if done is None:
            return self._page(request, entry, status=200 if act.looking and not entry.errors else 400)
        messages.success(request, done)
        goes_on = act.public_id if act.undoing else following
        return HttpResponseRedirect(address(goes_on, chosen))

    def _page(self, request: HttpRequest, entry: ProposalEntry, status: int = 200) -> HttpResponse:
        if entry.data is not None:
            entry.is_valid()
        merging = MergeForm(initial={"into": request.POST.get("into") or (entry.subject and entry.subject.pk)})
        context = {
            "title": f"Review: {entry.candidate.proposed['title']}",
            "media": self.media + entry.media + merging.media,
            "merging": merging,
            "sent": request.POST,
            **review_page.context(entry),
            **Queue(Chosen.of(request.GET)).context(entry.candidate.public_id),
            **_last(request),
        }
        return shown(self, request, "admin/review/candidate.html", context, status)


def _last(request: HttpRequest) -> Json:
    return {"last": review_page.last_decided(request.user.get_username())}
