"""Whose act a claim tells of: the state named as its subject, where the rule asks for one. Pure."""

from agreements.reading.claims import Finding
from agreements.reading.item import Tracked
from agreements.reading.sentences import clause

ACTOR = "actor"


def party(finding: Finding, agreement: Tracked) -> str | None:
    """A party's code, or None for joint acts and where nobody is named. The subject stands before its verb."""
    wanted = finding.heard.rule.party
    if wanted != ACTOR:
        return wanted if wanted in agreement.parties else None
    text = finding.heard.passage.sentence.text
    low, _ = clause(text, finding.heard.start)
    sides = [each for each in finding.heard.passage.countries if each.side and each.code in agreement.parties]
    before = {each.code for each in sides if low <= each.start < finding.heard.start}
    named = before or {each.code for each in sides}
    return named.pop() if len(named) == 1 else None
