"""What an item is about, and what "the agreement" means in each of its sentences. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agreements.reading.anaphora import resolved
from agreements.reading.countries import Country, countries
from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon
from agreements.reading.matching import Mention, Time, mentions
from agreements.reading.names import STRONG, Known
from agreements.reading.phrases import Pattern
from agreements.reading.sentences import Field, Sentence
from agreements.reading.sides import lean, strange
from agreements.reading.years import years_in

_WITH = re.compile(r"\b(?:with|con)\s+(?:the\s+|los\s+)?$")
TITLE, LEAD, BODY = 3.0, 2.0, 1.0
NAMED_OFTEN = 3  # times that a side is named in an item whose headline is about others
SHARE = 0.5  # of the weight of what is in focus, for subject matter to turn it
LEAST = 1.0  # weight from which on an item is about something; one touch of its subject is less
QUESTIONS = 3  # paragraphs with a question by which an item is a talk
TOPIC = 0.5  # the subject matter tells half as much as a name


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the states and agreements in it. `focus`: what a word for an instrument means here.

    `main`: what the item is mainly about. `foreign`: it speaks of another state's agreement unless it names ours.
    `lean`: the sentence as rules see it."""

    sentence: Sentence
    field: Field
    countries: tuple[Country, ...]
    mentions: tuple[Mention, ...]
    lean: str
    focus: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    foreign: bool = False

    def strange(self, start: int, end: int, agreement: Tracked) -> bool:
        """Whether a span is of other states' agreement, not of this one."""
        return strange(self.sentence.text, start, end, self.countries, agreement.parties)

    @property
    def whole(self) -> tuple[int, int]:
        return 0, len(self.sentence.text)


@dataclass(frozen=True, slots=True)
class Discourse:
    """An item's passages, and how much each agreement weighs in it."""

    passages: tuple[Passage, ...]
    weights: Mapping[str, float]


def discourse(
    sentences: Sequence[Sentence], fields: Mapping[str, Field], known: Known, lexicon: Lexicon, day: date | None
) -> Discourse:
    """All passages of an item, with mentions only of agreements that can be meant in it. `day`: of the item."""
    time = Time(day, frozenset(year for each in fields.values() for year in years_in(each.raw)))
    passages = [_passage(each, fields[each.field], known, lexicon, time) for each in sentences]
    counts = Counter(country.code for passage in passages for country in passage.countries)
    barred = {slug for slug, agreement in known.tracked.items() if _barred(agreement, passages, counts)}
    passages = [replace(each, mentions=_own(each, known, barred)) for each in passages]
    weights = _weights(passages)
    if max(weights.values(), default=0.0) < LEAST:
        weights |= _gist(passages, known, barred)
    return Discourse(tuple(_focused(passages, known, weights, barred)), weights)


def _passage(sentence: Sentence, field: Field, known: Known, lexicon: Lexicon, time: Time) -> Passage:
    named = tuple(countries(sentence, field, lexicon.language))
    found = tuple(mentions(sentence, field, known, lexicon, time))
    return Passage(sentence, field, named, found, lean(sentence.text, named))


# --- what an item may be about ---------------------------------------------------------------------------------------


def _barred(agreement: Tracked, passages: Sequence[Passage], counts: Counter[str]) -> bool:
    """Whether an item cannot be about an agreement: its sides are absent, or the headline names other sides."""
    present = [code for code in agreement.sides if counts[code]]
    if not present or (len(present) < len(agreement.sides) and not _named_alone(agreement, passages)):
        return True
    if any(each.sentence.title and each.strange(*each.whole, agreement) for each in passages):
        return min(counts[code] for code in agreement.sides) < NAMED_OFTEN
    return False


def _named_alone(agreement: Tracked, passages: Sequence[Passage]) -> bool:
    """Whether an item that leaves out one side names the agreement so that no other is meant."""
    if _home_unsaid(agreement, [each for each in passages if each.sentence.lead]):
        return True
    strong = [each for each in passages for m in each.mentions if m.weight >= STRONG and agreement.slug in m.slugs]
    if len(agreement.parties) > len(agreement.sides) and any(each.sentence.lead for each in strong):
        return True  # of many parties: an item about it need not name ours
    others = (c for each in passages for c in each.countries if c.side and c.code not in agreement.parties)
    return bool(strong) and not any(others)


def _home_unsaid(agreement: Tracked, lead: Sequence[Passage]) -> bool:
    """Whether an outlet leaves its own state unsaid: "the asylum accord with the United States"."""
    named = any(agreement.slug in m.slugs and not m.topic for each in lead for m in each.mentions)
    abroad = any(
        c.code in agreement.sides and _WITH.search(each.sentence.text[: c.start])
        for each in lead
        for c in each.countries
    )
    strangers = any(c.side and c.code not in agreement.parties for each in lead for c in each.countries)
    return named and abroad and not strangers


def _own(passage: Passage, known: Known, barred: set[str]) -> tuple[Mention, ...]:
    """Mentions without those that, by the states beside them, are of another agreement."""

    def ours(slug: str, mention: Mention) -> bool:
        return slug not in barred and not passage.strange(mention.start, mention.end, known.tracked[slug])

    kept = [replace(m, slugs=tuple(slug for slug in m.slugs if ours(slug, m))) for m in passage.mentions]
    return tuple(mention for mention in kept if mention.slugs or mention.word or mention.other)


# --- what it is about ------------------------------------------------------------------------------------------------


def _weights(passages: Sequence[Passage]) -> dict[str, float]:
    """Agreement → how much of the item speaks of it."""
    weights: dict[str, float] = {}
    for passage in passages:
        place = TITLE if passage.sentence.title else LEAD if passage.sentence.lead else BODY
        best: dict[str, float] = {}
        for mention in passage.mentions:
            for slug in mention.slugs:
                best[slug] = max(best.get(slug, 0.0), mention.weight * (TOPIC if mention.topic else 1.0))
        for slug, weight in best.items():
            weights[slug] = weights.get(slug, 0.0) + place * weight
    return weights


def _gist(passages: Sequence[Passage], known: Known, barred: set[str]) -> dict[str, float]:
    """What an item is about that names nothing, but speaks of an instrument and touches all of an agreement's gist."""
    if not any(mention.word for each in passages for mention in each.mentions):
        return {}

    def told(pattern: Pattern) -> int:
        likely = (each.sentence for each in passages if pattern.may_match(each.sentence.stems))
        return sum(bool(pattern.regex.search(sentence.text)) for sentence in likely)

    touched = {slug: min(map(told, gist)) for slug, gist in known.gists.items() if slug not in barred}
    best = max(touched, key=lambda slug: (touched[slug], len(known.gists[slug])), default=None)
    return {best: LEAST} if best and touched[best] else {}


def _focused(
    passages: Sequence[Passage], known: Known, weights: Mapping[str, float], barred: set[str]
) -> list[Passage]:
    """The same passages, each with what it is about when it names nothing: what was named last, else the main one."""
    best = max(weights, key=lambda slug: weights[slug], default=None)
    main = (best,) if best and weights[best] >= LEAST else ()
    focus: tuple[str, ...] = ()
    possible = replace(known, tracked={slug: each for slug, each in known.tracked.items() if slug not in barred})
    asked = _asked(passages)
    found, paragraph = [], -1
    for passage in passages:
        if passage.sentence.paragraph != paragraph:
            paragraph, focus = passage.sentence.paragraph, focus if asked else main
        others = _of_others(passage, focus or main, known)
        if not focus and not others:
            focus = main  # back from other states to ours
        least = 0.0 if paragraph in asked else SHARE  # what is asked about is talked about
        around = _next_focus(passage, [], focus, others, weights, least)
        meant = resolved(passage.mentions, passage.sentence.text, around, weights, possible)
        named = [m for m in meant if m.slugs and not m.topic and not m.word]
        focus = _next_focus(passage, named, focus, others, weights, least)
        found.append(replace(passage, focus=focus, main=main, mentions=meant, foreign=others and not named))
    return found


def _asked(passages: Sequence[Passage]) -> set[int]:
    """Paragraphs with a question, in a talk: there a paragraph goes on about what was asked before it."""
    asked = {each.sentence.paragraph for each in passages if each.sentence.question and not each.sentence.title}
    return asked if len(asked) >= QUESTIONS else set()


def _next_focus(
    passage: Passage,
    named: Sequence[Mention],
    focus: tuple[str, ...],
    others: bool,
    weights: Mapping[str, float],
    least: float,
) -> tuple[str, ...]:
    """What a word for an instrument means from here on. Subject matter turns it only to what weighs in the item: the
    least share of what is in focus."""
    if named:
        return named[-1].slugs
    if others:
        return ()
    told = [slug for m in passage.mentions if m.topic for slug in m.slugs]
    weighty = [slug for slug in told if weights[slug] >= least * max((weights[each] for each in focus), default=0.0)]
    return (weighty[0],) if weighty and not set(told) & set(focus) else focus


def _of_others(passage: Passage, focus: Sequence[str], known: Known) -> bool:
    """Whether a passage speaks of other states than the parties of what is in focus."""
    agreements = [known.tracked[slug] for slug in focus]
    return bool(agreements) and all(passage.strange(*passage.whole, each) for each in agreements)
