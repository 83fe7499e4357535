"""Agreements, and what there is to say about one of them."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import computed, records, statements
from agreements.api.permissions import ADD_AGREEMENTS, ADD_TERMS, REVISE_AGREEMENTS
from agreements.api.views.base import Json, ListView, RecordView, VersionList
from agreements.api.views.writing import Creating, Revisable
from agreements.api.writing import body
from agreements.api.writing import input as bodies
from agreements.api.writing import records as writing
from agreements.api.writing import statements as stating
from agreements.timeline import agreements, clocks, queries, status_updates
from agreements.timeline.accounts import said
from agreements.timeline.filters import AGREEMENT
from agreements.timeline.lifecycle import lifecycle
from agreements.timeline.lineage import lineage
from agreements.timeline.paging import Order, Page

BY_KEY = Order((("id", str),))


class Agreements(Creating, VersionList):
    """Agreements, each with its standing, group and latest event on `valid_on`."""

    needs = {"POST": ADD_AGREEMENTS}
    accepts = {"POST": bodies.NewAgreement}
    kind = "agreement"
    output = records.Agreement
    filters = AGREEMENT
    parameters = (*AGREEMENT, *asking.LISTED)
    columns = ("slug", "parties", "public_all", "body")

    def rows(self) -> Any:
        return agreements.listed(self.clocks)

    def shown(self, rows: Any) -> list[Any]:
        return agreements.shown(rows, self.clocks)

    def post(self, request: Request) -> Response:
        """Record a new agreement with its terms, links and citations, as one revision."""
        written = writing.add_agreement(body.of(request), by=request.user.get_username())
        self.wrote(written)
        return self.created(written, self.shown([queries.version(self.kind, written.id, self.clocks)])[0])


class Agreement(Revisable):
    """An agreement with its standing, group and latest event on `valid_on`."""

    http_method_names = ["get", "head", "patch"]
    needs = {"PATCH": REVISE_AGREEMENTS}
    accepts = {"PATCH": bodies.AgreementChange}
    kind = "agreement"
    output = records.Agreement
    parameters = (asking.INCLUDE, *asking.CLOCKS, asking.FORMAT)

    def depends_on(self) -> tuple[Any, ...]:
        return (self.clocks,)

    def answer(self, row: Any) -> Any:
        return agreements.shown([row], self.clocks)[0]


class History(ListView):
    """All status updates about an agreement, by the dates from which they hold. `bands`: its standings through time."""

    output = statements.StatusUpdate
    more_output: ClassVar = {"bands": [computed.Band]}
    order = status_updates.BY_DAY

    def page(self, slug: str) -> Page:
        queries.version("agreement", slug, self.clocks)
        return status_updates.history(slug, self.clocks, self.listing.position, self.listing.size)

    def more(self, found: Page, slug: str) -> Json:
        return {"bands": queries.bands(slug, self.clocks)}


class Conflicts(ListView):
    """Contradictions between accounts of an agreement, on its axes and terms."""

    output = computed.Conflict
    order = BY_KEY

    def page(self, slug: str) -> Page:
        queries.version("agreement", slug, self.clocks)
        return self.cut(queries.conflicts(self.clocks, agreement=slug))


class PartsView(ListView):
    """A list of parts of an agreement's body."""

    order = BY_KEY

    def page(self, slug: str) -> Page:
        return self.cut(self.parts(queries.detail("agreement", slug, self.clocks)))

    def parts(self, body: Json) -> list[Json]:
        raise NotImplementedError


class Terms(Creating, PartsView):
    """What an agreement provides, clause by clause; rival terms stand side by side."""

    needs = {"POST": ADD_TERMS}
    accepts = {"POST": bodies.NewTerm}
    again = True
    output = statements.Term

    def parts(self, body: Json) -> list[Json]:
        return [term for term in body["terms"] if term["retracted"] is None]

    def post(self, request: Request, slug: str) -> Response:
        """Add a term, with citations of its own if it brings any."""
        given = body.of(request)
        queries.version("agreement", slug, clocks.now())
        written = stating.add_term(given, slug, by=request.user.get_username())
        self.wrote(written)
        terms = queries.detail("agreement", slug, self.clocks)["terms"]
        # A term has no address of its own: it stands in this list.
        return self.created(written, next(each for each in terms if each["id"] == written.id), request.path)


class Documents(PartsView):
    """The documents of an agreement, each with what it is to it."""

    output = records.AgreementDocument
    order = Order((("role", str), ("url", str)))

    def parts(self, body: Json) -> list[Json]:
        return list(body["documents"])


class Lifecycle(RecordView):
    """Where an agreement is on its way, and which steps regularly come next."""

    output = computed.Lifecycle

    def get(self, request: Request, slug: str) -> Response:
        self.asof = asking.asof(self.values, asking.now())
        found = queries.detail("agreement", slug, self.clocks)
        if self.unchanged(self.asof):
            return Response(status=304)
        standing = queries.standings([found], self.clocks)[slug]
        return Response(lifecycle(found, standing, said([slug], self.clocks)[slug]))


class Lineage(PartsView):
    """What an agreement descends from and what became of it. All links to and from it, over any number of steps."""

    output = statements.Link

    def parts(self, body: Json) -> list[Json]:
        return lineage(body["slug"], self.clocks)
