"""Which agreement a phrase speaks of: one named near it, meant by a word, known by its subject, or in focus. Pure."""

import re
from collections.abc import Mapping, Sequence

from agreements.reading.hearing import Heard
from agreements.reading.item import Tracked
from agreements.reading.lexicon import Lexicon
from agreements.reading.matching import Mention
from agreements.reading.sentences import clause
from agreements.reading.years import years_in
from agreements.vocabulary import ENDED

REPLACED = frozenset({"superseded", "replaced"})
WORD = 15  # characters by which a name may be farther than a mere word for an instrument
BEHIND = 30  # characters behind a phrase within which a year is that of its act
FAR = 120  # characters between a phrase and a name beyond which they belong together only within one clause
# What ends was in being before: of two agreements of one name, the older.
ENDS = ENDED | {"suspended", "termination_notified"}

_WORD = re.compile(r"[^\W\d_]+")
_AND = re.compile(r"\b(?:and|y|e)\s")
_PRONOUN = re.compile(r"\b(?:lo|la|los|las)\s+(?:ha\s+|han\s+|habia\s+|habian\s+)?$")  # "lo firmaron"
_SE = re.compile(r"\bse\s+(?:ha\s+|han\s+|habia\s+)?$")  # "se firmó en mayo"
_OBJECT = re.compile(r"\s+(?:it|them)\b")  # "the ministers signed it"
_IT = re.compile(r"\b(?:it|this|these|they|neither|both|which)\s")
_BEEN = re.compile(r"\b(?:is|are|was|were|be|been|being|fue|fueron|ser|sido|queda|quedo)\s+(?:\w+\s+)?$")
_WAS = re.compile(r"(?:is|are|was|were|be|been|being|fue|fueron|ser|sido|queda|quedo)\s")
_BY = re.compile(r"\b(?:by|por)\s")
_RELATIVE = re.compile(r",?\s+(?:que|which|that|el cual|la cual|cuyo|cuya)\b")


def about(heard: Heard, known: Mapping[str, Tracked], lexicon: Lexicon) -> Sequence[str]:
    """Slugs of the agreements that a phrase speaks of; none if it may be of something else."""
    passage = heard.passage
    if heard.rule.contrast:
        return [slug for slug in passage.main if _right_kind(heard, known[slug])]

    def fit(slugs: Sequence[str]) -> list[str]:
        return [slug for slug in slugs if _fits(heard, known[slug])]

    def meant(mention: Mention) -> list[str]:
        return fit(mention.slugs)

    named = [m for m in passage.mentions if not m.topic and not (m.word and passage.foreign) and meant(m)]
    if heard.rule.meaning.value in REPLACED:
        named = [m for m in named if not _replaces(m, heard)]
    others = [m for m in passage.mentions if m.other]
    if others and _nearest([*named, *others], heard) in others:
        return []
    if mention := _nearest(named, heard):
        return (fit(mention.older) if heard.rule.meaning.value in ENDS else []) or meant(mention)
    topics = [slug for m in passage.mentions if m.topic for slug in fit(m.slugs)]
    if topics and heard.rule.about != "name":
        topics = [slug for slug in topics if not _before_its_time(heard, known[slug])]
        return [] if _of_another(heard, known) else topics[:1]
    if passage.foreign or not _may_stand_alone(heard, lexicon):
        return []
    return [slug for slug in fit(passage.focus) if not _before_its_time(heard, known[slug])]


def _fits(heard: Heard, agreement: Tracked) -> bool:
    return _right_kind(heard, agreement) and not heard.passage.strange(heard.start, heard.end, agreement)


def _right_kind(heard: Heard, agreement: Tracked) -> bool:
    return not heard.rule.kinds or agreement.kind in heard.rule.kinds


def _before_its_time(heard: Heard, agreement: Tracked) -> bool:
    """Whether the year right behind a phrase is before the agreement: "suspended in 2021" is not of that of 2025."""
    years = years_in(heard.text[heard.end : heard.end + BEHIND])
    return agreement.year is not None and bool(years) and max(years) < agreement.year - 2


def _of_another(heard: Heard, known: Mapping[str, Tracked]) -> bool:
    """Whether what is carried out is of an agreement that the sentence names, though the rule is not for its kind."""
    named = [m.slugs or heard.passage.focus for m in heard.passage.mentions if not m.topic]
    return heard.rule.meaning.axis == "operation" and any(
        slugs and not any(_fits(heard, known[slug]) for slug in slugs) for slugs in named
    )


def _replaces(mention: Mention, heard: Heard) -> bool:
    """Whether a mention is of what takes the place, not of what gives it up: "replaced by …", "… replaces it"."""
    passive = heard.time == "participle" or _BEEN.search(heard.text[: heard.anchor]) or _WAS.match(heard.phrase)
    if mention.start >= heard.end:
        return bool(passive) and bool(_BY.search(heard.text[heard.anchor : mention.start]))
    return not passive and mention.end <= heard.anchor and heard.time in ("past", "present", "infinitive", "gerund")


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
    if heard.rule.about == "focus" or (lexicon.language == "es" and _PRONOUN.search(heard.text[: heard.anchor])):
        return True
    if lexicon.language == "en" and _OBJECT.match(heard.text[heard.end :]):
        return True
    passive = heard.time in (None, "participle") or (lexicon.language == "en" and heard.time == "past")
    passive = passive or (lexicon.language == "es" and bool(_SE.search(heard.text[: heard.anchor])))
    if not (heard.rule.stands or passive):
        return False
    low, _ = clause(heard.text, heard.start)
    before = _last_of_row(_AND.split(heard.text[low : heard.start])[-1], lexicon)
    words = _WORD.findall(_from_pronoun(before))
    return all(word in lexicon.ellipsis or word.endswith("mente") for word in words)


def _last_of_row(text: str, lexicon: Lexicon) -> str:
    """What stands before the last member of a row of participles: "Suscrito en mayo, suspendido …"."""
    first = _WORD.search(text)
    row = lexicon.language == "es" and first and lexicon.times.get(first.group()) == "participle"
    return text.rpartition(", ")[2] if row else text


def _from_pronoun(text: str) -> str:
    """A clause from its last English pronoun on, which may mean the agreement: "officials said it was signed"."""
    return text[max((match.start() for match in _IT.finditer(text)), default=0) :]
