"""Contradictions and the choices made between them, page by page."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import Q

from agreements.errors import NotYetKnown
from agreements.history import bodies
from agreements.models import ConflictVersion, Determination, Retraction
from agreements.timeline import paging, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.filtering import Chosen, narrow
from agreements.timeline.filters import CONFLICT, criterion
from agreements.timeline.paging import BY_ID, BY_SLUG, Order, Page, Position

Json = dict[str, Any]
BODY_ID: Final = Order((("id", str),))


def conflicts(chosen: Chosen, position: Position | None, size: int) -> Page:
    """Contradictions that pass the filters, by id. One query; with a day in the world or of the public
    they are computed."""
    if chosen.asof.public_on is not None or chosen.asof.chosen:
        wanted: dict[str, Any] = {}
        for each in CONFLICT:
            for value in chosen[each.name]:
                wanted |= criterion(each.name, value)
        found = queries.conflicts(chosen.asof, **wanted)
        return paging.cut(found, BODY_ID, lambda each: (each["id"],), position, size)
    rows = narrow(queries.at_revision(ConflictVersion.objects.all(), chosen.asof.revision), CONFLICT, chosen)
    page = paging.page(rows.values_list("slug", "body", named=True), BY_SLUG, position, size)
    return Page([orjson.Fragment(row.body) for row in page.rows], page.next, page.previous)


def determinations(asof: AsOf, retracted: bool, position: Position | None, size: int) -> Page:
    """Determinations in effect by a revision, or those that were taken back by then, by id. Three queries."""
    gone = Retraction.objects.filter(target_type="determination", revision__lte=asof.revision)
    ended = Q(public_id__in=gone.values("target_id"))
    rows = Determination.objects.filter(ended if retracted else ~ended, revision__lte=asof.revision)
    page = paging.page(rows, BY_ID, position, size)
    marks = gone.filter(target_id__in=[row.public_id for row in page.rows])
    return Page(bodies.determinations(page.rows, marks, bodies.Acts()), page.next, page.previous)


@dataclass(frozen=True, slots=True)
class Choice:
    """A determination as of the clocks. `number`: 2 once it was taken back."""

    slug: str
    number: int
    body: Json


def determination(public_id: str, asof: AsOf) -> Choice:
    """One determination. Raises Unknown, or NotYetKnown if it was made later. Three queries."""
    row = Determination.objects.filter(public_id=public_id).first()
    if row is None:
        raise queries.Unknown(public_id)
    if row.revision_id > asof.revision:
        raise NotYetKnown(f"{public_id} was not known at the instant asked for.")
    gone = Retraction.objects.filter(target_type="determination", target_id=public_id, revision__lte=asof.revision)
    (body,) = bodies.determinations([row], gone, bodies.Acts())
    return Choice(public_id, 2 if body["retracted"] else 1, body)
