"""How what a page says differs from what it said: claims that are said anew, otherwise, or no longer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
NAMES = ("agreement", "axis", "value", "modality", "party", "date")
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What was said, what is said now; `at`: the place of the latter among all that is said now."""

    was: Json | None
    now: Json | None
    at: int | None = None


def claims(updates: Iterable[Json]) -> list[Json]:
    """What status updates, as they are proposed, say: {"agreement", "axis", "value", "modality", "party", "date"}."""
    return [{name: each.get(name, "happened" if name == "modality" else None) for name in NAMES} for each in updates]


def key(claim: Json) -> Key:
    """What a claim says, whenever that was."""
    return claim["agreement"], claim["axis"], claim["value"], claim["modality"]


def lane(claim: Json) -> tuple[str, str, str | None]:
    """What a claim speaks of."""
    return claim["agreement"], claim["axis"], claim["party"]


def changes(old: Sequence[Json], new: Sequence[Json]) -> list[Change]:
    """What is said otherwise or anew, in the order in which it is said, then what is gone. What stayed is left out."""
    gone = [each for each in old if each not in new]
    come = {at: each for at, each in enumerate(new) if each not in old}
    instead: dict[int, Json] = {}
    # First what has only another day or modality, then another value of the same.
    for alike in (_same_value, _same_lane):
        for at, now in come.items():
            was = next((each for each in gone if at not in instead and alike(each, now)), None)
            if was is not None:
                gone.remove(was)
                instead[at] = was
    return [*(Change(instead.get(at), now, at) for at, now in come.items()), *(Change(was, None) for was in gone)]


def _same_lane(was: Json, now: Json) -> bool:
    return lane(was) == lane(now)


def _same_value(was: Json, now: Json) -> bool:
    return _same_lane(was, now) and bool(was["value"] == now["value"])
