"""What every part of one drawing knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements.vocabulary import MOVING_MODALITIES
from agreements.web.addresses import Here
from agreements.web.figure.happenings import Happening, happening
from agreements.web.figure.scale import date_of
from agreements.web.figure.zones import Time
from agreements.web.record import Record

Json = dict[str, Any]
BANDS, STATUS, MARKS, LABELS = range(4)


def level(rate: float) -> int:
    """How much is drawn at so many pixels per day: bands and ticks; marks for changes of status; all marks, labels
    for the weightiest; all labels that fit."""
    return BANDS if rate < 0.15 else STATUS if rate <= 1 else MARKS if rate <= 4 else LABELS


@dataclass(frozen=True, slots=True)
class View:
    """`shown`: the events that pass the filters, None for all; `opened`: the open one; `level`: of detail."""

    record: Record
    time: Time
    shown: set[str] | None
    opened: str | None
    level: int

    @property
    def here(self) -> Here:
        return self.record.asked.here

    @property
    def language(self) -> str:
        return self.record.asked.language

    @property
    def several_years(self) -> bool:
        """Whether the focus reaches over a new year, so that its labels need the year."""
        return date_of(self.time.focus.day_from).year != date_of(self.time.focus.day_to - 1).year

    def happenings(self, slug: str | None) -> list[Happening]:
        """The events of an agreement's lane, or (None) of the relation's own, that name no agreement: in order of time,
        whether or not they pass the filters."""
        about = [each for each in self.record.shown.values() if self._belongs(each, slug)]
        found = [happening(each, moves=self._moves(each, slug), opened=each["slug"] == self.opened) for each in about]
        return sorted(found, key=lambda each: (each.at, each.first, each.slug))

    def _belongs(self, event: Json, slug: str | None) -> bool:
        if slug is not None:
            return slug in event["agreements"]
        return not any(each in self.record.standings for each in event["agreements"])

    def passing(self, found: Iterable[Happening]) -> list[Happening]:
        """Those that pass the filters, and the open one."""
        return [each for each in found if self.shown is None or each.slug in self.shown or each.slug == self.opened]

    def _moves(self, event: Json, slug: str | None) -> frozenset[str]:
        said = self.record.says(event, slug) if slug else []
        return frozenset(each["axis"] for each in said if each["modality"] in MOVING_MODALITIES)

    def in_focus(self, each: Happening) -> bool:
        return self.time.focus.day_from <= each.at < self.time.focus.day_to

    def drawn(self, each: Happening) -> bool:
        """Whether an event gets a mark; the others are ticks."""
        if each.slug == self.opened:
            return True
        return self.in_focus(each) and (self.level >= MARKS or (self.level == STATUS and each.moves))
