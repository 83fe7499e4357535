"""How writes are told: as one revision, with refusals by where they stand in the body."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from agreements.errors import Problem, Refused
from agreements.models import Revision

Moves = dict[str, str | Callable[[re.Match[str]], str]]


@dataclass(frozen=True, slots=True)
class Written:
    """`id`: slug or id of what was written. `revision`: None if all of it was recorded before."""

    id: str
    revision: Revision | None


@contextmanager
def told(moves: Moves) -> Iterator[None]:
    """Problems of a batch, told by where they stand in the body: the first pattern that fits is replaced."""
    try:
        yield
    except Refused as refused:
        raise type(refused)(Problem(_moved(each.field, moves), each.detail) for each in refused.problems) from None


def _moved(path: str, moves: Moves) -> str:
    for pattern, place in moves.items():
        moved, found = re.subn(pattern, place, path)
        if found:
            return moved
    return path
