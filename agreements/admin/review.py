"""The review page: the passage beside the proposed record; accept, correct, reject, merge, undo."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from agreements.admin.looking import Looking
from agreements.admin.review_form import EventForm, UpdateFormSet, corrections, initial_updates, spelled_out
from agreements.errors import AlreadyDecided, Refused
from agreements.models import Candidate
from agreements.review import decisions, passages

Json = dict[str, Any]
PERMISSION = "agreements.change_candidate"
QUEUE_SHOWN = 50


@admin.register(Candidate)
class CandidateAdmin(Looking):
    list_display = ("public_id", "state", "title", "importance", "created_at", "decided_by", "event")
    list_filter = ("state", "snapshot__document__source", "decided_by")
    search_fields = ("public_id", "snapshot__document__title", "snapshot__document__url", "event__slug")
    ordering = ("state", "-importance", "created_at")

    @admin.display(description="title")
    def title(self, candidate: Candidate) -> str:
        return str(candidate.proposed.get("title", ""))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("review/", self.admin_site.admin_view(self.queue), name="agreements_candidate_queue"),
            path("review/<slug:public_id>/", self.admin_site.admin_view(self.one), name="agreements_candidate_review"),
        ]
        return [*own, *super().get_urls()]

    def queue(self, request: HttpRequest) -> HttpResponse:
        """The first that waits, or the empty page."""
        self._may(request)
        first = Candidate.objects.filter(state="waiting").first()
        if first is not None:
            return HttpResponseRedirect(_address(first))
        return render(request, "admin/review/empty.html", self.admin_site.each_context(request) | {"title": "Review"})

    def one(self, request: HttpRequest, public_id: str) -> HttpResponse:
        self._may(request)
        found = Candidate.objects.select_related("snapshot__document__source", "event").filter(public_id=public_id)
        candidate = found.first()
        if candidate is None:
            raise Http404(f"There is no candidate {public_id}.")
        if request.method == "POST":
            return self._decide(request, candidate)
        return self._page(request, candidate, *_forms(candidate))

    def _may(self, request: HttpRequest) -> None:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied("Reviewing needs the role of a reviewer.")

    def _decide(self, request: HttpRequest, candidate: Candidate) -> HttpResponse:
        event, updates = _forms(candidate, request.POST)
        try:
            said = self._carry_out(request, candidate, event, updates)
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, str(problem))
            return self._page(request, candidate, event, updates, status=400)
        except AlreadyDecided as decided:
            messages.error(request, str(decided))
            return HttpResponseRedirect(_address(candidate))
        if said is None:
            return self._page(request, candidate, event, updates, status=400)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:agreements_candidate_queue"))

    def _carry_out(self, request: HttpRequest, candidate: Candidate, event: EventForm, updates: Any) -> str | None:
        """What was done, in words; None if the form itself has errors."""
        by, reason = request.user.get_username(), request.POST.get("reason", "")
        name, wanted = candidate.public_id, request.POST.get("action")
        if wanted == "reject":
            decisions.reject(name, by=by, reason=reason)
            return f"{name} was rejected."
        if wanted == "merge":
            decisions.merge(name, into=request.POST.get("into", ""), by=by, reason=reason)
            return f"{name} was merged into {request.POST['into']}."
        if wanted == "undo":
            decisions.undo(name, by=by, reason=reason)
            return f"{name} waits again."
        if not (event.is_valid() and updates.is_valid()):
            return None
        changed = corrections(candidate.proposed, event, updates)
        done = decisions.accept(name, by=by, corrections=changed, reason=reason)
        return f"{name} was accepted as {done.candidate.event.slug if done.candidate.event else ''}."

    def _page(
        self, request: HttpRequest, candidate: Candidate, event: EventForm, updates: Any, status: int = 200
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": f"Review: {candidate.proposed.get('title', candidate.public_id)}",
            "candidate": candidate,
            "event_form": event,
            "updates": updates,
            "rows": _rows(candidate, updates),
            "queue": Candidate.objects.filter(state="waiting").select_related("snapshot__document__source")[
                :QUEUE_SHOWN
            ],
            "waiting": Candidate.objects.filter(state="waiting").count(),
            **_document(candidate),
        }
        return render(request, "admin/review/candidate.html", context, status=status)


def _address(candidate: Candidate) -> str:
    return reverse("admin:agreements_candidate_review", args=[candidate.public_id])


def _forms(candidate: Candidate, data: Any = None) -> tuple[EventForm, Any]:
    """The event's form and one form for each proposed status update."""
    initial = {name: spelled_out(candidate.proposed).get(name) for name in EventForm.base_fields}
    event = EventForm(data, initial=initial, prefix="event")
    updates = UpdateFormSet(data, initial=initial_updates(candidate.proposed), prefix="updates")
    return event, updates


def _rows(candidate: Candidate, updates: Any) -> list[Json]:
    """Each update's form with the numbers of its passages and the rules that proposed it."""
    rows = []
    for index, form in enumerate(updates.forms):
        prefix = f"status_updates.{index}"
        evidence = [each for each in candidate.evidence if each["path"].startswith(prefix)]
        rules = sorted({each["rule"] for each in evidence})
        rows.append({"form": form, "numbers": passages.number_of(candidate.evidence, prefix), "rules": rules})
    return rows


def _document(candidate: Candidate) -> Json:
    snapshot = candidate.snapshot
    return {
        "snapshot": snapshot,
        "document": snapshot.document,
        "heading": passages.pieces(snapshot.title, passages.numbered(candidate.evidence, "title")),
        "paragraphs": passages.paragraphs(snapshot.text, passages.numbered(candidate.evidence, "text")),
    }
