"""For those who write from a form: adding never edits what is there, revising never overwrites what was not seen."""

from collections.abc import Sequence

import orjson

from agreements.errors import Outdated, Problem, Taken
from agreements.history.batch import Change, Record, path, subject
from agreements.history.record import alone, record
from agreements.history.versions import KINDS
from agreements.models import FOREVER, Revision


@alone()
def create(shape: Record, *, by: str, reason: str, more: Sequence[Change] = ()) -> Revision | None:
    """Record something new, with further changes of the same revision. Raises Taken if its id has a record."""
    kind, public_id = subject(shape)
    if _seen_last(kind, public_id) is not None:
        key = KINDS[kind][1]
        detail = f"{public_id} is recorded already; revise that one, or choose another {key}"
        raise Taken([Problem(f"{path(shape)}.{key}", detail)])
    return record([shape, *more], by=by, reason=reason)


@alone()
def revise(shape: Record, *, seen: int, by: str, reason: str, more: Sequence[Change] = ()) -> Revision | None:
    """Give a record this content; None if it has it. `seen`: the version that the change was made from.

    Raises Outdated if the record says something else by now, or was never written. Copies of what it cites, which come
    by themselves, are nothing else."""
    kind, public_id = subject(shape)
    last = _seen_last(kind, public_id)
    if last != seen and not _says_the_same(kind, public_id, seen, last):
        raise Outdated([Problem(path(shape), _since(kind, public_id, seen, last))])
    return record([shape, *more], by=by, reason=reason)


def _seen_last(kind: str, public_id: str) -> int | None:
    """The number of a record's present version."""
    versions = KINDS[kind][0].objects.filter(slug=public_id, rev_to=FOREVER)
    number: int | None = versions.values_list("number", flat=True).first()
    return number


def _says_the_same(kind: str, public_id: str, seen: int, last: int | None) -> bool:
    """Whether two versions of a record differ in nothing but the copies of the pages that it cites."""
    rows = KINDS[kind][0].objects.filter(slug=public_id, number__in=[seen, last]).values_list("body", flat=True)
    bodies = [orjson.loads(body) for body in rows]
    for body in bodies:
        del body["version"]
        for citation in body.get("citations", ()):
            del citation["snapshot"]
    return len(bodies) == 2 and bodies[0] == bodies[1]


def _since(kind: str, public_id: str, seen: int, last: int | None) -> str:
    if last is None:
        return f"there is no {kind} {public_id!r}; add it first"
    row = KINDS[kind][0].objects.get(slug=public_id, number=last)
    act = Revision.objects.get(number=row.rev_from)
    return (
        f"{act.by} changed it at {act.at:%Y-%m-%d %H:%M} UTC ({act.reason}), after version {seen} that you began from;"
        f" read version {last} and make your change again"
    )
