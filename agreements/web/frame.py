"""What surrounds every page: where one is, the clocks, the languages, and what the view rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import edtf
from agreements.timeline import clocks, queries
from agreements.web.addresses import Addresses, Here
from agreements.web.asking import LANGUAGES, Asked

Json = dict[str, Any]


ELSEWHERE = ("corrections", "sources", "document")  # pages that are of no relation


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class ClockForm:
    """`hidden`: parameters that the form carries on without showing them."""

    path: str
    public_on: str
    known_at: str
    last: str
    hidden: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Foot:
    """The revision that the view shows: number, time, first digits of its hash; None before the first."""

    revision: Json | None
    recorded: str
    hash: str
    json: str
    permalink: str
    sources: str


@dataclass(frozen=True, slots=True)
class Frame:
    home: str
    nav: list[Link]
    clock: ClockForm
    notice: str
    to_now: str
    foot: Foot

    @property
    def now(self) -> bool:
        return not self.notice


def frame(asked: Asked, path: str, api: str, relation: str | None, current: str) -> Frame:
    """The frame of the page at `path`; `api`: the same content in the REST interface, `relation`: where one is."""
    return Frame(
        home=Addresses(asked.kept).home(),
        nav=_navigation(Addresses(asked.kept), relation, current),
        clock=_form(asked, path),
        notice=_notice(asked, relation),
        to_now=asked.here.but(**dict.fromkeys(clocks.PARAMETERS)),
        foot=_foot(asked, api),
    )


def _navigation(addresses: Addresses, relation: str | None, current: str) -> list[Link]:
    if relation is None:
        corrections = Link(_("Corrections"), addresses.corrections(), current == "corrections")
        sources = Link(_("Sources"), addresses.sources(), current == "sources")
        return [Link(_("Relations"), addresses.home(), current not in ELSEWHERE), sources, corrections]
    return [
        Link(_("Timeline"), addresses.relation(relation), current == "relation"),
        Link(_("Agreements"), addresses.relation(relation, "agreements"), current == "agreement"),
        Link(_("Events"), addresses.relation(relation, "events"), current == "event"),
        Link(_("What is coming"), addresses.coming(relation), current == "coming"),
        Link(_("Corrections"), addresses.corrections(), current == "corrections"),
    ]


def languages(here: Here, active: str) -> list[Link]:
    """The same view in each language."""
    return [Link(code, here.but(lang=code), code == active) for code in LANGUAGES]


def _form(asked: Asked, path: str) -> ClockForm:
    hidden = {name: value for name, value in asked.kept.items() if name in ("lang", "valid_on")}
    return ClockForm(
        path=path,
        public_on=asked.kept.get("public_on", ""),
        known_at=asked.kept.get("known_at", "")[:10],
        last=asked.instant.date().isoformat(),
        hidden=[*hidden.items(), *((name, text) for name, texts in asked.own.items() for text in texts)],
    )


def _notice(asked: Asked, relation: str | None) -> str:
    """How far the view is off the present, in words; "" if it is not."""
    said = list(_clocks_in_words(asked))
    if not said:
        return ""
    hidden = _hidden(asked, relation) if relation else 0
    if hidden:
        said.append(ngettext("%(n)d later event hidden", "%(n)d later events hidden", hidden) % {"n": hidden})
    line = "; ".join(said)
    return f"{line[0].upper()}{line[1:]}."


def _clocks_in_words(asked: Asked) -> Sequence[str]:
    asof, said = asked.asof, []
    if asof.public_on is not None:
        said.append(_("as the public could know on %(day)s") % {"day": _day(asof.public_on.isoformat(), asked)})
    if asof.chosen:
        said.append(_("as things stood on %(day)s") % {"day": _day(asof.valid_on.isoformat(), asked)})
    if {"known_at", "revision"} & asked.kept.keys():
        said.append(_recorded_at(asked))
    return said


def _recorded_at(asked: Asked) -> str:
    number = asked.asof.revision
    if not number:
        return _("before the first revision of the record")
    day = _day(queries.revision(number)["at"].astimezone(UTC).date().isoformat(), asked)
    return _("as recorded at revision %(number)d, %(day)s") % {"number": number, "day": day}


def _hidden(asked: Asked, relation: str) -> int:
    """How many events of the relation the present view has more."""
    present = clocks.now(asked.instant.date())
    return queries.count_events(relation, present) - queries.count_events(relation, asked.asof)


def _day(iso: str, asked: Asked) -> str:
    return edtf.in_words(edtf.parse(iso), asked.language)


def _foot(asked: Asked, api: str) -> Foot:
    number = asked.asof.revision
    permalink = asked.here.but(revision=str(number), known_at=None)
    sources = Addresses(asked.kept).sources()
    if not number:
        return Foot(None, "", "", api, permalink, sources)
    revision = queries.revision(number)
    at = revision["at"].astimezone(UTC)
    recorded = _("%(day)s, %(time)s UTC") % {"day": _day(at.date().isoformat(), asked), "time": f"{at:%H:%M}"}
    return Foot(revision, recorded, revision["hash"][:12], api, permalink, sources)
