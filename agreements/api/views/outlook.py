"""What follows from the record: disclosure clocks, what is coming, performance, agreements side by side."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import outlook
from agreements.api.rendering import IcsRenderer, OrjsonRenderer
from agreements.api.views.base import ListView, RecordView
from agreements.exchange import ics
from agreements.timeline import queries
from agreements.timeline.accounts import said
from agreements.timeline.coming import STATES, coming, names
from agreements.timeline.comparison import WITH, compare, side_by_side
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.filters import COMING
from agreements.timeline.paging import Order, Page
from agreements.timeline.parameters import Parameter, words
from agreements.timeline.performance import performed

STATE = Parameter(name="state", meaning="; ".join(f"{k}: {v}" for k, v in STATES.items()), form=words(STATES, "state"))
FORMATS = {"json": OrjsonRenderer, "ics": IcsRenderer}
CALENDAR = Parameter(name="format", meaning="ics: the whole list as a calendar", form=words(FORMATS, "format"))
MOST_COMPARED = 12


class Clocks(ListView):
    """Disclosure clocks of an agreement: what the law wants known by when. Computed; no legal advice."""

    output = outlook.Clock
    order = Order((("rule", str),))

    def page(self, slug: str) -> Page:
        found = queries.detail("agreement", slug, self.clocks)
        about = said([slug], self.clocks)[slug]
        return self.cut(disclosure_clocks(found, about, self.clocks.valid_on))


class Performance(ListView):
    """What was done beside what was agreed, by unit, as ranges."""

    output = outlook.Performance
    order = Order((("unit", str),))

    def page(self, slug: str) -> Page:
        return self.cut(performed(queries.detail("agreement", slug, self.clocks), self.clocks))


class Coming(ListView):
    """What is coming: terms that run out, renewals, reviews, notices, plans, texts that fall due."""

    output = outlook.Coming
    formats = FORMATS
    filters = COMING
    parameters = (*COMING, STATE, *asking.CLOCKS, *asking.PAGING, CALENDAR)
    order = Order((("from", str), ("id", str)))

    def page(self) -> Page:
        # What has no first day stands before everything else.
        found = coming(self.chosen)
        page = self.cut([{**each, "from": each["from"] or ""} for each in found])
        return Page([{**each, "from": each["from"] or None} for each in page.rows], page.next, page.previous)

    def answer(self, **path: str) -> Any:
        return self._calendar() if self.values.get("format") == ("ics",) else super().answer(**path)

    def _calendar(self) -> bytes:
        items, revision = coming(self.chosen), self.clocks.revision
        at = queries.revision(revision)["at"] if revision else asking.now()
        return ics.calendar(items, names(items, self.clocks), at, self.request.build_absolute_uri("/").rstrip("/"))


class Comparison(RecordView):
    """An agreement side by side with others, term by term."""

    output = outlook.Comparison
    parameters = (WITH, *asking.CLOCKS, asking.FORMAT)

    def get(self, request: Request, slug: str) -> Response:
        self.asof = asking.asof(self.values, asking.now())
        found = side_by_side(slug, self.values.get("with", ()), self.asof, most=MOST_COMPARED)
        if self.unchanged(self.asof):
            return Response(status=304)
        return Response({"agreements": [each["slug"] for each in found], "results": compare(found)})
