"""What follows from the record: disclosure clocks, what is coming, performance, agreements side by side."""

from rest_framework.request import Request
from rest_framework.response import Response

from agreements.api import asking
from agreements.api.output import outlook
from agreements.api.rendering import IcsRenderer
from agreements.api.views.base import Json, ListView, RecordView
from agreements.errors import NotYetKnown, Problem, Refused
from agreements.exchange import ics
from agreements.timeline import filtering, queries
from agreements.timeline.accounts import said
from agreements.timeline.coming import STATES, coming
from agreements.timeline.comparison import compare
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.filtering import Chosen
from agreements.timeline.filters import COMING
from agreements.timeline.paging import Order, Page
from agreements.timeline.parameters import TEXT, Parameter, words
from agreements.timeline.performance import performed

LISTED = (*asking.CLOCKS, *asking.PAGING, asking.FORMAT)
STATE = Parameter(name="state", meaning="; ".join(f"{k}: {v}" for k, v in STATES.items()), form=words(STATES, "state"))
CALENDAR = Parameter(name="format", meaning="ics: the whole list as a calendar", form=words(("json", "ics"), "format"))
WITH = Parameter(name="with", meaning="slug of an agreement to compare with", form=TEXT, repeatable=True)
MOST_COMPARED = 12


class Clocks(ListView):
    """Disclosure clocks of an agreement: what the law wants known by when. Computed; no legal advice."""

    output = outlook.Clock
    parameters = LISTED
    order = Order((("rule", str),))

    def page(self, slug: str) -> Page:  # type: ignore[override]
        found = queries.detail("agreement", slug, self.clocks)
        about = said([slug], self.clocks)[slug]
        return self.cut(disclosure_clocks(found, about, self.clocks.valid_on))


class Performance(ListView):
    """What was done beside what was agreed, by unit, as ranges."""

    output = outlook.Performance
    parameters = LISTED
    order = Order((("unit", str),))

    def page(self, slug: str) -> Page:  # type: ignore[override]
        return self.cut(performed(queries.detail("agreement", slug, self.clocks), self.clocks))


class Coming(ListView):
    """What is coming: terms that run out, renewals, reviews, notices, plans, texts that fall due."""

    output = outlook.Coming
    filters = COMING
    parameters = (*COMING, STATE, *asking.CLOCKS, *asking.PAGING, CALENDAR)
    order = Order((("from", str), ("id", str)))

    def page(self) -> Page:  # type: ignore[override]
        # What has no first day stands before everything else.
        found = coming(self.chosen)
        page = self.cut([{**each, "from": each["from"] or ""} for each in found])
        return Page([{**each, "from": each["from"] or None} for each in page.rows], page.next, page.previous)

    def get(self, request: Request, **path: str) -> Response:
        if self.values.get("format") != ("ics",):
            return super().get(request, **path)
        self.asof = asking.asof(self.values, asking.now())
        chosen = Chosen(self.asof, self.values)
        filtering.refuse_unknown(self.filters, chosen)
        if self.unchanged(self.asof):
            return Response(status=304)
        return self._calendar(request, coming(chosen))

    def _calendar(self, request: Request, items: list[Json]) -> Response:
        revision = queries.revision(self.clocks.revision) if self.clocks.revision else None
        at = revision["at"] if revision else asking.now()
        text = ics.calendar(items, _names(items, self), at, request.build_absolute_uri("/").rstrip("/"))
        request.accepted_renderer, request.accepted_media_type = IcsRenderer(), IcsRenderer.media_type
        return Response(text)


def _names(items: list[Json], view: RecordView) -> dict[str, str]:
    asof = view.clocks.any_day
    agreements = queries.bodies("agreement", asof, slug__in={each["agreement"] for each in items})
    events = queries.bodies("event", asof, slug__in={each["event"] for each in items})
    return {each["slug"]: str(each.get("short_title") or each["title"]) for each in (*agreements, *events)}


class Comparison(RecordView):
    """An agreement side by side with others, term by term."""

    output = outlook.Comparison
    parameters = (WITH, *asking.CLOCKS, asking.FORMAT)

    def get(self, request: Request, slug: str) -> Response:
        slugs = list(dict.fromkeys((slug, *self.values.get("with", ()))))
        if len(slugs) > MOST_COMPARED:
            raise Refused([Problem("with", f"at most {MOST_COMPARED} agreements are compared; leave some out")])
        self.asof = asking.asof(self.values, asking.now())
        found = [self._agreement(each, "with" if each != slug else "") for each in slugs]
        if self.unchanged(self.asof):
            return Response(status=304)
        return Response({"agreements": slugs, "results": compare(found)})

    def _agreement(self, slug: str, parameter: str) -> Json:
        """One that stands in the path is missing; one that stands in a parameter is a bad value."""
        try:
            return queries.detail("agreement", slug, self.clocks)
        except (queries.Unknown, NotYetKnown) as missing:
            if not parameter:
                raise
            detail = f"there is no agreement {slug!r} in the record at these clocks"
            raise Refused([Problem(parameter, detail)]) from missing
