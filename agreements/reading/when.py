"""Since when what is claimed holds: the date phrase that belongs to it, else the day of the news. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from agreements import edtf
from agreements.reading.claims import Finding
from agreements.reading.dates import WEEK, Dated, find
from agreements.reading.lexicon import lexicon
from agreements.reading.sentences import clause

_COMING = re.compile(r"(?:el\s+|la\s+)?(?:next|tomorrow|coming|manana|proxim)")
_PAST = re.compile(r"\b(?:last|past|since|el pasado|la pasada|desde)\s+$")  # "filed in court last July"
_SINCE = re.compile(r"\b(?:since|desde)\s+(?:the\s+|el\s+)?$")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
BESIDE = 12  # characters between a phrase without a verb and the date that it bears
HALF_A_YEAR = 183  # days, within which a day without its year may lie ahead
OF = 4  # characters between a name and its year
YEAR = len("2018")
NEAR = 90  # characters within which a date belongs to a phrase of its clause
LASTING = frozenset({"undisclosed", "rumoured", "not_started", "under_negotiation"})
SAID_NOW = frozenset({"happened", "reported"})


def effective_date(group: Sequence[Finding], language: str, published: date | None) -> str | None:
    """The EDTF date of a claim. What was done lies behind the day of the news, what is planned ahead of it."""
    first = group[0]
    if first.meaning.axis == "character" or first.modality in ("denied", "hypothetical"):
        return None
    for finding in group:
        if dated := _date_of(finding, language, published):
            return _turned(dated, published, ahead=first.modality == "planned")
    lasting = first.meaning.value in LASTING or first.modality not in SAID_NOW
    fresh = any(finding.lead and finding.acted for finding in group)
    return f"{published.isoformat()}~" if published and fresh and not lasting else None


def day_told(finding: Finding, language: str, published: date) -> date | None:
    """The last day of the date that stands by a phrase, if one does; none where it has held since."""
    dated = _date_of(finding, language, published, named=True)
    if dated is None or _SINCE.search(finding.heard.passage.sentence.text[: dated.start]):
        return None
    return edtf.parse(_turned(dated, published, ahead=False)).date_to


def lies_ahead(finding: Finding, language: str, published: date) -> bool:
    """Whether what is told in the present bears a day to come: "it enters into force on April 1"."""
    heard = finding.heard
    if heard.time not in ("present", None) or heard.passage.sentence.title:
        return False
    dated = _date_of(finding, language, published)
    text = heard.passage.sentence.text
    if dated is None or not _DAY.fullmatch(dated.edtf) or _PAST.search(text[: dated.start]):
        return False
    behind = heard.phrase if dated.start < heard.end else text[heard.start : dated.start]
    if heard.time is None and any(lexicon(language).times.get(word) == "past" for word in behind.split()):
        return False  # "came to an end on July 18", "talks broke down in May"
    if not dated.exact:
        return bool(_COMING.match(text[dated.start : dated.end]))
    if dated.end <= heard.start and _of_another_verb(dated, finding, language):
        return False
    if heard.time is None and not heard.end <= dated.start <= heard.end + BESIDE:
        return False
    days = (edtf.parse(dated.edtf).date_from - published).days
    return days > 0 and (dated.year_given or days <= HALF_A_YEAR)


def _date_of(finding: Finding, language: str, published: date | None, *, named: bool = False) -> Dated | None:
    """The nearest date of the phrase's clause, or the only one of its sentence. `named`: even a year of a name."""
    text = finding.heard.passage.sentence.text
    low, high = clause(text, finding.heard.start)
    dates = [each for each in find(text, language, published) if named or not _of_name(each, finding)]
    within = [each for each in dates if low <= each.start < max(high, finding.heard.end)]
    near = [each for each in within if _distance(each, finding) <= NEAR and not _taken(each, finding, language)]
    if not near and len(dates) == 1 and finding.lead:
        return dates[0]
    return min(near, key=lambda each: _distance(each, finding), default=None)


def _taken(dated: Dated, finding: Finding, language: str) -> bool:
    """Whether a date before a phrase belongs to another verb: "the men sent in March have left"."""
    if dated.end > finding.heard.start:
        return False
    words = re.findall(r"\w+", finding.heard.passage.sentence.text[: dated.start])[-2:]
    return any(lexicon(language).times.get(word) in ("past", "participle") for word in words)


def _of_name(dated: Dated, finding: Finding) -> bool:
    """Whether a year is part of a name: "the asylum accord of 2018 was never applied"."""
    beside = range(-1, OF + 1)
    named = (m for m in finding.heard.passage.mentions if not m.topic)
    return len(dated.edtf) == YEAR and any(
        dated.start - m.end in beside or m.start <= dated.start < m.end for m in named
    )


def _of_another_verb(dated: Dated, finding: Finding, language: str) -> bool:
    """Whether a verb of the past stands before a date: "the accord that we signed in March bears fruit"."""
    text = finding.heard.passage.sentence.text
    before = text[clause(text, finding.heard.start)[0] : dated.start]
    return any(lexicon(language).times.get(word) == "past" for word in re.findall(r"\w+", before))


def _distance(dated: Dated, finding: Finding) -> int:
    """What follows a phrase is nearer than what stands before it: "signed on Monday"."""
    if dated.start >= finding.heard.end:
        return dated.start - finding.heard.end
    return max(finding.heard.start - dated.end, 0) + 10


def _turned(dated: Dated, published: date | None, *, ahead: bool) -> str:
    """A weekday, or a day without a year, on the right side of the day of the news."""
    if published is None or dated.year_given or not _DAY.fullmatch(dated.edtf):
        return dated.edtf
    today = published.isoformat()[: len(dated.edtf)]
    if dated.exact:
        year = int(dated.edtf[:4]) + (ahead and dated.edtf < today) - (not ahead and dated.edtf > today)
        return f"{year}{dated.edtf[4:]}".replace("-02-29", "-02")  # not every year has that day
    if ahead and len(dated.edtf) == len(today) == 10 and dated.edtf < today:
        return (date.fromisoformat(dated.edtf) + WEEK).isoformat()
    return dated.edtf
