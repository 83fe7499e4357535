"""Sources, looks and documents: what is gathered, before anybody has judged it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import work as output
from agreements.api.permissions import ADD_SOURCES, CHANGE_SOURCES
from agreements.api.views.base import View
from agreements.api.writing import body
from agreements.errors import Problem, Refused
from agreements.fetching import capture, declaring
from agreements.models import Document, FetchRun, Snapshot, Source
from agreements.models.source import OUTCOMES
from agreements.shapes import SourceIn
from agreements.tasks import look_at_source
from agreements.timeline import paging, remembered, work
from agreements.timeline.clocks import AsOf
from agreements.timeline.paging import Order
from agreements.timeline.parameters import TEXT, Parameter, words

LISTED = (*asking.PAGING, asking.FORMAT)
COUNTED = 50  # versions of a page in which changed words are counted
BY_KEY = Order((("pk", int),), descending=True)


class WorkView(View):
    """Of now: it knows no clocks."""


class WorkList(WorkView):
    """A list by key. `rows`: the queryset; `show`: a row as the interface gives it."""

    listed = True
    order: ClassVar[Order]

    def get(self, request: Request, **path: str) -> Response:
        self.asof: AsOf
        self.asof, self.listing = asking.listing(request.path, self.given, self.values, self.order)
        found = paging.page(self.rows(**path), self.listing.order, self.listing.position, self.listing.size)
        self.prepare(found.rows)
        neighbours = {"next": self.address(found.next), "previous": self.address(found.previous)}
        return Response({**neighbours, "results": [self.show(row) for row in found.rows]})

    def rows(self, **path: str) -> QuerySet[Any]:
        raise NotImplementedError

    def show(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def prepare(self, rows: Sequence[Any]) -> None:
        """What the rows of a page have in common, before each is shown."""

    def address(self, position: paging.Position | None) -> str | None:
        found = self.listing.address(self.asof, position)
        return self.request.build_absolute_uri(found) if found else None


class Sources(WorkList):
    """Where we look, and how that goes: the last success, the failures since, the next look."""

    http_method_names = ["get", "head", "post"]
    output = output.Source
    accepts = {"POST": SourceIn}
    needs = {"POST": ADD_SOURCES}
    success = 201
    order = paging.BY_SLUG
    parameters = LISTED

    def post(self, request: Request) -> Response:
        return Response(work.source(declaring.create(body.of(request), datetime.now(UTC))), status=201)

    def rows(self, **path: str) -> QuerySet[Any]:
        return Source.objects.select_related("party")

    def show(self, row: Any) -> dict[str, Any]:
        return work.source(row)


class OneSource(WorkView):
    """A source."""

    http_method_names = ["get", "head", "patch"]
    accepts = {"PATCH": output.SourceChange}
    needs = {"PATCH": CHANGE_SOURCES}
    output = output.Source

    def get(self, request: Request, slug: str) -> Response:
        return Response(work.source(_source(slug)))

    def patch(self, request: Request, slug: str) -> Response:
        _source(slug)
        return Response(work.source(declaring.change(slug, body.of(request))))


class Gather(WorkView):
    """Look at a source now. Answers at once with the run, which a worker carries out."""

    http_method_names = ["post"]
    output = output.Run
    needs = {"POST": CHANGE_SOURCES}
    success = 202

    def post(self, request: Request, slug: str) -> Response:
        source = _source(slug)
        run = capture.open_run(source, datetime.now(UTC))
        look_at_source.delay_on_commit(source.pk, run.pk)
        return Response(work.run(run), status=202)


class Runs(WorkList):
    """Looks, the latest first: what each found, what it skipped and why, and how it failed if it did."""

    output = output.Run
    order = BY_KEY
    parameters = (
        Parameter(name="source", meaning="looks at this source", form=TEXT),
        Parameter(name="outcome", meaning="how they ended", form=words(OUTCOMES, "outcome")),
        *LISTED,
    )

    def rows(self, **path: str) -> QuerySet[Any]:
        found = FetchRun.objects.select_related("source")
        if "source" in self.values:
            found = found.filter(source=_named(self.values["source"][0]))
        return found.filter(outcome=self.values["outcome"][0]) if "outcome" in self.values else found

    def show(self, row: Any) -> dict[str, Any]:
        return work.run(row)


class Documents(WorkList):
    """The addresses of which versions are stored, the latest first."""

    output = output.Document
    order = BY_KEY
    parameters = (
        Parameter(name="source", meaning="documents of this source", form=TEXT),
        Parameter(
            name="changed",
            meaning="`any`: whose text changed; `since_cited`: cited ones that changed or went since",
            form=words(("any", "since_cited"), "kind of change"),
        ),
        *LISTED,
    )

    def rows(self, **path: str) -> QuerySet[Any]:
        found = {
            "": Document.objects.all,
            "any": remembered.changed,
            "since_cited": remembered.changed_since_cited,
        }[self.values.get("changed", ("",))[0]]()
        found = found.select_related("source")
        return found.filter(source=_named(self.values["source"][0])) if "source" in self.values else found

    def show(self, row: Any) -> dict[str, Any]:
        return work.document(row)


class Snapshots(WorkList):
    """The stored versions of a document, the latest first: hashes, times, the first 300 characters, what was noticed.

    Changed words are counted for the first 50 of a page."""

    output = output.Snapshot
    order = BY_KEY
    parameters = LISTED

    def rows(self, **path: str) -> QuerySet[Any]:
        self.document = _document(path["slug"])
        return Snapshot.objects.filter(document=self.document)

    def prepare(self, rows: Sequence[Any]) -> None:
        self.remembered = remembered.remembered(self.document, [row.pk for row in rows[:COUNTED]])

    def show(self, row: Any) -> dict[str, Any]:
        return work.snapshot(row, self.remembered.of(row.pk))


SHA = "sha256 of a stored version of this document"


class Diff(WorkView):
    """How the text of one stored version differs from another's."""

    output = output.Difference
    parameters = (
        Parameter(name="from", meaning=SHA, form=TEXT),
        Parameter(name="to", meaning=SHA, form=TEXT),
        asking.FORMAT,
    )

    def admit(self, request: Request) -> None:
        if not request.user.is_authenticated:
            raise PermissionDenied("Stored texts are shown to those who sign in.")

    def get(self, request: Request, slug: str) -> Response:
        missing = [name for name in ("from", "to") if name not in self.values]
        if missing:
            raise Refused([Problem(name, "give the sha256 of one of the document's versions") for name in missing])
        given = {name: self.values[name][0] for name in ("from", "to")}
        older, newer = remembered.pair(_document(slug), given["from"], given["to"])
        if older and newer:
            return Response(work.difference(older, newer))
        unknown = [name for name, found in (("from", older), ("to", newer)) if found is None]
        detail = "no version of this document has the sha256"
        raise Refused([Problem(name, f"{detail} {given[name]!r}") for name in unknown])


def _source(slug: str) -> Source:
    found = Source.objects.select_related("party").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _named(slug: str) -> Source:
    found = Source.objects.filter(slug=slug).first()
    if found is None:
        raise Refused([Problem("source", f"there is no source {slug!r}")])
    return found


def _document(public_id: str) -> Document:
    found = Document.objects.select_related("source").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
