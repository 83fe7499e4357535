"""Which agreement a phrase speaks of: one named near it, meant by a word, known by its subject, or in focus. Pure."""

import re
from collections.abc import Mapping, Sequence

from agreements.reading.hearing import Heard
from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon
from agreements.reading.matching import Mention
from agreements.reading.sentences import clause
from agreements.vocabulary import ENDED

WORD = 15  # characters by which a name may be farther than a mere word for an instrument
FAR = 120  # characters between a phrase and a name beyond which they belong together only within one clause
# What ends was in being before: of two agreements of one name, the older.
ENDS = ENDED | {"suspended", "termination_notified"}

_WORD = re.compile(r"[^\W\d_]+")
_AND = re.compile(r"\b(?:and|y|e)\s")
_RELATIVE = re.compile(r",?\s+(?:que|which|that|el cual|la cual|cuyo|cuya)\b")


def about(heard: Heard, known: Mapping[str, Tracked], lexicon: Lexicon) -> Sequence[str]:
    """Slugs of the agreements that a phrase speaks of; none if it may be of something else."""
    passage = heard.passage

    def fit(slugs: Sequence[str]) -> list[str]:
        return [slug for slug in slugs if _fits(heard, known[slug])]

    def meant(mention: Mention) -> list[str]:
        return fit(passage.focus if mention.word else mention.slugs)

    named = [m for m in passage.mentions if not m.topic and not (m.word and passage.foreign) and meant(m)]
    if mention := _nearest(named, heard):
        return (fit(mention.older) if heard.rule.meaning.value in ENDS else []) or meant(mention)
    topics = [slug for m in passage.mentions if m.topic for slug in fit(m.slugs)]
    if topics and heard.rule.about != "name":
        return topics[:1]
    return fit(passage.focus) if not passage.foreign and _may_stand_alone(heard, lexicon) else []


def _fits(heard: Heard, agreement: Tracked) -> bool:
    right_kind = not heard.rule.kinds or agreement.kind in heard.rule.kinds
    return right_kind and not heard.passage.strange(heard.start, heard.end, agreement)


def _nearest(named: Sequence[Mention], heard: Heard) -> Mention | None:
    """The mention nearest to a phrase: within its clause, else in the sentence and not far; right before it wins."""
    low, high = clause(heard.text, heard.start)
    within = [m for m in named if low <= m.start < max(high, heard.end)]
    near = within or [m for m in named if m.distance(heard.start, heard.end) <= FAR]

    def rank(mention: Mention) -> tuple[bool, int]:
        return not _bound(mention, heard), mention.distance(heard.start, heard.end) + WORD * mention.word

    return min(near, key=rank, default=None)


def _bound(mention: Mention, heard: Heard) -> bool:
    """Whether a phrase stands right behind a mention, or in a clause that hangs on it: "CAFTA, which remains …"."""
    between = heard.start - mention.end
    return 0 <= between <= 2 or (between > 2 and bool(_RELATIVE.match(heard.text[mention.end : heard.start])))


def _may_stand_alone(heard: Heard, lexicon: Lexicon) -> bool:
    """Whether a phrase that names nothing is of what the item is about: "It was signed …", "Firmado en …"."""
    if heard.rule.about == "focus":
        return True
    passive = heard.time in (None, "participle") or (lexicon.language == "en" and heard.time == "past")
    if not (heard.rule.stands or passive):
        return False
    low, _ = clause(heard.text, heard.start)
    before = _AND.split(heard.text[low : heard.start])[-1]
    return all(word in lexicon.ellipsis for word in _WORD.findall(before))
