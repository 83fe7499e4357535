"""How good proposals are: what analysts made of them, by rule and by source. Pure; counted anew from the decisions.

A source answers for whole candidates, a rule for the status updates that it proposed: one that was dropped or changed
counts against the rules that its evidence names, and against no other rule of the same candidate.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Json = dict[str, Any]
ENOUGH: Final = 5  # judged, before a share says anything
GOOD, BAD = "unchanged", ("corrected", "dropped", "rejected")
VERDICTS: Final = (GOOD, *BAD, "merged", "undone")
# What a changed update is recognised by, first to last.
ALIKE: Sequence[tuple[str, ...]] = (("agreement", "axis"), ("axis", "value"))


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate about which somebody decided. `updates`: the status updates that it proposed; `decision`: as it is
    stored, None if it was taken back."""

    source: str
    state: str
    updates: Sequence[Json]
    evidence: Sequence[Json]
    decision: Json | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on one thing, with the `fields` that were corrected; `names`: whom it counts for."""

    names: tuple[str, ...]
    verdict: str
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Tally:
    """What became of all that one rule, or one source, proposed."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        """How many were found good or bad: merging and taking back say neither."""
        return self.counts[GOOD] + self.bad

    @property
    def bad(self) -> int:
        return sum(self.counts[each] for each in BAD)

    @property
    def share(self) -> float:
        """Of what was judged, the part that was corrected, dropped or rejected: 0 to 1."""
        return self.bad / self.judged if self.judged else 0.0

    @property
    def enough(self) -> bool:
        return self.judged >= ENOUGH


def by_source(cases: Iterable[Case]) -> list[Tally]:
    return _tallied(cases, lambda case: iter([candidate(case)]))


def by_rule(cases: Iterable[Case]) -> list[Tally]:
    return _tallied(cases, claims)


def _tallied(cases: Iterable[Case], judge: Callable[[Case], Iterator[Judged]]) -> list[Tally]:
    """The worst first; last those of which too few were judged."""
    found: dict[str, Tally] = {}
    for judged in (each for case in cases for each in judge(case)):
        for name in judged.names:
            tally = found.setdefault(name, Tally(name))
            tally.counts[judged.verdict] += 1
            tally.fields.update(judged.fields)
            tally.reasons.update([judged.reason] if judged.reason else [])
    return sorted(found.values(), key=lambda each: (not each.enough, -each.share, -each.judged, each.name))


# --- verdicts --------------------------------------------------------------------------------------------------------


def candidate(case: Case) -> Judged:
    """The verdict on a candidate as a whole."""
    names = (case.source,)
    if case.state != "accepted":
        return Judged(names, _unjudged(case.state), reason=case.reason if case.state == "rejected" else "")
    corrections = _corrections(case)
    return Judged(names, "corrected" if corrections else GOOD, tuple(sorted(corrections)))


def claims(case: Case) -> Iterator[Judged]:
    """The verdict on each status update that it proposed, for the rules that proposed it."""
    fates = list(_fates(case))
    reason = case.reason if case.state == "rejected" else ""
    for number, (verdict, fields) in enumerate(fates):
        path = f"status_updates.{number}"
        rules = {each["rule"] for each in case.evidence if _inside(each["path"], path)}
        yield Judged(tuple(sorted(rules)), verdict, fields, reason)


def _inside(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}.")


def _fates(case: Case) -> Iterable[tuple[str, tuple[str, ...]]]:
    if case.state == "accepted":
        return fates(case.updates, _corrections(case).get("status_updates", case.updates))
    if case.state == "merged":  # what did not come along is told by the event already: that says nothing of the rule
        given = (case.decision or {}).get("status_updates", [])
        return [("merged", ()) if fate == "dropped" else (fate, fields) for fate, fields in fates(case.updates, given)]
    return [(_unjudged(case.state), ())] * len(case.updates)


def _unjudged(state: str) -> str:
    """The verdict of a state other than accepted; what waits although it was decided was taken back."""
    return "undone" if state == "waiting" else state


def _corrections(case: Case) -> Json:
    found: Json = (case.decision or {}).get("corrections", {})
    return found


def fates(proposed: Sequence[Json], taken: Sequence[Json]) -> list[tuple[str, tuple[str, ...]]]:
    """Of each proposed update: ("unchanged", ()), ("corrected", the fields that differ) or ("dropped", ())."""
    was, left = [_plain(each) for each in proposed], [_plain(each) for each in taken]
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    for at, each in enumerate(was):
        if each in left:
            left.remove(each)
            found[at] = (GOOD, ())
    for names in ALIKE:
        for at, each in enumerate(was):
            now = next((one for one in left if at not in found and _same(each, one, names)), None)
            if now is not None:
                left.remove(now)
                found[at] = ("corrected", tuple(sorted(_differing(each, now))))
    return [found.get(at, ("dropped", ())) for at in range(len(was))]


def _plain(update: Mapping[str, Any]) -> Json:
    """Without what says nothing."""
    return {"modality": "happened"} | {name: each for name, each in update.items() if each not in (None, "", [], False)}


def _same(one: Json, other: Json, names: tuple[str, ...]) -> bool:
    return all(one.get(name) == other.get(name) for name in names)


def _differing(one: Json, other: Json) -> set[str]:
    return {name for name in one | other if one.get(name) != other.get(name)}
