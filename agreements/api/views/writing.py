"""How writes are answered: with what now stands in the record, and the number of the revision that wrote it."""

from dataclasses import replace
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import caching
from agreements.api.permissions import RETRACT, ROLES
from agreements.api.views.base import DetailView, RecordView, plain
from agreements.api.writing import body, records, statements
from agreements.api.writing.input import Retraction
from agreements.api.writing.telling import Written
from agreements.errors import Outdated, Problem
from agreements.history.record import alone
from agreements.timeline import clocks


class Writing(RecordView):
    """A view with methods that write."""

    def wrote(self, written: Written) -> None:
        """Answer as of what was written; if nothing was, as of now."""
        self.asof = clocks.now()
        if written.revision:
            self.asof = replace(self.asof, revision=written.revision.number)


class Creating(Writing):
    """A list that takes something new. `again`: the same may be sent again, and is answered with 200."""

    http_method_names = ["get", "head", "post"]
    success: ClassVar[int] = 201
    again: ClassVar[bool] = False

    def created(self, written: Written, answer: Any, address: str | None = None) -> Response:
        """201, or 200 where all of it was recorded before."""
        path = address or f"{self.request.path}{written.id}/"
        headers = {"Location": self.request.build_absolute_uri(path)}
        return Response(answer, status=201 if written.revision else 200, headers=headers)


class Revisable(Writing, DetailView):
    """One record that can be revised: what is left out stays."""

    def patch(self, request: Request, slug: str) -> Response:
        """Change what is given; the rest stays, and nested statements are appended."""
        given = body.of(request)
        with alone():
            self.asof = clocks.now()
            row = self.find(slug)
            self.meet(row)
            written = self.revise(given, plain(self.answer(row)), by=request.user.get_username())
        self.wrote(written)
        row = self.find(slug)
        self.etag = self.tags(row)[-1]
        return Response(self.answer(row))

    def revise(self, given: body.Json, present: body.Json, *, by: str) -> Written:
        return records.revise(self.kind, given, present, by=by)

    def meet(self, row: Any) -> None:
        """Raises Outdated unless the client's If-Match, if any, is the tag of the record as it stands."""
        wanted = self.request.headers.get("If-Match")
        if wanted is not None and not caching.is_one_of(self.tags(row), wanted):
            detail = "the record is no longer what If-Match says; read it again, then send what is still to change"
            raise Outdated([Problem("", detail)])

    def tags(self, row: Any) -> list[str]:
        """The tags that a read of this address carries, one for each role: whoever writes may have read as nobody."""
        parts = (self.kind, row.slug, row.number, *self.depends_on())
        return [caching.etag(self.request.get_full_path(), role, *parts) for role in ROLES]


class Retracts(Writing, DetailView):
    """Taking one thing back, on top of its DetailView. `retracted`: the type of what is taken back."""

    http_method_names = ["post"]
    needs = {"POST": RETRACT}
    accepts = {"POST": Retraction}
    retracted: ClassVar[str]

    def post(self, request: Request, slug: str) -> Response:
        given = body.of(request)
        self.asof = clocks.now()
        self.find(slug)
        self.wrote(statements.retract(self.retracted, slug, given, by=request.user.get_username()))
        return Response(self.answer(self.find(slug)))
