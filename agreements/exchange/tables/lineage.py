"""Status updates of an earlier import and what a table now says in their place. Pure.

Statements do not change, so what the register corrects gets the next number and supersedes what it said before."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from agreements.shapes import StatusUpdateIn

Json = dict[str, Any]


class Lineage:
    """The updates of one event, by what they were named after: in-force, in-force-2, in-force-3 are one line."""

    def __init__(self, event: str, known: Iterable[Json]) -> None:
        self._event = event
        self._lines: dict[str, list[Json]] = {}
        updates = list(known)
        self._superseded = {each["supersedes"] for each in updates if each["retracted"] is None}
        for update in updates:
            if name := self._name(update):
                self._lines.setdefault(name, []).append(update)
        for line in self._lines.values():
            line.sort(key=lambda each: _number(each["id"]))

    def _name(self, update: Json) -> str | None:
        """What an import called it, or None if somebody else made it."""
        value = update["value"].replace("_", "-")
        match = re.fullmatch(rf"{self._event}-({value}(?:-after-[a-z-]+?)?)(?:-\d+)?", update["id"])
        return match[1] if match else None

    def _last(self, name: str) -> Json | None:
        return self._lines[name][-1] if name in self._lines else None

    def _decided(self, last: Json) -> bool:
        """Somebody retracted it, or put another in its place: that stays."""
        return last["retracted"] is not None or last["id"] in self._superseded

    def successors(self, wanted: Iterable[StatusUpdateIn], citation: str) -> Iterator[StatusUpdateIn]:
        """Those of the wanted updates that the record does not have, as successors of what it has."""
        for update in wanted:
            last = self._last(str(update.id))
            cited = update.model_copy(update={"citations": (citation,)})
            if last is None:
                yield cited
            elif not self._decided(last) and _substance(last) != _wanted(update):
                number = _number(last["id"]) + 1
                yield cited.model_copy(update={"id": f"{update.id}-{number}", "supersedes": last["id"]})

    def gone(self, wanted: Iterable[StatusUpdateIn]) -> list[Json]:
        """The last of each line that is wanted no more."""
        names = {str(each.id) for each in wanted}
        return [line[-1] for name, line in self._lines.items() if name not in names and not self._decided(line[-1])]

    def kept(self, wanted: Iterable[StatusUpdateIn]) -> list[Json]:
        """Those that the table still has and somebody retracted."""
        found = (self._last(str(each.id)) for each in wanted)
        return [each for each in found if each and each["retracted"] is not None]


def _number(public_id: str) -> int:
    match = re.search(r"-(\d+)$", public_id)
    return int(match[1]) if match else 1


def _substance(update: Json) -> tuple[Any, ...]:
    date = update["date"]["edtf"] if update["date"] else None
    return update["agreement"], update["axis"], update["value"], update["modality"], date, update["inference"]


def _wanted(update: StatusUpdateIn) -> tuple[Any, ...]:
    return update.agreement, update.axis, update.value, update.modality, update.date, update.inference
