"""Since when what is claimed holds: the date phrase that belongs to it, else the day of the news. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from agreements import edtf
from agreements.reading.claims import Finding
from agreements.reading.dates import WEEK, Dated, find
from agreements.reading.sentences import clause

_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
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
    """The last day of the date that stands by a phrase, if one does."""
    dated = _date_of(finding, language, published)
    return edtf.parse(_turned(dated, published, ahead=False)).date_to if dated else None


def _date_of(finding: Finding, language: str, published: date | None) -> Dated | None:
    """The nearest date of the phrase's clause, or the only one of its sentence."""
    text = finding.heard.passage.sentence.text
    low, high = clause(text, finding.heard.start)
    dates = find(text, language, published)
    within = [each for each in dates if low <= each.start < max(high, finding.heard.end)]
    near = [each for each in within if _distance(each, finding) <= NEAR]
    if not near and len(dates) == 1 and finding.lead:
        return dates[0]
    return min(near, key=lambda each: _distance(each, finding), default=None)


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
