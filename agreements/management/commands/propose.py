"""manage.py propose: items on stdin, what they say of the tracked agreements on stdout, one JSON line for each."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import orjson
from django.core.management.base import BaseCommand

from agreements.reading import store
from agreements.reading.item import Claim, Item, Tracked
from agreements.reading.propose import propose

Json = dict[str, Any]
TEXTS = ("url", "title", "text")


class Command(BaseCommand):
    help = "Read JSON Lines of items from stdin; write what each says of the agreements. Stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = 'A line in: {"id","url","title","text","lang","published"}; lang and published may be null.'

    def handle(self, *args: Any, **options: Any) -> None:
        for answer in answers(sys.stdin.buffer, store.tracked()):
            self.stdout.write(orjson.dumps(answer).decode())
            self.stdout.flush()


def answers(lines: Iterable[bytes], agreements: tuple[Tracked, ...]) -> Iterator[Json]:
    """One answer for each line that is not empty, in order; a broken line gets its error and the rest goes on."""
    for line in lines:
        if line.strip():
            try:
                yield answer(line, agreements)
            except ValueError as error:
                yield {"id": None, "error": str(error)}


def answer(line: bytes, agreements: tuple[Tracked, ...]) -> Json:
    """What one line's item says. Raises ValueError naming the field and the reason."""
    item = _item(_json(line))
    proposal = propose(item, agreements)
    return {"id": item.id, "kinds": list(proposal.kinds), "claims": [_claim(each) for each in proposal.claims]}


def _json(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}; write one object a line") from None


def _claim(claim: Claim) -> Json:
    return {
        "agreement": claim.agreement,
        "axis": claim.axis,
        "value": claim.value,
        "party": claim.party,
        "modality": claim.modality,
        "effective_date": claim.effective_date,
        "speaker": claim.speaker,
        "evidence": [{"field": e.field, "start": e.start, "end": e.end, "rule": e.rule} for e in claim.evidence],
    }


def _item(data: Any) -> Item:
    if not isinstance(data, dict):
        raise ValueError('a line is an object: {"id","url","title","text","lang","published"}')
    for name in TEXTS:
        if not isinstance(data.get(name) or "", str):
            raise ValueError(f"{name}: must be text")
    if not isinstance(data.get("lang"), str | None):
        raise ValueError('lang: must be a language code such as "es", or null')
    texts = {name: data.get(name) or "" for name in TEXTS}
    return Item(id=data.get("id"), **texts, lang=data.get("lang"), published=_day(data.get("published")))


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise ValueError(f"published: {value!r} is not a day; write it like 2025-02-03, or null") from None
