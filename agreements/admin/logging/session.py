"""One form being filled in: read, looked at, written, refused."""

from dataclasses import dataclass, field
from typing import Any

from django import forms

from agreements import edtf
from agreements.admin.known import known
from agreements.admin.logging.advice import Advice, advise
from agreements.admin.logging.entry import EventEntry
from agreements.admin.logging.forms import EventForm
from agreements.admin.record_forms import ActForm
from agreements.errors import Refused
from agreements.history import guarded
from agreements.history.logged import log_event
from agreements.timeline import clocks, prospect, queries

Json = dict[str, Any]
LOGGED = "Logged"
SCRIPTS: Any = [forms.Script(f"agreements/{name}.js", type="module") for name in ("logging", "citing")]
LISTS = (
    ("participants", "Who took part", "person"),
    ("citations", "Sources", "source"),
    ("status_updates", "What it says about agreements", "status update"),
    ("quantities", "How many, how much", "quantity"),
    ("claims", "Rival accounts of the event itself", "rival account"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """`alike`: events that may be this one; `slug`: what a new one would be called."""

    advice: dict[int, Advice] = field(default_factory=dict)
    alike: list[Json] = field(default_factory=list)
    slug: str = ""


class Session:
    """`data`: what was sent; None for a form not filled in. `slug`: the event that is revised; None for a new one."""

    def __init__(self, form: type[EventForm], data: Any, slug: str | None = None) -> None:
        self.data, self.slug, self.form = data, slug, form
        self.asof = clocks.now()
        version = queries.version("event", slug, self.asof) if slug else None
        self.body = queries.body(version, self.asof) if version else {}
        self.entry = EventEntry(form, data, body=self.body)
        self.act = ActForm(data, initial={"seen": version and version.number, "reason": "" if version else LOGGED})
        self.told = Told()
        self.waits = False

    @property
    def confirmed(self) -> bool:
        """Whether the analyst said that it is another event than those alike."""
        return bool(self.data and self.data.get("another"))

    @property
    def title(self) -> str:
        return str(self.entry.form.cleaned_data["title"])

    def grow(self, name: str) -> bool:
        """One more empty row of a list, asked for without script."""
        if name not in self.entry.rows:
            return False
        total = self.entry.rows[name].total_form_count()
        self.data = self.data.copy()
        self.data[f"{name}-TOTAL_FORMS"] = str(total + 1)
        self.entry = EventEntry(self.form, self.data, body=self.body)
        return True

    def look(self) -> Told:
        """All that is to be told of the form as it is filled in."""
        self.entry.is_valid()
        draft, _ = self.entry.draft()
        self.told = Told(advise(self.entry, draft, self.asof), self._alike(draft), draft["slug"])
        return self.told

    def ready(self) -> bool:
        """Whether all could be read, and what looks recorded already was confirmed not to be."""
        readable = self.entry.is_valid() & self.act.is_valid()
        if not readable:
            return False
        self.waits = not self.confirmed and bool(self._alike(self.entry.draft()[0]))
        return not self.waits

    def write(self, by: str) -> tuple[str, int | None]:
        """Slug, and number of the revision; None if the record says this already. Raises Refused."""
        shape, reason = self.entry.event(), self.act.cleaned_data["reason"]
        if self.slug:
            revision = guarded.revise(shape, seen=self.act.cleaned_data["seen"], by=by, reason=reason)
            return shape.slug, revision.number if revision else None
        if self.entry.form.cleaned_data["slug"]:
            created = guarded.create(shape, by=by, reason=reason)
            return shape.slug, created.number if created else None
        logged = log_event(shape, by=by, reason=reason)
        return logged.slug, logged.revision.number

    def refuse(self, refused: Refused) -> None:
        """Lay each problem at its field, that of the reason at the reason."""
        for problem in refused.problems:
            if problem.field == "reason":
                self.act.add_error("reason", problem.detail)
            else:
                self.entry.refuse([problem])

    def _alike(self, draft: Json) -> list[Json]:
        """For a new event: those of its kind, at its time, about the same agreements or people."""
        if self.slug or not (draft.get("date") and draft.get("kind")):
            return []
        agreements = {*draft.get("agreements", ()), *(each.get("agreement") for each in draft["status_updates"])}
        people = {each.get("person") for each in draft["participants"]}
        names = {each["name"] for each in draft["participants"] if "person" not in each}
        day = edtf.parse(draft["date"])
        return prospect.alike(draft["kind"], day, agreements - {None}, people - {None}, names, self.asof)

    # --- the page ----------------------------------------------------------------------------------------------------

    @property
    def media(self) -> forms.Media:
        return self.entry.media + forms.Media(js=SCRIPTS)

    def context(self) -> Json:
        if self.data is not None and not self.told.slug:
            self.look()
        return {
            "entry": self.entry,
            "act": self.act,
            "slug": self.slug,
            "body": self.body,
            "errors": self.entry.errors or self.act.errors,
            "proposed": self.told.slug,
            "alike": self.told.alike,
            "waits": self.waits,
            "confirmed": self.confirmed,
            "lists": {name: self._list(name, title, noun) for name, title, noun in LISTS},
        }

    def _list(self, name: str, title: str, noun: str) -> Json:
        formset = self.entry.rows[name]
        recorded = known(self.body, name)
        rows = [
            {"form": form, "number": len(recorded) + index + 1, "advice": self._advice(name, index)}
            for index, form in enumerate(formset.forms)
        ]
        blank = {"form": formset.empty_form, "number": "__number__", "advice": None}
        found = {"name": name, "title": title, "noun": noun, "formset": formset, "rows": rows, "blank": blank}
        return {**found, "known": recorded}

    def _advice(self, name: str, index: int) -> Advice | None:
        return self.told.advice.get(index) if name == "status_updates" else None
