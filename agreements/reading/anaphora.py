"""What a word for an instrument means: by its year, its form, what the sentence named before it, else by the focus.

"The 2019 accord" is that of 2019; "the letter" is the one agreement of the item that is a letter. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agreements.reading.dates import MONTHS
from agreements.reading.matching import Mention
from agreements.reading.names import Known
from agreements.reading.years import years_in

LIGHT = 0.25  # share of the weight of the main agreement, below which a form alone does not mean another
_INDEFINITE = re.compile(r"(?:an?|any|no|un|una|ningun|ninguna)\s")
BESIDE = 40  # characters between a word and a name behind it that explains it
_MONTHS = {name: number for names in MONTHS.values() for number, name in enumerate(names.split(), 1)}
_MONTH = re.compile(rf"\s+(?:of|from|de|del)\s+(?:(?:\d{{1,2}}|mes)\s+de\s+)?({'|'.join(_MONTHS)})\b")
_DATED = re.compile(
    r"\s*,?\s*(?:of|from|signed|concluded|reached|dated|de|del|desde|firmad\w+|suscrit\w+)\s[^;:()]{0,24}"
)


def resolved(
    mentions: Sequence[Mention], text: str, focus: tuple[str, ...], weights: Mapping[str, float], known: Known
) -> tuple[Mention, ...]:
    """The same mentions; those that are mere words now hold the agreements that they mean.

    `focus`: before the sentence. `weights`: of all agreements that the item may be about."""

    def meant(word: Mention) -> Mention:
        told = _by_year(word, text, focus, weights, known) or _by_form(word, text, focus, weights, known)
        if told or (told := _by_month(word, text, focus, weights, known)):
            return replace(word, slugs=told, word=False)  # as good as a name: what follows is about it
        return replace(word, slugs=_beside(word, text, mentions) or focus)

    return tuple(meant(m) if m.word else m for m in mentions)


def _by_year(
    word: Mention, text: str, focus: Sequence[str], weights: Mapping[str, float], known: Known
) -> tuple[str, ...]:
    """The one agreement of the year that stands with the word, among those of the item and of their kinds."""
    behind = _DATED.match(text[word.end :])
    years = years_in(text[word.start : word.end] + (behind.group() if behind else ""))
    if len(years) != 1:
        return ()
    kinds = {known.tracked[slug].kind for slug in (*focus, *weights)}
    found = [a.slug for a in known.tracked.values() if a.kind in kinds and a.year in years]
    return _only(found, focus, weights)


def _by_month(
    word: Mention, text: str, focus: Sequence[str], weights: Mapping[str, float], known: Known
) -> tuple[str, ...]:
    """The one agreement of the item that began in the month that stands behind the word: "the letter of August"."""
    month = _MONTH.match(text[word.end :])
    if month is None:
        return ()
    since = {slug: known.tracked[slug].since for slug in (*focus, *weights) if slug in known.tracked}
    return _only([slug for slug, day in since.items() if day and day.month == _MONTHS[month[1]]], focus, weights)


def _only(found: Sequence[str], focus: Sequence[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    """The one of several that is nearest: in focus, else in the item, else at all."""
    near = [slug for slug in found if slug in focus] or [slug for slug in found if slug in weights] or found
    return tuple(near) if len(near) == 1 else ()


def _by_form(
    word: Mention, text: str, focus: Sequence[str], weights: Mapping[str, float], known: Known
) -> tuple[str, ...]:
    """The one agreement of the item that has this form: the letter, the swap, the coalition."""
    form = known.forms.get(re.findall(r"\w+", text[word.start : word.end])[-1])
    if form is None or _INDEFINITE.match(text, word.start) or any(form in known.forms_of[slug] for slug in focus):
        return ()
    least = LIGHT * max(weights.values(), default=0.0)
    found = [slug for slug, weight in weights.items() if form in known.forms_of[slug] and weight >= least]
    return tuple(found) if len(found) == 1 else ()


def _beside(word: Mention, text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """What was named last before the word in its sentence, or right behind it: "the text, known as …"."""
    named = [m for m in mentions if m.slugs and not m.topic and not m.word]
    before = [m for m in named if m.end <= word.start]
    if before:
        return before[-1].slugs
    behind = [m for m in named if 0 <= m.start - word.end <= BESIDE and ";" not in text[word.end : m.start]]
    return behind[0].slugs if behind else ()
