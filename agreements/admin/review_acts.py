"""One decision on the page of a candidate: what was asked for, done, and said of it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from agreements.admin.review_entry import ProposalEntry
from agreements.errors import Problem, Refused
from agreements.models import Event
from agreements.review import decisions
from agreements.shapes import EventIn

AT_ONCE = "Taken back right after it was decided"


class Act:
    """`looking`: nothing is to be decided, only to be told how the form reads."""

    def __init__(self, request: HttpRequest, entry: ProposalEntry) -> None:
        self.entry, self.sent = entry, request.POST
        self.public_id, self.by = entry.candidate.public_id, request.user.get_username()
        self.wanted = self.sent.get("action", "accept")
        self.looking, self.undoing = self.wanted == "look", self.wanted == "undo"

    def carry_out(self) -> str | None:
        """What was done, in words; None if there was nothing to do yet. Raises Refused, AlreadyDecided."""
        if self.wanted == "undo":
            decisions.undo(self.public_id, by=self.by, reason=self._reason() or AT_ONCE)
            return format_html("“{}” waits again.", self._title())
        if self.wanted == "reject":
            decisions.reject(self.public_id, by=self.by, reason=self._reason())
            return format_html("Rejected: “{}”.", self._title())
        if self.entry.data is not None and not self.entry.is_valid():
            return None
        if self.wanted == "merge":
            return self._merge()
        return self._accept() if self.wanted in ("accept", "accept_new") else None

    def refuse(self, refused: Refused) -> list[Problem]:
        """Lay each problem at its field; those that have none there."""
        shown: list[Problem] = []
        others: list[Problem] = []
        for problem in refused.problems:
            steps = problem.field.split(".")
            name = steps[2] if steps[0] == "events" and len(steps) > 2 else steps[0]
            (shown if self.entry.data is not None and name in EventIn.model_fields else others).append(problem)
        self.entry.refuse(shown)
        return others

    def _reason(self) -> str:
        """In one's own words, else the one that was chosen."""
        return (self.sent.get("words") or self.sent.get("reason", "")).strip()

    def _title(self) -> str:
        return str(self.entry.candidate.proposed["title"])

    def _corrections(self) -> dict[str, object]:
        _, problems = self.entry.said
        if problems:
            raise Refused(problems)
        return self.entry.corrections()

    def _accept(self) -> str:
        done = decisions.accept(
            self.public_id,
            by=self.by,
            corrections=self._corrections(),
            reason=self._reason(),
            as_new=self.wanted == "accept_new",
            retract=self.sent.getlist("retract"),
        )
        return self._told("Accepted", done.candidate.event)

    def _merge(self) -> str:
        key = self.sent.get("into", "")
        event = Event.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        if event is None:
            raise Refused([Problem("event", "choose the event that this belongs to")])
        self._corrections()
        updates = self.entry.said[0]["status_updates"] if self.sent.get("with_updates") else []
        done = decisions.merge(
            self.public_id, into=event.slug, by=self.by, reason=self._reason(), status_updates=updates
        )
        return self._told("Merged", done.candidate.event)

    def _told(self, verb: str, event: Event | None) -> str:
        if event is None:
            return format_html("{}: “{}”.", verb, self._title())
        page = reverse("event", args=[event.slug])
        return format_html('{}: “{}” · <a href="{}">{}</a>', verb, self._title(), page, event.slug)
