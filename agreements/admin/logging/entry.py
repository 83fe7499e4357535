"""From an event's form to the input that the writer takes, with what an analyst need not say twice."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from agreements import naming
from agreements.admin.citing import Numbers, numbered
from agreements.admin.input_form import Entry
from agreements.admin.logging.forms import EventForm
from agreements.admin.who import keys_of
from agreements.errors import Problem, Refused
from agreements.exchange import as_input
from agreements.models import Event, Relation
from agreements.shapes import EventIn, read

Json = dict[str, Any]
STATEMENTS = ("status_updates", "claims")
UNKNOWN = "unknown"  # cited where nothing could be found, so that the shape complains of everything else
EMPTY_ROWS = {"citations": 1, "status_updates": 1}
_RECORD = re.compile(r"^events\.[^.]*\.?")  # what the writer puts before a path; the slug may be another by then


class EventEntry(Entry):
    """A form with its rows. `body`: the event that is revised; {} for a new one."""

    form: EventForm

    def __init__(self, form: type[EventForm], data: Any = None, *, body: Json | None = None) -> None:
        self.body = body or {}
        present, empty = (shown(self.body), {}) if body else (blank(form), EMPTY_ROWS)
        super().__init__(form, data, present=present, empty=empty)
        self.form.fields["slug"].disabled = bool(body)

    def event(self) -> EventIn:
        """The event as it would be written. Raises Refused with every problem, at the paths of the shape."""
        draft, problems = self.draft()
        try:
            shape = read(EventIn, draft)
        except Refused as refused:
            problems += refused.problems
        if problems:
            raise Refused(problems)
        return shape

    def draft(self) -> tuple[Json, list[Problem]]:
        """The same unread, for looking ahead; what it cites as far as that can be found."""
        content = self.content()
        citations, numbers = numbered(self, [each["id"] for each in self.body.get("citations", ())])
        problems: list[Problem] = []
        said = {name: list(_resolved(name, content[name], numbers, problems)) for name in STATEMENTS}
        whole = {**content, **said, "citations": citations, **self._public_from(content, numbers, problems)}
        return self._filled(whole), problems

    def refuse(self, problems: Iterable[Problem], prefix: str = "") -> None:
        super().refuse([Problem(_RECORD.sub("", each.field), each.detail) for each in problems])

    # --- what follows from the rest ----------------------------------------------------------------------------------

    def _public_from(self, content: Json, numbers: Numbers, problems: list[Problem]) -> Json:
        """Its citation by id; one is asked for wherever the day is set."""
        typed = content.get("public_from_citation", "")
        if not (typed or "public_from" in content):
            return {}
        ids, problem = numbers.resolve(typed, "public_from_citation")
        problems += [problem] if problem else []
        return {"public_from_citation": ids[0]} if ids else {}

    def _filled(self, draft: Json) -> Json:
        found = {**draft, "slug": self.body.get("slug") or draft.get("slug") or proposed_slug(draft)}
        if self.body:
            found["relations"] = self._filed_under(draft.get("relations", []))
        elif not draft.get("parties"):
            found["parties"] = parties_of(draft.get("relations", []))
        speaker = only_speaker(draft)
        modality = draft.get("modality", "happened")
        for name in STATEMENTS:
            found[name] = [{"speaker": speaker, **each} if speaker else each for each in draft[name]]
        found["status_updates"] = [{"modality": modality, **each} for each in found["status_updates"]]
        return found

    def _filed_under(self, chosen: list[str]) -> list[str]:
        """Without those that follow from its parties and agreements: written down, they would stay for ever."""
        filed = Event.objects.values_list("filed_under", flat=True).get(slug=self.body["slug"])
        return [slug for slug in chosen if slug in filed or slug not in self.body["relations"]]


def _resolved(name: str, rows: list[Json], numbers: Numbers, problems: list[Problem]) -> Iterator[Json]:
    for index, row in enumerate(rows):
        ids, problem = numbers.resolve(row.get("cites", ""), f"{name}.{index}.citations")
        problems += [problem] if problem else []
        said = {field: each for field, each in row.items() if field != "cites"}
        yield {**said, "citations": ids or [UNKNOWN]}


def proposed_slug(draft: Json) -> str:
    return naming.proposed(draft.get("title", ""), draft.get("date", ""))


def only_speaker(draft: Json) -> Json | None:
    """Who made the statement, if it is one and one made it: so says what it says."""
    speakers = [each for each in draft["participants"] if each.get("role") == "speaker"]
    if draft.get("kind") != "press_statement" or len(speakers) != 1:
        return None
    return {name: each for name, each in speakers[0].items() if name != "role"}


def parties_of(relations: Iterable[str]) -> list[str]:
    pairs = Relation.objects.filter(slug__in=list(relations)).values_list("first__code", "second__code")
    return sorted({code for pair in pairs for code in pair})


def blank(form: type[EventForm]) -> Json:
    """What a new event begins with: the only relation, its parties, a row for each role that its kind has."""
    relations = list(Relation.objects.values_list("slug", flat=True)[:2])
    only = relations if len(relations) == 1 else []
    return {
        "modality": "happened",
        "relations": only,
        "parties": parties_of(only),
        "participants": [{"role": role} for role in form.roles],
    }


def shown(body: Json) -> Json:
    """An event's content as its form shows it; what is only added to begins with no rows."""
    present = as_input.event(body)
    keys = keys_of({each["person"] for each in present["participants"] if each["person"]})
    people = [{**each, "who": keys.get(each["person"], each["name"])} for each in present["participants"]]
    numbers = {each["id"]: str(number) for number, each in enumerate(body["citations"], 1)}
    return {
        **present,
        "participants": people,
        "public_from_citation": numbers.get(present["public_from_citation"]),
        **dict.fromkeys(("citations", *STATEMENTS), []),
    }
