"""Events, visits, press statements, and the timeline."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import computed, records
from agreements.api.permissions import LOG_EVENTS, REVISE_EVENTS
from agreements.api.views.base import RecordView, VersionList
from agreements.api.views.writing import Creating, Retracts, Revisable
from agreements.api.writing import body
from agreements.api.writing import input as bodies
from agreements.api.writing import records as writing
from agreements.api.writing.telling import Written
from agreements.timeline import filtering, queries
from agreements.timeline.density import BUCKETS, density
from agreements.timeline.filtering import Chosen
from agreements.timeline.filters import EVENT, RETRACTED, TIMELINE
from agreements.timeline.paging import BY_DATE
from agreements.timeline.parameters import FLAG, Parameter, words

SHOWN = (asking.ORDER, asking.INCLUDE, *asking.LISTED)
UNREVIEWED = Parameter(
    name="unreviewed", meaning="whether to show what awaits review; for those who have signed in", form=FLAG
)
BUCKET = Parameter(name="bucket", meaning="length of a bucket; month if not given", form=words(BUCKETS, "bucket"))


class EventList(VersionList):
    kind = "event"
    output = records.Event
    order = BY_DATE
    columns = ("date_from", "date_to", "slug", "public_all", "body")

    def rows(self) -> QuerySet[Any]:
        """Events that count; or, asked for, those that were retracted. Merged ones are shown by what they became."""
        retracted = self.values.get("retracted", (False,))[0]
        return super().rows().filter(retracted=retracted, merged=False)


class LoggedList(Creating, EventList):
    """A list of events that takes new ones. `only`: the kind that its address implies, if it implies one."""

    needs = {"POST": LOG_EVENTS}
    only: ClassVar[str | None] = None

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(**{"kind": self.only} if self.only else {})

    def post(self, request: Request) -> Response:
        """Log a new one with all that it says, as one revision. An event is never edited by this."""
        written = writing.log(body.of(request), kind=self.only, by=request.user.get_username())
        self.wrote(written)
        return self.created(written, queries.fragment(queries.version("event", written.id, self.clocks), self.clocks))


class Events(LoggedList):
    """Events with all that they say, in order of date."""

    accepts = {"POST": bodies.NewEvent}
    filters = TIMELINE
    parameters = (*TIMELINE, RETRACTED, *SHOWN)


class Visits(LoggedList):
    """Visits: events with visitors, hosts, an arrival and a departure."""

    accepts = {"POST": bodies.NewVisit}
    filters = EVENT
    parameters = (*EVENT, RETRACTED, *SHOWN)
    only = "visit"


class PressStatements(LoggedList):
    """Press statements: events with speakers, a form and a venue."""

    accepts = {"POST": bodies.NewPressStatement}
    filters = EVENT
    parameters = (*EVENT, RETRACTED, *SHOWN)
    only = "press_statement"


class Timeline(EventList):
    """The timeline: events with their status updates, in order of date."""

    filters = TIMELINE
    parameters = (*TIMELINE, UNREVIEWED, *SHOWN)

    def admit(self, request: Request) -> None:
        if "unreviewed" in self.given and not request.user.is_authenticated:
            raise PermissionDenied("What awaits review is shown to those who sign in; leave out `unreviewed`.")


class Density(RecordView):
    """How many events begin in each year or month, by kind."""

    output = computed.Density
    parameters = (*TIMELINE, BUCKET, *asking.CLOCKS, asking.FORMAT)

    def get(self, request: Request) -> Response:
        self.asof = asking.asof(self.values, asking.now())
        filtering.check(TIMELINE, self.values)
        if self.unchanged(self.asof, get_language()):
            return Response(status=304)
        chosen = Chosen(self.asof, self.values)
        filtering.refuse_unknown(TIMELINE, chosen)
        counted = queries.rows("event", self.asof).filter(retracted=False, merged=False)
        bucket = self.values.get("bucket", ("month",))[0]
        found = density(filtering.narrow(counted, TIMELINE, chosen), bucket)
        return Response({"bucket": bucket, "total": sum(each["count"] for each in found), "results": found})


class Event(Revisable):
    """An event with all that it says."""

    http_method_names = ["get", "head", "patch"]
    kind = "event"
    output = records.Event
    parameters = (asking.INCLUDE, *asking.CLOCKS, asking.FORMAT)
    needs = {"PATCH": REVISE_EVENTS}
    accepts = {"PATCH": bodies.EventChange}
    only: ClassVar[str | None] = None

    def find(self, slug: str) -> Any:
        row = super().find(slug)
        if self.only not in (None, row.kind):
            raise queries.Unknown(slug)
        return row

    def revise(self, given: body.Json, present: body.Json, *, by: str) -> Written:
        return super().revise(writing.of_kind(given, self.only), present, by=by)


class Visit(Event):
    """A visit with all that it says."""

    only = "visit"


class PressStatement(Event):
    """A press statement with all that it says."""

    only = "press_statement"


class RetractEvent(Retracts, Event):
    """Take an event back, and with it all that it says."""

    retracted = "event"


class RetractVisit(RetractEvent, Visit):
    """Take a visit back, and with it all that it says."""


class RetractPressStatement(RetractEvent, PressStatement):
    """Take a press statement back, and with it all that it says."""
