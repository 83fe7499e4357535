"""What is said about agreements, as the fold sees it: live, settled by the day asked for, nothing set aside."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from agreements.history.account import Account
from agreements.history.conflicts import Determined
from agreements.history.standing import accounts, by_agreement, choices, live
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]


def said(slugs: Collection[str], asof: AsOf, determined: Determined | None = None) -> dict[str, list[Account]]:
    """Agreement → its live accounts in order of the days from which they hold, denials and plans among them.

    `determined`: all determinations, where they are at hand. The number of queries does not depend on that of
    agreements."""
    events = queries.bodies("event", asof.any_day, agreements__overlap=list(slugs))
    set_aside = (determined or choices(queries.determinations(asof))).set_aside
    about = by_agreement(slugs, events)
    return {slug: settled(accounts(slug, own), set_aside, asof.valid_on) for slug, own in about.items()}


def settled(found: Iterable[Account], set_aside: Collection[str], day: date) -> list[Account]:
    """In order, without what a determination set aside and what holds only from a later day."""
    kept = [each for each in found if each.id not in set_aside and each.settled <= day]
    return sorted(kept, key=lambda each: each.order)


def terms(agreement: Json, set_aside: Collection[str]) -> list[Json]:
    """The terms that an agreement is said to have: live, coded yes, without what a determination set aside."""
    return [each for each in live(agreement["terms"]) if each["coding"] == "yes" and each["id"] not in set_aside]
