"""What a format finds in an answer, before its entries are made one by one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agreements.fetching.child.entry import Given


@dataclass(frozen=True, slots=True)
class Passed:
    """What was there and is not taken, for one reason. `example`: one of them; `count`: how many."""

    reason: str
    example: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """`items`: as they stand there. `given`: makes an entry of one that is of a type in `kinds`. `next`: where the list
    goes on, "" if it does not. `base`: what links start from, "" for the address of the answer."""

    items: list[Any]
    given: Callable[[Any], Given]
    title: str = ""
    language: str = ""
    next: str = ""
    base: str = ""
    notes: list[str] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    kinds: tuple[type, ...] = (dict,)
