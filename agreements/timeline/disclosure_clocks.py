"""Disclosure clocks: by which day the law wants a text known, whether it was, who looked. Computed, no legal advice.

A clock starts with the first account of a legal value that its rule names; where accounts differ about that value the
clock stands on a condition ("if in force on 29 December 2020").
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from agreements.history.account import Account
from agreements.history.conflicts import Determined, status_conflicts
from agreements.timeline.disclosure_rules import Rule, rules

Json = dict[str, Any]


def disclosure_clocks(agreement: Json, accounts: Sequence[Account], today: date) -> list[Json]:
    """The clocks of an agreement about which this is said, in the order of the rules' ids: {"rule", "party", "what",
    "law", "source", "verified", "starts", "disputed", "due", "state", "met", "days_over", "last_check"}.

    `state`: running, overdue, met, met_late or no_day_set; `last_check`: who last looked and did not find. A party's
    law counts for the agreements that it is party to."""
    rivals = status_conflicts(agreement["slug"], accounts, Determined())
    contested = {public_id for conflict in rivals for public_id in conflict.contested}
    return list(_clocks(agreement, accounts, contested, today))


def _clocks(agreement: Json, accounts: Sequence[Account], contested: set[str], today: date) -> Iterator[Json]:
    parties = {each["party"] for each in agreement["parties"]}
    for rule in sorted(rules(), key=lambda each: each.id):
        start = next((each for each in accounts if _starts(each, rule)), None)
        if start is not None and (rule.party is None or rule.party in parties):
            yield _clock(rule, start, accounts, contested, today)


def _starts(account: Account, rule: Rule) -> bool:
    return account.axis == "legal" and account.moves and account.left in rule.starts and rule.holds(account.settled)


def _clock(rule: Rule, start: Account, accounts: Iterable[Account], contested: set[str], today: date) -> Json:
    due = rule.due_day(start.settled)
    about = [each for each in accounts if f"{each.axis}:{each.value}" in rule.met_by and _by(each, rule)]
    met = next((each for each in about if each.moves), None)
    checked = [each for each in about if each.modality == "denied"]
    return {
        "rule": rule.id,
        "party": rule.party,
        "what": rule.what,
        "law": rule.law,
        "source": rule.source,
        "verified": rule.source is not None,
        "starts": {"value": start.value, **_told(start)},
        "disputed": start.id in contested,
        "due": due.isoformat() if due else None,
        "state": _state(due, met, today),
        "met": _told(met) if met else None,
        "days_over": _days_over(due, met, today),
        "last_check": _told(checked[-1]) if checked else None,
    }


def _by(account: Account, rule: Rule) -> bool:
    """A step at home counts for its own party."""
    return account.axis != "procedure" or account.party == rule.party


def _told(account: Account) -> Json:
    return {"date": account.date.as_json(), "status_update": account.id}


def _state(due: date | None, met: Account | None, today: date) -> str:
    if met is not None:
        return "met_late" if due is not None and met.settled > due else "met"
    if due is None:
        return "no_day_set"
    return "overdue" if today > due else "running"


def _days_over(due: date | None, met: Account | None, today: date) -> int | None:
    """Days past the due day, until it was met or until today; None while in time or where no day is set."""
    end = met.settled if met else today
    return (end - due).days if due is not None and end > due else None
