"""An item cut into sentences, each with its place: title, lead or body. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from agreements.reading.folding import Folded, fold
from agreements.reading.lexicon import Lexicon
from agreements.reading.phrases import stems

LONGEST = 100_000  # characters of a text that are read; no news is longer
LONGEST_SENTENCE = 700  # beyond, it is no sentence and is cut
LEAD = 3  # sentences of the text that carry the news, beside the title
LABEL = 8  # words of a line that may be a label
HEADING = 5  # words of a line that may be a heading

_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=[\"'(\[¿¡\-]*[\w¿¡])|[!?]+[\"')]*(?=¿)|(?<=\w)[,;:]?\s+(?=¿)")
_LINE = re.compile(r"[^\n]+")
_NO = re.compile(r"-\s*no\s*[.,;:]")
_INITIAL = re.compile(r"(?:^|[\s(.])\w$")


@dataclass(frozen=True)
class Sentence:
    """`start`: index of its first character in the folded field; `number` counts from 0 over the text, -1 is the title.

    `paragraph` numbers the lines of the field. `refused`: it is of a turn of talk that the next one answers with no."""

    field: str
    start: int
    text: str
    number: int
    paragraph: int
    refused: bool = False

    @property
    def title(self) -> bool:
        return self.field == "title"

    @property
    def lead(self) -> bool:
        return self.title or self.number < LEAD

    @property
    def question(self) -> bool:
        return self.refused or self.text.rstrip("\"') ").endswith("?")

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.text)


@dataclass(frozen=True)
class Field:
    """One field of an item, as written and as folded."""

    name: str
    raw: str
    folded: Folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text in code points of the field."""
        return self.folded.original(start), self.folded.original(end)

    def original(self, start: int, end: int) -> str:
        low, high = self.span(start, end)
        return self.raw[low:high]


def field(name: str, raw: str) -> Field:
    return Field(name, raw, fold(raw[:LONGEST]))


def sentences(title: Field, text: Field, lexicon: Lexicon) -> list[Sentence]:
    """Title first. Navigation, credits, calls to share and headings are left out."""
    found = [
        Sentence("title", start, part, -1, 0)
        for line_start, line in _lines(title.folded.text)
        for start, part in cut(line, line_start, lexicon.abbreviations)
    ]
    number = 0
    heading = title.folded.text.strip(" .")
    for paragraph, (line_start, line) in enumerate(_lines(text.folded.text)):
        # Pages repeat their headline above the text.
        if line.strip(" .") == heading or _is_heading(line) or _is_frame(line, lexicon):
            continue
        for start, part in cut(line, line_start, lexicon.abbreviations):
            found.append(Sentence("text", start, part, number, paragraph))
            number += 1
    refused = {first.paragraph for first, then in pairwise(found) if _refuses(first, then)}
    return [replace(each, refused=True) if not each.title and each.paragraph in refused else each for each in found]


def _refuses(first: Sentence, then: Sentence) -> bool:
    """Whether a turn of talk is answered with no: "- We hear that you are negotiating." "- No. …"."""
    turns = first.paragraph != then.paragraph and first.text.startswith("-") and not then.title
    return turns and bool(_NO.match(then.text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in _LINE.finditer(text):
        line = match.group()
        indent = len(line) - len(line.lstrip())
        if line.strip():
            yield match.start() + indent, line.strip()


def _is_frame(line: str, lexicon: Lexicon) -> bool:
    """Whether a line is of the page, not of the story."""
    return bool(lexicon.skipped.match(line) or (len(line.split()) <= LABEL and lexicon.labels.match(line)))


def _is_heading(line: str) -> bool:
    """A few words without a full stop say nothing of their own: "Entry into force"."""
    return len(line.split()) <= HEADING and line[-1] not in ".!?\"')" and line[0] not in "-*•"


def cut(line: str, offset: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Sentences of one line with their index; a full stop after an abbreviation or an initial ends none."""
    begin = 0
    for match in _END.finditer(line):
        if not _abbreviated(match.group(), line[begin : match.start()], abbreviations):
            yield from _pieces(line, begin, match.end(), offset)
            begin = match.end()
    yield from _pieces(line, begin, len(line), offset)


def _abbreviated(stop: str, before: str, abbreviations: frozenset[str]) -> bool:
    word = before.rsplit(None, 1)[-1] if before.strip() else ""
    return stop.startswith(".") and (word.lstrip("\"'(") in abbreviations or bool(_INITIAL.search(before)))


def _pieces(line: str, begin: int, end: int, offset: int) -> Iterator[tuple[int, str]]:
    for start in range(begin, end, LONGEST_SENTENCE):
        piece = line[start : min(end, start + LONGEST_SENTENCE)]
        if piece.strip():
            yield offset + start + len(piece) - len(piece.lstrip()), piece.strip()


CLAUSE = re.compile(
    r"[;:]\s|\s-\s|,?\s(?:but|while|whereas|although|though|pero|mientras|aunque|sino)\s|,\s(?:which|and|y|e|who)\s"
)


def clause(text: str, place: int, breaks: re.Pattern[str] = CLAUSE) -> tuple[int, int]:
    """Bounds of the clause around an index: up to a semicolon, colon, dash or conjunction on each side."""
    start = max((match.end() for match in breaks.finditer(text, 0, place)), default=0)
    following = breaks.search(text, place)
    return start, following.start() if following else len(text)
