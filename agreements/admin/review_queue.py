"""The queue: all that waits, in its order, and the part of it that one sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from agreements.models import Candidate
from agreements.models.candidate import RELATIONS
from agreements.review.lineup import Place, Waiting, line_up, neighbours

Json = dict[str, Any]
BEFORE, SHOWN = 12, 50
RELATION_WORDS = {
    "": "New event",
    "account": "Another account",
    "copy": "Late copy",
    "revision": "Second look",
}
NEW = "new"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the queue is looked at. `source`: slug, "" for all; `relation`: a word, "new" for events of their own."""

    source: str = ""
    relation: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Chosen":
        relation = query.get("relation", "")
        return cls(query.get("source", ""), relation if relation in (NEW, *filter(None, RELATIONS)) else "")

    @property
    def query(self) -> str:
        """As it stands behind an address: "" or "?source=…"."""
        given = {name: value for name, value in (("source", self.source), ("relation", self.relation)) if value}
        return f"?{urlencode(given)}" if given else ""

    def filter(self, rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
        wanted = Q()
        if self.source:
            wanted &= Q(snapshot__document__source__slug=self.source)
        if self.relation:
            wanted &= Q(relation="" if self.relation == NEW else self.relation)
        return rows.filter(wanted)


class Queue:
    """What waits, under the chosen filters."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        rows = chosen.filter(Candidate.objects.filter(state="waiting")).values_list(
            "pk", "public_id", "head", Coalesce("about", "head__event"), "created_at"
        )
        found = list(rows)
        self.oldest: datetime | None = min((each[4] for each in found), default=None)
        self.line: list[Place] = line_up(Waiting(*each[:4]) for each in found)

    def after(self, public_id: str) -> str | None:
        """Where to go on: to the next, from the last one to the one before."""
        before, after = neighbours(self.line, public_id)
        return after or before

    def context(self, public_id: str) -> Json:
        """For the page of one candidate: those around it, how many there are, the one before and the one after."""
        before, after = neighbours(self.line, public_id)
        at = next((at for at, each in enumerate(self.line) if each.public_id == public_id), 0)
        first = max(min(at - BEFORE, len(self.line) - SHOWN), 0)
        window = self.line[first : first + SHOWN]
        return {
            "waiting": len(self.line),
            "oldest": self.oldest,
            "place": at + 1,
            "earlier": first,
            "later": len(self.line) - first - len(window),
            "entries": _entries(window),
            "before": before,
            "after": after,
            "chosen": self.chosen,
        }


def _entries(window: list[Place]) -> list[Json]:
    rows = Candidate.objects.filter(public_id__in=[each.public_id for each in window])
    known = {row.public_id: row for row in rows.select_related("snapshot__document__source")}
    return [
        {"candidate": row, "folded": each.folded, "relation": RELATION_WORDS[row.relation] if row.relation else ""}
        for each in window
        if (row := known.get(each.public_id))
    ]


def address(public_id: str | None, chosen: Chosen | None = None) -> str:
    """The page of a candidate, or of whatever comes first, under the chosen filters."""
    page = reverse("admin:agreements_candidate_queue")
    if public_id is not None:
        page = reverse("admin:agreements_candidate_review", args=[public_id])
    return page + (chosen.query if chosen else "")
