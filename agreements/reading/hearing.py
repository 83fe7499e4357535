"""The phrases of the lexicon that a passage holds. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agreements.reading.focus import Passage
from agreements.reading.lexicon import Lexicon, Rule, lexicon
from agreements.reading.phrases import AnyOf, verb_span
from agreements.reading.sentences import clause

# Words before a Spanish form that make it a noun: "el pacto" beside "pactó".
_ARTICLE = re.compile(r"\b(?:el|un|este|ese|del|al|de|su|dicho|nuevo)\s+$")
_A = re.compile(r"\b(?:una|esta|esa|su|dicha|cuya|otra|nueva|sin|tras)\s+$")
_PEOPLE = re.compile(r"\b(?:el|los|las|un|unos|de|del|estos|esos|\d+)\s+$")
_WORD = re.compile(r"\w+")
_STRONG = re.compile(r"(?:pus|uv|duj|hiz)o$|^(?:dio|vio|convino|vino|pudo|quiso|supo|hubo)$")  # past without an accent
_STRESSED = re.compile("[áéíóú][a-zñ]*?[bcdfghjklmnñpqrstvxyz]+[aeo]")  # "la prórroga" beside "prorroga"
NOUN = "noun"
FINITE = frozenset({"past", "future", "conditional"})
_ALLOWS = re.compile(r"\b(?:that|which|whereby)\s(?:would|could|can|may|might|lets?|allow\w*|permit\w*|enabl\w*)\s")
# What stands behind these is what an instrument says, not what is done.
_FORESEES = re.compile(
    r"\b(?:foresees?|foresaw|envisages?|provid(?:es|ed) for|speaks? of|spoke of|calls? for|called for|covers|sets out"
    r"|contemplates?|comprises|inten(?:t|tion)s? to|(?:assistance|help) (?:in|with)"
    r"|intended to|aimed at|aims to|preve[en]?|contempla|establece|dispone|estipula)\s[^;]*$"
)
_FOR = re.compile(r"\s+(?:(?:with|con)\s+(?:\S+\s+){1,3})?(?:to|para)\s+")
_ALLOWING = re.compile(
    r",?\s+(?:(?:that|which|under which|by which|whereby)\s(?:[^;:]*\s)?"
    r"(?:would|could|can|may|might|lets?|allows?|permits?)|(?:allowing|letting|permitting|enabling))\s[^;:]*"
)


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
        return self.passage.lean

    @property
    def phrase(self) -> str:
        return self.text[self.start : self.end]

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
        for match in pattern.regex.finditer(passage.lean):
            start, end = match.span()
            places = taken.setdefault(rule.name, [])
            if any(start < high and low < end for low, high in places) or _excused(rule, passage, start, end):
                continue
            heard = _heard(match, rule, passage, lexicon)
            if heard:
                places.append((start, end))
            if heard and not _purpose(heard):
                yield heard


def _excused(rule: Rule, passage: Passage, start: int, end: int) -> bool:
    return any(
        match.start() < end and start < match.end()
        for pattern in rule.unless
        if pattern.may_match(passage.sentence.stems)
        for match in pattern.regex.finditer(passage.lean)
    )


@cache
def _leading(language: str) -> AnyOf:
    """Verbs that lend their time to the infinitive behind them: "empezó a regir"."""
    lex = lexicon(language)
    return AnyOf([lex.pattern(phrase) for phrase in lex.words["modality"].get("leading", ())], r"\s+(?:\w+\s+)?$")


def _heard(match: re.Match[str], rule: Rule, passage: Passage, lex: Lexicon) -> Heard | None:
    """A match as a phrase; None if what looks like its verb is a noun."""
    verb = verb_span(match)
    if verb is None:
        return Heard(passage, rule, *match.span(), match.start(), _opening_time(match, passage, lex))
    anchor, time = verb[0], _time(verb, passage, lex)
    if time == NOUN:
        return None
    if time == "infinitive":
        sentence = passage.sentence
        for leader in _leading(lex.language).matches(sentence.text[:anchor], sentence.stems):
            if verb := verb_span(leader):
                anchor, time = verb[0], _time(verb, passage, lex)
    return Heard(passage, rule, *match.span(), anchor, time)


def _opening_time(match: re.Match[str], passage: Passage, lex: Lexicon) -> str | None:
    """What a phrase without a verb of the lexicon says of time if, by its letters, it opens with a finite one."""
    word = _WORD.match(match.group())
    if lex.language != "es" or word is None or word.group() not in lex.times:
        return None
    time = _time((match.start(), match.start() + word.end()), passage, lex)
    return time if time in FINITE else None


def _time(verb: tuple[int, int], passage: Passage, lex: Lexicon) -> str | None:
    """What a verb's form says of time where it stands; NOUN where it is none."""
    sentence = passage.sentence
    form, before = sentence.text[slice(*verb)], sentence.text[: verb[0]]
    time = lex.times[" ".join(form.split())]
    if lex.language != "es":
        return time
    raw = passage.field.original(*(sentence.start + each for each in verb))
    accents = not passage.field.raw.isascii() and not raw.isupper()
    return NOUN if _is_noun(form, time, raw, before, accents) else _spanish_time(time, raw, before, accents)


def _is_noun(form: str, time: str | None, raw: str, before: str, accents: bool) -> bool:
    """Not the verb of the same letters: "pactó" and "pacto" fold alike, but one has an accent, the other an article."""
    if time == "present" and form.endswith("a") and _A.search(before):
        return True
    if time == "present" and accents and _STRESSED.search(raw.lower()):
        return True
    if time != "past" or not form.endswith("o") or _STRONG.search(form):
        return False
    return bool(_ARTICLE.search(before)) or (accents and raw[-1] == "o")


def _spanish_time(time: str | None, raw: str, before: str, accents: bool) -> str | None:
    """What accent and article tell beyond the letters: "entregara" is no future, "los deportados" no act."""
    if time == "future" and accents and raw.isascii():
        return "subjunctive"
    if time == "subjunctive" and raw.endswith("se") and not raw.isascii():
        return "past"  # of a decree: "Ratifícase el convenio"
    return None if time == "participle" and _PEOPLE.search(before) else time


def _purpose(heard: Heard) -> bool:
    """Whether a phrase only says what an agreement is for: "a deal to imprison …" tells of no imprisonment."""
    if heard.rule.meaning.axis != "operation" or heard.time not in ("infinitive", "gerund", None):
        return False
    if _FORESEES.search(heard.text[clause(heard.text, heard.start)[0] : heard.start]):
        return True
    named = [m for m in heard.passage.mentions if not m.topic and m.start < heard.start]
    if any(m.end > heard.start and _ALLOWS.search(heard.text[m.start : heard.start]) for m in named):
        return True
    before = [heard.text[m.end : heard.start] for m in named if m.end <= heard.start]
    return any(_ALLOWING.fullmatch(each) or (heard.time and _FOR.fullmatch(each)) for each in before)
