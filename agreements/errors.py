"""One tree of errors. Adapters turn these into problem JSON, form errors or one line on stderr.

Temporary failures may be tried again as they are; permanent ones never succeed without a change.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class EntenteError(Exception):
    """Any failure that Entente itself raises."""


class TemporaryError(EntenteError):
    """Trying the same again later may succeed."""


class PermanentError(EntenteError):
    """Trying the same again will fail in the same way."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input. `field` is a dotted path (`events.3.status_updates.0.axis`), "" for the whole."""

    field: str
    detail: str

    def __str__(self) -> str:
        return f"{self.field}: {self.detail}" if self.field else self.detail

    def under(self, prefix: str) -> "Problem":
        return Problem(f"{prefix}.{self.field}" if self.field else prefix, self.detail)


class Refused(PermanentError):
    """The record refuses an input; nothing was written. Lists every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class Taken(Refused):
    """What was to be added is recorded already."""


class Outdated(Refused):
    """What was to be changed has changed since it was read."""


class NotYetKnown(PermanentError):
    """Asked for an instant before the record, or the thing asked for, existed."""


class AlreadyDecided(PermanentError):
    """Somebody decided otherwise before. `event`: the slug of what came of it, if anything did."""

    def __init__(self, detail: str, event: str | None) -> None:
        self.event = event
        super().__init__(detail)


def sentence(error: BaseException) -> str:
    """A failure as it may be shown. Of one that nobody foresaw only its kind: its words may hold what is ours alone."""
    if isinstance(error, EntenteError):
        return str(error)
    return f"It ended in an unforeseen way ({type(error).__name__}); the log says more."
