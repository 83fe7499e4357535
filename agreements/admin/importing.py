"""Importing a table of agreements: choose it and its map, look at what would change, say yes. Nothing lies here but the
pages; reading, comparing and writing belong to `exchange.tables`."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from agreements.admin.pages import shown
from agreements.errors import Refused
from agreements.exchange.tables import mapping, report, waiting
from agreements.exchange.tables.importing import Imported, import_table
from agreements.exchange.tables.plan import Plan, plan
from agreements.exchange.tables.rows import MOST_BYTES
from agreements.exchange.tables.settle import Settled
from agreements.exchange.tables.waiting import Waiting

Json = dict[str, Any]
Told = tuple[int, str, list[str]]
PERMISSION = "agreements.add_agreement"
SHOWN = 200  # rows of a kind on the page; the command prints all
LARGEST_MAP = 1_000_000
OWN = ""


class UploadForm(forms.Form):
    """A table, and a map that is here or comes along."""

    file = forms.FileField(label="Table", help_text="A CSV file, at most 100 MB.")
    map = forms.ChoiceField(label="Map", required=False, help_text="Which column says what.")
    own_map = forms.FileField(label="Own map", required=False, help_text="A TOML file, instead of one from the list.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["map"]
        choice.choices = [*((name, name) for name in mapping.shipped()), (OWN, "my own, below")]
        choice.initial = choice.choices[0][0]

    def clean_file(self) -> Any:
        return _bounded(self.cleaned_data["file"], MOST_BYTES)

    def clean_own_map(self) -> Any:
        given = self.cleaned_data["own_map"]
        return _bounded(given, LARGEST_MAP) if given else None

    def clean(self) -> Json:
        given = self.cleaned_data
        if given.get("own_map", OWN) is None and given.get("map") == OWN:
            self.add_error("own_map", "Choose a map from the list, or a file of your own.")
        return self.cleaned_data

    def waiting(self) -> Waiting:
        """What was sent, as it is kept."""
        table, own, name = (self.cleaned_data[each] for each in ("file", "own_map", "map"))
        if own:
            return Waiting(table.name, table.read(), own.name, own.read())
        return Waiting(table.name, table.read(), name, mapping.shipped()[name].read_bytes())


def _bounded(file: Any, most: int) -> Any:
    if file.size > most:
        raise forms.ValidationError(f"It has {file.size:,} bytes and may have {most:,}; split it.")
    return file


class Importing(admin.ModelAdmin):
    """Adds `import/` and `import/preview/` beside the list."""

    change_list_template = "admin/importing/list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(self.import_view), name="agreements_import"),
            path("import/preview/", wrap(self.preview_view), name="agreements_import_preview"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {**(extra_context or {}), "may_import": request.user.has_perm(PERMISSION)}
        return super().changelist_view(request, context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Which table, read by which map."""
        owner = _owner(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            given = form.waiting()
            try:
                read_through(given)
            except Refused as refused:
                form.add_error(None, list(map(str, refused.problems)))
            else:
                waiting.put(owner, given)
                return HttpResponseRedirect(reverse("admin:agreements_import_preview"))
        context = {"title": "Import a table", "form": form, "waits": waiting.get(owner)}
        return shown(self, request, "admin/importing/upload.html", context, 400 if form.errors else 200)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """What it would change, and the yes to it."""
        owner = _owner(request)
        given = waiting.get(owner)
        if given is None:
            messages.warning(request, "No table waits here: it was imported or discarded, or a day has passed.")
            return HttpResponseRedirect(reverse("admin:agreements_import"))
        if "discard" in request.POST:
            waiting.drop(owner)
            messages.info(request, f"Discarded {given.file}; nothing was changed.")
            return HttpResponseRedirect(reverse("admin:agreements_import"))
        try:
            if request.method == "POST":
                return self._confirmed(request, owner, given)
            return self._told_before(request, given, read_through(given))
        except Refused as refused:  # the record has moved on since, so that the map or every row fits no more
            waiting.drop(owner)
            messages.error(request, f"Refused {given.file}; nothing was changed: {refused}")
            return HttpResponseRedirect(reverse("admin:agreements_import"))

    def _confirmed(self, request: HttpRequest, owner: int, given: Waiting) -> HttpResponse:
        """Written if it is what was shown; otherwise shown again."""
        now = read_through(given)
        if now.fingerprint != request.POST.get("fingerprint"):
            messages.warning(request, "The record has changed since; this is what the table would change now.")
            return self._told_before(request, given, now)
        form, by = mapping.parse(given.map_text), request.user.get_username()
        done = import_table(given.data, form, file=given.file, today=_today(), by=by)
        waiting.drop(owner)
        return self._told_after(request, given, done)

    def _told_before(self, request: HttpRequest, given: Waiting, found: Plan) -> HttpResponse:
        context = {"title": f"Import {given.file}: preview", "given": given, "fingerprint": found.fingerprint}
        return shown(self, request, "admin/importing/preview.html", {**context, **told(found)})

    def _told_after(self, request: HttpRequest, given: Waiting, done: Imported) -> HttpResponse:
        context = {"title": f"Import {given.file}: done", "given": given, "revision": done.revision}
        outcome = report.outcome(done, dry_run=False)
        context |= {"outcome": outcome, **told(done.plan)}
        return shown(self, request, "admin/importing/done.html", context)


def _owner(request: HttpRequest) -> int:
    if not request.user.has_perm(PERMISSION) or request.user.pk is None:
        raise PermissionDenied("Importing needs the permission to add agreements.")
    return int(request.user.pk)


def _today() -> date:
    return datetime.now(UTC).date()


def read_through(given: Waiting) -> Plan:
    """What the table would change now. Raises Refused if the map or the file cannot be used at all."""
    return plan(given.data, mapping.parse(given.map_text), _today())


def told(found: Plan) -> Json:
    """A plan for the page: the counts, and of each kind of rows the first ones."""
    writing = [each for each in found.settled if each.changes]
    refused = [(each.number, "", list(map(str, each.problems))) for each in found.refused]
    parts = [
        ("Refused", "left out, for these reasons", refused),
        ("Changed", "what the record says otherwise", _said(found.changed, lambda each: each.differences)),
        ("Irregular", "kept, with a note and a warning", _said(writing, lambda each: each.built.warnings)),
        ("Decided otherwise before", "left as it was decided", _said(found.settled, lambda each: each.kept)),
        ("New", "not in the record yet", _said(found.new, lambda each: [each.built.agreement.title])),
    ]
    return {
        "rows": found.rows,
        "counts": [(name, len(getattr(found, name))) for name in ("new", "changed", "unchanged", "refused")],
        "writes": len(writing),
        "parts": [_part(title, gloss, rows) for title, gloss, rows in parts if rows],
        "unknown": found.unknown,
    }


def _said(settled: Iterable[Settled], lines: Callable[[Settled], Iterable[str]]) -> list[Told]:
    """Rows of which something is to be said: number, slug, and that."""
    found = ((each.built.number, each.built.agreement.slug, list(lines(each))) for each in settled)
    return [each for each in found if each[2]]


def _part(title: str, gloss: str, rows: list[Told]) -> Json:
    first = rows[:SHOWN]
    opened = title in ("Refused", "Changed")
    more = len(rows) - len(first)
    return {"title": title, "gloss": gloss, "count": len(rows), "rows": first, "more": more, "open": opened}
