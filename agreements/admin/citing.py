"""Statements name citations by the numbers that stand on the page; the record names them by ids."""

from collections.abc import Collection, Mapping
from itertools import count, islice
from typing import Any

from agreements.admin.input_form import Entry
from agreements.errors import Problem

Json = dict[str, Any]


def local_ids(known: Collection[str], wanted: int) -> list[str]:
    """Ids for new citations, "s1" and so on, that no citation of the record ends with."""
    names = (f"s{number}" for number in count(1))
    free = (name for name in names if not any(each == name or each.endswith(f"-{name}") for each in known))
    return list(islice(free, wanted))


class Numbers:
    """The citations of one form: number on the page → id. `added`: those that come with it."""

    def __init__(self, ids: Mapping[int, str], added: Collection[str]) -> None:
        self.ids = ids
        # Asked of nobody where there is no choice: the one that is new, else the only one there is.
        candidates = list(added) or list(ids.values())
        self.implied = candidates if len(candidates) == 1 else []

    def resolve(self, typed: str, path: str) -> tuple[list[str], Problem | None]:
        """The ids that "1, 3" names, or of no numbers the only citation; a problem at `path` if there are none."""
        numbers = [each.strip() for each in typed.split(",") if each.strip()]
        wrong = [each for each in numbers if not (each.isascii() and each.isdigit() and int(each) in self.ids)]
        if wrong:
            return [], Problem(path, f"there is no citation {', '.join(wrong)}; {self._known}")
        if not (numbers or self.implied):
            return [], Problem(path, f"say on which citations it rests; {self._known}")
        return list(dict.fromkeys(self.ids[int(each)] for each in numbers)) or self.implied, None

    @property
    def _known(self) -> str:
        return f"use {', '.join(map(str, self.ids))}" if self.ids else "add one first, by its address"


def numbered(entry: Entry, known: list[str]) -> tuple[list[Json], Numbers]:
    """The new citations of a form, each with an id, and what the numbers on its page name.

    `known`: ids of the citations that the record has, which carry the first numbers; then every row carries one."""
    rows = [each.content() for each in entry.kept("citations")]
    added = local_ids(known, len(rows))
    ids = dict(enumerate(known, 1))
    ids |= {len(known) + 1 + index: name for index, name in zip(entry.row_numbers("citations"), added, strict=True)}
    return [{**row, "id": name} for row, name in zip(rows, added, strict=True)], Numbers(ids, added)
