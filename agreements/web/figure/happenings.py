"""Events as the drawing sees them: which days they take, whether those are certain, which sign they have. Pure."""

from dataclasses import dataclass
from typing import Any, Final

from agreements import edtf
from agreements.web import marks
from agreements.web.figure.scale import day_number

Json = dict[str, Any]
_RANKS: Final = {"signature": 2, "visit": 3}
OPEN, STATUS, REST = 0, 1, 4


@dataclass(frozen=True, slots=True)
class Happening:
    """`first`, `last`: its days; `certain`: whether it took all of them, or one nobody can tell of them.

    `at`: where its mark stands; `moves`: whether it says how the lane's agreement stands from then on."""

    slug: str
    event: Json
    first: int
    last: int
    certain: bool
    at: float
    shape: str
    fill: str
    moves: bool
    rank: int


def happening(event: Json, *, moves: frozenset[str] = frozenset(), opened: bool = False) -> Happening:
    """An event in a lane. `moves`: the axes on which it moves the lane's agreement."""
    day = edtf.parse(event["date"]["edtf"])
    first, last = day_number(day.date_from), day_number(day.date_to)
    if day.open_start or day.open_end:
        first = last = last if day.open_start else first
    certain = not (day.approximate or day.uncertain) and (first == last or day.precision == "interval")
    return Happening(
        slug=event["slug"],
        event=event,
        first=first,
        last=last,
        certain=certain,
        at=float(first) if certain or first == last else (first + last + 1) / 2,
        shape=marks.shape(event["kind"]),
        fill=marks.fill(event["modality"]),
        moves=bool(moves),
        rank=OPEN if opened else STATUS if "legal" in moves else _RANKS.get(event["kind"], REST),
    )
