"""The phrases of the lexicon that a passage holds. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreements.reading.focus import Passage
from agreements.reading.lexicon import Lexicon, Rule

# Words before a Spanish form that make it a noun: "el pacto" beside "pactó".
_ARTICLE = re.compile(r"\b(?:el|un|este|ese|del|al|de|su|dicho|nuevo)\s+$")
_PEOPLE = re.compile(r"\b(?:el|los|las|un|unos|de|del|estos|esos|\d+)\s+$")
_FOR = re.compile(r"\s+(?:(?:with|con)\s+(?:\S+\s+){1,3})?(?:to|para)\s+")


@dataclass(frozen=True, slots=True)
class Heard:
    """A phrase at a span of a passage's sentence. `anchor`: where its verb begins, else where it does. `time`: of its
    verb, None if it has none."""

    passage: Passage
    rule: Rule
    start: int
    end: int
    anchor: int
    time: str | None

    @property
    def text(self) -> str:
        return self.passage.sentence.text

    @property
    def noun_before(self) -> bool:
        """Whether an agreement is named or meant right before it: "the accord signed in May"."""
        before = (m for m in self.passage.mentions if not m.topic and m.end <= self.start)
        return any(not self.text[m.end : self.start].strip(" ,") for m in before)


def phrases(passage: Passage, lexicon: Lexicon) -> Iterator[Heard]:
    """Each rule at most once per place; phrases that its `unless` explains otherwise are left out."""
    if passage.sentence.question:
        return
    taken: dict[str, list[tuple[int, int]]] = {}
    for pattern, rule in lexicon.rules.candidates(passage.sentence.stems):
        for match in pattern.regex.finditer(passage.sentence.text):
            start, end = match.span()
            places = taken.setdefault(rule.name, [])
            if any(start < high and low < end for low, high in places) or _excused(rule, passage, start, end):
                continue
            places.append((start, end))
            heard = _heard(match, rule, passage, lexicon)
            if heard and not _purpose(heard):
                yield heard


def _excused(rule: Rule, passage: Passage, start: int, end: int) -> bool:
    return any(
        match.start() < end and start < match.end()
        for pattern in rule.unless
        if pattern.may_match(passage.sentence.stems)
        for match in pattern.regex.finditer(passage.sentence.text)
    )


def _heard(match: re.Match[str], rule: Rule, passage: Passage, lexicon: Lexicon) -> Heard | None:
    """A match as a phrase; None if what looks like its verb is a noun."""
    form = match.groupdict().get("verb")
    if form is None:
        return Heard(passage, rule, *match.span(), match.start(), None)
    anchor = match.start("verb")
    time: str | None = lexicon.times[form]
    if lexicon.language == "es":
        raw = passage.field.original(passage.sentence.start + anchor, passage.sentence.start + match.end("verb"))
        before = passage.sentence.text[:anchor]
        accents = not passage.field.raw.isascii() and not raw.isupper()
        if _is_noun(form, time, raw, before, accents):
            return None
        time = _spanish_time(time, raw, before, accents)
    return Heard(passage, rule, *match.span(), anchor, time)


def _is_noun(form: str, time: str | None, raw: str, before: str, accents: bool) -> bool:
    """Not the verb of the same letters: "pactó" and "pacto" fold alike, but one has an accent, the other an article."""
    return time == "past" and form.endswith("o") and (bool(_ARTICLE.search(before)) or (accents and raw[-1] == "o"))


def _spanish_time(time: str | None, raw: str, before: str, accents: bool) -> str | None:
    """What accent and article tell beyond the letters: "entregara" is no future, "los deportados" no act."""
    if time == "future" and accents and raw.isascii():
        return "subjunctive"
    return None if time == "participle" and _PEOPLE.search(before) else time


def _purpose(heard: Heard) -> bool:
    """Whether a phrase only says what an agreement is for: "a deal to imprison …" tells of no imprisonment."""
    if heard.rule.meaning.axis != "operation" or heard.time != "infinitive":
        return False
    before = (m for m in heard.passage.mentions if not m.topic and m.end <= heard.start)
    return any(_FOR.fullmatch(heard.text[m.end : heard.start]) for m in before)
