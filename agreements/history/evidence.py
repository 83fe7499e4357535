"""What an account rests on, and the grade that follows. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from agreements.vocabulary import OFFICIAL_SOURCES


@dataclass(frozen=True, slots=True)
class Evidence:
    """`sides`: parties that speak for it officially; `clusters`: independent stories (copies of one count once)."""

    text: bool = False
    sides: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    rumours: frozenset[str] = frozenset()
    inference: bool = False

    def joined(self, other: "Evidence") -> "Evidence":
        """Both together; what rests on a source outweighs our own reading."""
        if self.inference != other.inference:
            return other if self.inference else self
        return Evidence(
            self.text or other.text,
            self.sides | other.sides,
            self.clusters | other.clusters,
            self.rumours | other.rumours,
            self.inference,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """The part of a citation that grading looks at."""

    source_type: str
    cluster: str
    parties: frozenset[str]


def weigh(sources: Iterable[Source], speaker_party: str | None, *, inference: bool) -> Evidence:
    """The evidence of one statement. A speaker who holds a party's office speaks for that party."""
    found = list(sources)
    sides = {party for source in found if source.source_type in OFFICIAL_SOURCES for party in source.parties}
    if speaker_party:
        sides.add(speaker_party)
    return Evidence(
        text=any(source.source_type == "official_text" for source in found),
        sides=frozenset(sides),
        clusters=frozenset(source.cluster for source in found if source.source_type != "rumour"),
        rumours=frozenset(source.cluster for source in found if source.source_type == "rumour"),
        inference=inference,
    )


def join(parts: Iterable[Evidence]) -> Evidence:
    return reduce(Evidence.joined, parts)


def grade(evidence: Evidence) -> tuple[str, int | None]:
    """(code, n): official_text > both_sides > one_side > independent_reports (n) > single_report > rumour."""
    if evidence.inference:
        return "inference", None
    if evidence.text:
        return "official_text", None
    if evidence.sides:
        return ("both_sides" if len(evidence.sides) > 1 else "one_side"), None
    if len(evidence.clusters) > 1:
        return "independent_reports", len(evidence.clusters)
    return ("single_report" if evidence.clusters else "rumour"), None


def grade_json(evidence: Evidence) -> dict[str, str | int | None]:
    code, n = grade(evidence)
    return {"code": code, "n": n}
