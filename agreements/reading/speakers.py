"""Who is said to say it: a named person to whom the sentence attributes the claim. Institutions are none. Pure."""

import re
from functools import cache

from agreements.reading.focus import Passage
from agreements.reading.lexicon import lexicon
from agreements.reading.phrases import AnyOf

NEAR = 80  # characters between a verb of saying and the name of who speaks

_WORD = r"[A-ZÁÉÍÓÚÑ][\w'’.-]*[\w]"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:de|del|la|las|los|van|von|y)\s+)*(?:[A-ZÁÉÍÓÚÑ]\.|{_WORD})){{0,4}}")
_TURN = re.compile(r"^\s*(?:[A-Z]{2,4}\.\s+)?([A-ZÁÉÍÓÚÑ' -]{4,40}?)(?:,[^:]{0,60})?:\s")


@cache
def _saying(language: str) -> tuple[AnyOf, frozenset[str]]:
    words = lexicon(language).words["speech"]
    verbs = AnyOf([lexicon(language).pattern(phrase) for phrase in words["verbs"]])
    return verbs, frozenset(words["no_names"].split())


def speaker(passage: Passage, earlier: str, language: str) -> str | None:
    """The person's name as the item spells it in full, or None. `earlier`: the item, where the full name is sought."""
    sentence = passage.sentence
    raw = passage.field.original(sentence.start, sentence.start + len(sentence.text))
    if turn := _TURN.match(raw):
        return _in_full(turn[1].title().split()[-1], earlier)
    verbs, no_names = _saying(language)
    places = [match.span() for match in verbs.matches(sentence.text, sentence.stems)]
    if not places:
        return None
    found = [
        (min(_gap(match.span(), place) for place in places), name)
        for match in _NAME.finditer(raw)
        if (name := _person(match.group(), no_names))
    ]
    near = sorted(each for each in found if each[0] <= NEAR)
    full = _in_full(near[0][1], earlier) if near else None
    return _person(full, no_names) if full else None


def _gap(name: tuple[int, int], verb: tuple[int, int]) -> int:
    return max(name[0] - verb[1], verb[0] - name[1], 0)


def _person(name: str, no_names: frozenset[str]) -> str | None:
    """A run of capitals without the offices before it; None if it names something else."""
    words = name.split()
    while words and words[0].lower().strip(".") in no_names:
        words = words[1:]
    if not words or any(word.lower().strip(".'’s") in no_names for word in words):
        return None
    return " ".join(words).removesuffix("'s").removesuffix("’s")


def _in_full(name: str, earlier: str) -> str | None:
    """The longest name in the item that ends with, or holds, this surname; a lone first word is nobody."""
    words = name.split()
    if len(words) > 1:
        return name
    surname = words[0]
    pattern = re.compile(rf"(?:{_WORD}\s+(?:[A-ZÁÉÍÓÚÑ]\.\s+)?){{1,2}}{re.escape(surname)}(?:\s+{_WORD})?")
    candidates = [match.group() for match in pattern.finditer(earlier)]
    return max(candidates, key=len, default=None)
