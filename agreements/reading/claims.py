"""What the rules hear in an item, each phrase joined to an agreement and in its modality. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agreements.reading.focus import Discourse
from agreements.reading.hearing import Heard, phrases
from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon, Meaning
from agreements.reading.linking import about
from agreements.reading.modality import modality
from agreements.reading.tracks import on_track

# Values that a denial undoes, though their rules fix the modality.
TOLD = frozenset({"announced_by_one", "announced_by_both", "reported", "rumoured", "leaked", "agreed_in_principle"})
# Values that say themselves that something is open.
OPEN = frozenset({"unknown", "disputed"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One phrase that says something of one agreement."""

    heard: Heard
    agreement: str
    meaning: Meaning
    modality: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Findings of one key are one claim."""
        return self.agreement, self.meaning.axis, self.meaning.value, self.modality

    @property
    def lead(self) -> bool:
        return self.heard.passage.sentence.lead

    @property
    def acted(self) -> bool:
        """Whether a verb tells of an act done, so that it happened when it was news."""
        headline = self.heard.time is not None and self.heard.passage.sentence.title
        return headline or self.heard.time in ("past", "participle")


def findings(discourse: Discourse, known: Mapping[str, Tracked], lexicon: Lexicon) -> list[Finding]:
    """Everything that is said of the agreements in an item, in its order."""
    return [
        finding
        for passage in discourse.passages
        for heard in phrases(passage, lexicon)
        for slug in about(heard, known, lexicon)
        for finding in _findings(heard, known[slug], lexicon)
    ]


def _asserts(meaning: Meaning, lexicon: Lexicon) -> bool:
    """Whether a rule of fixed modality tells a fact, which an "if" or "whether" before it leaves open."""
    return lexicon.language == "en" and meaning.axis != "disclosure" and meaning.value not in OPEN


def _findings(heard: Heard, agreement: Tracked, lexicon: Lexicon) -> Iterator[Finding]:
    meaning = heard.rule.meaning
    how = modality(heard, lexicon.language)
    if meaning.modality:
        if meaning.modality != "denied" and meaning.value in TOLD and how in ("denied", None):
            return  # "no accord was announced" tells of no announcement
        if meaning.modality == "happened" and how in (None, "hypothetical") and _asserts(meaning, lexicon):
            return  # "if the arrangement creates no obligations"
        reported = meaning.axis == "character" and how == "reported" and _asserts(meaning, lexicon)
        how = how if reported else meaning.modality
    if how == "denied" and heard.rule.negated:
        meaning = heard.rule.negated
        how = meaning.modality or "happened"
    if how:
        yield Finding(heard, agreement.slug, on_track(meaning, agreement), how)
