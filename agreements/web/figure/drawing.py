"""The whole figure: strip, axis, ground and lanes of one relation in one window of days."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from agreements.timeline import queries
from agreements.web.figure import axis, lanes, strip, window, words, zones
from agreements.web.figure.axis import Axis
from agreements.web.figure.bands import Pattern
from agreements.web.figure.columns import Columns, columns
from agreements.web.figure.happenings import happening
from agreements.web.figure.lanes import Group, Lane
from agreements.web.figure.numbers import number
from agreements.web.figure.scale import Segment, day_number
from agreements.web.figure.strip import Strip
from agreements.web.figure.view import BANDS, View, level
from agreements.web.figure.window import Window
from agreements.web.key import key
from agreements.web.record import Record

Json = dict[str, Any]
WIDTH, PANEL = 1440, 328
MOST_MARKS: Final = 2000
Preset = tuple[str, str, bool]
KEY_PATTERNS: Final[frozenset[Pattern]] = frozenset({("b", 4, 1)})


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers are texts as the template prints them; `data`: what the script needs, for attributes of the root."""

    focus: str
    said: str
    title: str
    data: Mapping[str, str]
    plot: str
    roomy: bool
    presets: list[Preset]
    strip: Strip
    tally: str
    axis: Axis
    today: str
    relation: Lane
    groups: list[Group]
    patterns: list[Pattern]
    signs: list[tuple[str, str, str]]


def figure(
    record: Record,
    focus: tuple[date, date] | None,
    *,
    shown: set[str] | None,
    open_event: str | None,
    width: int | None,
) -> Figure:
    """The figure of a relation's record. One query, whatever is in it.

    `focus`: first and last day of the zoomed window, None for the busiest; `shown`: slugs of the events that pass the
    filters, None for all; `width`: of the figure in CSS pixels."""
    sheet = columns(width or WIDTH - (PANEL if open_event else 0))
    standing = queries.bands_of(list(record.standings), record.asked.asof)
    days, now = _days(record, standing), day_number(record.asked.asof.valid_on)
    everything = window.whole(days, now)
    chosen = window.asked(focus) if focus else window.busiest(_days(record, {}), everything)
    time = zones.time(chosen, days, now, sheet.plot, narrow=sheet.narrow)
    view = View(record, time, shown, open_event, level(time.focus.rate))
    return _drawn(view, standing, chosen, everything, sheet)


def _days(record: Record, standing: Mapping[str, Iterable[Json]]) -> list[int]:
    """All days on which an event happens or a status begins."""
    days = [happening(each).first for each in record.shown.values()]
    starts = {each["from"] for bands in standing.values() for each in bands if each["from"]}
    return days + [day_number(date.fromisoformat(each)) for each in starts]


def _drawn(
    view: View, standing: Mapping[str, list[Json]], chosen: Window, everything: Window, sheet: Columns
) -> Figure:
    view, relation, groups = _bounded(view, standing)
    days = [each.first for each in view.passing(happening(event) for event in view.record.shown.values())]
    stripped = strip.strip(days, chosen, everything, sheet.strip, today=view.time.today, language=view.language)
    said = strip.summary(days, chosen, view.language)
    return Figure(
        focus=chosen.text,
        said=said,
        title=_("Timeline, %(window)s") % {"window": said},
        data=_data(view, chosen, everything, stripped, sheet),
        plot=number(sheet.plot),
        roomy=sheet.roomy,
        presets=_presets(view, chosen, everything),
        strip=stripped,
        tally=_("%(n)d in all") % {"n": len(days)},
        axis=axis.axis(view.time, _opened(view), chosen=_past(view)),
        today=_past(view) or _("Today"),
        relation=relation,
        groups=groups,
        patterns=sorted(KEY_PATTERNS.union(*(each.band.patterns for each in _banded(groups) if each.band))),
        signs=key()["marks"],
    )


def _bounded(view: View, standing: Mapping[str, list[Json]]) -> tuple[View, Lane, list[Group]]:
    """The lanes in as much detail as some two thousand marks allow."""
    while True:
        relation, groups = lanes.relation(view), lanes.groups(view, standing)
        count = len(relation.marks) + sum(len(each.marks) for each in _banded(groups))
        if count <= MOST_MARKS or view.level == BANDS:
            return view, relation, groups
        view = replace(view, level=view.level - 1)


def _banded(groups: Iterable[Group]) -> list[Lane]:
    return [lane for group in groups for lane in group.lanes]


def _opened(view: View) -> float | None:
    event = view.record.shown.get(view.opened or "")
    return happening(event).at if event else None


def _past(view: View) -> str:
    """The day asked for in figures where it is not today; "" where it is."""
    asked = view.record.asked
    return (
        ""
        if asked.asof.valid_on == asked.instant.date()
        else words.figures(view.time.today, view.time.today, view.language)
    )


def _data(view: View, chosen: Window, everything: Window, stripped: Strip, sheet: Columns) -> dict[str, str]:
    return {
        "focus": chosen.text,
        "first": str(everything.first),
        "last": str(everything.last),
        "today": str(view.time.today),
        "width": str(sheet.width),
        "plot": number(sheet.plot),
        "segments": _segments(view.time.scale.segments),
        "strip": _segments([stripped.segment]),
    }


def _segments(segments: Iterable[Segment]) -> str:
    found = [[each.day_from, each.day_to, each.x_from, each.x_to] for each in segments]
    return json.dumps([[round(value, 2) for value in each] for each in found], separators=(",", ":"))


def _presets(view: View, chosen: Window, everything: Window) -> list[Preset]:
    labels = {"all": _("All"), "5y": _("5 y"), "1y": _("1 y"), "100d": _("100 d")}
    return [
        (labels[name], view.here.but(focus=each.text), each == chosen)
        for name, each in window.ready_made(chosen, everything).items()
    ]
