"""Relations, parties, people and offices."""

from dataclasses import asdict
from typing import Any

from agreements.api.output import records
from agreements.api.views.base import DetailView, VersionList, plain
from agreements.timeline import summary


class Relations(VersionList):
    """The relations, each a view of two parties."""

    kind = "relation"
    output = records.Relation


class Relation(DetailView):
    """A relation and how it stands. Its agreements by group, open contradictions and last day are as of `valid_on`."""

    kind = "relation"
    output = records.RelationDetail

    def depends_on(self) -> tuple[Any, ...]:
        return (self.clocks,)

    def answer(self, row: Any) -> Any:
        found = asdict(summary.summarise(row.slug, self.clocks))
        return {**plain(super().answer(row)), "summary": {**found, "n": sum(map(len, found["groups"].values()))}}


class Parties(VersionList):
    """States, former states, territories and organisations."""

    kind = "party"
    output = records.Party


class Party(DetailView):
    """A party."""

    kind = "party"
    output = records.Party


class People(VersionList):
    """People, with the offices that they held."""

    kind = "person"
    output = records.Person


class Person(DetailView):
    """A person, with the offices that they held."""

    kind = "person"
    output = records.Person


class Offices(VersionList):
    """Offices, each of a party or institution."""

    kind = "office"
    output = records.Office


class Office(DetailView):
    """An office."""

    kind = "office"
    output = records.Office
