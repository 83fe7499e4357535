"""Looks up what a batch refers to, in one query per kind, and collects what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models

from agreements.errors import Problem, Refused
from agreements.models import Agreement, Event, Office, Party, Person

M = TypeVar("M", bound=models.Model)
KEYS: dict[type[models.Model], str] = {Party: "code", Office: "slug", Person: "slug", Agreement: "slug", Event: "slug"}


@dataclass
class References:
    """Rows by public id. `problems` grows with every id that names nothing; `refuse` raises them all.

    `as_recorded`: the batch was recorded elsewhere and comes as it stood there."""

    as_recorded: bool = False
    problems: list[Problem] = field(default_factory=list)
    _rows: dict[tuple[type[models.Model], str], models.Model] = field(default_factory=dict)

    def load(self, model: type[models.Model], ids: Iterable[str | None]) -> None:
        """Have these at hand; ids already loaded cost nothing."""
        wanted = {each for each in ids if each is not None and (model, each) not in self._rows}
        key = KEYS[model]
        for row in model._default_manager.filter(**{f"{key}__in": wanted}) if wanted else ():
            self._rows[model, getattr(row, key)] = row

    def add(self, row: models.Model) -> None:
        self._rows[type(row), getattr(row, KEYS[type(row)])] = row

    def find(self, model: type[M], public_id: str | None) -> M | None:
        found = None if public_id is None else self._rows.get((model, public_id))
        return found if isinstance(found, model) else None

    def get(self, model: type[M], public_id: str | None, path: str) -> M | None:
        """The row, or None and a problem at `path`."""
        found = self.find(model, public_id)
        if found is None and public_id is not None:
            name = model._meta.verbose_name
            self.problem(path, f"there is no {name} {public_id!r}; record it first, or in the same batch")
        return found

    def problem(self, path: str, detail: str) -> None:
        self.problems.append(Problem(path, detail))

    def refuse(self) -> None:
        if self.problems:
            raise Refused(self.problems)
