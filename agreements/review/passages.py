"""The document beside the proposal: its paragraphs with the passages that carry a claim, numbered. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Json = dict[str, Any]
SHORTEST_FOLD = 3  # paragraphs; fewer are read sooner than unfolded


@dataclass(frozen=True, slots=True)
class Span:
    """A passage: code points `start` to `end` of the text, and the number that its field carries."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, the numbers of the passages that it lies in, and of those that end with it."""

    text: str
    numbers: tuple[int, ...]
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs in a row with their numbers, from 1. `folded`: none of them, nor of their neighbours, is marked."""

    paragraphs: list[tuple[int, list[Piece]]]
    folded: bool


def numbered(evidence: Iterable[Json], field: str) -> list[Span]:
    """The spans in one field of a document; evidence of the same passage shares a number, counted over both fields."""
    numbers: dict[tuple[str, int, int], int] = {}
    for each in evidence:
        numbers.setdefault((each["field"], each["start"], each["end"]), len(numbers) + 1)
    return [Span(start, end, number) for (name, start, end), number in numbers.items() if name == field]


def number_of(evidence: Sequence[Json], path: str) -> list[int]:
    """The numbers of the passages that a field of the proposal (or anything inside it) rests on."""
    found = {
        span.number
        for each in evidence
        if each["path"] == path or each["path"].startswith(f"{path}.")
        for span in numbered(evidence, each["field"])
        if (span.start, span.end) == (each["start"], each["end"])
    }
    return sorted(found)


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The text cut at every edge of a span, nothing lost: "".join of the pieces is the text."""
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    edges = sorted({0, len(text), *(span.start for span in inside), *(span.end for span in inside)})
    return [_piece(text, start, end, inside) for start, end in zip(edges, edges[1:], strict=False)]


def _piece(text: str, start: int, end: int, inside: Sequence[Span]) -> Piece:
    around = sorted({span.number for span in inside if span.start <= start and end <= span.end})
    ends = sorted({span.number for span in inside if span.end == end})
    return Piece(text[start:end], tuple(around), tuple(ends))


def paragraphs(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """Paragraphs (separated by empty lines, or by lines where there are none) as pieces."""
    found: list[list[Piece]] = []
    start = 0
    separator = "\n\n" if "\n\n" in text else "\n"
    for block in text.split(separator):
        end = start + len(block)
        moved = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.number)
            for span in spans
            if span.start < end and start < span.end
        ]
        if block.strip():
            found.append(pieces(block, moved))
        start = end + len(separator)
    return found


def folded(found: Sequence[list[Piece]]) -> list[Run]:
    """A document in runs, nothing lost: long stretches without a passage are folded. Without any, none is."""
    marked = {at for at, pieces in enumerate(found) if any(each.numbers for each in pieces)}
    near = {at + step for at in marked for step in (-1, 0, 1)} if marked else range(len(found))
    runs = []
    for seen, members in groupby(enumerate(found, 1), key=lambda each: each[0] - 1 in near):
        run = list(members)
        runs.append(Run(run, not seen and len(run) >= SHORTEST_FOLD))
    return runs
