"""Status updates on their own: found by their rows, shown out of the body of their event, so that the two never differ.

Those of retracted and merged events say nothing and are not listed.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import BooleanField, Exists, F, Func, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from agreements import edtf
from agreements.errors import NotYetKnown
from agreements.models import Retraction, StatusUpdate
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.paging import Order, Page, Position, cut

Json = dict[str, Any]
BY_DAY: Final = Order((("date_from", date), ("date_to", date), ("id", str)))
PUBLIC_BY: Final = "$.status_updates[*] ? (@.id == $id && @.public.day <= $day)"


def visible(asof: AsOf) -> QuerySet[StatusUpdate]:
    """Updates that were recorded, and whose event could be read, as of the clocks."""
    events = queries.rows("event", asof).filter(slug=OuterRef("event__slug"), retracted=False, merged=False)
    if asof.public_on is not None:
        events = events.alias(says_so=_says_so(asof.public_on))
        events = events.filter(Q(public_all__lte=asof.public_on) | Q(says_so=True))
    return StatusUpdate.objects.filter(Exists(events), revision__lte=asof.revision)


def _says_so(day: date) -> Func:
    """Whether an event's body, of which something became public later, shows the outer update on a day."""
    known = Func(
        Value("id"),
        OuterRef("public_id"),
        Value("day"),
        Value(day.isoformat()),
        function="jsonb_build_object",
        output_field=JSONField(),
    )
    path = Value(PUBLIC_BY)
    body = Cast(F("body"), JSONField())
    return Func(
        body,
        path,
        known,
        function="jsonb_path_exists",
        template="%(function)s(%(expressions)s)",
        output_field=BooleanField(),
    )


def retracted(asof: AsOf) -> Q:
    gone = Retraction.objects.filter(target_type="status_update", revision__lte=asof.revision)
    return Q(public_id__in=gone.values("target_id"))


def shown(found: Iterable[tuple[str, str]], asof: AsOf) -> list[Json]:
    """The updates of these (event, id), in this order. One query."""
    wanted = list(found)
    rows = queries.rows("event", asof).filter(slug__in={event for event, _ in wanted})
    updates = {each["id"]: each for row in rows for each in queries.body(row, asof)["status_updates"]}
    return [updates[public_id] for _, public_id in wanted]


def detail(public_id: str, asof: AsOf) -> tuple[Any, Json]:
    """An update with the version row of its event. Raises Unknown, or NotYetKnown if it is recorded or public later."""
    event = StatusUpdate.objects.filter(public_id=public_id).values_list("event__slug", flat=True).first()
    if event is None:
        raise queries.Unknown(public_id)
    row = queries.version("event", event, asof)
    update = next((each for each in queries.body(row, asof)["status_updates"] if each["id"] == public_id), None)
    if update is None:
        raise NotYetKnown(f"{public_id} was not known, or not public, at the instant asked for.")
    return row, update


def history(agreement: str, asof: AsOf, position: Position | None, size: int) -> Page:
    """All updates about one agreement in order of the dates from which they hold, retracted ones included and marked.

    The dates of thousands are looked at; only the bodies of one page are read. Three queries."""
    updates = list(visible(asof).filter(agreement__slug=agreement).values_list("event__slug", "public_id", "date"))
    events = queries.rows("event", asof).filter(slug__in={event for event, _, _ in updates})
    days = {slug: (start, end) for slug, start, end in events.values_list("slug", "date_from", "date_to")}
    lines = [(*_days(own, days[event]), public_id, event) for event, public_id, own in updates]
    found = cut(lines, BY_DAY, lambda line: line[:3], position, size)
    rows = shown([(event, public_id) for _, _, public_id, event in found.rows], asof)
    return Page(rows, found.next, found.previous)


def _days(own: str | None, event: tuple[date, date]) -> tuple[date, date]:
    if own is None:
        return event
    day = edtf.parse(own)
    return day.date_from, day.date_to
