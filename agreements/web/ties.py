"""The links of a lineage in words, from the one that has the link to what it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.web import labels
from agreements.web.record import Record

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class End:
    """An agreement or event; `own`: the agreement that the page is about. `href`: "" where it has no page."""

    name: str
    href: str
    own: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """`remarks`: that it is proposed, or our reading."""

    start: End
    type: str
    end: End
    remarks: str
    note: str


def ties(slug: str, links: Iterable[Json], record: Record) -> list[Tie]:
    """All links of an agreement's lineage, its own first."""
    own_first = sorted(links, key=lambda each: slug not in (each["from"], each["agreement"]))
    return [_tie(each, slug, record) for each in own_first]


def _tie(link: Json, slug: str, record: Record) -> Tie:
    remarks = [_("proposed, not accepted")] if link["state"] == "proposed" else []
    remarks += [_("our reading")] if link["inference"] else []
    return Tie(
        start=_end(link["from"], None, slug, record),
        type=labels.label("link", link["type"]),
        end=_end(link["agreement"], link["event"], slug, record),
        remarks="; ".join(remarks),
        note=link["note"],
    )


def _end(agreement: str | None, event: str | None, slug: str, record: Record) -> End:
    if agreement is None:
        return End(record.event_title(str(event)), record.event_href(str(event)), False)
    return End(record.agreement_name(agreement), record.addresses.agreement(agreement), agreement == slug)
