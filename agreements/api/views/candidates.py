"""Candidates: what programs read, waiting for somebody to judge it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api.output import work as output
from agreements.api.permissions import DECIDE_CANDIDATES, SEE_CANDIDATES
from agreements.api.views.work import LISTED, WorkList, WorkView
from agreements.api.writing import body
from agreements.errors import Problem, Refused
from agreements.models import Candidate, Event, Source
from agreements.models.candidate import RELATIONS, STATES
from agreements.review import decisions
from agreements.review.decisions import Decided
from agreements.timeline import clocks, paging, queries, work
from agreements.timeline.parameters import TEXT, Parameter, Values, words

Json = dict[str, Any]
SEE = {"GET": SEE_CANDIDATES, "HEAD": SEE_CANDIDATES}
NONE = "none"  # of an event of its own
FILTERS = (
    Parameter(name="state", meaning="what became of them", form=words(STATES, "state")),
    Parameter(
        name="relation",
        meaning="what they are to an event that is known",
        form=words([NONE, *filter(None, RELATIONS)], "relation"),
    ),
    Parameter(name="about", meaning="those about this recorded event", form=TEXT),
    Parameter(name="source", meaning="those read from this source", form=TEXT),
    Parameter(name="rule", meaning="those that this rule proposed", form=TEXT),
)


FILTER: Mapping[str, Callable[[str], Q]] = {
    "state": lambda state: Q(state=state),
    "relation": lambda relation: Q(relation="" if relation == NONE else relation),
    "about": lambda slug: Q(about__slug=slug) | Q(about=None, head__event__slug=slug),
    "source": lambda slug: Q(snapshot__document__source__slug=slug),
    "rule": lambda rule: Q(rules__contains=[rule]),
}


class Candidates(WorkList):
    """Proposals, with the passages and rules that each rests on."""

    output = output.Candidate
    order = paging.BY_ID
    parameters = (*FILTERS, *LISTED)
    needs = SEE

    def rows(self, **path: str) -> QuerySet[Any]:
        found = _shown()
        for name, (value, *_) in self.values.items():
            if name in FILTER:
                found = found.filter(FILTER[name](value))
        _refuse_unknown(self.values)
        return found

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
    """Accept a proposal, with corrections: whole fields of an event, also fewer status updates.

    What is about a recorded event adds its statements to that one."""

    accepts = {"POST": output.Acceptance}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        as_new, retract = given.pop("as_new", False), given.pop("retract", [])
        if not isinstance(as_new, bool):
            raise Refused([Problem("as_new", "is true or false")])
        if not (isinstance(retract, list) and all(isinstance(each, str) for each in retract)):
            raise Refused([Problem("retract", "is a list of ids of status updates, in square brackets")])
        return decisions.accept(slug, by=by, corrections=given, reason=reason, as_new=as_new, retract=retract)


class Reject(Decision):
    """Reject a proposal; it comes back only if its claims change."""

    accepts = {"POST": output.Rejection}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        body.refuse_others(given)
        return decisions.reject(slug, by=by, reason=reason)


class Merge(Decision):
    """Another account of a recorded event: its sources are added to that event, and the status updates given."""

    accepts = {"POST": output.Merging}

    def decide(self, slug: str, given: Json, *, by: str, reason: str) -> Decided:
        body.refuse_others(given, "event", "status_updates")
        event, updates = given.get("event"), given.get("status_updates", [])
        if not isinstance(event, str):
            raise Refused([Problem("event", "name the event that it belongs to, by its slug")])
        if not isinstance(updates, list):
            raise Refused([Problem("status_updates", "is a list of whole status updates, in square brackets")])
        return decisions.merge(slug, into=event, by=by, reason=reason, status_updates=updates)


def _refuse_unknown(values: Values) -> None:
    """Raises Refused: a name that is misspelt would find nothing, and nobody would know why."""
    for name, model in (("source", Source), ("about", Event)):
        for slug in values.get(name, ()):
            if not model._default_manager.filter(slug=slug).exists():
                raise Refused([Problem(name, f"there is no {model._meta.verbose_name} {slug!r}")])


def _shown() -> QuerySet[Candidate]:
    return Candidate.objects.select_related("snapshot__document", "event", "about", "head__event")


def _candidate(public_id: str) -> Candidate:
    found = _shown().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _outcome(decided: Decided) -> Json:
    candidate = _candidate(decided.candidate.public_id)
    event = queries.detail("event", candidate.event.slug, clocks.now()) if candidate.event else None
    updates = event["status_updates"] if event else []
    return {"candidate": work.candidate(candidate), "event": event, "status_updates": updates}
