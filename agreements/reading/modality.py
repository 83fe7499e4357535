"""In which modality a phrase stands: happened, planned, denied, reported or hypothetical. Pure.

What counts is the time of the verb, the words before it in its clause, the clause's own marker (if, once, unless …) and
who is said to speak. The words themselves stand in the lexicon under [modality].
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from agreements.reading.hearing import Heard
from agreements.reading.lexicon import lexicon
from agreements.reading.phrases import AnyOf
from agreements.reading.sentences import clause

REACH = 90  # characters before a phrase in which auxiliaries and negation are sought
_WORD = re.compile(r"[^\W\d_]+")

# Lists of words that govern the phrase right behind them, and how many words may stand between.
_NEAR = {
    "negation": 4,
    "denial": 14,
    "auxiliary": 2,
    "future": 4,
    "future_passive": 2,
    "possible": 3,
    "wish": 5,
    "done": 1,
    "ahead": 2,
    "after_that": 4,
}
# Lists of words that colour the text around them wherever they stand.
_AROUND = ("condition", "inner", "open", "doubt", "hearsay", "later", "plan")


@cache
def _markers(language: str) -> Mapping[str, AnyOf]:
    lex = lexicon(language)
    words = lex.words["modality"]
    stop = "|".join(words["stop"].split())
    patterns = {}
    for name in (*_NEAR, *_AROUND):
        # A denial reaches over "that"; nothing else does.
        word = r"[^\s;:]+" if name == "denial" else rf"(?!(?:{stop})\b)[^\s;:]+"
        tail = rf"(?:[\s,\"']+{word}){{0,{_NEAR[name]}}}[\s,\"'(]*$" if name in _NEAR else ""
        patterns[name] = AnyOf([lex.pattern(phrase) for phrase in words[name]], tail)
    return patterns


@dataclass(frozen=True)
class _Setting:
    """A phrase in its clause, and what stands around it."""

    heard: Heard
    language: str

    @cached_property
    def bounds(self) -> tuple[int, int]:
        return clause(self.heard.text, self.heard.start)

    @cached_property
    def before(self) -> str:
        return self.heard.text[max(self.bounds[0], self.heard.anchor - REACH) : self.heard.anchor]

    @property
    def opening(self) -> str:
        """The clause up to the phrase."""
        return self.heard.text[self.bounds[0] : self.heard.start]

    @property
    def phrase(self) -> str:
        return self.heard.text[self.heard.start : self.heard.end]

    @property
    def after(self) -> str:
        return self.heard.text[self.heard.end : self.bounds[1]]

    @cached_property
    def passive(self) -> bool:
        return self.heard.time == "participle" or (self.language == "en" and self.heard.time == "past")

    def governed(self, *names: str) -> bool:
        return any(self.has(name, self.before) for name in names)

    def has(self, name: str, text: str) -> bool:
        return _markers(self.language)[name].found_in(text, self.heard.passage.sentence.stems)

    @cached_property
    def told(self) -> str:
        """What happened, by the outlet's own word or by hearsay."""
        hearsay = self.has("hearsay", self.heard.text) or self.has("doubt", _part(self.heard.text, self.heard.start))
        return "reported" if hearsay else "happened"


def modality(heard: Heard, language: str) -> str | None:
    """The modality of a phrase; None where the sentence leaves open whether it is so."""
    here = _Setting(heard, language)
    if here.passive and (heard.noun_before or (language == "es" and not here.governed("auxiliary"))):
        return "happened"  # "the accord signed in May": what is said of the accord does not touch it
    if _denied(here):
        return "denied"
    if here.has("open", here.opening):
        return None
    if here.has("condition", here.opening):
        return "hypothetical"
    if heard.time in ("present", "infinitive", None) and here.has("later", here.after[:REACH]):
        return "planned"
    return _by_time(here)


def _denied(here: _Setting) -> bool:
    start = here.heard.start
    denial = here.has("denial", here.heard.text[max(0, start - 2 * REACH) : start])
    return denial or here.has("inner", here.phrase) or here.governed("negation")


def _by_time(here: _Setting) -> str:
    time = here.heard.time
    if time == "present" or (time == "past" and not here.passive):
        return here.told
    if time == "subjunctive" and here.governed("after_that"):
        return here.told
    if time == "subjunctive" or here.governed("possible"):
        return "hypothetical"
    if time == "conditional":
        return "reported" if here.has("doubt", here.before) else "planned"
    if time == "future" or (here.passive and here.governed("future_passive")):
        return "planned"
    if time == "infinitive":
        return _of_infinitive(here)
    if here.passive or here.heard.rule.meaning.axis == "character":
        return here.told
    if time is None:
        return _of_noun(here)
    return "planned" if here.governed("ahead", "future_passive") or here.has("plan", here.before) else here.told


def _of_infinitive(here: _Setting) -> str:
    if here.governed("done"):
        return here.told
    if here.governed("wish"):
        return "hypothetical"
    return "planned" if here.language == "es" or here.governed("future") else here.told


def _of_noun(here: _Setting) -> str:
    """Of a phrase that was found by its nouns: by the verb in it, by words before it, by what follows."""
    if here.phrase.startswith("to ") or here.governed("future_passive"):
        return "planned"
    # Its first word is a noun, though in Spanish it may look like a verb.
    inside = _first_time(here.phrase.partition(" ")[2] if here.language == "es" else here.phrase, here.language)
    if inside == "past":
        return here.told
    if here.governed("wish"):
        return "hypothetical"
    if inside or here.governed("ahead") or here.has("plan", here.before):
        return "planned"
    return "planned" if _first_time(here.after, here.language) in ("future", "conditional") else here.told


def _first_time(text: str, language: str) -> str | None:
    """The time of the first finite verb of a text, of those that the lexicon knows."""
    times = lexicon(language).times
    for word in _WORD.findall(text[:REACH]):
        if word in ("will", "would"):
            return "future"
        if times.get(word) in ("future", "conditional", "past"):
            return times[word]
    return None


def _part(text: str, place: int) -> str:
    """The part of a sentence between commas around an index."""
    end = text.find(", ", place)
    return text[max(text.rfind(", ", 0, place), 0) : end if end >= 0 else len(text)]
