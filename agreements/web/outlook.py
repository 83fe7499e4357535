"""What is due, coming or done, in the words of a page."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements import edtf
from agreements.history.account import Account
from agreements.timeline.clocks import AsOf
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.lifecycle import lifecycle
from agreements.timeline.performance import performance
from agreements.web import labels
from agreements.web.names import Names

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """A disclosure clock. `over`: days past the due day, in words; `alert`: overdue; `checked`: who last looked."""

    what: str
    law: str
    verified: bool
    source: str
    condition: str
    disputed: bool
    due: str
    over: str
    alert: bool
    state: str
    checked: str


def clocks(agreement: Json, accounts: Sequence[Account], asof: AsOf, language: str) -> list[Clock]:
    """The disclosure clocks of an agreement on the day asked for."""
    return [_clock(each, language) for each in disclosure_clocks(agreement, accounts, asof.valid_on)]


def _clock(found: Json, language: str) -> Clock:
    start, checked = found["starts"], found["last_check"]
    value = labels.label("legal", start["value"])
    condition = _("if %(value)s on %(day)s") if found["disputed"] else _("%(value)s on %(day)s")
    over = found["days_over"]
    return Clock(
        what=pgettext("clock", found["what"]),
        law=found["law"],
        verified=found["verified"],
        source=found["source"] or "",
        condition=condition % {"value": value, "day": _words(start["date"]["edtf"], language)},
        disputed=found["disputed"],
        due=_words(found["due"], language) if found["due"] else _("no day set"),
        over=ngettext("%(n)d day", "%(n)d days", over) % {"n": over} if over else "",
        alert=found["state"] == "overdue",
        state=_state(found, language),
        checked=_words(checked["date"]["edtf"], language) if checked else "",
    )


def _state(found: Json, language: str) -> str:
    if found["met"]:
        return _words(found["met"]["date"]["edtf"], language)
    if found["last_check"]:
        return _("not found")
    return _("nothing recorded")


def _words(text: str, language: str) -> str:
    return edtf.in_words(edtf.parse(text), language)


def following(agreement: Json, standing: Json, accounts: Sequence[Account], names: Names) -> list[tuple[str, str]]:
    """(axis or party, the regular next steps in words): what usually follows, never a prediction."""
    way = lifecycle(agreement, standing, accounts)
    said = [
        (labels.label("axis", axis), ", ".join(labels.label(axis, step) for step in way[axis]["next"]))
        for axis in ("legal", "operation")
    ]
    said += [
        (f"{labels.label('axis', 'procedure')}, {names.party(party)}", labels.label("procedure", found["next"]))
        for party, found in way["procedure"].items()
        if found["next"]
    ]
    return [(what, steps) for what, steps in said if steps]


@dataclass(frozen=True, slots=True)
class Measured:
    """One unit: what was done, each with how many events say so, beside what the terms set."""

    unit: str
    done: list[tuple[str, str, str]]
    terms: list[tuple[str, str]]


def measured(agreement: Json, events: Iterable[Json], set_aside: Collection[str], asof: AsOf) -> list[Measured]:
    """What was done beside what was agreed, by unit. `events`: about the agreement; `set_aside`: by determinations."""
    return [
        Measured(
            unit=each["unit"],
            done=[_done(line, each["unit"]) for line in each["counted"]],
            terms=[_term(term, each["unit"]) for term in each["terms"]],
        )
        for each in performance(agreement, events, set_aside, asof.valid_on)
    ]


def _done(line: Json, unit: str) -> tuple[str, str, str]:
    count = len(line["events"])
    events = ngettext("%(n)d event", "%(n)d events", count) % {"n": count}
    return line["what"], labels.amount(line["low"], line["high"], unit), events


def _term(term: Json, unit: str) -> tuple[str, str]:
    return labels.label("term", term["name"]), labels.amount(term["low"], term["high"], unit)


def span(item: Json, language: str) -> str:
    """The days of something that is coming: "15 March 2026", "1 to 31 May 2024", "from 1 May 2024 on"."""
    first, last = item["from"], item["to"]
    if first is None and last is None:
        return _("no day known")
    if last is None:
        return _("from %(day)s on") % {"day": _words(first, language)}
    return _words(first if first == last else f"{first or '..'}/{last}", language)
