"""Which changes of the record a saved query is about: found in the ledger, whoever wrote them.

A change concerns a query if the record passes its filters as it is now or as it was before: what is taken back, or no
longer passes, is told once more. Determinations concern whom their events concern. The agreements themselves (their
terms, links, corrections) are told of where the query has only filters that agreements have too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value

from agreements.errors import Refused
from agreements.models import (
    AgreementVersion,
    Capture,
    Determination,
    EventClaim,
    EventVersion,
    Retraction,
    StatusUpdate,
    Term,
)
from agreements.timeline import filtering, parameters, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.filtering import Chosen, Filter
from agreements.timeline.filters import COMING, PARTY, TIMELINE

# Of agreements: `relation` and `agreement`, by the names they have for events, and `party`.
OF_AGREEMENTS: Final = (*COMING, PARTY)
COPY: Final = r'"snapshot":(null|"[0-9a-f]{64}")'
NUMBER: Final = r'"version":[0-9]+'
UNDATED: Final = date.min  # none of these filters asks for the day

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One change: the revision, the type and the id of what it changed, as `changes/` names them."""

    revision: int
    type: str
    id: str


def check(given: Given, revision: int) -> None:
    """Raises Refused naming each parameter that `timeline/` would refuse; `revision`: the last one there is."""
    problems = [each for name, texts in given.items() for text in texts for each in parameters.unreadable(name, text)]
    if problems:
        raise Refused(problems)
    values = parameters.read(TIMELINE, given)
    filtering.check(TIMELINE, values)
    filtering.refuse_unknown(TIMELINE, Chosen(AsOf(revision, UNDATED), values))


def changes(given: Given, after: int, until: int, most: int) -> tuple[int, list[Found]]:
    """How many changes of the revisions later than `after`, up to `until`, concern the query, and the first of them."""
    chosen = Chosen(AsOf(until, UNDATED), parameters.read(TIMELINE, given))
    parts = {"event": _changed(EventVersion.objects.all(), TIMELINE, chosen, after)}
    if set(given) <= {each.name for each in OF_AGREEMENTS}:
        parts["agreement"] = _changed(AgreementVersion.objects.all(), OF_AGREEMENTS, chosen, after)
    decided = list(_determinations(chosen, after, "agreement" in parts))
    total = len(decided)
    listed = decided
    for kind, rows in parts.items():
        total += rows.count()
        first = rows.order_by("rev_from", "slug").values_list("rev_from", "slug")[:most]
        listed += [Found(revision, kind, slug) for revision, slug in first]
    return total, sorted(listed)[:most]


def _changed(rows: QuerySet[Any], filters: Sequence[Filter], chosen: Chosen, after: int) -> QuerySet[Any]:
    """Versions written in these revisions that pass, or whose version before passes. That copies of cited pages were
    stored is no news."""
    before = rows.filter(slug=OuterRef("slug"), number=OuterRef("number") - 1)
    copied = Exists(Capture.objects.filter(revision=OuterRef("rev_from")))
    same = Exists(before.annotate(less=_less_copies(F("body"))).filter(less=_less_copies(OuterRef("body"))))
    new = rows.filter(~(copied & same), rev_from__gt=after, rev_from__lte=chosen.asof.revision)
    passing = filtering.narrow(new, filters, chosen).values("pk")
    return new.filter(Q(pk__in=passing) | Q(Exists(filtering.narrow(before, filters, chosen))))


def _less_copies(body: Any) -> Func:
    """A body without what a stored copy changes in it."""
    without = Func(body, Value(COPY), Value(""), Value("g"), function="regexp_replace", output_field=TextField())
    return Func(without, Value(NUMBER), Value(""), Value("g"), function="regexp_replace", output_field=TextField())


def _determinations(chosen: Chosen, after: int, agreements: bool) -> Iterator[Found]:
    """Choices between rival accounts, made or taken back."""
    window = Q(revision__gt=after, revision__lte=chosen.asof.revision)
    gone = Retraction.objects.filter(window, target_type="determination").values_list("target_id", "revision")
    when = [*Determination.objects.filter(window).values_list("public_id", "revision"), *gone]
    if not when:
        return
    rows = Determination.objects.filter(public_id__in={public_id for public_id, _ in when})
    about = {row.public_id: {*row.preferred, *row.set_aside} for row in rows}
    concerned = _concerned(set().union(*about.values()), chosen, agreements)
    for public_id, revision in when:
        if about[public_id] & concerned:
            yield Found(revision, "determination", public_id)


def _concerned(ids: set[str], chosen: Chosen, agreements: bool) -> set[str]:
    """Those of these statements whose event, or, for terms, agreement passes."""
    events = filtering.narrow(queries.rows("event", chosen.asof), TIMELINE, chosen).values("slug")
    found = {
        each
        for model in (StatusUpdate, EventClaim)
        for each in model.objects.filter(public_id__in=ids, event__slug__in=events).values_list("public_id", flat=True)
    }
    if agreements:
        own = filtering.narrow(queries.rows("agreement", chosen.asof), OF_AGREEMENTS, chosen).values("slug")
        terms = Term.objects.filter(public_id__in=ids, agreement__slug__in=own)
        found.update(terms.values_list("public_id", flat=True))
    return found
