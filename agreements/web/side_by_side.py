"""An agreement's contradictions with what each account would mean: the band by that account, and what would follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements.history.account import Account as Said
from agreements.history.conflicts import Determined
from agreements.timeline.as_if import AsIf, if_right, said_of
from agreements.timeline.queries import as_band
from agreements.web import labels, marks
from agreements.web.axes import moved
from agreements.web.contradictions import Account, Contradiction
from agreements.web.figure.scale import day_number
from agreements.web.figure.spells import Spell, spells
from agreements.web.record import Record
from agreements.web.spans import Time, around
from agreements.web.strips import Strip, spoken, strip, undated

Json = dict[str, Any]
WIDTH: Final = 328.0
ASKED: Final = ("legal", "character", "operation")
# As a question and as a clause. The axis is the context: other languages inflect by what the value is said of.
EVER: Final = ("Was it ever %(value)s?", "Whether it was ever %(value)s is disputed")
EITHER: Final = ("Is it %(value)s?", "Whether it is %(value)s is disputed")


@dataclass(frozen=True, slots=True)
class Column:
    """One account. `claim`: what it says; `paraphrase`: remarks on its statements, else the summaries of their events;
    `follows`: what comes next by it, or out of order; `strip`: the axis by it, None for terms and figures."""

    account: Account
    claim: str
    paraphrase: list[str]
    follows: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """`question`: "Was it ever in force?", `doubt`: the same as a clause; both "" where no yes or no is asked."""

    about: Contradiction
    question: str
    doubt: str
    columns: list[Column]
    time: Time | None

    @property
    def patterns(self) -> list[tuple[str, int, int]]:
        return [each for column in self.columns if column.strip for each in column.strip.band.patterns]

    @property
    def count(self) -> str:
        """ "three accounts"."""
        words = {2: _("two accounts"), 3: _("three accounts"), 4: _("four accounts")}
        count = len(self.columns)
        return words.get(count) or ngettext("%(n)d account", "%(n)d accounts", count) % {"n": count}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is said on the axis (and by the party) that a contradiction is about, and the time that all accounts of it
    are drawn in."""

    conflict: Json
    said: list[Said]
    decided: Determined
    time: Time
    record: Record


def messages() -> set[tuple[str, str]]:
    """(context, message id) of the questions: what a translation has to hold."""
    return {(axis, text) for axis in ASKED for text in (*EVER, *EITHER)}


def disputes(contradictions: Iterable[Contradiction], decided: Determined, record: Record) -> list[Dispute]:
    """The contradictions of the one agreement that the page shows."""
    conflicts = {each["id"]: each for each in record.conflicts}
    return [_dispute(each, conflicts[each.id], decided, record) for each in contradictions]


def _dispute(about: Contradiction, conflict: Json, decided: Determined, record: Record) -> Dispute:
    if not conflict["axis"]:
        return Dispute(about, "", "", [Column(each, each.value, each.notes, "", None) for each in about.accounts], None)
    said = said_of(conflict["agreement"], record.events.values(), conflict["axis"], conflict["party"])
    days = {each.id: each.settled for each in said}
    shown = around(
        [day_number(days[each]) for one in about.accounts for each in one.said if days[each] > date.min],
        day_number(record.asked.asof.valid_on),
        WIDTH,
    )
    hearing = Hearing(conflict, said, decided, shown, record)
    ordered = sorted(about.accounts, key=lambda each: max(days[one] for one in each.said))  # the latest speaker last
    question, doubt = _question(conflict) if conflict["axis"] in ASKED else ("", "")
    return Dispute(about, question, doubt, [_column(each, hearing) for each in ordered], shown)


def _question(conflict: Json) -> tuple[str, str]:
    """What accounts answer differently, as a question and as a clause."""
    rivals = [each for each in conflict["accounts"] if not each["compatible"]]
    values = list(dict.fromkeys(labels.label(conflict["axis"], each["value"]) for each in rivals))
    question, doubt = (pgettext(conflict["axis"], each) for each in (EVER if len(values) == 1 else EITHER))
    words = {"value": _either(values)}
    return question % words, doubt % words


def _either(values: list[str]) -> str:
    """ "a, b or c"."""
    if len(values) == 1:
        return values[0]
    return _("%(first)s or %(last)s") % {"first": ", ".join(values[:-1]), "last": values[-1]}


def _column(account: Account, hearing: Hearing) -> Column:
    conflict, record = hearing.conflict, hearing.record
    rivals = {each for one in conflict["accounts"] if not one["compatible"] for each in one["status_updates"]}
    as_if = if_right(hearing.said, rivals, account.said, hearing.decided)
    return Column(
        account,
        claim=", ".join(dict.fromkeys(_claim(record.updates[each]) for each in account.said)),
        paraphrase=account.notes or list(dict.fromkeys(_summaries(account, record))),
        follows=_follows(as_if, conflict["axis"], record),
        strip=_drawn(as_if, account, hearing),
    )


def _drawn(as_if: AsIf, account: Account, hearing: Hearing) -> Strip:
    """The band as it would be, with the marks of what the account itself says."""
    axis, record, slug = hearing.conflict["axis"], hearing.record, hearing.conflict["agreement"]
    character = record.standings[slug]["character"]
    own = said_spells(as_if, axis, hearing.conflict["party"])
    told = [each if each.form == "absent" else spoken([each], axis, hearing.time.scale, record)[0] for each in own]
    signs = undated(moved(record, slug, account.said), hearing.time.scale)
    return strip(signs, told, marks.hue(character) if axis == "legal" else "u", hearing.time)


def said_spells(as_if: AsIf, axis: str, party: str | None) -> list[Spell]:
    """The spells by an account; of the days of which it says nothing, that it does not."""
    own = spells([as_band(*each) for each in as_if.lane], axis, party)
    if as_if.silent is None:
        return own
    start, end = (day_number(each) for each in as_if.silent)
    silence = Spell(start, end, start, "", "absent", words=(_("not said"),))
    before = [replace(each, end=min(each.end, start)) for each in own if each.start < start]
    after = [
        replace(each, start=max(each.start, end), earliest=max(each.earliest, end)) for each in own if each.end > end
    ]
    return [*before, silence, *after]


def _claim(said: Json) -> str:
    value = labels.label(said["axis"], said["value"])
    return _("not %(value)s") % {"value": value} if said["modality"] == "denied" else value


def _summaries(account: Account, record: Record) -> Iterator[str]:
    for each in account.said:
        yield record.events[record.updates[each]["event"]]["summary"]


def _follows(as_if: AsIf, axis: str, record: Record) -> str:
    """What comes next if the account is right: what would be out of order, else the regular next steps."""
    steps = [
        _("%(value)s of %(day)s")
        % {"value": labels.label(each.axis, each.value), "day": record.words(each.date.as_json())}
        for each in as_if.irregular
    ]
    if steps:
        return _("Would put out of order: %(steps)s.") % {"steps": ", ".join(steps)}
    regular = [labels.label(axis, each) for each in as_if.follows]
    return _("Regularly followed by: %(steps)s.") % {"steps": ", ".join(regular)} if regular else ""
