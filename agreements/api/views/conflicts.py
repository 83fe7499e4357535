"""Contradictions, and the choices made between them."""

from agreements.api import asking
from agreements.api.output import computed, statements
from agreements.api.views.base import ListView
from agreements.timeline import disputes
from agreements.timeline.filters import CONFLICT, RETRACTED
from agreements.timeline.paging import BY_ID, Page

LISTED = (*asking.CLOCKS, *asking.PAGING, asking.FORMAT)


class Conflicts(ListView):
    """Accounts that contradict one another; open ones and those that were determined."""

    output = computed.Conflict
    filters = CONFLICT
    parameters = (*CONFLICT, asking.INCLUDE, *LISTED)

    def page(self) -> Page:  # type: ignore[override]
        return disputes.conflicts(self.chosen, self.listing.position, self.listing.size)


class Determinations(ListView):
    """Reasoned choices between rival accounts."""

    output = statements.Determination
    order = BY_ID
    parameters = (RETRACTED, *LISTED)

    def page(self) -> Page:  # type: ignore[override]
        retracted = self.values.get("retracted", (False,))[0]
        return disputes.determinations(self.clocks, retracted, self.listing.position, self.listing.size)
