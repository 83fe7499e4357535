"""A phrase in its clause, and the words around it that tell of its modality. Pure.

Which words govern a phrase, and how far they reach, stands here; the words themselves in the lexicon, under [modality].
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from agreements.reading.hearing import Heard
from agreements.reading.lexicon import lexicon
from agreements.reading.phrases import Index, Pattern
from agreements.reading.sentences import clause

REACH = 90  # characters before a phrase in which auxiliaries and negation are sought
_IF = re.compile(r"\bsi\b")
_IN_MAY = re.compile(  # the month
    r"\b(?:in|last|since|by|until|of|early|late|mid|this|next|from|during|before|after)[\s-]may\b(?!\s+(?:be|have|not)\b)"
    r"|\bmay\s+\d+"
)
_WITHIN = re.compile(r"\b(?:that|which|who|que|quien|cual)\s[^,]*$")

# Lists of words that govern the phrase right behind them, and how many words may stand between.
_NEAR = {
    "negation": 4,
    "nobody": 10,
    "not_yet": 6,
    "at_no_time": 16,
    "denial": 14,
    "auxiliary": 2,
    "future": 4,
    "future_passive": 2,
    "possible": 5,
    "wish": 5,
    "done": 1,
    "promised": 2,
    "none_such": 1,
    "any_such": 3,
    "ahead": 2,
    "lasting": 2,
    "after_that": 12,
    "ahead_that": 8,
    "intended": 3,
    "yet": 1,
    "far_negation": 7,
    "without": 3,
}
# Lists of words that colour the text around them wherever they stand.
_AROUND = (
    "condition",
    "inner",
    "open",
    "doubt",
    "hearsay",
    "later",
    "plan",
    "scheduled",
    "undone",
    "once",
    "idle",
    "behind",
    "law",
    "only_because",
    "alleged",
    "untrue",
    "relief",
)


@cache
def _markers(language: str) -> Index[str]:
    """All these words, each with the name of its list: a sentence asks once for those that can stand in it."""
    lex = lexicon(language)
    words = lex.words["modality"]
    stop = "|".join(words["stop"].split())
    entries = []
    for name in (*_NEAR, *_AROUND):
        # A denial reaches over "that"; nothing else does.
        word = r"[^\s;:]+" if name in ("denial", "after_that") else rf"(?!(?:{stop})\b)[^\s;:]+"
        word = rf"(?!(?:{stop})\b)[^\s,;:]+" if name == "nobody" else word
        # "Sin" denies what stands right behind it, no verb of its own: "sin distintivos, han operado".
        if name == "without":
            word = rf"(?!(?:{stop}|ha|han|habia|habian|fue|fueron|es|son|esta|estan)\b)[^\s;:]+"
        tail = rf"(?:[\s,\"']+{word}){{0,{_NEAR[name]}}}[\s,\"'(]*$" if name in _NEAR else ""
        found = map(lex.pattern, words.get(name.removeprefix("far_"), ()))
        entries += [(Pattern(re.compile(each.regex.pattern + tail), each.needs), name) for each in found]
    return Index(entries)


@lru_cache(maxsize=64)
def _standing(language: str, stems: frozenset[str]) -> Mapping[str, list[re.Pattern[str]]]:
    """List → those of its words that can stand in a sentence with these stems."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for pattern, name in _markers(language).candidates(stems):
        found.setdefault(name, []).append(pattern.regex)
    return found


@dataclass(frozen=True)
class Setting:
    """A phrase in its clause, and what stands around it."""

    heard: Heard
    language: str

    @cached_property
    def bounds(self) -> tuple[int, int]:
        return clause(self.heard.text, self.heard.start)

    @cached_property
    def before(self) -> str:
        before = self.heard.text[max(self.bounds[0], self.heard.anchor - REACH) : self.heard.anchor]
        return _IN_MAY.sub(lambda match: "." * len(match.group()), before) if self.language == "en" else before

    @cached_property
    def opening(self) -> str:
        """The clause up to the phrase, without an idle "if anything" and a stressed "sí"."""
        text = self.heard.text[self.bounds[0] : self.heard.start]
        for match in self.matches("idle", text):
            text = text.replace(match.group(), " " * len(match.group()))
        return _IF.sub(lambda match: "si" if self._plain(match) else "..", text) if self.language == "es" else text

    def _plain(self, match: re.Match[str]) -> bool:
        """Whether a word of the opening has no accent where it stands: "si", not "sí"."""
        low = self.heard.passage.sentence.start + self.bounds[0]
        return self.heard.passage.field.original(low + match.start(), low + match.end()).isascii()

    @property
    def phrase(self) -> str:
        return self.heard.text[self.heard.start : self.heard.end]

    @property
    def after(self) -> str:
        return self.heard.text[self.heard.end : self.bounds[1]]

    @cached_property
    def passive(self) -> bool:
        return self.heard.time == "participle" or (self.language == "en" and self.heard.time == "past")

    @property
    def indicative(self) -> bool:
        """Whether its verb tells of a fact: "una vez que fueron repatriados"."""
        return self.heard.time in ("past", "present", "future") or (self.passive and self.governed("done"))

    def governed(self, *names: str) -> bool:
        return any(self.has(name, self.before) for name in names)

    def has(self, name: str, text: str) -> bool:
        return any(regex.search(text) for regex in self._regexes(name))

    def matches(self, name: str, text: str) -> list[re.Match[str]]:
        return [match for regex in self._regexes(name) for match in regex.finditer(text)]

    def _regexes(self, name: str) -> Sequence[re.Pattern[str]]:
        return _standing(self.language, self.heard.passage.sentence.stems).get(name, ())

    @cached_property
    def told(self) -> str:
        """What happened, by the outlet's own word or by hearsay."""
        doubted = self.has("doubt", _part(self.heard.text, self.heard.start))
        return "reported" if doubted or any(map(self.covered, self.hearsay)) else "happened"

    @property
    def hearsay(self) -> list[re.Match[str]]:
        return self.matches("hearsay", self.heard.text)

    def covered(self, hearsay: re.Match[str]) -> bool:
        """Whether hearsay is of the phrase: before it, or added behind a comma, not of something said within."""
        return hearsay.start() < self.heard.end or not _WITHIN.search(self.heard.text[self.heard.end : hearsay.start()])


def _part(text: str, place: int) -> str:
    """The part of a sentence between commas around an index."""
    end = text.find(", ", place)
    return text[max(text.rfind(", ", 0, place), 0) : end if end >= 0 else len(text)]
