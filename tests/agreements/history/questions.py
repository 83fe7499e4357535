"""What is asked of a record, again and again: every read there is, by all three clocks."""

from datetime import datetime
from random import Random
from typing import Any

from agreements.errors import NotYetKnown
from agreements.timeline import clocks, queries, summary

Json = dict[str, Any]

DAYS = ["2024-12-31", "2025-01-07", "2025-01-31", "2025-02-15", "2026-01-01"]
CLOCKS = [[], [], ["valid_on"], ["public_on"], ["valid_on", "public_on"]]


def some_clock(random: Random) -> dict[str, str]:
    """Clocks to ask by beside the revision; often none."""
    return {name: random.choice(DAYS) for name in random.choice(CLOCKS)}


def answers(asof: clocks.AsOf) -> Json:
    """Everything that the record says as of some clocks."""
    lists = {kind: queries.bodies(kind, asof) for kind in queries.VERSIONS}
    slugs = [each["slug"] for each in lists["agreement"]]
    return {
        "lists": lists,
        "standings": queries.standings(lists["agreement"], asof),
        "bands": {each: queries.bands(each, asof) for each in slugs[:2]},
        "latest": queries.latest_events(slugs, asof),
        "conflicts": queries.conflicts(asof),
        "determinations": queries.determinations(asof),
        "summaries": {each["slug"]: summary.summarise(each["slug"], asof) for each in lists["relation"]},
        "details": {slug: detail(kind, slug, asof) for kind, slug in (("agreement", "memo"), ("event", "event-1"))},
    }


def detail(kind: str, slug: str, asof: clocks.AsOf) -> Json | None:
    """One record, or None where it is not there (yet)."""
    try:
        return queries.detail(kind, slug, asof)
    except (NotYetKnown, queries.Unknown):
        return None


def ask(revision: int, clock: dict[str, str], instant: datetime) -> Json:
    return answers(clocks.resolve({"revision": str(revision), **clock}, instant))


def differing(before: Json, after: Json) -> list[str]:
    """Names of the answers that are no longer the same."""
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
