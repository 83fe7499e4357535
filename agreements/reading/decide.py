"""Which of the things heard are what the item says, and in what order. Pure.

The headline and the lead carry the news. Where they do, what stands further down with a date of long ago is background,
and so is a second agreement that only such a sentence names. The same thing said twice is one claim.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from agreements.reading.claims import Finding
from agreements.reading.when import day_told

TITLE, LEAD, BODY = 3.0, 2.0, 1.0
PASSAGES = 10  # that are kept for one claim
LONG_AGO = timedelta(90)
DONE = frozenset({"happened", "reported"})


def decided(found: Sequence[Finding], language: str, published: date | None) -> list[list[Finding]]:
    """Groups of findings that say the same, most salient first, without what is told as background."""
    news = any(finding.lead for finding in found)
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in found:
        if not (news and _background(finding, language, published)):
            groups.setdefault(finding.key, []).append(finding)
    return sorted((group[:PASSAGES] for group in groups.values()), key=lambda group: -max(map(salience, group)))


def salience(finding: Finding) -> float:
    sentence = finding.heard.passage.sentence
    return TITLE if sentence.title else LEAD if sentence.lead else BODY


def _background(finding: Finding, language: str, published: date | None) -> bool:
    if published is None or finding.lead or finding.modality not in DONE:
        return False
    told = day_told(finding, language, published)
    return told is not None and published - told > LONG_AGO
