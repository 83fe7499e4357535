"""What was done against what was agreed: quantities of implementation events, summed as ranges beside the terms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from agreements.history.standing import choices
from agreements.shapes import canonical_decimal
from agreements.timeline import accounts, queries
from agreements.timeline.clocks import AsOf
from agreements.vocabulary import MOVING_MODALITIES

Json = dict[str, Any]
Number = Decimal | None

# Terms that set a number which doing something uses up.
MEASURES: Final = ("amount", "cap", "persons_requested", "persons_agreed", "persons_goal")


@dataclass(slots=True)
class Range:
    """A sum of ranges: an open low end counts as nothing, one open high end leaves the sum open."""

    low: Decimal = Decimal(0)
    high: Number = Decimal(0)
    events: list[str] = field(default_factory=list)

    def add(self, quantity: Json, event: str) -> None:
        low, high = _numbers(quantity)
        self.low += low or Decimal(0)
        self.high = None if self.high is None or high is None else self.high + high
        self.events.append(event)


def performed(agreement: Json, asof: AsOf) -> list[Json]:
    """`performance` as of these clocks."""
    set_aside = choices(queries.determinations(asof)).set_aside
    done = queries.bodies("event", asof, agreements__contains=[agreement["slug"]], kind="implementation")
    return performance(agreement, done, set_aside, asof.valid_on)


def performance(agreement: Json, events: Iterable[Json], set_aside: Collection[str], day: date) -> list[Json]:
    """By unit: {"unit", "counted": [{"what", "low", "high", "events"}], "terms": [{"name", "low", "high", "terms"}]}.

    `events`: bodies of those that concern the agreement; `set_aside`: by determinations. Amounts are decimal strings;
    null: open. Rival terms stay one range, from the least to the most. No share is computed: whether what was
    counted is what was agreed is for the reader to say."""
    terms = _terms(agreement, set_aside)
    counted = _counted(events, day)
    units = sorted({unit for unit, _name in terms} | {unit for unit, _what in counted})
    return [_of_unit(unit, counted, terms) for unit in units]


def _counted(events: Iterable[Json], day: date) -> dict[tuple[str, str], Range]:
    """(unit, what) → the sum over implementation events that happened by the day."""
    found: dict[tuple[str, str], Range] = {}
    for event in events:
        if event["kind"] == "implementation" and _done(event, day):
            for each in event["quantities"]:
                found.setdefault((each["unit"], each["what"]), Range()).add(each, event["slug"])
    return found


def _done(event: Json, day: date) -> bool:
    """Happened, and begun by the day; what began at no known time counts from its end."""
    live = event["retracted"] is None and event["merged_into"] is None and event["modality"] in MOVING_MODALITIES
    began = event["date"]["earliest"] or event["date"]["latest"]
    return live and (began is None or began <= day.isoformat())


def _terms(agreement: Json, set_aside: Collection[str]) -> dict[tuple[str, str], list[Json]]:
    found: dict[tuple[str, str], list[Json]] = {}
    for term in accounts.terms(agreement, set_aside):
        if term["name"] in MEASURES and term["unit"]:
            found.setdefault((term["unit"], term["name"]), []).append(term)
    return found


def _of_unit(unit: str, counted: Mapping[tuple[str, str], Range], terms: Mapping[tuple[str, str], list[Json]]) -> Json:
    against = [_joined(name, terms[unit, name]) for name in MEASURES if (unit, name) in terms]
    lines = [(what, counted[key]) for key in sorted(counted) for own, what in (key,) if own == unit]
    return {"unit": unit, "counted": [_line(what, found) for what, found in lines], "terms": against}


def _joined(name: str, rivals: Iterable[Json]) -> Json:
    """All that is said of a term as one range."""
    pairs = [(_numbers(each), each["id"]) for each in rivals]
    lows, highs = [low for (low, _), _ in pairs], [high for (_, high), _ in pairs]
    low = None if None in lows else min(each for each in lows if each is not None)
    high = None if None in highs else max(each for each in highs if each is not None)
    return {"name": name, "low": _text(low), "high": _text(high), "terms": sorted(public_id for _, public_id in pairs)}


def _line(what: str, found: Range) -> Json:
    return {"what": what, "low": _text(found.low), "high": _text(found.high), "events": found.events}


def _numbers(stated: Json) -> tuple[Number, Number]:
    low, high = (None if stated[end] is None else Decimal(stated[end]) for end in ("low", "high"))
    return low, high


def _text(number: Number) -> str | None:
    return None if number is None else canonical_decimal(number)
