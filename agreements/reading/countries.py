"""Which states a sentence speaks of: as a side of an agreement, or only as a place or a nationality. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from agreements.reading.lexicon import lexicon, places
from agreements.reading.phrases import STEM, AnyOf
from agreements.reading.sentences import Field, Sentence

SHORT = 4  # names of up to so many letters are common words too: they count only with their capitals
_WORD = re.compile(r"\w+")
_FAMILY_NAME = re.compile(r"\s+(?:[A-Z]\.\s+)?[A-ZÁÉÍÓÚÑ]\w")


@dataclass(frozen=True, slots=True)
class Country:
    """A state named at a span of a sentence. `side`: where it may be a side of an agreement."""

    code: str
    start: int
    end: int
    side: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    cut: bool
    code: str
    adjective: bool
    people: bool


@cache
def _index() -> Mapping[str, tuple[_Word, ...]]:
    """First letters → the words that name a state, longest first: Guinea-Bissau before Guinea."""
    found: dict[str, list[_Word]] = {}
    for place in places():
        for words, adjective in ((place.names, False), (place.adjectives, True), (place.signs, False)):
            for each in words:
                word = _Word(each.rstrip("*"), each.endswith("*"), place.code, adjective, place.people)
                found.setdefault(_WORD.findall(each)[0][:STEM], []).append(word)
    return {stem: tuple(sorted(words, key=lambda word: -len(word.text))) for stem, words in found.items()}


def countries(sentence: Sentence, field: Field, language: str) -> list[Country]:
    """All states named in a sentence, in order."""
    found: list[Country] = []
    reached = 0
    for match in _WORD.finditer(sentence.text):
        if match.start() < reached:
            continue
        word = _word_at(sentence, match, field)
        if word is not None:
            reached = match.end() if word.cut else match.start() + len(word.text)
            found.append(_country(word, match.start(), reached, sentence.text, language))
    return found


def _word_at(sentence: Sentence, match: re.Match[str], field: Field) -> _Word | None:
    start = match.start()
    for word in _index().get(match.group()[:STEM], ()):
        end = start + len(word.text)
        whole = word.cut or not sentence.text[end : end + 1].isalnum()
        if whole and sentence.text.startswith(word.text, start) and _is_state(word, sentence, start, end, field):
            return word
    return None


def _is_state(word: _Word, sentence: Sentence, start: int, end: int, field: Field) -> bool:
    if word.people and _FAMILY_NAME.match(field.original(sentence.start + end, sentence.start + len(sentence.text))):
        return False
    return _in_capitals(sentence, start, end, field)


def _in_capitals(sentence: Sentence, start: int, end: int, field: Field) -> bool:
    if end - start > SHORT:
        return True
    raw = field.original(sentence.start + start, sentence.start + end)
    return raw.isupper() if len(raw) <= 2 else raw[0].isupper()


_ROW = re.compile(r"\s+and\s+(?:the\s+)?\w")


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands beside a name that is only a place, only a nationality, or a state that acts."""

    place_before: re.Pattern[str]
    people_after: re.Pattern[str]
    own_after: re.Pattern[str]
    own_before: re.Pattern[str]


@cache
def _surroundings(language: str) -> _Surroundings:
    lex = lexicon(language)

    def joined(name: str) -> str:
        return AnyOf([lex.pattern(phrase) for phrase in lex.words["countries"][name]]).regex

    return _Surroundings(
        place_before=re.compile(rf"(?:{joined('place_before')})\s*$"),
        people_after=re.compile(rf"[\s,-]*(?:\w+\s+)?(?:{joined('people')})"),
        own_after=re.compile(rf"[\s-]*(?:\w+\s+)?(?:{joined('own')})"),
        own_before=re.compile(rf"(?:{joined('own')})(?:\s+\w+)?\s*$"),
    )


def _and_another(word: _Word, after: str) -> bool:
    """Whether a state named by its short sign stands in a row: "US and Guatemala open talks"."""
    return word.text in ("us", "u.s.") and bool(_ROW.match(after))


def _country(word: _Word, start: int, end: int, text: str, language: str) -> Country:
    where = _surroundings(language)
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if word.adjective:
        owner = where.own_after.match(after) or where.own_before.search(before) or _and_another(word, after)
        return Country(word.code, start, end, side=bool(owner) and not where.people_after.match(after))
    return Country(word.code, start, end, side=not where.place_before.search(before))
