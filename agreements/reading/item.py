"""What goes in and what comes out of reading: plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One press item, release, notice or post. `lang` and `published` as declared by the source, if at all."""

    id: str | None
    url: str
    title: str
    text: str
    lang: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one language, or in any. `*` and `..` mean in it what they mean in the lexicon."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the lexicon's language for one agreement. `meaning`: "name", "topic", or "never" where it means
    something else."""

    phrase: str
    language: str
    meaning: str = "name"


@dataclass(frozen=True, slots=True)
class Tracked:
    """An agreement to look for. `sides`: those of its parties whose relation is tracked; an item must speak of both.
    `since`: the first day of which the record tells anything of it, if any. `cues`: what analysts taught, beside those
    of `cues.toml`."""

    slug: str
    kind: str
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    names: tuple[Name, ...]
    non_binding: bool = False
    since: date | None = None
    cues: tuple[Cue, ...] = ()

    @property
    def year(self) -> int | None:
        return self.since.year if self.since else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that speaks, in code points of one field, and the rule that heard it."""

    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What an item says of one agreement on one axis. `effective_date` is EDTF text."""

    agreement: str
    axis: str
    value: str
    modality: str
    party: str | None = None
    effective_date: str | None = None
    speaker: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Event kinds, most salient first, and claims, most salient first."""

    id: str | None
    language: str | None
    kinds: tuple[str, ...]
    claims: tuple[Claim, ...]
