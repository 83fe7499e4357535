"""What is asked of a record, again and again: every read there is, by all three clocks."""

from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random
from typing import Any

import orjson

from agreements.errors import NotYetKnown
from agreements.timeline import agreements, clocks, density, disputes, lineage, queries, status_updates, summary
from agreements.timeline.accounts import said
from agreements.timeline.clocks import AsOf
from agreements.timeline.coming import coming
from agreements.timeline.corrections import corrections
from agreements.timeline.disclosure_clocks import disclosure_clocks
from agreements.timeline.filtering import Chosen
from agreements.timeline.lifecycle import lifecycle
from agreements.timeline.performance import performed

Json = dict[str, Any]

DAYS = ["2024-12-31", "2025-01-07", "2025-01-31", "2025-02-15", "2026-01-01"]
CLOCKS = [[], [], ["valid_on"], ["public_on"], ["valid_on", "public_on"]]


def slugs(kind: str, asof: AsOf) -> list[str]:
    return list(queries.rows(kind, asof).order_by("slug").values_list("slug", flat=True))


def standings(asof: AsOf) -> Json:
    return queries.standings(queries.bodies("agreement", asof), asof)


def bands(asof: AsOf) -> Json:
    return {slug: queries.bands(slug, asof) for slug in slugs("agreement", asof)[:2]}


def listed(asof: AsOf) -> Any:
    """Agreements with what depends on the day, as they go out."""
    rows = agreements.listed(asof).order_by("slug")
    return [orjson.loads(orjson.dumps(each)) for each in agreements.shown(rows, asof)]


def following(asof: AsOf) -> Json:
    """Clocks, sums and next steps of every agreement."""
    found = queries.bodies("agreement", asof)
    about, standing = said([each["slug"] for each in found], asof), queries.standings(found, asof)
    return {
        slug: (
            disclosure_clocks(each, about[slug], asof.valid_on),
            lifecycle(each, standing[slug], about[slug]),
            performed(each, asof),
        )
        for each in found
        for slug in [each["slug"]]
    }


def detail(kind: str, slug: str) -> Callable[[AsOf], Json | None]:
    """One record, or None where it is not there (yet)."""

    def ask_for_it(asof: AsOf) -> Json | None:
        try:
            return queries.detail(kind, slug, asof)
        except (NotYetKnown, queries.Unknown):
            return None

    return ask_for_it


QUESTIONS: dict[str, Callable[[AsOf], Any]] = {
    **{f"every {kind}": lambda asof, kind=kind: queries.bodies(kind, asof) for kind in queries.VERSIONS},  # type: ignore[misc]
    "one agreement": detail("agreement", "memo"),
    "one event": detail("event", "event-10"),
    "standings": standings,
    "bands": bands,
    "latest events": lambda asof: queries.latest_events(slugs("agreement", asof), asof),
    "contradictions": queries.conflicts,
    "open contradictions": lambda asof: queries.conflicts(asof, open=True),
    "contradictions of one agreement": lambda asof: queries.conflicts(asof, agreement="memo"),
    "choices": queries.determinations,
    "choices taken back": lambda asof: disputes.determinations(asof, True, None, 100).rows,
    "summaries": lambda asof: {slug: summary.summarise(slug, asof) for slug in slugs("relation", asof)},
    "number of events": lambda asof: queries.count_events("us-sv", asof),
    "agreements as listed": listed,
    "groups": agreements.groups,
    "lineage": lambda asof: lineage.lineage("memo", asof),
    "history of status": lambda asof: status_updates.history("memo", asof, None, 100).rows,
    "events by month": lambda asof: density.density(queries.rows("event", asof), "month"),
    "what is coming": lambda asof: coming(Chosen(asof)),
    "what follows": following,
    "corrections": lambda asof: corrections(asof.revision),
    "acts upon an event": lambda asof: queries.versions("event", "event-10", asof),
}
# What follows from statements alone, and so is the same once all of them are public.
FOLLOWING = ("standings", "bands", "contradictions", "summaries", "history of status", "every event")


def some_clock(random: Random) -> dict[str, str]:
    """Clocks to ask by beside the revision; often none."""
    return {name: random.choice(DAYS) for name in random.choice(CLOCKS)}


def some_questions(random: Random) -> list[str]:
    return random.sample(list(QUESTIONS), 10)


def answers(asof: AsOf, names: Iterable[str] = tuple(QUESTIONS)) -> Json:
    """What the record says as of some clocks."""
    return {name: QUESTIONS[name](asof) for name in names}


def ask(revision: int, clock: dict[str, str], instant: datetime, names: Iterable[str] = tuple(QUESTIONS)) -> Json:
    return answers(clocks.resolve({"revision": str(revision), **clock}, instant), names)


def differing(before: Json, after: Json) -> list[str]:
    """Names of the questions that are no longer answered alike."""
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
