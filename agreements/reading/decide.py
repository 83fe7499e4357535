"""Which of the things heard are what the item says, and in what order. Pure.

The headline and the lead carry the news. Where they tell of something fresh, a second agreement of which only an old
date is told further down is background. What is told of the same agreement bears its own date. The same said twice is
one claim.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from agreements.reading.claims import Finding
from agreements.reading.when import day_told, lies_ahead

TITLE, LEAD, BODY = 3.0, 2.0, 1.0
PASSAGES = 10  # that are kept for one claim
LONG_AGO = timedelta(90)
DONE = frozenset({"happened", "reported"})


def decided(found: Sequence[Finding], language: str, published: date | None) -> list[list[Finding]]:
    """Groups of findings that say the same, most salient first, without what is told as background."""
    news = {finding.agreement for finding in found if finding.lead and _fresh(finding, language, published)}
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in _vouched([_timed(each, language, published) for each in found]):
        if finding.agreement in news or not (news and _background(finding, language, published)):
            groups.setdefault(finding.key, []).append(finding)
    return sorted((group[:PASSAGES] for group in groups.values()), key=lambda group: -max(map(salience, group)))


def _timed(finding: Finding, language: str, published: date | None) -> Finding:
    """What bears a day after that of the news is planned, though its verb be in the present."""
    ahead = published and finding.modality in DONE and lies_ahead(finding, language, published)
    return replace(finding, modality="planned") if ahead else finding


def _vouched(found: Sequence[Finding]) -> list[Finding]:
    """A headline leaves out who says so: what the lead only reports is not asserted by it."""
    reported = {each.key for each in found if each.lead and each.modality == "reported"}
    asserted = {each.key for each in found if each.modality == "happened" and not each.heard.passage.sentence.title}

    def doubtful(finding: Finding) -> bool:
        hearsay = (*finding.key[:3], "reported") in reported and finding.key not in asserted
        return hearsay and finding.modality == "happened"

    return [replace(each, modality="reported") if doubtful(each) else each for each in found]


def salience(finding: Finding) -> float:
    sentence = finding.heard.passage.sentence
    return TITLE if sentence.title else LEAD if sentence.lead else BODY


def _background(finding: Finding, language: str, published: date | None) -> bool:
    return not finding.lead and finding.modality in DONE and _long_ago(finding, language, published)


def _fresh(finding: Finding, language: str, published: date | None) -> bool:
    return finding.acted and not _long_ago(finding, language, published)


def _long_ago(finding: Finding, language: str, published: date | None) -> bool:
    if published is None:
        return False
    told = day_told(finding, language, published)
    return told is not None and published - told > LONG_AGO
