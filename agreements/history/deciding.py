"""Taking back, and choosing between rival accounts. Nothing is deleted by either."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from agreements.errors import Problem, Refused, Taken
from agreements.history import bodies
from agreements.history.touched import Touched
from agreements.models import (
    AgreementLink,
    Citation,
    Determination,
    Event,
    EventClaim,
    Retraction,
    Revision,
    StatusUpdate,
    Term,
)
from agreements.shapes import DeterminationIn, RetractionIn

TARGETS: dict[str, Any] = {
    "event": Event,
    "status_update": StatusUpdate,
    "term": Term,
    "link": AgreementLink,
    "claim": EventClaim,
    "citation": Citation,
    "determination": Determination,
}


def retract(shapes: Iterable[RetractionIn], revision: Revision, touched: Touched) -> list[models.Model]:
    """Retractions of this revision. The same again, with the same reason, changes nothing."""
    rows: dict[tuple[str, str], Retraction] = {}
    for index, shape in enumerate(shapes):
        key = shape.type, shape.id
        if row := _retraction(shape, revision, touched, index, rows.get(key)):
            rows[key] = row
    return list(Retraction.objects.bulk_create(rows.values()))


def _retraction(
    shape: RetractionIn, revision: Revision, touched: Touched, index: int, earlier: Retraction | None
) -> Retraction | None:
    key = "slug" if shape.type == "event" else "public_id"
    target = TARGETS[shape.type].objects.filter(**{key: shape.id}).first()
    path = f"retractions.{index}"
    if target is None:
        raise Refused([Problem(f"{path}.id", f"there is no {shape.type.replace('_', ' ')} {shape.id!r}")])
    earlier = earlier or Retraction.objects.filter(target_type=shape.type, target_id=shape.id).first()
    if earlier and earlier.reason != shape.reason:
        raise Taken([Problem(f"{path}.id", f"{shape.id} was retracted before: {earlier.reason}")])
    if earlier:
        return None
    if isinstance(target, Event):
        touched.event(target.slug)
    elif isinstance(target, Determination):
        _touch_chosen(target.preferred + target.set_aside, touched)
    else:
        touched.statements([target])
    return Retraction(revision=revision, target_type=shape.type, target_id=shape.id, reason=shape.reason)


def determine(shapes: Iterable[DeterminationIn], revision: Revision, touched: Touched) -> list[models.Model]:
    """Determinations of this revision. One that is recorded already changes nothing."""
    rows: dict[str, Determination] = {}
    for index, shape in enumerate(shapes):
        path = f"determinations.{index}"
        public_id = shape.id or f"determination-{revision.number}-{index + 1}"
        preferred, set_aside = sorted(set(shape.preferred)), sorted(set(shape.set_aside))
        known = rows.get(public_id) or Determination.objects.filter(public_id=public_id).first()
        content = {"preferred": preferred, "set_aside": set_aside, "reason": shape.reason, "by": shape.by}
        if known:
            if any(getattr(known, name) != value for name, value in content.items()):
                raise Taken([Problem(f"{path}.id", f"{public_id} is recorded otherwise; retract it, add another")])
            continue
        _check_rivals(preferred, set_aside, path)
        _touch_chosen([*preferred, *set_aside], touched)
        rows[public_id] = Determination(public_id=public_id, revision=revision, **content)
    return list(Determination.objects.bulk_create(rows.values()))


def _check_rivals(preferred: list[str], set_aside: list[str], path: str) -> None:
    if both := set(preferred) & set(set_aside):
        raise Refused([Problem(f"{path}.set_aside", f"{', '.join(sorted(both))} cannot be preferred and set aside")])
    subjects = {_subject(each, path) for each in (*preferred, *set_aside)}
    if len(subjects) > 1:
        detail = "a determination chooses between accounts of one thing: the same axis, term or field"
        raise Refused([Problem(path, detail)])
    if gone := _taken_back([*preferred, *set_aside]):
        raise Refused([Problem(path, f"{', '.join(gone)} was retracted; choose between accounts that stand")])


def _taken_back(ids: list[str]) -> list[str]:
    """Of these statements those that were retracted before, or whose event was."""
    gone = Retraction.objects.filter(target_type__in=("status_update", "term", "claim"), target_id__in=ids)
    found = set(gone.values_list("target_id", flat=True))
    events = Retraction.objects.filter(target_type="event").values("target_id")
    for model in (StatusUpdate, EventClaim):
        rows = model.objects.filter(public_id__in=ids, event__slug__in=events)
        found |= set(rows.values_list("public_id", flat=True))
    return sorted(found)


def _subject(public_id: str, path: str) -> tuple[Any, ...]:
    """What a statement is about: accounts are rivals only about one thing."""
    if update := StatusUpdate.objects.filter(public_id=public_id).first():
        return ("axis", update.agreement_id, update.axis, update.party_id if update.axis == "procedure" else None)
    if term := Term.objects.filter(public_id=public_id).first():
        return ("term", term.agreement_id, term.name)
    if claim := EventClaim.objects.filter(public_id=public_id).first():
        return ("claim", claim.event_id, claim.field)
    raise Refused([Problem(path, f"there is no status update, term or claim {public_id!r}")])


def _touch_chosen(ids: Iterable[str], touched: Touched) -> None:
    for model in (StatusUpdate, Term, EventClaim):
        touched.statements(model.objects.filter(public_id__in=list(ids)))


def determinations(under_way: Revision) -> list[dict[str, Any]]:
    """All determinations as the API gives them."""
    gone = Retraction.objects.filter(target_type="determination")
    return bodies.determinations(Determination.objects.all(), gone, bodies.Acts(under_way))
