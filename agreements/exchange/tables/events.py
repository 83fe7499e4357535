"""The dates of a row to events with their status updates. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements import edtf
from agreements.errors import Problem
from agreements.exchange.tables.mapping import EventOf, TableMap, UpdateOf
from agreements.exchange.tables.steps import Step, explained
from agreements.exchange.tables.words import shortened
from agreements.shapes import AgreementIn, EventIn, read

Json = dict[str, Any]
Says = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a row, by column, as EDTF; and what is wrong with the others."""

    known: Mapping[str, str]
    problems: tuple[Problem, ...]

    def first(self, columns: Iterable[str]) -> str | None:
        return next((self.known[each] for each in columns if each in self.known), None)

    @property
    def year(self) -> str:
        """The year of the earliest date; "" if there is none."""
        days = sorted(edtf.parse(each).date_from for each in self.known.values())
        return str(days[0].year) if days else ""


def read_dates(mapping: TableMap, says: Says) -> Dates:
    """All date columns of a row."""
    forms, known, problems = mapping.dates.compiled(), {}, []
    for column in sorted(_date_columns(mapping)):
        if says[column]:
            try:
                known[column] = forms.read(says[column])
            except ValueError as error:
                problems.append(Problem(column, str(error)))
    return Dates(known, tuple(problems))


def _date_columns(mapping: TableMap) -> set[str]:
    dated = [each.date for each in mapping.events]
    dated += [update.date for each in mapping.events for update in each.updates]
    return {column for columns in dated for column in columns}


def events_of(
    mapping: TableMap, agreement: AgreementIn, says: Says, dates: Dates, citation: Json, today: date
) -> tuple[tuple[EventIn, ...], tuple[str, ...]]:
    """The events of one row, and what is irregular about their order. `citation`: of the row's entry."""
    dated = [(each, day) for each in mapping.events if (day := dates.first(each.date))]
    steps, warnings = explained(
        (step for event, day in dated for step in _steps(event, day, says, dates, today)), mapping.register_.name
    )
    ahead = [f"{event.title.lower()} on {day} is ahead: taken as planned" for event, day in dated if _ahead(day, today)]
    found = []
    for event, day in dated:
        own = [step for step in steps if step.event == event.name]
        body = _event(event, day, agreement, own, says)
        cited = {**citation, "id": "entry", "excerpt": _excerpt(event, says)}
        modality = "planned" if _ahead(day, today) else "happened"
        found.append(read(EventIn, {**body, "modality": modality, "citations": [cited]}))
    return tuple(found), (*warnings, *ahead)


def _ahead(day: str, today: date) -> bool:
    return edtf.parse(day).date_from > today


def _steps(event: EventOf, day: str, says: Says, dates: Dates, today: date) -> Iterator[Step]:
    for update in event.updates:
        if _applies(update, says):
            own = dates.first(update.date)
            yield Step(
                event.name,
                update.axis,
                update.value,
                own or day,
                "planned" if _ahead(own or day, today) else "happened",
                own=own not in (None, day),
                note=update.note,
            )


def _applies(update: UpdateOf, says: Says) -> bool:
    return (
        all(says[column] for column in update.filled)
        and not any(says[column] for column in update.empty)
        and all(says[column] in words for column, words in update.where.items())
    )


def _event(event: EventOf, day: str, agreement: AgreementIn, steps: list[Step], says: Says) -> Json:
    return {
        "slug": f"{agreement.slug}-{event.name}",
        "kind": event.kind,
        "title": shortened(f"{event.title}: {agreement.title}"),
        "date": day,
        "place": shortened(says[event.place]) or None if event.place else None,
        "parties": sorted(each.party for each in agreement.parties if each.role == "party"),
        "agreements": [agreement.slug],
        "status_updates": [_update(step, agreement.slug) for step in steps],
    }


def _update(step: Step, agreement: str) -> Json:
    return {
        "id": step.id,
        "agreement": agreement,
        "axis": step.axis,
        "value": step.value,
        "modality": step.modality,
        "date": step.day if step.own else None,
        "inference": bool(step.holds_on_after),
        "note": step.note,
        "citations": ["entry"],
    }


def _excerpt(event: EventOf, says: Says) -> str:
    """The cells that the event was read from, word for word."""
    columns = [*event.date, *([event.place] if event.place else [])]
    columns += [column for update in event.updates for column in (*update.date, *update.filled, *update.where)]
    return shortened("; ".join(f"{each}: {says[each]}" for each in dict.fromkeys(columns) if says[each]))
