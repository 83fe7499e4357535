"""Tying a citation to the stored copy of its page, when that is taken after the citation was recorded."""

from collections.abc import Sequence

from django.db import models

from agreements.errors import Problem, Refused
from agreements.history import wanted
from agreements.history.batch import CaptureIn
from agreements.history.touched import Touched
from agreements.models import Capture, Citation, Revision, Snapshot


def capture(changes: Sequence[CaptureIn], revision: Revision, touched: Touched) -> list[models.Model]:
    """Captures of this revision. A citation that has a copy keeps it: it is what was read when it was cited."""
    if not changes:
        return []
    found = Citation.objects.filter(public_id__in=[each.citation for each in changes]).prefetch_related("captures")
    cited = {row.public_id: row for row in found.select_related("event", "agreement")}
    _refuse(changes, cited)
    rows = {
        each.citation: Capture(revision=revision, citation=row, snapshot=each.snapshot, taken_at=each.taken_at)
        for each in changes
        if (row := cited[each.citation]).snapshot is None and not row.captures.all()
    }
    touched.statements(row.citation for row in rows.values())
    wanted.look_again([row.snapshot for row in rows.values()], revision.at)
    return list(Capture.objects.bulk_create(rows.values()))


def _refuse(changes: Sequence[CaptureIn], cited: dict[str, Citation]) -> None:
    """Raises Refused for a citation or a stored version that is not there."""
    wanted = {each.snapshot for each in changes}
    stored = set(Snapshot.objects.filter(sha256__in=wanted).values_list("sha256", "taken_at"))
    problems = []
    for index, each in enumerate(changes):
        if each.citation not in cited:
            problems.append(Problem(f"captures.{index}.citation", f"there is no citation {each.citation!r}"))
        if (each.snapshot, each.taken_at) not in stored:
            detail = f"no version {each.snapshot!r} of {each.taken_at} is stored; store it first"
            problems.append(Problem(f"captures.{index}.snapshot", detail))
    if problems:
        raise Refused(problems)
