"""The order in which candidates wait: the weightiest first, and what tells of the same event under it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """`head`: key of the candidate that proposes its event; `about`: key of the recorded event that it is about."""

    key: int
    public_id: str
    head: int | None = None
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """`folded`: it stands under another one about the same event."""

    public_id: str
    folded: bool


def line_up(waiting: Iterable[Waiting]) -> list[Place]:
    """All that waits, given by importance: each group where its weightiest stands, the head of it first."""
    groups: dict[Key, list[Waiting]] = {}
    for each in waiting:
        groups.setdefault(_group(each), []).append(each)
    ordered = (sorted(group, key=lambda each: each.head is not None) for group in groups.values())
    return [Place(each.public_id, at > 0) for group in ordered for at, each in enumerate(group)]


def _group(each: Waiting) -> Key:
    if each.head is not None:
        return "candidate", each.head
    return ("event", each.about) if each.about is not None else ("candidate", each.key)


def neighbours(line: list[Place], public_id: str) -> tuple[str | None, str | None]:
    """The one before and the one after; of one that does not wait: none, and the first that does."""
    ids = [each.public_id for each in line]
    if public_id not in ids:
        return None, next(iter(ids), None)
    at = ids.index(public_id)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
