"""The rules of disclosure clocks, read from data and checked. Pure but for the one file beside it."""

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from agreements import vocabulary


def _legal(value: str) -> str:
    if value not in vocabulary.LEGAL:
        raise ValueError(f"{value!r} is not a legal value")
    return value


def _step(text: str) -> str:
    axis, _, value = text.partition(":")
    if value not in vocabulary.AXES.get(axis, {}):
        raise ValueError(f"{text!r} is not axis:value")
    return text


class Rule(BaseModel):
    """One duty to make a text known. The file's head says what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    party: str | None = None
    what: str
    law: str
    starts: Annotated[tuple[Annotated[str, AfterValidator(_legal)], ...], Field(min_length=1)]
    days: int | None = None
    due: Literal["end_of_next_month"] | None = None
    first: Annotated[date, Field(alias="from")] = date.min
    last: Annotated[date, Field(alias="until")] = date.max
    met_by: Annotated[tuple[Annotated[str, AfterValidator(_step)], ...], Field(min_length=1)]
    source: str | None = None

    @model_validator(mode="after")
    def _one_way_to_count(self) -> "Rule":
        if self.days is not None and self.due is not None:
            raise ValueError("give days or due, not both")
        return self

    def holds(self, start: date) -> bool:
        return self.first <= start <= self.last

    def due_day(self, start: date) -> date | None:
        """The last day in time, or None where the law sets none or the calendar ends before it."""
        try:
            if self.days is not None:
                return start + timedelta(days=self.days)
            return _end_of_next_month(start) if self.due else None
        except (OverflowError, ValueError):
            return None


def _end_of_next_month(start: date) -> date:
    year, month = divmod(start.year * 12 + start.month, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


@cache
def rules() -> tuple[Rule, ...]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tuple(Rule.model_validate(each) for each in tomllib.load(file)["rule"])


def rule(public_id: str) -> Rule:
    """The rule of this id, which there must be."""
    return next(each for each in rules() if each.id == public_id)
