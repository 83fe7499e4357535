"""How a relation stands, in one sentence's worth of facts: the groups, the contradictions, the last day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements import edtf
from agreements.timeline import queries
from agreements.timeline.clocks import AsOf
from agreements.vocabulary import GROUPS, earliest_group, group, group_if_denied

Json = dict[str, Any]


def group_of(standing: Json) -> str:
    """The one group of an agreement: for lanes, counts and the sentence alike."""
    legal, operation = standing["legal"], standing["operation"]
    value = legal["value"] if legal else None
    runs = operation["value"] if operation else None
    own = group(value, runs, legal["grade"]["code"] if legal else None, disputed=bool(legal and legal["disputed"]))
    if not (legal and legal["disputed"]):
        return own
    return earliest_group([own, *(_group_by(rival, runs) for rival in legal["rivals"])])


def _group_by(rival: Json, operation: str | None) -> str:
    if rival["modality"] == "denied":
        return group_if_denied(rival["value"])
    return group(rival["value"], operation, rival["grade"]["code"], disputed=True)


@dataclass(frozen=True, slots=True)
class Summary:
    """`groups`: slugs by group, every group present. a + b + c + d = n, always."""

    day: date
    groups: dict[str, list[str]]
    open_conflicts: int
    last_day: date | None

    @property
    def total(self) -> int:
        return sum(len(slugs) for slugs in self.groups.values())


def summarise(relation: str, asof: AsOf) -> Summary:
    """The facts of the summary sentence for a relation."""
    agreements = agreements_of(relation, asof)
    groups: dict[str, list[str]] = {name: [] for name in GROUPS}
    for slug, standing in queries.standings(agreements, asof).items():
        groups[group_of(standing)].append(slug)
    open_conflicts = len(queries.conflicts(asof, relations__contains=[relation], open=True))
    return Summary(asof.valid_on, groups, open_conflicts, last_day(relation, asof))


def agreements_of(relation: str, asof: AsOf) -> list[Json]:
    """The agreements of a relation, without those merged into others; asked for a day, only those that an event had
    concerned by then."""
    found = queries.rows("agreement", asof).filter(relations__contains=[relation], merged=False)
    if asof.chosen:
        found = found.filter(queries.concerned(asof))
    return [queries.body(row, asof) for row in found.order_by("slug")]


def last_day(relation: str, asof: AsOf) -> date | None:
    """The last day of the latest dated event that had happened by `valid_on`."""
    happened = queries.rows("event", asof).filter(
        relations__contains=[relation],
        modality__in=["happened", "reported"],
        retracted=False,
        merged=False,
        date_to__lte=asof.valid_on,
    )
    latest = happened.order_by("-date_to", "-date_from", "-slug").first()
    return edtf.parse(queries.body(latest, asof)["date"]["edtf"]).date_to if latest else None
