"""Candidates: what programs read, waiting for somebody to judge it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.output import work as output
from agreements.api.permissions import DECIDE_CANDIDATES, SEE_CANDIDATES
from agreements.api.views.work import LISTED, WorkList, WorkView
from agreements.api.writing import body
from agreements.errors import Problem, Refused
from agreements.models import Candidate
from agreements.models.candidate import STATES
from agreements.review import decisions
from agreements.review.decisions import Decided
from agreements.timeline import clocks, paging, queries, work
from agreements.timeline.parameters import Parameter, words

Json = dict[str, Any]
SEE = {"GET": SEE_CANDIDATES, "HEAD": SEE_CANDIDATES}
STATE = Parameter(name="state", meaning="what became of them", form=words(STATES, "state"))


class Candidates(WorkList):
    """Proposals, with the passages and rules that each rests on."""

    output = output.Candidate
    order = paging.BY_ID
    parameters = (STATE, *LISTED)
    needs = SEE

    def rows(self, **path: str) -> QuerySet[Any]:
        found = Candidate.objects.select_related("snapshot__document", "event")
        return found.filter(state=self.values["state"][0]) if "state" in self.values else found

    def show(self, row: Any) -> Json:
        return work.candidate(row)


class OneCandidate(WorkView):
    """A proposal."""

    output = output.Candidate
    needs = SEE

    def get(self, request: Request, slug: str) -> Response:
        return Response(work.candidate(_candidate(slug)))


class Decision(WorkView):
    """A decision about a proposal. The same again gets the same answer; another one gets 409 and what came of it."""

    http_method_names = ["post"]
    output = output.Decided
    needs = {"POST": DECIDE_CANDIDATES}

    def post(self, request: Request, slug: str) -> Response:
        _candidate(slug)
        given = body.of(request)
        reason = given.pop("reason", "")
        if not isinstance(reason, str):
            raise Refused([Problem("reason", "is text")])
        decided = self.decide(slug, given, by=request.user.get_username(), reason=reason)
        return Response(_outcome(decided))

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        raise NotImplementedError


class Accept(Decision):
    """Accept a proposal, with corrections: whole fields of an event, also fewer status updates."""

    accepts = {"POST": output.Acceptance}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        return decisions.accept(slug, by=by, corrections=given, reason=reason)


class Reject(Decision):
    """Reject a proposal; it comes back only if its claims change."""

    accepts = {"POST": output.Rejection}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        body.refuse_others(given)
        return decisions.reject(slug, by=by, reason=reason)


class Merge(Decision):
    """Another account of a recorded event: its sources are added to that event."""

    accepts = {"POST": output.Merging}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        body.refuse_others(given, "event")
        event = given.get("event")
        if not isinstance(event, str):
            raise Refused([Problem("event", "name the event that it belongs to, by its slug")])
        return decisions.merge(slug, into=event, by=by, reason=reason)


def _candidate(public_id: str) -> Candidate:
    found = Candidate.objects.select_related("snapshot__document", "event").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _outcome(decided: Decided) -> Json:
    candidate = _candidate(decided.candidate.public_id)
    event = queries.detail("event", candidate.event.slug, clocks.now()) if candidate.event else None
    updates = event["status_updates"] if event else []
    return {"candidate": work.candidate(candidate), "event": event, "status_updates": updates}
