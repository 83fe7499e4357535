"""Many candidates at once: asked once, each decided by itself, what failed told one by one."""

from typing import Any

from django.contrib import admin, messages
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from agreements.admin.pages import shown
from agreements.admin.review_page import REASONS
from agreements.admin.review_queue import Chosen, address
from agreements.models import Candidate
from agreements.review import bulk, decisions
from agreements.review.lineup import Waiting, line_up

DOES = {"accept": "Accepted", "reject": "Rejected"}


def confirm(desk: admin.ModelAdmin, request: HttpRequest, ids: list[str], do: str, problem: str = "") -> HttpResponse:
    """Those that were chosen, and the question; nothing is decided yet."""
    chosen = Candidate.objects.filter(public_id__in=ids, state="waiting").select_related("snapshot__document__source")
    context = {
        "title": "Accept as proposed" if do == "accept" else "Reject, with one reason",
        "chosen": chosen,
        "passed": len(ids) - len(chosen),
        "do": do,
        "reasons": REASONS,
        "problem": problem,
    }
    return shown(desk, request, "admin/review/bulk.html", context, 400 if problem else 200)


def carry_out(desk: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Decide about all that are selected, and go on with the queue."""
    ids, do = request.POST.getlist("selected"), request.POST.get("do", "")
    by, reason = request.user.get_username(), (request.POST.get("words") or request.POST.get("reason", "")).strip()
    if do not in DOES or not ids:
        messages.error(request, "Nothing was decided: select candidates first, with X or a tick.")
        return HttpResponseRedirect(address(None, Chosen.of(request.GET)))
    if do == "reject" and not reason:
        return confirm(desk, request, ids, do, "Say why, once for all of them.")

    def decide(public_id: str) -> Any:
        if do == "reject":
            return decisions.reject(public_id, by=by, reason=reason)
        return decisions.accept(public_id, by=by)

    _tell(request, do, bulk.each(_in_order(ids), decide))
    return HttpResponseRedirect(address(None, Chosen.of(request.GET)))


def _in_order(ids: list[str]) -> list[str]:
    """As they wait: what proposes an event comes before other accounts of it. Unknown ids come last, to be refused."""
    rows = Candidate.objects.filter(public_id__in=ids).values_list(
        "pk", "public_id", "head", Coalesce("about", "head__event")
    )
    known = [each.public_id for each in line_up(Waiting(*row) for row in rows)]
    return [*known, *(each for each in ids if each not in known)]


def _tell(request: HttpRequest, do: str, outcome: bulk.Outcome) -> None:
    if outcome.done:
        messages.success(request, f"{DOES[do]}: {len(outcome.done)}.")
    for public_id, why in outcome.failed:
        link = '<a href="{}">{}</a> was not decided: {}'
        messages.error(request, format_html(link, address(public_id), public_id, why))
