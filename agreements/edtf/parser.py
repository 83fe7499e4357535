"""EDTF text to the days it may cover, as they are stored, filtered and served."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from .point import Day, Point, Precision
from .shapes import End, Interval, OneOf, read


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date in EDTF with its bounds in days, both included. Made by `parse` alone.

    A bound that is open, unknown or outside the years 1 to 9999 is held as date.min or date.max,
    whichever is nearer, so that it can be stored NOT NULL and compared; it is None in `earliest`
    and `latest`. The marks ~ ? % never widen the bounds; X widens them to all it may stand for.
    """

    text: str  # canonical: no blanks, the members of a set in order of time
    date_from: date
    date_to: date
    start_to: date  # the latest day on which it may start; date_from is the earliest one
    precision: Precision
    approximate: bool  # ~ or %, at either end of an interval
    uncertain: bool  # ? or %
    open_start: bool  # open, unknown or out of range
    open_end: bool

    @property
    def earliest(self) -> date | None:
        return None if self.open_start else self.date_from

    @property
    def latest(self) -> date | None:
        return None if self.open_end else self.date_to

    @property
    def is_exact_day(self) -> bool:
        """One day of the calendar, neither approximate nor uncertain."""
        return self.precision == "day" and not (self.approximate or self.uncertain)

    def overlaps(self, other: "Edtf") -> bool:
        """Whether a day may belong to both, by the stored bounds: what a filter in the database finds."""
        return self.date_from <= other.date_to and other.date_from <= self.date_to

    def as_json(self) -> dict[str, str | None]:
        """{"edtf", "earliest", "latest"}, days as YYYY-MM-DD or None."""
        earliest, latest = self.earliest, self.latest
        return {
            "edtf": self.text,
            "earliest": earliest.isoformat() if earliest else None,
            "latest": latest.isoformat() if latest else None,
        }


def parse(text: str) -> Edtf:
    """The date written in `text`; blanks around it are dropped. Raises EdtfError."""
    return _parse(text.strip())


@lru_cache(maxsize=4096)
def _parse(text: str) -> Edtf:
    shape = read(text)
    if isinstance(shape, Point):
        return _edtf(shape.text, shape.precision, (shape,), shape.first, shape.last)
    if isinstance(shape, OneOf):
        return _one_of(shape)
    return _interval(shape)


def _one_of(shape: OneOf) -> Edtf:
    members = shape.members
    texts = (start.text if start == end else f"{start.text}..{end.text}" for start, end in members)
    last = max(end.last for _, end in members)
    return _edtf(f"[{','.join(texts)}]", "set", (), members[0][0].first, last)


def _interval(shape: Interval) -> Edtf:
    start, end = shape
    first = start.first if isinstance(start, Point) else None
    last = end.last if isinstance(end, Point) else None
    # With no end in sight it started when its start says; else it may have started on any day up to the end.
    text = f"{_text(start)}/{_text(end)}"
    return _edtf(text, "interval", shape.dated, first, last, start_to=shape.dated[-1].last)


def _text(end: End) -> str:
    return end.text if isinstance(end, Point) else end


def _edtf(
    text: str,
    precision: Precision,
    points: tuple[Point, ...],
    first: Day | None,
    last: Day | None,
    start_to: Day | None = None,
) -> Edtf:
    """Bounds as stored: None is open or unknown. `start_to` is `last` unless given."""
    date_to = _stored(last) if last else date.max
    return Edtf(
        text=text,
        date_from=_stored(first) if first else date.min,
        date_to=date_to,
        start_to=_stored(start_to) if start_to else date_to,
        precision=precision,
        approximate=any(point.approximate for point in points),
        uncertain=any(point.uncertain for point in points),
        open_start=first is None or not MINYEAR <= first[0] <= MAXYEAR,
        open_end=last is None or not MINYEAR <= last[0] <= MAXYEAR,
    )


def _stored(day: Day) -> date:
    if day[0] < MINYEAR:
        return date.min
    return date.max if day[0] > MAXYEAR else date(*day)
