"""How every read is answered: parameters checked, clocks resolved, one revision, a strong tag."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import orjson
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from pydantic import BaseModel
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api import asking, caching
from agreements.api.describing import Describing
from agreements.api.parsing import StrictJSON
from agreements.api.permissions import Need, role_of
from agreements.api.rendering import ByAccept, OrjsonRenderer
from agreements.timeline import filtering, includes, paging, queries
from agreements.timeline.clocks import AsOf
from agreements.timeline.filtering import Chosen, Filter
from agreements.timeline.paging import BY_SLUG, Order, Page
from agreements.timeline.parameters import Parameter, Values, read

Json = dict[str, Any]
VARY = ("Accept", "Accept-Language", "Authorization", "Cookie")


class View(APIView):
    """Whatever answers with JSON. `parameters`: all that may be asked of a read; `formats`: what `format` may ask for;
    `output`: what it answers, for the schema; `accepts`: bodies of methods that write; `needs`: what a method takes."""

    schema = Describing()
    http_method_names = ["get", "head"]
    content_negotiation_class = ByAccept
    parser_classes = [StrictJSON]
    output: ClassVar[type[BaseModel]]
    parameters: ClassVar[tuple[Parameter, ...]] = (asking.FORMAT,)
    formats: ClassVar[Mapping[str, type[BaseRenderer]]] = {"json": OrjsonRenderer}
    accepts: ClassVar[Mapping[str, type[BaseModel]]] = {}
    needs: ClassVar[Mapping[str, Need]] = {}
    etag: str | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # A method that nobody may use is refused as such, before anybody is asked who they are.
        if request.method not in self.allowed_methods:
            raise exceptions.MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        self.given = asking.parse(request.META.get("QUERY_STRING", ""))
        self.admit(request)
        self.values: Values = read(self.asked(str(request.method)), self.given)
        if "format" in self.values:
            _answer_by(self.formats[self.values["format"][0]](), request)

    @classmethod
    def asked(cls, method: str) -> tuple[Parameter, ...]:
        """The parameters of a method: what reads are narrowed by says nothing about a write."""
        return cls.parameters if method in SAFE_METHODS else (asking.FORMAT,)

    def admit(self, request: Request) -> None:
        """Whether whoever asks may ask this; raises PermissionDenied."""
        need = self.needs.get(str(request.method))
        if need and not request.user.has_perm(need.permission):
            raise PermissionDenied(f"This account lacks {need}; ask whoever looks after the accounts.")

    def unchanged(self, *parts: Any) -> bool:
        """Tag the answer by all that it depends on; True where the client has it already."""
        self.etag = caching.etag(self.request.get_full_path(), role_of(self.request.user), *parts)
        return caching.matches(self.etag, self.request.headers.get("If-None-Match"))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if getattr(response, "exception", False):
            # A problem is JSON whatever was asked for.
            _answer_by(OrjsonRenderer(), request)
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.etag and response.status_code in (200, 304):
            response["ETag"] = self.etag
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, VARY)
        return response


def _answer_by(renderer: BaseRenderer, request: Request) -> None:
    request.accepted_renderer, request.accepted_media_type = renderer, renderer.media_type


class RecordView(View):
    """A read of the record as of its clocks."""

    parameters: ClassVar[tuple[Parameter, ...]] = (*asking.CLOCKS, asking.FORMAT)
    asof: AsOf | None = None

    @property
    def clocks(self) -> AsOf:
        """The clocks, once they are resolved."""
        if self.asof is None:
            raise AttributeError("the clocks of this request are not resolved yet")
        return self.asof

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.asof is not None:
            response["Entente-Revision"] = str(self.asof.revision)
        return response

    def included(self, answer: Any) -> Json:
        """{"included": names} where they were asked for."""
        if "include" not in self.values:
            return {}
        return {"included": includes.names(self.values["include"][0], plain(answer), self.clocks)}


def plain(answer: Any) -> Any:
    """An answer with its stored fragments read."""
    return orjson.loads(orjson.dumps(answer))


class ListView(RecordView):
    """A list, page by page. `page` says what is on one; `more` what stands beside the results.

    Both are given what the address names, and a list takes what its own address does."""

    listed = True
    parameters: ClassVar[tuple[Parameter, ...]] = asking.LISTED
    filters: ClassVar[tuple[Filter, ...]] = ()
    order: ClassVar[Order] = BY_SLUG

    def get(self, request: Request, **path: str) -> Response:
        self.asof, self.listing = asking.listing(request.path, self.given, self.values, self.order)
        filtering.check(self.filters, self.values)
        if self.unchanged(self.asof, get_language()):
            return Response(status=304)
        self.chosen = Chosen(self.asof, self.values)
        filtering.refuse_unknown(self.filters, self.chosen)
        return Response(self.answer(**path))

    def answer(self, **path: str) -> Any:
        found = self.page(**path)
        answer = {"next": self.address(found.next), "previous": self.address(found.previous), "results": found.rows}
        return {**answer, **self.more(found, **path), **self.included(found.rows)}

    def page(self, *args: Any, **path: Any) -> Page:
        raise NotImplementedError

    def more(self, found: Page, *args: Any, **path: Any) -> Json:
        return {}

    def address(self, position: paging.Position | None) -> str | None:
        """The absolute address of a neighbouring page."""
        found = self.listing.address(self.clocks, position)
        return self.request.build_absolute_uri(found) if found else None

    def cut(self, items: Sequence[Json]) -> Page:
        """A page of items that are at hand."""
        order, listing = self.listing.order, self.listing
        return paging.cut(
            items, order, lambda item: tuple(item[name] for name in order.names), listing.position, listing.size
        )


class VersionList(ListView):
    """A list of records, out of their version rows. `kind`: of record; `columns`: what is read of each."""

    kind: ClassVar[str]
    columns: ClassVar[tuple[str, ...]] = ("slug", "body")

    def rows(self) -> QuerySet[Any]:
        return queries.rows(self.kind, self.clocks)

    def page(self, **path: str) -> Page:
        rows = filtering.narrow(self.rows(), self.filters, self.chosen).values_list(*self.columns, named=True)
        found = paging.page(rows, self.listing.order, self.listing.position, self.listing.size)
        return Page(self.shown(found.rows), found.next, found.previous)

    def shown(self, rows: Sequence[Any]) -> list[Any]:
        return [queries.fragment(row, self.clocks) for row in rows]


class DetailView(RecordView):
    """One record. `kind`: of record."""

    kind: ClassVar[str]

    def get(self, request: Request, slug: str) -> Response:
        self.asof = asking.asof(self.values, asking.now())
        row = self.find(slug)
        if self.unchanged(self.kind, row.slug, row.number, *self.depends_on()):
            return Response(status=304)
        answer = self.answer(row)
        named = self.included(answer)
        return Response({**plain(answer), **named} if named else answer)

    def find(self, slug: str) -> Any:
        """The version row; raises Unknown or NotYetKnown."""
        return queries.version(self.kind, slug, self.clocks)

    def depends_on(self) -> tuple[Any, ...]:
        """What the answer depends on beside the record's own version: names may change with any revision."""
        return (self.clocks.public_on, self.clocks.revision if "include" in self.values else None)

    def answer(self, row: Any) -> Any:
        return queries.fragment(row, self.clocks)
