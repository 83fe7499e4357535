"""Many candidates at once: each by a decision of its own, so that what fails stops none of the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from agreements.errors import AlreadyDecided, Problem, Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """`done`: ids that were decided; `failed`: (id, why) of those that were not, in the order they were given."""

    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def each(public_ids: Iterable[str], decide: Callable[[str], object]) -> Outcome:
    """Decide one after the other. Raises nothing of what a decision refuses: it is told in `failed`."""
    outcome = Outcome()
    for public_id in dict.fromkeys(public_ids):
        try:
            decide(public_id)
        except Refused as refused:
            outcome.failed.append((public_id, "; ".join(_short(problem) for problem in refused.problems)))
        except AlreadyDecided as decided:
            outcome.failed.append((public_id, str(decided)))
        else:
            outcome.done.append(public_id)
    return outcome


def _short(problem: Problem) -> str:
    """Without the whole path: whoever decides about many has one line for each."""
    name = problem.field.rpartition(".")[2]
    return f"{name}: {problem.detail}" if name else problem.detail
