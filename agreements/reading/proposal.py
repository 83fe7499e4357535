"""A proposal in the form of a candidate: an event as the API takes it, with one citation, and the evidence. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from agreements import naming
from agreements.reading.changes import claims
from agreements.reading.item import Claim, Evidence, Item, Proposal, Tracked
from agreements.shapes import EXCERPT_LIMIT, EventIn, read

Json = dict[str, Any]
CITATION = "s1"
LONGEST_TITLE = 300
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# What an analyst should see first: a change of legal standing before what is merely disclosed.
WEIGHTS: Mapping[str, int] = {"legal": 40, "operation": 30, "procedure": 20, "character": 15, "disclosure": 10}
IN_HEADLINE = 25
PLANS = frozenset({"signature", "visit", "meeting", "ratification_step", "negotiation_round"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item was found. `seen`: the day of our first sight, for items without a date of their own."""

    publisher: str
    source_type: str
    parties: tuple[str, ...]
    seen: date


@dataclass(frozen=True, slots=True)
class Draft:
    """What a candidate is made of. `fingerprint`: over the document and its claims, which `claims` lists."""

    proposed: Json
    evidence: list[Json]
    rules: list[str]
    fingerprint: str
    importance: int
    claims: list[Json]


def draft(item: Item, proposal: Proposal, tracked: Sequence[Tracked], origin: Origin) -> Draft:
    """A proposal with claims as a draft. Raises Refused if it would not be accepted as it stands."""
    event = _event(item, proposal, {each.slug: each for each in tracked}, origin)
    read(EventIn, event)
    evidence = [
        {"path": f"status_updates.{number}.value", "field": e.field, "start": e.start, "end": e.end, "rule": e.rule}
        for number, claim in enumerate(proposal.claims)
        for e in claim.evidence
    ]
    return Draft(
        proposed=event,
        evidence=evidence,
        rules=sorted({e.rule for claim in proposal.claims for e in claim.evidence}),
        fingerprint=fingerprint(item.url, proposal.claims),
        importance=sum(_importance(claim) for claim in proposal.claims[:3]),
        claims=claims(event["status_updates"]),
    )


def fingerprint(url: str, claimed: Sequence[Claim]) -> str:
    """sha256 over an address and what is claimed there, in any order."""
    said = sorted([c.agreement, c.axis, c.value, c.modality, c.party or "", c.effective_date or ""] for c in claimed)
    return hashlib.sha256(json.dumps([url, said], ensure_ascii=False).encode()).hexdigest()


def _importance(claim: Claim) -> int:
    return WEIGHTS[claim.axis] + IN_HEADLINE * any(each.field == "title" for each in claim.evidence)


def _event(item: Item, proposal: Proposal, tracked: Mapping[str, Tracked], origin: Origin) -> Json:
    said = proposal.claims
    kind = proposal.kinds[0] if proposal.kinds else "other"
    agreements = list(dict.fromkeys(claim.agreement for claim in said))
    title = _title(item) or _one_line(_passage(item, _in_text(said))[0])
    day = _day(said, item, origin)
    return {
        "slug": naming.proposed(title, day),
        "kind": kind,
        "modality": "planned" if kind in PLANS and said[0].modality == "planned" else "happened",
        "title": title,
        "date": day,
        "parties": sorted({code for slug in agreements for code in tracked[slug].sides}),
        "agreements": agreements,
        "participants": [{"name": name, "role": "speaker"} for name in _speakers(said)],
        "status_updates": [_update(claim, tracked[claim.agreement]) for claim in said],
        "citations": [_citation(item, proposal, origin)],
    }


def _title(item: Item) -> str:
    return _one_line(item.title)[:LONGEST_TITLE]


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _speakers(said: Sequence[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.speaker for claim in said if claim.speaker))


def _day(said: Sequence[Claim], item: Item, origin: Origin) -> str:
    """The day of the event: of what happened by the first claim, else of the news, else about when we saw it."""
    first = said[0]
    if first.effective_date and (first.modality in ("happened", "reported", "planned")):
        return first.effective_date
    return item.published.isoformat() if item.published else f"{origin.seen.isoformat()}~"


def _update(claim: Claim, agreement: Tracked) -> Json:
    update: Json = {
        "agreement": claim.agreement,
        "axis": claim.axis,
        "value": claim.value,
        "party": claim.party or (agreement.sides[0] if claim.axis == "procedure" else None),
        "modality": claim.modality,
        "citations": [CITATION],
    }
    if claim.effective_date:
        update["date"] = claim.effective_date
    if claim.speaker:
        update["speaker"] = {"name": claim.speaker}
    return update


def _citation(item: Item, proposal: Proposal, origin: Origin) -> Json:
    excerpt, start, end = _passage(item, _in_text(proposal.claims))
    citation: Json = {
        "id": CITATION,
        "url": item.url,
        "title": _title(item),
        "publisher": origin.publisher or urlsplit(item.url).hostname or "unknown",
        "source_type": origin.source_type,
        "language": proposal.language or "en",
        "excerpt": excerpt,
        "locator": {"page": item.text.count("\f", 0, start) + 1 if "\f" in item.text else None}
        | ({"start": start, "end": end} if end else {}),
        "parties": list(origin.parties),
    }
    if item.published:
        citation["published"] = item.published.isoformat()
    return citation


def _in_text(said: Sequence[Claim]) -> Evidence:
    """The first evidence that stands in the text, else in the title."""
    found = [each for claim in said for each in claim.evidence]
    return next((each for each in found if each.field == "text"), found[0])


def _passage(item: Item, evidence: Evidence) -> tuple[str, int, int]:
    """The sentence around a passage, at most an excerpt long, with its place in the text (0, 0 for the title)."""
    if evidence.field == "title":
        return _title(item)[:EXCERPT_LIMIT], 0, 0
    start = max((m.end() for m in re.finditer(r"[.!?]\s|\n", item.text[: evidence.start])), default=0)
    end = re.search(r"[.!?](?=\s|$)|\n|$", item.text[evidence.end :])
    stop = evidence.end + (end.end() if end else 0)
    if stop - start > EXCERPT_LIMIT:
        start = max(start, min(evidence.start, stop - EXCERPT_LIMIT))
        stop = min(stop, start + EXCERPT_LIMIT)
    excerpt = _UNPRINTABLE.sub(" ", item.text[start:stop]).strip()
    start += len(item.text[start:stop]) - len(item.text[start:stop].lstrip())
    return excerpt, start, start + len(excerpt)
