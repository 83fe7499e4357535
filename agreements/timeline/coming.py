"""What is coming: terms that run out, are renewed or reviewed, notices that take effect, plans, texts that fall due."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile
from typing import Any, Final

from agreements.history.account import Account
from agreements.history.conflicts import Determined, status_conflicts
from agreements.history.rivals import term_conflicts
from agreements.history.standing import choices, rival_terms
from agreements.timeline import queries
from agreements.timeline.accounts import said, terms
from agreements.timeline.agreements import listed
from agreements.timeline.clocks import AsOf
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.filtering import Chosen, narrow
from agreements.timeline.filters import COMING, PLANNED
from agreements.vocabulary import ENDED

Json = dict[str, Any]

WHAT: Final = {
    "planned_event": "planned event",
    "expiry": "end of its term",
    "renewal": "renewal",
    "review": "review",
    "suspension_ends": "end of the suspension",
    "notice_ends": "notice takes effect",
    "disclosure_due": "text due",
}
STATES: Final = {
    "coming": "on the day or later",
    "overdue": "due before the day, and not known to be done",
    "passed": "before the day, and what came of it is not recorded",
}
_PROVISIONAL: Final = "provisionally_applied"
_ACTING: Final = (_PROVISIONAL, "in_force", "operative")
# Term → what it brings about, and the legal values from whose day it runs: the first day of effect, provisional effect
# where nothing else is recorded; of a suspension or a notice the first day of the one that lasts.
_RUNS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "duration": ("expiry", _ACTING),
    "renewal": ("renewal", _ACTING),
    "review": ("review", _ACTING),
    "suspension": ("suspension_ends", ("suspended", "paused")),
    "notice_period": ("notice_ends", ("termination_notified",)),
}
_LASTING: Final = ("suspension_ends", "notice_ends")
_MONTHS: Final = {"month": 1, "months": 1, "year": 12, "years": 12}
_DAYS: Final = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def coming(chosen: Chosen) -> list[Json]:
    """By day: {"id", "what", "state", "from", "to", "agreement", "event", "rule", "basis", "disputed"}.

    Days are the first and last possible ones, null where open; `basis`: ids of the statements it is computed from.
    `chosen`: the filters COMING and `state`. What an agreement's end has overtaken is left out."""
    asof, rows = chosen.asof, narrow(listed(chosen.asof), COMING, chosen)
    agreements = [queries.body(row, asof) for row in rows.order_by("slug")]
    determined = choices(queries.determinations(asof))
    accounts = said([each["slug"] for each in agreements], asof, determined)
    found = [*_planned(chosen)]
    for each in agreements:
        about = accounts[each["slug"]]
        clocks = disclosure_clocks(each, about, asof.valid_on)
        found += [*_by_terms(each, about, determined, asof.valid_on), *_dues(each["slug"], clocks)]
    kept = [each for each in found if each["state"] in chosen["state"]] if chosen["state"] else found
    return sorted(kept, key=lambda each: (each["from"] or "", each["id"]))


def names(items: Collection[Json], asof: AsOf) -> dict[str, str]:
    """What the agreements and events of these items are called, by slug. Two queries."""
    agreements, events = (
        queries.bodies(kind, asof.any_day, slug__in={each[kind] for each in items if each[kind]})
        for kind in ("agreement", "event")
    )
    return {each["slug"]: each.get("short_title") or each["title"] for each in (*agreements, *events)}


def _item(public_id: str, what: str, state: str, first: date | None, last: date | None, **more: Any) -> Json:
    days = {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None}
    blank: Json = {"agreement": None, "event": None, "rule": None, "basis": [], "disputed": False}
    return {"id": public_id, "what": what, "state": state, **days, **blank, **more}


def _state(last: date | None, today: date) -> str:
    return "passed" if last is not None and last < today else "coming"


def _planned(chosen: Chosen) -> Iterator[Json]:
    """Plans stay until their event is revised to say what came of it."""
    rows = narrow(queries.rows("event", chosen.asof.any_day), PLANNED, chosen)
    for row in rows.filter(modality="planned", retracted=False, merged=False).order_by("slug"):
        first = None if row.date_from == date.min else row.date_from
        last = None if row.date_to == date.max else row.date_to
        state = _state(last, chosen.asof.valid_on)
        yield _item(f"planned-{row.slug}", "planned_event", state, first, last, event=row.slug)


def _by_terms(agreement: Json, accounts: Sequence[Account], determined: Determined, today: date) -> Iterator[Json]:
    legal = [each for each in accounts if each.axis == "legal" and each.moves]
    if not legal or legal[-1].left in ENDED:
        return
    contested = _contested(agreement, accounts, determined)
    for term in terms(agreement, determined.set_aside):
        what, values = _RUNS.get(term["name"], ("", ()))
        start = _start(legal, values, what)
        if start is None:
            continue
        first, last = _span(start, term)
        if last is not None:
            basis = [start.id, term["id"]]
            own = {"agreement": agreement["slug"], "basis": basis, "disputed": not contested.isdisjoint(basis)}
            yield _item(f"{what}-{term['id']}".replace("_", "-"), what, _state(last, today), first, last, **own)


def _contested(agreement: Json, accounts: Iterable[Account], determined: Determined) -> set[str]:
    """Ids of the statements about an agreement that contradict others, undetermined."""
    on_axes = status_conflicts(agreement["slug"], accounts, determined)
    on_terms = term_conflicts(agreement["slug"], rival_terms(agreement), determined)
    return {public_id for each in (*on_axes, *on_terms) if each.open for public_id in each.contested}


def _start(legal: Sequence[Account], values: Collection[str], what: str) -> Account | None:
    """The account from whose day the term runs; a suspension or a notice only while it lasts."""
    if what in _LASTING:
        lasts = list(takewhile(lambda each: each.left in values, reversed(legal)))
        return lasts[-1] if lasts else None
    own = [each for each in legal if each.left in values]
    return next((each for each in own if each.left != _PROVISIONAL), own[0] if own else None)


def _span(start: Account, term: Json) -> tuple[date | None, date | None]:
    """First and last day on which the term may end: what began before the calendar ends on no day that it names."""
    first, last = start.date.date_from, start.settled
    end = None if last == date.min else _after(last, term["high"], term)
    return (None if first == date.min else _after(first, term["low"], term) or end), end


def _after(start: date, amount: str | None, term: Json) -> date | None:
    """A day so many days, weeks, months or years later; None where the term has no such number, or the calendar no
    such day."""
    unit = term["unit"] or ""
    if amount is None:
        return None
    try:
        if unit in _MONTHS:
            return _months_later(start, Decimal(amount) * _MONTHS[unit])
        return start + timedelta(days=int(Decimal(amount) * _DAYS[unit])) if unit in _DAYS else None
    except (OverflowError, ValueError):
        return None


def _months_later(start: date, months: Decimal) -> date:
    """The same day of the month, or its last; half a month is fifteen days."""
    whole = int(months.to_integral_value(ROUND_FLOOR))
    year, month = divmod(start.year * 12 + start.month - 1 + whole, 12)
    day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=int(((months - whole) * 30).to_integral_value(ROUND_CEILING)))


def _dues(slug: str, clocks: Iterable[Json]) -> Iterator[Json]:
    for clock in clocks:
        if clock["due"] is None or clock["state"] not in ("running", "overdue"):
            continue
        state = "overdue" if clock["state"] == "overdue" else "coming"
        due = date.fromisoformat(clock["due"])
        yield _item(
            f"due-{slug}-{clock['rule']}",
            "disclosure_due",
            state,
            due,
            due,
            agreement=slug,
            rule=clock["rule"],
            basis=[clock["starts"]["status_update"]],
            disputed=clock["disputed"],
        )
