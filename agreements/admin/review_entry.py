"""A candidate as an analyst corrects it, asked with the fields of the logging forms.

Whatever was not touched stays exactly as it was proposed, so that accepting unread text corrects nothing.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from agreements import edtf
from agreements.admin.citing import Numbers, local_ids
from agreements.admin.input_form import Entry, InputForm
from agreements.admin.logging.advice import Advice, advise
from agreements.admin.logging.entry import UNKNOWN, EventEntry
from agreements.admin.review_form import ProposedForm
from agreements.admin.who import keys_of
from agreements.errors import NotYetKnown, Problem
from agreements.models import Candidate
from agreements.reading import neighbours
from agreements.shapes import EventIn
from agreements.timeline import clocks

Json = dict[str, Any]
LISTS = ("participants", "citations", "status_updates")
# Fields of a form that stand for others of the shape.
STAND_FOR = {"who": ("name", "person"), "says": ("axis", "value"), "cites": ("citations",)}


class ProposalEntry(EventEntry):
    """A candidate's form. Without `data` it says what is proposed, and may be asked the same."""

    def __init__(self, candidate: Candidate, data: Any = None) -> None:
        self.candidate, self.data = candidate, data
        self.proposed = spelled_out(candidate.proposed)
        self.subject = neighbours.standing(candidate.subject)
        self.body = neighbours.body(self.subject) if self.subject else {}
        Entry.__init__(self, ProposedForm, data, present=shown(self.proposed))

    def kept(self, name: str) -> list[InputForm]:
        return super().kept(name) if self.data is not None else list(self.rows[name].forms)

    @cached_property
    def said(self) -> tuple[Json, list[Problem]]:
        """The proposal with its corrections, and what of them cannot be read; asked once `is_valid` was."""
        if self.data is None:
            return self.proposed, []
        content, found = self.form.content(), dict(self.proposed)
        found |= {name: content.get(name, default(name)) for name in _touched(self.form) if name not in LISTS}
        citations = self._citations()
        numbers = Numbers({at + 1: each["id"] for at, each in citations.items()}, [])
        problems: list[Problem] = []
        people = [_corrected(form, before) for _, form, before in self._rows("participants")]
        updates = list(self._updates(numbers, problems))
        found |= {"participants": people, "citations": list(citations.values()), "status_updates": updates}
        return found, problems

    def corrections(self) -> Json:
        """Only what differs from the proposal, as whole fields of an event."""
        said, _ = self.said
        return {name: each for name, each in said.items() if each != self.proposed.get(name, default(name))}

    def grow(self, name: str) -> "ProposalEntry":
        """The same with one more empty row of a list, asked for without script."""
        data = self.data.copy()
        data[f"{name}-TOTAL_FORMS"] = str(self.rows[name].total_form_count() + 1)
        return ProposalEntry(self.candidate, data)

    def advice(self) -> dict[int, Advice]:
        """What is to be told of each row of status updates."""
        draft = {**self.said[0]}
        if self.body:  # they go to the event that is recorded
            draft |= {"slug": self.body["slug"], "date": self.body["date"]["edtf"]}
        try:
            return advise(self, draft, clocks.now())
        except (edtf.EdtfError, LookupError, NotYetKnown):  # what cannot be read is refused, and told, when accepted
            return {}

    # --- rows --------------------------------------------------------------------------------------------------------

    def _rows(self, name: str) -> Iterator[tuple[int, InputForm, Json]]:
        """Those that are kept: where each stands on the page, and what was proposed there ({} of an added row)."""
        before = self.proposed.get(name, [])
        for at, form in zip(self.row_numbers(name), self.kept(name), strict=True):
            yield at, form, before[at] if at < len(before) else {}

    def _citations(self) -> dict[int, Json]:
        """Where it stands on the page → citation; an added one gets a free id."""
        rows = {at: _corrected(form, before) for at, form, before in self._rows("citations")}
        added = [at for at, each in rows.items() if "id" not in each]
        known = {each["id"] for each in self.proposed["citations"]}
        for at, name in zip(added, local_ids(known, len(added)), strict=True):
            rows[at]["id"] = name
        return rows

    def _updates(self, numbers: Numbers, problems: list[Problem]) -> Iterator[Json]:
        for place, (_, form, before) in enumerate(self._rows("status_updates")):
            update = _corrected(form, before)
            if not before or "cites" in form.changed_data:
                typed = form.cleaned_data.get("cites", "")
                ids, problem = numbers.resolve(typed, f"status_updates.{place}.citations")
                problems += [problem] if problem else []
                update = {**update, "citations": ids or [UNKNOWN]}
            yield update if before else {"modality": self.proposed["modality"], **update}


def default(name: str) -> Any:
    """What a field of an event holds that says nothing; "" of one that has to say something."""
    found = EventIn.model_fields[name]
    if found.is_required():
        return ""
    return [] if found.default == () else found.default


def spelled_out(proposed: Json) -> Json:
    """A proposal with what it left to the defaults: an unnamed modality means that it happened."""
    updates = [{"modality": "happened", **each} for each in proposed.get("status_updates", [])]
    empty: Json = {name: [] for name in LISTS}
    return {**empty, "modality": "happened", **proposed, "status_updates": updates}


def shown(proposed: Json) -> Json:
    """A proposal as its form shows it: people by key or name, citations by their numbers."""
    speakers = [each.get("speaker") or {} for each in proposed["status_updates"]]
    keys = keys_of({each["person"] for each in (*proposed["participants"], *speakers) if each.get("person")})
    numbers = {each["id"]: str(number) for number, each in enumerate(proposed["citations"], 1)}

    def who(each: Json) -> Any:
        return keys.get(each.get("person") or "", each.get("name", ""))

    def update(each: Json, speaker: Json) -> Json:
        return {
            **each,
            "says": f"{each['axis']}.{each['value']}",
            "speaker": who(speaker),
            "speaker_party": speaker.get("party"),
            "speaker_office": speaker.get("office"),
            "cites": ", ".join(numbers[name] for name in each["citations"] if name in numbers),
        }

    people = [{**each, "who": who(each)} for each in proposed["participants"]]
    updates = [update(each, speaker) for each, speaker in zip(proposed["status_updates"], speakers, strict=True)]
    return {**proposed, "participants": people, "status_updates": updates}


def _touched(form: InputForm) -> set[str]:
    """The fields of the shape that somebody changed."""
    changed = [name for name in form.changed_data if name != "DELETE"]
    return {field for name in changed for field in STAND_FOR.get(name, (_stem(name),))}


def _stem(name: str) -> str:
    return "speaker" if name.startswith("speaker_") else name.split("__")[0]


def _corrected(form: InputForm, before: Json) -> Json:
    """An entry with what was changed of it; a field that was emptied is left out."""
    content, touched = form.content(), _touched(form)
    added = {name: content[name] for name in content if name in touched or (not before and name != "cites")}
    return {**{name: each for name, each in before.items() if name not in touched}, **added}
