"""The history of one agreement: what each event says about it, what is irregular, and what was taken back and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from agreements.history.account import Account
from agreements.vocabulary import next_steps
from agreements.web import labels
from agreements.web.events import Row, Update, row, update
from agreements.web.record import Record, cited, order

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `source`: the first it rests on, or None where it is that of the line before; `more`: how many
    besides. `irregular`: why it is out of order; `gone`: who took it back, when and why, or "" while it stands."""

    update: Update
    source: Json | None
    more: int
    irregular: str
    gone: str


@dataclass(frozen=True, slots=True)
class Step:
    """An event with what it says about the agreement. `gone` as in Line, of the event as a whole."""

    event: Row
    lines: list[Line]
    gone: str

    @property
    def span(self) -> int:
        """Rows of the table that it takes: each line, and what explains one."""
        return sum(2 if each.irregular or each.gone else 1 for each in self.lines)

    @property
    def more(self) -> int:
        return max(len(self.event.sources.listed) - 1, 0)


def history(agreement: str, retracted: Iterable[Json], said: Iterable[Account], record: Record) -> list[Step]:
    """The events about an agreement in order of date, those that were `retracted` as a whole among them.

    `said`: what is said about it on its axes. Events that it is only linked with are left to the links."""
    before = _before(said)
    known = [*record.shown.values(), *retracted]
    about = [each for each in known if agreement in each["agreements"]]
    return [_step(each, agreement, before, record) for each in sorted(about, key=order)]


def _step(event: Json, agreement: str, before: dict[str, Account], record: Record) -> Step:
    own = [each for each in event["status_updates"] if each["agreement"] == agreement]
    lines = [_line(each, event, before, record) for each in own]
    return Step(row(event, record), _sourced_once(lines), _gone(event["retracted"], record))


def _sourced_once(lines: list[Line]) -> list[Line]:
    """What rests on the same sources as the line before does not name them again."""
    before = [None, *((each.source, each.more) for each in lines)]
    return [
        replace(each, source=None) if (each.source, each.more) == last else each
        for each, last in zip(lines, before, strict=False)
    ]


def _line(said: Json, event: Json, before: dict[str, Account], record: Record) -> Line:
    sources = cited(said, event)
    return Line(
        update=update(said, record),
        source=sources[0] if sources else None,
        more=max(len(sources) - 1, 0),
        irregular=_irregular(said, before.get(said["id"])),
        gone=_gone(said["retracted"], record) or _superseded(said, record),
    )


def _gone(retracted: Json | None, record: Record) -> str:
    if retracted is None:
        return ""
    words = {"day": record.figures({"edtf": retracted["at"][:10]}), "by": retracted["by"], "why": retracted["reason"]}
    return _("retracted on %(day)s by %(by)s: %(why)s") % words


def _superseded(said: Json, record: Record) -> str:
    if said["id"] not in record.superseded:
        return ""
    later = next(each for each in record.updates.values() if each["supersedes"] == said["id"])
    words = {"value": labels.value(later["axis"], later["value"], later["modality"])}
    return _("superseded by a later entry: %(value)s") % words


def _before(said: Iterable[Account]) -> dict[str, Account]:
    """Statement → the one that moved its axis last before it."""
    last: dict[tuple[str, str], Account] = {}
    found = {}
    for each in sorted((each for each in said if each.moves), key=lambda each: each.order):
        lane = each.axis, each.party
        if lane in last:
            found[each.id] = last[lane]
        last[lane] = each
    return found


def _irregular(said: Json, before: Account | None) -> str:
    """What is out of order about a step, in the page's words; the record's own where its warning rests on more."""
    return "; ".join(_explained(each, said["axis"], said["value"], before) for each in said["warnings"])


def _explained(warning: Json, axis: str, value: str, before: Account | None) -> str:
    if warning["code"] == "track":
        return _("not a value of the track that the character points to")
    if axis == "procedure" or before is None or value in next_steps(axis, before.left):
        return str(warning["detail"]).replace("_", " ")
    regular = [labels.label(axis, each) for each in next_steps(axis, before.left)]
    words = {"before": labels.label(axis, before.left), "steps": ", ".join(regular) or _("nothing")}
    return _("the step before it, %(before)s, is regularly followed by: %(steps)s") % words
