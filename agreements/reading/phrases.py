"""The small language in which the lexicon writes what to look for, and its translation to regular expressions.

    take* effect          words in a row; `*` stands for any ending
    ( deal | accord )     one of several
    [ formally ] signed   may be missing
    withdraw .. notice    up to six words in between; `..2` up to two
    @instrument           a list or a verb of the lexicon, by its name

Everything is written without capitals and accents, as the folded text that it is compared with.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_CLOSING = {"(": ")", "[": "]"}
GAP = 6
STEM = 5  # letters by which a phrase is first sought among the words of a sentence
SHORTEST = 3  # letters that a cut word must have to be sought by them
_BETWEEN = r"[\s\"'(),/-]+"
# No gap reaches over a comma with a conjunction: there another statement begins.
_COMMA = r",(?!\s(?:and|but|while|which|y|e|pero|mientras)\b)"
_WORD_BETWEEN = rf"(?:(?:[\s\"'()/-]|{_COMMA})+[^\s;:!?,]+)"

Gate = frozenset[str] | None


class PhraseError(ValueError):
    """A phrase of the lexicon cannot be read; the message names the phrase and the reason."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase. `gate`: it can match only where one of these stems occurs; None if that says nothing."""

    regex: re.Pattern[str]
    gate: Gate

    def may_match(self, stems: frozenset[str]) -> bool:
        return self.gate is None or not self.gate.isdisjoint(stems)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of regular expression. `optional`: it may be missing, together with what joins it to its neighbour."""

    regex: str
    gate: Gate
    optional: bool = False


T = TypeVar("T")


class Index(Generic[T]):
    """Patterns by the stems that they need, so that a sentence is compared only with those that can match it."""

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self._entries = list(entries)
        self._always: list[int] = []
        self._by_stem: dict[str, list[int]] = {}
        for number, (pattern, _) in enumerate(self._entries):
            if pattern.gate is None:
                self._always.append(number)
            for stem in pattern.gate or ():
                self._by_stem.setdefault(stem, []).append(number)

    def candidates(self, stems: frozenset[str]) -> list[tuple[Pattern, T]]:
        """Patterns that can match a text with these stems, in their order, each with what it was entered with."""
        numbers = set(self._always)
        for stem in stems & self._by_stem.keys():
            numbers.update(self._by_stem[stem])
        return [self._entries[number] for number in sorted(numbers)]


class AnyOf:
    """Several patterns that mean the same. `tail`: regular expression that must follow."""

    def __init__(self, patterns: Sequence[Pattern], tail: str = "") -> None:
        followed = [Pattern(re.compile(each.regex.pattern + tail), each.gate) for each in patterns]
        self._index: Index[None] = Index((each, None) for each in followed)
        self.regex = "|".join(each.regex.pattern for each in followed)

    def found_in(self, text: str, stems: frozenset[str]) -> bool:
        """Whether one stands in a text with these stems; they may be of more than the text."""
        return any(pattern.regex.search(text) for pattern, _ in self._index.candidates(stems))

    def spans(self, text: str, stems: frozenset[str]) -> list[tuple[int, int]]:
        """Where they stand in it."""
        candidates = self._index.candidates(stems)
        return [match.span() for pattern, _ in candidates for match in pattern.regex.finditer(text)]


def stems(text: str) -> frozenset[str]:
    """First letters of all words of a folded text: as many as a phrase may give."""
    words = re.findall(r"\w+", text)
    return frozenset(word[:length] for word in words for length in range(SHORTEST, STEM + 1))


def compile_phrase(phrase: str, named: Mapping[str, Sequence[str]], verbs: Mapping[str, Sequence[str]]) -> Pattern:
    """A phrase as a pattern. `named`: lists of phrases; `verbs`: all forms of a verb, captured as `verb`."""
    reader = _Reader(phrase, named, verbs)
    regex, gate = reader.read()
    return Pattern(re.compile(rf"(?<!\w)(?:{regex})(?!\w)"), gate)


class _Reader:
    def __init__(self, phrase: str, named: Mapping[str, Sequence[str]], verbs: Mapping[str, Sequence[str]]) -> None:
        self.phrase, self.named, self.verbs = phrase, named, verbs
        self.tokens = phrase.split()
        self.place = 0
        self.captured = False

    def read(self) -> tuple[str, Gate]:
        found = self._alternatives(closing=None)
        if self.place < len(self.tokens):
            raise PhraseError(f"{self.phrase!r}: {self.tokens[self.place]!r} closes nothing")
        return found

    def _alternatives(self, closing: str | None) -> tuple[str, Gate]:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.place += 1
            branches.append(self._sequence())
        if closing is not None:
            if self._peek() != closing:
                raise PhraseError(f"{self.phrase!r}: a {closing!r} is missing")
            self.place += 1
        return "|".join(regex for regex, _ in branches), _either([gate for _, gate in branches])

    def _peek(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _sequence(self) -> tuple[str, Gate]:
        regex, gates, gap = "", [], 0
        while (sign := self._peek()) is not None and sign not in ("|", ")", "]"):
            self.place += 1
            if re.fullmatch(r"\.\.\d*", sign):
                gap = int(sign[2:] or GAP)
                continue
            part = self._part(sign)
            between = f"{_WORD_BETWEEN}{{0,{gap}}}?{_BETWEEN}" if gap else _BETWEEN
            gap = 0
            regex = _joined(regex, between, part)
            if not part.optional:
                gates.append(part.gate)
        if not regex:
            raise PhraseError(f"{self.phrase!r}: an alternative is empty")
        return regex, _best(gates)

    def _part(self, sign: str) -> _Part:
        if sign in _CLOSING:
            regex, gate = self._alternatives(_CLOSING[sign])
            return _Part(f"(?:{regex})", gate, optional=sign == "[")
        if sign.startswith("@"):
            return self._named(sign[1:])
        return _Part(_word(sign), _gate(sign))

    def _named(self, name: str) -> _Part:
        if name in self.verbs:
            forms = self.verbs[name]
            group = "?:" if self.captured else "?P<verb>"
            self.captured = True
            regex = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))
            return _Part(f"({group}{regex})(?!\\w)", frozenset(form[:STEM] for form in forms))
        if name not in self.named:
            raise PhraseError(f"{self.phrase!r}: there is no list or verb named {name!r}")
        inner = [_Reader(each, self.named, self.verbs).read() for each in self.named[name]]
        return _Part(f"(?:{'|'.join(regex for regex, _ in inner)})", _either([gate for _, gate in inner]))


def _joined(regex: str, between: str, part: _Part) -> str:
    if not regex:
        return f"(?:{part.regex}(?:{_BETWEEN}|$))?" if part.optional else part.regex
    if regex.endswith("|$))?"):  # a leading optional piece brings its own joint
        return f"{regex}(?:{part.regex})"
    return f"{regex}(?:{between}(?:{part.regex}))?" if part.optional else f"{regex}{between}(?:{part.regex})"


def _word(written: str) -> str:
    regex = re.escape(written.strip("*"))
    if written.endswith("*"):
        return rf"\b{regex}\w*"
    return rf"\b{regex}(?!\w)" if written[0].isalnum() else regex


def _gate(written: str) -> Gate:
    words = re.findall(r"\w+", written)
    if not words:
        return None
    # A cut word of a letter or two fits too many words: it says nothing.
    return None if written.endswith("*") and len(words[-1]) < SHORTEST else frozenset({words[-1][:STEM]})


def _either(gates: Sequence[Gate]) -> Gate:
    found: set[str] = set()
    for gate in gates:
        if gate is None:
            return None
        found |= gate
    return frozenset(found)


def _best(gates: Sequence[Gate]) -> Gate:
    """The most telling of the gates that all must be passed: long stems first, then few."""
    telling = [gate for gate in gates if gate]
    return min(telling, key=lambda gate: (-min(map(len, gate)), len(gate)), default=None)
