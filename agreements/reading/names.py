"""The names of tracked agreements made into patterns: titles, aliases and cues, as they may stand in a sentence. Pure.

A name is loosened before it is sought: any word for an instrument will do (deal, pact, accord …), and who it is with is
left to the countries of the sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agreements.reading.folding import fold
from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon, agreement_cues, lexicon, places
from agreements.reading.phrases import MOST_WAYS, AnyOf, Index, Pattern, PhraseError, compile_phrase, stems, ways
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
    `topic`: is only its subject matter. `never`: means something else, whatever name stands in it."""

    slug: str
    pattern: Pattern
    weight: float
    acronym: bool = False
    topic: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What to look for in one language. `older`: words that mean the older of two agreements of one name.
    `forms`: words for a form, each with the name of the form; `forms_of`: agreement → forms in its names. `gists`:
    agreement → what an item must all touch to be about it though it names nothing."""

    tracked: Mapping[str, Tracked]
    sought: Index[Sought]
    older: AnyOf
    forms: Mapping[str, str]
    forms_of: Mapping[str, frozenset[str]]
    gists: Mapping[str, tuple[Pattern, ...]]


@lru_cache(maxsize=16)
def known(tracked: tuple[Tracked, ...], language: str) -> Known:
    """Patterns for all names and cues of the agreements in one language."""
    lex = lexicon(language)
    sought = [each for agreement in tracked for each in _sought(agreement, lex)]
    older = AnyOf([lex.pattern(phrase) for phrase in lex.words["older"]["marks"]])
    index = Index((each.pattern, each) for each in sought)
    forms = {word: group.split()[0] for group in lex.words.get("forms", {}).get("groups", ()) for word in group.split()}
    gists = {
        each.slug: tuple(map(lex.pattern, phrases))
        for each in tracked
        if (phrases := agreement_cues().get(each.slug, {}).get(f"gist_{language}"))
    }
    other = AnyOf([lex.pattern(phrase) for phrase in lex.words.get("forms", {}).get("never", ())])
    forms_of = {each.slug: _forms(each, language, forms, other) for each in tracked}
    return Known({each.slug: each for each in tracked}, index, older, forms, forms_of, gists)


def _forms(agreement: Tracked, language: str, forms: Mapping[str, str], other: AnyOf) -> frozenset[str]:
    """Forms in its names. `other`: phrases in which such a word means no form, as "canje de notas"."""
    folded = (fold(name.text).text for name in agreement.names if name.language in (None, language))
    names = [name for name in folded if not other.found_in(name, stems(name))]
    return frozenset(forms[word] for name in names for word in re.findall(r"\w+", name) if word in forms)


def _sought(agreement: Tracked, lex: Lexicon) -> Iterator[Sought]:
    yield from _named(agreement, lex)
    yield from _cued(agreement, lex)
    yield from _taught(agreement, lex)


def _named(agreement: Tracked, lex: Lexicon) -> Iterator[Sought]:
    """By its titles and aliases; an alias in capitals is of every language."""
    seen = set()
    for name in agreement.names:
        if name.language not in (None, lex.language) and not _LANGUAGE_FREE.match(name.text):
            continue
        acronym = bool(_ACRONYM.match(name.text))
        phrase = fold(name.text).text if acronym else loosened(name.text, agreement.parties, lex)
        if phrase not in seen and (pattern := _compiled(phrase, lex)):
            weight = _weight(_stateless(name.text, agreement.parties), phrase)
            yield Sought(agreement.slug, pattern, weight, acronym)
        seen.add(phrase)


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
    for phrase in cues.get(f"never_{lex.language}", ()):
        yield Sought(agreement.slug, lex.pattern(phrase), PLAIN, never=True)


def _taught(agreement: Tracked, lex: Lexicon) -> Iterator[Sought]:
    """By what analysts added."""
    for cue in agreement.cues:
        # A list that it names may have left the lexicon since it was taught: that must not end all reading.
        if cue.language == lex.language and (pattern := _compiled(cue.phrase, lex)):
            topic, never = cue.meaning == "topic", cue.meaning == "never"
            yield Sought(agreement.slug, pattern, TOPIC if topic else PLAIN, topic=topic, never=never)


def _compiled(phrase: str, lex: Lexicon) -> Pattern | None:
    """None where a name has no words."""
    try:
        if ways(iter(phrase.split())) <= MOST_WAYS:
            return lex.pattern(phrase) if phrase else None
    except PhraseError:
        pass
    # People write names with signs that mean something in the phrase language: then word for word.
    words = _SIGNS.sub(" ", phrase)
    return compile_phrase(words, {}, {}) if words.strip() else None


def _weight(name: str, phrase: str) -> float:
    """Names with several capitals or a year tell more than descriptions, unless these are long."""
    capitals = len(_CAPITALISED.findall(name[1:]))
    return STRONG if capitals > 1 or year_in(name) or len(phrase.split()) >= LONG else PLAIN


def _stateless(name: str, parties: Sequence[str]) -> str:
    """A name without its parties': their capitals are in every name."""
    for word in _state_names(tuple(parties)):
        name = re.sub(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", "", name)
    return name


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
