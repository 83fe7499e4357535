"""How one agreement stands, in one computed sentence: its legal steps, whether it is applied, what is disputed."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements import edtf
from agreements.edtf import Edtf
from agreements.history import evidence
from agreements.history.account import Account
from agreements.vocabulary import PRE_SIGNATURE
from agreements.web import labels
from agreements.web.record import Record
from agreements.web.side_by_side import Dispute

Json = dict[str, Any]
LASTING = frozenset({"in_force", "operative", "provisionally_applied", "under_negotiation", "paused"})


class Part(NamedTuple):
    """A run of the sentence. `href`: the contradiction it names; "" for plain words."""

    text: str
    href: str = ""


def in_short(
    said: Sequence[Account], operation: Json | None, disputes: Iterable[Dispute], record: Record
) -> list[Part]:
    """`said`: all that is said on the legal axis; `operation`: the standing there, if there is one."""
    sentences = [[Part(f"{capfirst(_legal(said, record))}.")]]
    if operation and not operation["disputed"]:
        words = {"value": labels.label("operation", operation["value"]), "by": _by(operation["grade"])}
        sentences.append([Part(_("Implementation: %(value)s%(by)s.") % words)])
    unsettled = [each for each in disputes if each.about.open]
    sentences += [[Part(each.doubt, f"#{each.about.id}"), Part(".")] for each in unsettled if each.doubt]
    sentences += _differ([each for each in unsettled if not each.doubt])
    return [part for sentence in sentences for part in (*sentence, Part(" "))][:-1]


def _legal(said: Sequence[Account], record: Record) -> str:
    """The steps in order, those of one day and grade together: "signed on …; suspended on …, by one side’s account"."""
    steps = _steps(said, record)
    if not steps:
        return _("nothing is recorded of how it stands in law")
    clauses = []
    for (grade, _n), group in groupby(steps, key=lambda each: evidence.grade(each.evidence)):
        days = [list(each) for _day, each in groupby(group, key=lambda each: each.date.text)]
        texts = [_on_one_day(day, record, lasting=day[-1] is steps[-1]) for day in days]
        clauses.append(f"{_listed(texts)}{_by({'code': grade})}")
    return "; ".join(clauses)


def _steps(said: Sequence[Account], record: Record) -> list[Account]:
    """What moved the axis by the day shown and is undisputed; of what came before a conclusion only the last word."""
    day = record.asked.asof.valid_on
    moving = [each for each in said if each.moves and each.settled <= day and each.id not in record.contested]
    moving.sort(key=lambda each: each.order)
    changes = [each for index, each in enumerate(moving) if not index or each.left != moving[index - 1].left]
    concluded = [each for each in changes if each.value not in PRE_SIGNATURE]
    return concluded or changes[-1:]


def _on_one_day(steps: Sequence[Account], record: Record, *, lasting: bool) -> str:
    values = _listed([labels.label("legal", each.value) for each in steps])
    return f"{values} {_when(steps[-1].date, record, lasting=lasting and steps[-1].value in LASTING)}"


def _when(day: Edtf, record: Record, *, lasting: bool) -> str:
    """Since when, on which day, in which year: "since 1 March 2006", "on 20 September 2019", "about 2021"."""
    said = edtf.in_words(day, record.asked.language)
    if day.approximate or day.uncertain or day.precision not in ("day", "month", "year", "set"):
        return said
    if lasting:
        return edtf.since(day, record.asked.language)
    pattern = _("in %(day)s") if day.precision in ("month", "year") else _("on %(day)s")
    return pattern % {"day": said}


def _by(grade: Json) -> str:
    """On whose word, where neither a text nor both sides vouch for it."""
    words = {
        "one_side": _("by one side’s account"),
        "independent_reports": _("by independent reports"),
        "single_report": _("by a single report"),
        "rumour": _("by rumour"),
        "inference": _("by our reading"),
    }.get(grade["code"])
    return f", {words}" if words else ""


def _differ(others: Sequence[Dispute]) -> list[list[Part]]:
    """Where no yes or no is asked: "Accounts differ on the amount and on who pays"."""
    if not others:
        return []
    parts = [Part(_("Accounts differ on: "))]
    for index, each in enumerate(others):
        parts += [Part(", ")] if index else []
        parts.append(Part(each.about.point, f"#{each.about.id}"))
    return [[*parts, Part(".")]]


def _listed(texts: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(texts[:-1]), "last": texts[-1]}
