"""Adding and revising records in the admin: a form becomes an input shape, and the shape goes to the one writer."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from agreements.admin import telling
from agreements.admin.input_form import Entry, InputForm, public_id
from agreements.admin.known import known
from agreements.admin.looking import Looking
from agreements.admin.pages import shown
from agreements.admin.places import admin_page, public_page
from agreements.admin.record_forms import ActForm
from agreements.admin.record_history import RecordHistory
from agreements.errors import Refused
from agreements.exchange import as_input
from agreements.history import guarded
from agreements.history.batch import PATHS, Record, subject
from agreements.models import Revision
from agreements.shapes import read
from agreements.timeline import clocks, queries

Json = dict[str, Any]
AS_INPUT: Mapping[str, Callable[[Json], Json]] = {
    "agreement": as_input.agreement,
    "party": as_input.party,
    "person": as_input.person,
    "office": as_input.office,
    "relation": as_input.relation,
}
ADDED = "Added"
FEW = 3  # entries of a list that are shown without being asked for
# Django's own script for rows that are added and taken away.
ROWS = forms.Media(js=["admin/js/vendor/jquery/jquery.min.js", "admin/js/jquery.init.js", "admin/js/inlines.js"])


class RecordAdmin(RecordHistory, Looking):
    """A record's list, form and history. Whoever may only view is shown it, without a form.

    `shape`: what the writer takes; `entry_form`: what is asked for; `new_rows`: how many empty rows
    a new record's lists begin with; `titles`: of lists whose name in the shape is not how they are called."""

    shape: ClassVar[type[Record]]
    entry_form: ClassVar[type[InputForm]]
    new_rows: ClassVar[Mapping[str, int]] = {}
    titles: ClassVar[Mapping[str, str]] = {"aliases": "other names", "offices": "offices held"}
    change_form_template = "admin/record/look.html"

    @property
    def key(self) -> str:
        return "code" if "code" in self.shape.model_fields else "slug"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"agreements.add_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"agreements.change_{self.opts.model_name}")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        may = self.has_change_permission(request, row) if object_id else self.has_add_permission(request)
        if not may or (object_id and row is None):
            return super().changeform_view(request, object_id, form_url, extra_context)
        body = queries.detail(self.kind, public_id(row), clocks.now()) if row else {}
        entry = self.entry(request, body)
        act = ActForm(request.POST or None, initial={"seen": self._version(row), "reason": "" if row else ADDED})
        if request.method == "POST" and entry.is_valid() & act.is_valid():
            try:
                return self._done(request, self._write(request, entry, act, body), row)
            except Refused as refused:
                self.refuse(entry, act, refused)
        return self._page(request, entry, act, row, body)

    # --- the form ----------------------------------------------------------------------------------------------------

    def entry(self, request: HttpRequest, body: Json) -> Entry:
        """The form, beginning from a record's body; the id of one that exists is shown and not asked for."""
        present, empty = (self.present(body), {}) if body else ({}, self.new_rows)
        entry = Entry(self.entry_form, request.POST or None, present=present, empty=empty)
        if body:
            key = entry.form.fields[self.key]
            key.disabled, key.help_text = True, ""
        return entry

    def present(self, body: Json) -> Json:
        """What the form shows of a record at first: its body as the shape takes it."""
        return AS_INPUT[self.kind](body)

    def content(self, entry: Entry, body: Json) -> Json:
        """What the form says, as the shape takes it."""
        return entry.content()

    def refuse(self, entry: Entry, act: ActForm, refused: Refused) -> None:
        prefix = f"{PATHS[self.shape]}.{entry.form.cleaned_data.get(self.key, '')}"
        for problem in refused.problems:
            if problem.field == "reason":
                act.add_error("reason", problem.detail)
            else:
                entry.refuse([problem], prefix)

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(self, request: HttpRequest, entry: Entry, act: ActForm, body: Json) -> tuple[Record, Revision | None]:
        shape = read(self.shape, self.content(entry, body))
        write = partial(guarded.revise, seen=act.cleaned_data["seen"]) if body else guarded.create
        reason = act.cleaned_data["reason"]
        return shape, write(shape, by=request.user.get_username(), reason=reason)

    def _done(self, request: HttpRequest, written: tuple[Record, Revision | None], row: Any) -> HttpResponse:
        shape, revision = written
        _, name = subject(shape)
        if revision is None:
            messages.info(request, f"{name} says this already; nothing was written.")
        else:
            page = public_page(self.kind, name, revision.number)
            shown = format_html(' · <a href="{}">Its page</a>', page) if page else ""
            messages.success(request, format_html("{} is recorded as revision {}.{}", name, revision.number, shown))
        row = row or self.model.objects.get(**{self.key: name})
        return HttpResponseRedirect(admin_page(self.model, "change", row.pk))

    # --- the page ----------------------------------------------------------------------------------------------------

    def _page(self, request: HttpRequest, entry: Entry, act: ActForm, row: Any, body: Json) -> HttpResponse:
        verb = f"Revise: {row}" if row else f"Add {self.opts.verbose_name}"
        context = {
            "title": verb,
            "original": row,
            "entry": entry,
            "lists": [self.part(name, formset, body) for name, formset in entry.rows.items()],
            "act": act,
            "media": self.media + entry.media + ROWS,
            "errors": entry.errors or act.errors,
            "tools": self.tools(request, row) if row else [],
        }
        status = 400 if request.method == "POST" else 200
        return shown(self, request, "admin/record/form.html", context, status)

    def part(self, name: str, formset: Any, body: Json) -> Json:
        """One list of the form, with what the script that adds rows to it must know."""
        title = self.titles.get(name, telling.label(name))
        options = {"prefix": name, "addText": f"Add to: {title}", "deleteText": "Remove"}
        data = json.dumps({"name": f"#{name}", "options": options})
        recorded = known(body, name)
        count = len(recorded) + formset.initial_form_count()
        return {
            "title": title.capitalize(),
            "formset": formset,
            "options": data,
            "known": recorded,
            "count": count,
            "open": not body or count <= FEW or any(formset.errors) or bool(formset.non_form_errors()),
        }

    def _version(self, row: Any) -> int | None:
        if row is None:
            return None
        version: int = queries.version(self.kind, public_id(row), clocks.now()).number
        return version
