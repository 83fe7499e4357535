"""The log of corrections: what was taken back, changed, merged or decided after it was first recorded, newest first."""

from collections.abc import Iterator
from typing import Any, Final

from agreements.timeline import changes
from agreements.timeline.changes import Wanted
from agreements.timeline.paging import Position

Json = dict[str, Any]
SIZE: Final = 200
# Statements are added, not changed; what is retracted among them is a change of its own. `public` follows from them.
_GROWING: Final = frozenset({"status_updates", "citations", "claims", "terms", "links", "public"})


def corrections(until: int, size: int = SIZE) -> tuple[list[Json], int | None]:
    """Corrections of revisions up to `until`, as changes with "fields" [(field, old, new)] for their diff, and the
    revision up to which to ask for older ones; None where there is none. About `size` changes are looked through, but
    a revision is never torn apart."""
    end = Position((until, len(changes.SOURCES), ""), backwards=True)
    page = changes.page(Wanted(after=0, until=until, first=False), end, size)
    found = [corrected for each in reversed(page.rows) if (corrected := _corrected(each))]
    # A revision that does not end on this page is looked through again, so that none of it is missed.
    older = page.rows[0]["revision"] if page.previous else None
    if older is None:
        return found, None
    if older == page.rows[-1]["revision"]:
        return corrections(until, size * 4)  # one revision fills the page or more
    return [each for each in found if each["revision"] > older], older


def _corrected(change: Json) -> Json | None:
    fields = [] if change["type"] == "determination" else list(_fields(change["diff"]))
    if change["action"] == "created" or (change["action"] == "revised" and not fields):
        return None
    taken_back = change["diff"].get("retracted") if change["action"] == "retracted" else None
    # A retraction has a reason of its own beside that of the act it was part of.
    reason = taken_back[1]["reason"] if taken_back else change["reason"]
    return {**{name: value for name, value in change.items() if name != "diff"}, "reason": reason, "fields": fields}


def _fields(diff: Json) -> Iterator[tuple[str, Any, Any]]:
    for field, (old, new) in diff.items():
        if field == "status_updates":
            yield from _superseded(old, new)
        elif field not in _GROWING and field != "retracted" and not _grown(old, new):
            yield field, old, new


def _superseded(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    known = {each["id"] for each in old or ()}
    for each in new or ():
        if each["id"] not in known and each["supersedes"]:
            yield "status_updates", each["supersedes"], each["id"]


def _grown(old: Any, new: Any) -> bool:
    """Whether a list only got longer, as an event's agreements do when an update speaks of one more."""
    return isinstance(old, list) and isinstance(new, list) and all(each in new for each in old)
