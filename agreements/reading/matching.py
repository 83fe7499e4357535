"""Which tracked agreements a sentence speaks of. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon
from agreements.reading.names import STRONG, Known, Sought
from agreements.reading.phrases import AnyOf
from agreements.reading.sentences import Field, Sentence
from agreements.reading.years import years_in

YEARS_AHEAD = 2  # by which an agreement may be spoken of before the record tells anything of it
SOON = timedelta(14)  # by which an agreement of the same name may lie ahead
BESIDE = 80  # characters between a name and words that mean an earlier agreement of that name
RECENT = 3  # years in which an agreement is spoken of without its date
ALIKE = 0.8  # share of its length by which a name is as telling as a longer one over the same words


@dataclass(frozen=True, slots=True)
class Mention:
    """Agreements spoken of at a span of a sentence. `word`: only a word for an instrument ("the accord").
    `topic`: only their subject matter. `older`: earlier agreements that go by the same name. `other`: what is known to
    be another instrument, none of ours."""

    start: int
    end: int
    slugs: tuple[str, ...]
    weight: float
    word: bool = False
    topic: bool = False
    older: tuple[str, ...] = ()
    other: bool = False

    def distance(self, start: int, end: int) -> int:
        return max(self.start - end, start - self.end, 0)


@dataclass(frozen=True, slots=True)
class Time:
    """The day of an item, and the years that it names."""

    day: date | None
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    sought: Sought
    agreement: Tracked

    def overlaps(self, other: "Mention | _Hit") -> bool:
        return self.start < other.end and other.start < self.end

    def as_telling_as(self, other: "_Hit") -> bool:
        return self.sought.weight >= other.sought.weight and self.end - self.start >= ALIKE * (other.end - other.start)


def mentions(sentence: Sentence, field: Field, known: Known, lexicon: Lexicon, time: Time) -> list[Mention]:
    """All mentions in a sentence: names first, then words for an instrument, then subject matter."""
    hits = [
        _Hit(match.start(), match.end(), sought, known.tracked[sought.slug])
        for pattern, sought in known.sought.candidates(sentence.stems)
        if _possible(known.tracked[sought.slug], time.day)
        for match in pattern.regex.finditer(sentence.text)
        if not sought.acronym or _in_capitals(match, sentence, field)
    ]
    # A phrase that means something else takes away the names that lie in it, and is none itself.
    never = [hit for hit in hits if hit.sought.never]
    hits = [
        hit for hit in hits if not any(hit.sought.slug == each.sought.slug and each.overlaps(hit) for each in never)
    ]
    named = [hit for hit in hits if not hit.sought.topic and not _long_ago(hit, sentence, known.older, time)]
    names = _names(named, sentence, known, time.day)
    topics = [
        Mention(hit.start, hit.end, (hit.sought.slug,), hit.sought.weight, topic=True)
        for hit in hits
        if hit.sought.topic
    ]
    others = [Mention(hit.start, hit.end, (), 0.0, other=True) for hit in never if not any(map(hit.overlaps, names))]
    return names + others + _words(sentence, [*names, *others], lexicon) + topics


def _in_capitals(match: re.Match[str], sentence: Sentence, field: Field) -> bool:
    """An acronym stands in capitals in a sentence that has small letters too."""
    raw = field.original(sentence.start + match.start(), sentence.start + match.end())
    whole = field.original(sentence.start, sentence.start + len(sentence.text))
    return raw.isupper() and not whole.isupper()


def _possible(agreement: Tracked, day: date | None) -> bool:
    """An item cannot speak of what comes years after it."""
    return day is None or agreement.since is None or agreement.since.year <= day.year + YEARS_AHEAD


def _recalled(hit: _Hit, sentence: Sentence, older: AnyOf) -> bool:
    """Whether it is said of the earlier of two beside it: "the deal of Trump's first term"."""
    return older.found_in(sentence.text[max(0, hit.start - BESIDE) : hit.end + BESIDE], sentence.stems)


def _long_ago(hit: _Hit, sentence: Sentence, older: AnyOf, time: Time) -> bool:
    """A mere description means an agreement of years ago only where its year is named, or beside it one since."""
    since = hit.agreement.since
    if time.day is None or since is None or hit.sought.weight >= STRONG or _recalled(hit, sentence, older):
        return False
    since_then = any(since.year <= year < time.day.year for year in years_in(sentence.text))
    return time.day.year - since.year > RECENT and since.year not in time.years and not since_then


def _names(hits: Sequence[_Hit], sentence: Sentence, known: Known, day: date | None) -> list[Mention]:
    """The most telling and longest names win their place; where agreements share a name, time decides."""
    taken: list[Mention] = []
    for hit in sorted(hits, key=lambda hit: (-hit.sought.weight, hit.start - hit.end, hit.start)):
        if any(hit.overlaps(other) for other in taken):
            continue
        same = [each for each in hits if each.overlaps(hit) and each.as_telling_as(hit)]
        sharing = list({each.agreement.slug: each.agreement for each in same}.values())
        chosen = _in_time(sharing, sentence, _recalled(hit, sentence, known.older), day)
        older = [each.slug for each in sharing if each not in chosen and _since(each) < _since(chosen[0])]
        slugs = tuple(each.slug for each in chosen)
        taken.append(Mention(hit.start, hit.end, slugs, hit.sought.weight, older=tuple(older)))
    return sorted(taken, key=lambda mention: mention.start)


def _since(agreement: Tracked) -> date:
    return agreement.since or date.min


def _in_time(sharing: list[Tracked], sentence: Sentence, recalled: bool, day: date | None) -> list[Tracked]:
    """Of agreements that share a name: the one of a year named beside it, else the last that was there on the day."""
    years = years_in(sentence.text)
    named = [each for each in sharing if _since(each).year in years]
    if len(sharing) == 1 or named:
        return named or sharing
    # What was done to it in a year named here was not done to one that came later.
    ends = [each for each in (day, date(max(years), 12, 31) if years else None) if each]
    if not ends:
        return sharing
    there = [each for each in sharing if _since(each) <= min(ends) + SOON] or [min(sharing, key=_since)]
    first = (min if recalled else max)(map(_since, there))
    return [each for each in there if _since(each) == first]


def _words(sentence: Sentence, names: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Words for an instrument that are not part of a name, nor of what is known to be none."""
    found = [
        Mention(match.start(), match.end(), (), 0.0, word=True)
        for pattern in lexicon.cues["headline_word" if sentence.title else "word"]
        if pattern.may_match(sentence.stems)
        for match in pattern.regex.finditer(sentence.text)
    ]
    return [word for word in found if not any(word.start < name.end and name.start < word.end for name in names)]
