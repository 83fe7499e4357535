"""Status updates on their own."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import statements
from agreements.api.permissions import LOG_UPDATES
from agreements.api.views.base import DetailView, ListView
from agreements.api.views.writing import Creating, Retracts
from agreements.api.writing import body
from agreements.api.writing import input as bodies
from agreements.api.writing import statements as writing
from agreements.timeline import filtering, paging, status_updates
from agreements.timeline.filters import RETRACTED, STATUS_UPDATE
from agreements.timeline.paging import BY_ID, Page


class StatusUpdates(Creating, ListView):
    """What events say about agreements, one axis at a time."""

    needs = {"POST": LOG_UPDATES}
    accepts = {"POST": bodies.NewStatusUpdate}
    again = True
    output = statements.StatusUpdate
    order = BY_ID
    filters = STATUS_UPDATE
    parameters = (*STATUS_UPDATE, RETRACTED, asking.INCLUDE, *asking.LISTED)

    def page(self) -> Page:
        gone = status_updates.retracted(self.clocks)
        wanted = gone if self.values.get("retracted", (False,))[0] else ~gone
        rows = filtering.narrow(status_updates.visible(self.clocks).filter(wanted), self.filters, self.chosen)
        rows = rows.values_list("public_id", "event__slug", named=True)
        found = paging.page(rows, self.listing.order, self.listing.position, self.listing.size)
        shown = status_updates.shown([(row.event__slug, row.public_id) for row in found.rows], self.clocks)
        return Page(shown, found.next, found.previous)

    def post(self, request: Request) -> Response:
        """Add what a recorded event says about an agreement. An irregular step is kept, marked, and needs a note."""
        written = writing.add_status_update(body.of(request), by=request.user.get_username())
        self.wrote(written)
        return self.created(written, status_updates.detail(written.id, self.clocks)[1])


class StatusUpdate(DetailView):
    """A status update."""

    kind = "status_update"
    output = statements.StatusUpdate
    parameters = (asking.INCLUDE, *asking.CLOCKS, asking.FORMAT)

    def find(self, slug: str) -> Any:
        row, self.update = status_updates.detail(slug, self.clocks)
        return row

    def answer(self, row: Any) -> Any:
        return self.update


class RetractStatusUpdate(Retracts, StatusUpdate):
    """Take a status update back; its event stands."""

    retracted = "status_update"
