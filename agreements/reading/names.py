"""The names of tracked agreements made into patterns: titles, aliases and cues, as they may stand in a sentence. Pure.

A name is loosened before it is sought: any word for an instrument will do (deal, pact, accord …), and who it is with is
left to the countries of the sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agreements.reading.folding import fold
from agreements.reading.item import Name, Tracked
from agreements.reading.lexicon import Lexicon, agreement_cues, lexicon, places
from agreements.reading.phrases import AnyOf, Index, Pattern, PhraseError, compile_phrase
from agreements.reading.years import year_in

STRONG = 3.0  # weight of a name that needs no more
PLAIN = 2.0  # of a description
TOPIC = 1.0  # of subject matter
LONG = 5  # words from which on a description is as good as a name

_ACRONYM = re.compile(r"^[A-Z][A-Z0-9]{1,7}$")
_LANGUAGE_FREE = re.compile(r"^[A-Z][A-Z0-9-]{1,7}$")
_CAPITALISED = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w-]+")
_SIGNS = re.compile(r"[()|\[\]@*]|\.\.\d*")  # of the phrase language
_WITH = r"(?:\b(?:with|con|between|entre|and|y|de|of|in|en)\s+)?"
_EDGES = re.compile(r"^(?:the|el|la|los|las|un|una|an?)\s+|\s+(?:with|con|of|de|in|en|entre|between|and|y)$")


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern that means one agreement. `weight`: how telling it is. `acronym`: must stand in capitals.
    `topic`: is only its subject matter."""

    slug: str
    pattern: Pattern
    weight: float
    acronym: bool = False
    topic: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What to look for in one language. `older`: words that mean the older of two agreements of one name."""

    tracked: Mapping[str, Tracked]
    sought: Index[Sought]
    older: AnyOf


@lru_cache(maxsize=16)
def known(tracked: tuple[Tracked, ...], language: str) -> Known:
    """Patterns for all names and cues of the agreements in one language."""
    lex = lexicon(language)
    sought = [each for agreement in tracked for each in (*_named(agreement, lex), *_cued(agreement, lex))]
    older = AnyOf([lex.pattern(phrase) for phrase in lex.words["older"]["marks"]])
    index = Index((each.pattern, each) for each in sought)
    return Known({each.slug: each for each in tracked}, index, older)


def _named(agreement: Tracked, lex: Lexicon) -> Iterator[Sought]:
    """By its titles and aliases; an alias in capitals is of every language."""
    seen = set()
    for name in agreement.names:
        if name.language not in (None, lex.language) and not _LANGUAGE_FREE.match(name.text):
            continue
        acronym = bool(_ACRONYM.match(name.text))
        phrase = fold(name.text).text if acronym else loosened(name.text, agreement.parties, lex)
        if phrase and phrase not in seen:
            seen.add(phrase)
            yield Sought(agreement.slug, _compiled(phrase, lex), _weight(name, phrase), acronym)


def _cued(agreement: Tracked, lex: Lexicon) -> Iterator[Sought]:
    """By the cues of its own, or else of its kind."""
    cues = agreement_cues().get(agreement.slug)
    if cues is None:
        for pattern in lex.cues.get(agreement.kind, ()):
            yield Sought(agreement.slug, pattern, TOPIC, topic=True)
        return
    for phrase in cues.get(f"names_{lex.language}", ()):
        yield Sought(agreement.slug, lex.pattern(phrase), PLAIN)
    for phrase in cues.get(f"topics_{lex.language}", ()):
        yield Sought(agreement.slug, lex.pattern(phrase), TOPIC, topic=True)


def _compiled(phrase: str, lex: Lexicon) -> Pattern:
    try:
        return lex.pattern(phrase)
    except PhraseError:
        # People write names with signs that mean something in the phrase language: then word for word.
        return compile_phrase(_SIGNS.sub(" ", phrase), {}, {})


def _weight(name: Name, phrase: str) -> float:
    """Names with several capitals or a year tell more than descriptions, unless these are long."""
    capitals = len(_CAPITALISED.findall(name.text[1:]))
    return STRONG if capitals > 1 or year_in(name.text) or len(phrase.split()) >= LONG else PLAIN


def loosened(name: str, parties: Sequence[str], lex: Lexicon) -> str:
    """A name without the states that it is with, and with any word for an instrument in place of its own.

    Empty if nothing is left that tells it from any other instrument."""
    text = re.sub(r"[(),/]", " ", fold(name).text)
    for word in _state_names(tuple(parties)):
        text = re.sub(rf"{_WITH}(?<!\w){re.escape(word)}(?!\w)-?", " ", text)
    text = re.sub(r"\s+-\s*|\s*-\s+", " ", text).replace("-", " ")
    words = " ".join(lex.words["instruments"].get(word, word) for word in text.split())
    while (shorter := _EDGES.sub("", words)) != words:
        words = shorter
    bare = re.sub(r"@instrument|\b(?:the|el|la|un|una|a|new|nuevo)\b", "", words).strip()
    return words if bare else ""


@lru_cache(maxsize=64)
def _state_names(parties: tuple[str, ...]) -> tuple[str, ...]:
    words = [word for place in places() if place.code in parties for word in place.names]
    return tuple(sorted(words, key=len, reverse=True))
