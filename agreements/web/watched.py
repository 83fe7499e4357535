"""The sources that are looked at, how fresh each is, and what its last failure said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.timeline.freshness import Freshness, freshness
from agreements.web import labels, noticing
from agreements.web.answers import Answer, asked_for, page
from agreements.web.asking import Asked
from agreements.web.names import names

ODD: Final = ("stale", "failing")  # states that ask for somebody's attention


@dataclass(frozen=True, slots=True)
class Watched:
    """`url`: "" for a folder. `every`: between two looks; `error`: the last one, which `is_over` or not."""

    name: str
    url: str
    format: str
    party: str
    language: str
    every: str
    state: str
    is_odd: bool
    silent: bool
    reached: str
    brought: str
    error: str
    failed: str
    is_over: bool


@page()
def watched(asked: Asked, path: str) -> Answer:
    found = freshness(asked.instant)
    voices = [{"party": each.source.party.code} for each in found if each.source.party]
    called = names(voices, asked.asof, asked.language)
    shown = [_watched(each, called.party, asked.language) for each in found]
    context = {
        **asked_for(asked, path, api="/api/v1/sources/", relation=None, current="sources"),
        "title": _("Sources"),
        "sources": shown,
        "odd": sum(each.is_odd or each.silent for each in shown),
    }
    return Answer("pages/sources.html", context)


def _watched(found: Freshness, party: Callable[[str], str], language: str) -> Watched:
    source = found.source
    return Watched(
        name=source.name,
        url=source.url if source.url.startswith(("http://", "https://")) else "",
        format=labels.label("fetched", source.format),
        party=party(source.party.code) if source.party else "",
        language=source.language or "",
        every=_every(source.interval),
        state=_states()[found.state],
        is_odd=found.state in ODD,
        silent=found.silent,
        reached=_when(source.last_success_at, language),
        brought=_when(source.last_item_at, language),
        error=found.error,
        failed=_when(found.failed_at, language),
        is_over=found.recovered,
    )


def _states() -> dict[str, str]:
    return {
        "fresh": _("reached in time"),
        "failing": _("failing"),
        "stale": _("stale: not reached for two periods"),
        "paused": _("paused"),
        "new": _("not looked at yet"),
    }


def _when(at: datetime | None, language: str) -> str:
    return noticing.moment(at, language) if at else ""


def _every(seconds: int) -> str:
    for length, say in ((86_400, _days), (3600, _hours)):
        if seconds >= length and seconds % length == 0:
            return say(seconds // length)
    return _minutes(max(1, round(seconds / 60)))


def _days(count: int) -> str:
    return ngettext("every day", "every %(n)d days", count) % {"n": count}


def _hours(count: int) -> str:
    return ngettext("every hour", "every %(n)d hours", count) % {"n": count}


def _minutes(count: int) -> str:
    return ngettext("every minute", "every %(n)d minutes", count) % {"n": count}
