"""What an analyst is told beside a status update: where the agreement stands, what regularly follows, what is unusual.

All of it is read: the standing from the fold, the next steps and the warnings from the rules that the writer keeps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from agreements import edtf
from agreements import vocabulary as v
from agreements.admin import telling
from agreements.admin.logging.entry import EventEntry
from agreements.timeline import lifecycle, prospect, queries
from agreements.timeline.accounts import said
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Advice:
    """`stands`: sentences; `steps`: (value, label) of what regularly comes next; `warnings`: as the API gives them."""

    stands: list[str] = field(default_factory=list)
    steps: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    @property
    def irregular(self) -> bool:
        """Whether the writer asks for a note."""
        return any(each["code"] == "irregular_step" for each in self.warnings)


def advise(entry: EventEntry, draft: Json, asof: AsOf) -> dict[int, Advice]:
    """Number of a row of status updates → its advice. Rows that name no agreement and no axis have none."""
    updates = draft["status_updates"]
    warned = dict(_warned(entry, draft, asof))
    return {
        row: replace(advice, warnings=warned.get(index, []))
        for index, row in enumerate(entry.row_numbers("status_updates"))
        if (advice := _standing(updates[index], _begins(updates[index], draft), asof))
    }


# --- where it stands -------------------------------------------------------------------------------------------------


def _standing(update: Json, day: date | None, asof: AsOf) -> Advice | None:
    if not (update.get("agreement") and update.get("axis")):
        return None
    agreement = queries.detail("agreement", update["agreement"], asof)
    then = asof if day is None or day >= asof.valid_on else replace(asof, valid_on=day)
    slug = agreement["slug"]
    past = queries.standings([agreement], then)[slug]
    way = lifecycle.lifecycle(agreement, past, said([slug], then)[slug])
    steps = [(each, telling.label(each)) for each in _next(update, way)]
    if then is asof:
        return Advice([f"Now: {_said(update, past)}."], steps)
    now = queries.standings([agreement], asof)[slug]
    return Advice(_stands(then.valid_on, _said(update, past), _said(update, now)), steps)


def _stands(day: date, past: str, now: str) -> list[str]:
    """Of an update from another day: how the axis stood on that day, and how it stands now."""
    then = edtf.in_words(edtf.parse(day.isoformat()))
    return [f"On {then} and now: {now}."] if now == past else [f"On {then}: {past}.", f"Now: {now}."]


def _said(update: Json, axes: Json) -> str:
    axis = update["axis"]
    if axis == "procedure" and not update.get("party"):
        return "it depends on whose procedure; name the party"
    found = axes[axis].get(update["party"]) if axis == "procedure" else axes[axis]
    return _in_words(found) if found else "nothing is recorded on this axis"


def _in_words(found: Json) -> str:
    since = edtf.in_words(edtf.parse(found["since"]["edtf"]))
    disputed = ", disputed" if found["disputed"] else ""
    return f"{telling.label(found['value'])}, from {since}, {telling.grade(found['grade'])}{disputed}"


def _next(update: Json, found: Json) -> Iterable[str]:
    axis = update["axis"]
    if axis == "procedure":
        at_home = found["procedure"].get(update.get("party"), {})
        return [at_home["next"]] if at_home.get("next") else []
    steps: Iterable[str] = found.get(axis, {}).get("next", [])
    return steps


# --- what is unusual -------------------------------------------------------------------------------------------------


def _begins(update: Json, draft: Json) -> date | None:
    """The first day from which the update would hold, if it names one."""
    text = update.get("date") or draft.get("date")
    return edtf.parse(text).date_from if text else None


def _warned(entry: EventEntry, draft: Json, asof: AsOf) -> Iterator[tuple[int, list[Json]]]:
    """Place among the updates → warnings, for those that say enough to be judged."""
    ready = [index for index, each in enumerate(draft["status_updates"]) if _complete(each, draft)]
    event = {**draft, "citations": [*_recorded(entry.body), *draft["citations"]]}
    ids = _ids(draft["slug"], {each["id"] for each in entry.body.get("status_updates", ())})
    updates = [{"id": name, **draft["status_updates"][index]} for index, name in zip(ready, ids, strict=False)]
    proposals = [prospect.proposal(each, event, asof.valid_on) for each in updates]
    return zip(ready, prospect.warnings(proposals, asof), strict=True)


def _complete(update: Json, draft: Json) -> bool:
    on_axis = update.get("value") in v.AXES.get(update.get("axis", ""), {})
    whose = update.get("axis") != "procedure" or "party" in update
    return bool(on_axis and whose and update.get("agreement") and draft.get("date"))


def _ids(slug: str, taken: set[str]) -> Iterator[str]:
    """The ids that the writer will give: they decide between steps of one day."""
    names = (f"{slug}-u{number}" for number in count(1))
    return (name for name in names if name not in taken)


def _recorded(body: Json) -> list[Json]:
    """Citations that an event has, as input."""
    return [
        {"id": each["id"], "published": (each["published"] or {}).get("edtf")} for each in body.get("citations", ())
    ]
