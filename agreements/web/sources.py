"""Citations as lists of sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements.web import labels
from agreements.web.record import Record

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One citation. `number`: its place in its record's list; `published`: in figures, "" if undated; `document`: the
    page of its stored copy, "" if there is none."""

    number: int
    id: str
    url: str
    publisher: str
    title: str
    language: str
    kind: str
    published: str
    first_seen: str
    excerpt: str
    locator: Json
    copy_of: int
    document: str


@dataclass(frozen=True, slots=True)
class Sources:
    """`independent`: how many of them tell a story of their own."""

    listed: list[Source]
    independent: int

    def numbers(self, ids: Iterable[str]) -> list[Source]:
        """Those that a statement rests on."""
        wanted = set(ids)
        return [each for each in self.listed if each.id in wanted]


def sources(owner: Json, record: Record) -> Sources:
    """The live citations of an event or agreement, numbered from 1; `copy_of` names the first of the same story."""
    live = [each for each in owner["citations"] if each["retracted"] is None]
    live.sort(key=lambda each: _natural(each["id"]))
    first: dict[str, int] = {}
    listed = []
    for number, each in enumerate(live, start=1):
        original = first.setdefault(each["cluster"], number)
        listed.append(_source(number, each, original if original != number else 0, record))
    return Sources(listed, len(first))


def _natural(name: str) -> tuple[str, int]:
    """So that the tenth citation comes after the ninth."""
    stem = name.rstrip("0123456789")
    return stem, int(name[len(stem) :] or 0)


def _source(number: int, citation: Json, copy_of: int, record: Record) -> Source:
    kept = record.copies.of(citation)
    return Source(
        number=number,
        id=citation["id"],
        url=citation["url"],
        publisher=citation["publisher"],
        title=citation["title"],
        language=citation["language"],
        kind=labels.label("source", citation["source_type"]),
        published=record.figures(citation["published"]) if citation["published"] else "",
        first_seen=record.figures({"edtf": citation["first_seen"][:10]}),
        excerpt=citation["excerpt"],
        locator=citation["locator"],
        copy_of=copy_of,
        document=record.addresses.document(kept) if kept else "",
    )
