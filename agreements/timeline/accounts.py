"""What is said about agreements, as the fold sees it: live, settled by the day asked for, nothing set aside."""

from collections.abc import Collection

from agreements.history.account import Account
from agreements.history.standing import accounts, choices
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf


def said(slugs: Collection[str], asof: AsOf) -> dict[str, list[Account]]:
    """Agreement → its live accounts in order of the days from which they hold, denials and plans among them.

    Left out: what a determination set aside, and what holds only from a day after `valid_on`. The number of queries
    does not depend on that of agreements."""
    events = queries.bodies("event", asof.any_day, agreements__overlap=list(slugs))
    set_aside = choices(queries.determinations(asof)).set_aside
    return {
        slug: sorted(
            (
                each
                for each in accounts(slug, (event for event in events if slug in event["agreements"]))
                if each.id not in set_aside and each.settled <= asof.valid_on
            ),
            key=lambda each: each.order,
        )
        for slug in slugs
    }
