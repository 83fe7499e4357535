"""Names of the parties and offices that records refer to by code and slug, in the language of the page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agreements.timeline import queries
from agreements.timeline.clocks import AsOf

Json = dict[str, Any]


class Names:
    """Looks names up; a code without a record stands for itself."""

    def __init__(self, language: str, parties: Iterable[Json], offices: Iterable[Json]) -> None:
        self._parties = {each["code"]: each["names"][language] for each in parties}
        self._offices = {each["slug"]: each["titles"][language] for each in offices}

    def party(self, code: str) -> str:
        return str(self._parties.get(code, code))

    def parties(self, codes: Iterable[str]) -> list[str]:
        return [self.party(code) for code in codes]

    def office(self, slug: str | None) -> str:
        return str(self._offices.get(slug, "")) if slug else ""

    def person(self, who: Json) -> str:
        """A speaker or participant with the office held on the day: "Nayib Bukele, President of El Salvador"."""
        office = self.office(who["office"])
        return f"{who['name']}, {office}" if office else str(who["name"])


def names(bodies: Iterable[Json], asof: AsOf, language: str) -> Names:
    """The names that these records need, in two queries."""
    found = set(_references(list(bodies)))
    parties = queries.bodies("party", asof, slug__in={slug for kind, slug in found if kind == "party"})
    offices = queries.bodies("office", asof, slug__in={slug for kind, slug in found if kind == "office"})
    return Names(language, parties, offices)


def _references(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key in ("party", "office") and isinstance(each, str):
                yield key, each
            elif key == "parties" and isinstance(each, list):
                yield from (("party", code) for code in each if isinstance(code, str))
                yield from _references(each)
            elif isinstance(each, dict | list):
                yield from _references(each)
