"""How two texts differ: by paragraphs, and by words within those that changed. Pure.

Comparing words takes time by the square of their number, so that of long passages is not tried: they are shown whole.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

WORD = re.compile(r"\s?\w+|\s?[^\w\s]")
CONTEXT = 1  # unchanged paragraphs shown on either side of a change
MOST_PARAGRAPHS = 4000  # on each side; what lies beyond is not compared
MOST_PAIRS = 1_000_000  # of words, in all paragraphs of a text together
LIKE = 0.3  # part of the words that two paragraphs share, to be one paragraph that was changed

Kind = Literal["same", "removed", "added"]
Piece = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`kind`: "same", "removed", "added", or "changed", whose pieces differ; "skipped": `count` unchanged ones;
    "beyond": `count` at the end of a text too long to be compared."""

    kind: Literal["same", "removed", "added", "changed", "skipped", "beyond"]
    pieces: tuple[Piece, ...] = ()
    count: int = 1


def difference(old: str, new: str, context: int = CONTEXT) -> list[Paragraph]:
    """The new text with what was taken out of the old one. Stretches are folded that did not change, but for `context`
    paragraphs on either side of a change."""
    return list(_folded(_paragraphs(_lines(old), _lines(new)), context))


def amount(old: str, new: str) -> tuple[int, int] | None:
    """(words added, words removed); (0, 0) if only spaces and line ends differ. None of texts that are too long."""
    paragraphs = difference(old, new)
    if paragraphs and paragraphs[-1].kind == "beyond":
        return None
    words = Counter[Kind]()
    for each in paragraphs:
        for kind, text in each.pieces:
            words[kind] += len(text.split())
    return words["added"], words["removed"]


def _lines(text: str) -> list[str]:
    """Paragraphs with single spaces, without empty ones."""
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """(equal, replace, delete or insert; paragraphs of the old, of the new)."""
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 1000)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag, old[i1:i2], new[j1:j2]


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    left = MOST_PAIRS
    for tag, before, after in _changes(old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS]):
        if tag == "equal":
            yield from (Paragraph("same", (("same", line),)) for line in after)
        else:
            for one, two in zip_longest(before, after, fillvalue=""):
                words, others = WORD.findall(one), WORD.findall(two)
                left -= len(words) * len(others)
                yield from _pair(one, two, words, others) if left > 0 else _whole(one, two)
    beyond = max(len(old), len(new)) - MOST_PARAGRAPHS
    if beyond > 0:
        yield Paragraph("beyond", count=beyond)


def _pair(old: str, new: str, before: list[str], after: list[str]) -> Iterator[Paragraph]:
    """One paragraph that was changed, if enough of its words stayed; else one that went and one that came."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if old and new and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE:
        yield Paragraph("changed", tuple(_pieces(matcher, before, after)))
    else:
        yield from _whole(old, new)


def _whole(old: str, new: str) -> Iterator[Paragraph]:
    if old:
        yield Paragraph("removed", (("removed", old),))
    if new:
        yield Paragraph("added", (("added", new),))


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(new[j1:j2])
            continue
        if i1 < i2:
            yield "removed", "".join(old[i1:i2])
        if j1 < j2:
            yield "added", "".join(new[j1:j2])


def _folded(paragraphs: Iterator[Paragraph], context: int) -> Iterator[Paragraph]:
    """Of a stretch of unchanged paragraphs only those next to a change."""
    whole = list(paragraphs)
    near = {at for at, each in enumerate(whole) if each.kind != "same"}
    near |= {at + away for at in near for away in range(-context, context + 1)}
    skipped = 0
    for at, each in enumerate(whole):
        if each.kind == "same" and at not in near:
            skipped += 1
            continue
        if skipped:
            yield Paragraph("skipped", count=skipped)
        skipped = 0
        yield each
    if skipped:
        yield Paragraph("skipped", count=skipped)
