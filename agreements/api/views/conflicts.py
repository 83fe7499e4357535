"""Contradictions, and the choices made between them."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import computed, statements
from agreements.api.permissions import DETERMINE
from agreements.api.views.base import DetailView, ListView
from agreements.api.views.writing import Creating, Retracts
from agreements.api.writing import body
from agreements.api.writing import input as bodies
from agreements.api.writing import statements as writing
from agreements.timeline import disputes
from agreements.timeline.filters import CONFLICT, RETRACTED
from agreements.timeline.paging import BY_ID, Page


class Conflicts(ListView):
    """Accounts that contradict one another; open ones and those that were determined."""

    output = computed.Conflict
    filters = CONFLICT
    parameters = (*CONFLICT, asking.INCLUDE, *asking.LISTED)

    def page(self) -> Page:
        return disputes.conflicts(self.chosen, self.listing.position, self.listing.size)


class Determinations(Creating, ListView):
    """Reasoned choices between rival accounts."""

    needs = {"POST": DETERMINE}
    accepts = {"POST": bodies.NewDetermination}
    again = True
    output = statements.Determination
    order = BY_ID
    parameters = (RETRACTED, *asking.LISTED)

    def page(self) -> Page:
        retracted = self.values.get("retracted", (False,))[0]
        return disputes.determinations(self.clocks, retracted, self.listing.position, self.listing.size)

    def post(self, request: Request) -> Response:
        """Choose between rival accounts, with a reason. The ones set aside are kept."""
        written = writing.determine(body.of(request), by=request.user.get_username())
        self.wrote(written)
        return self.created(written, disputes.determination(written.id, self.clocks).body)


class Determination(DetailView):
    """A reasoned choice between rival accounts."""

    kind = "determination"
    output = statements.Determination

    def find(self, slug: str) -> Any:
        return disputes.determination(slug, self.clocks)

    def answer(self, row: Any) -> Any:
        return row.body


class RetractDetermination(Retracts, Determination):
    """Take a determination back: the accounts are rivals again."""

    needs = {"POST": DETERMINE}
    retracted = "determination"
