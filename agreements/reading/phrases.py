"""The small language in which the lexicon writes what to look for, and its translation to regular expressions.

    take* effect          words in a row; `*` stands for any ending
    ( deal | accord )     one of several
    [ formally ] signed   may be missing
    withdraw .. notice    up to six words in between; `..2` up to two
    @instrument           a list or a verb of the lexicon, by its name

Everything is written without capitals and accents, as the folded text that it is compared with.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_CLOSING = {"(": ")", "[": "]"}
GAP = 6
LONGEST_GAP = 20
MOST_WAYS = 10_000  # in which a phrase of people's may stand: a sentence is tried in each, at some hundred places
STEM = 5  # letters by which a phrase is first sought among the words of a sentence
SHORTEST = 3  # letters that a cut word must have to be sought by them
BLANK = "·"  # stands for what a text leaves out
_BETWEEN = rf"[\s{BLANK}\"'(),/-]+"
# No gap reaches over a comma with a conjunction: there another statement begins.
_COMMA = r",(?!\s(?:and|but|while|which|y|e|pero|mientras)\b)"
_SEPARATED = rf"(?>(?:[\s{BLANK}\"'()/-]|{_COMMA})+)"
_WORD = rf"[^\s;:!?,{BLANK}]+"


def _between(gap: int) -> str:
    """Up to so many words, the last perhaps a part of one. Each is taken whole, in one way only: a row of dashes would
    else be tried in millions of ways."""
    whole = rf"(?>{_SEPARATED}{_WORD})"
    return rf"{whole}{{0,{gap - 1}}}?(?:{_SEPARATED}{_WORD}?(?<![\"'()/-]))?{_BETWEEN}" if gap else _BETWEEN


Gate = frozenset[str] | None
Needs = tuple[frozenset[str], ...]


class PhraseError(ValueError):
    """A phrase of the lexicon cannot be read; the message names the phrase and the reason."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase. `needs`: it can match only where of each of these sets one stem occurs."""

    regex: re.Pattern[str]
    needs: Needs

    @property
    def gate(self) -> Gate:
        """The most telling of its needs; None if it has none."""
        return _best(self.needs)

    def may_match(self, stems: frozenset[str]) -> bool:
        return all(not need.isdisjoint(stems) for need in self.needs)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of regular expression. `optional`: it may be missing, together with what joins it to its neighbour."""

    regex: str
    needs: Needs
    optional: bool = False


T = TypeVar("T")


class Index(Generic[T]):
    """Patterns by the stems that they need, so that a sentence is compared only with those that can match it."""

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self._entries = list(entries)
        self._always: list[int] = []
        self._rest = [[need for need in each.needs if need != each.gate] for each, _ in self._entries]
        self._by_stem: dict[str, list[int]] = {}
        self._asked: tuple[frozenset[str], list[tuple[Pattern, T]]] = (frozenset({""}), [])
        for number, (pattern, _) in enumerate(self._entries):
            gate = pattern.gate
            if gate is None:
                self._always.append(number)
            for stem in gate or ():
                self._by_stem.setdefault(stem, []).append(number)

    def candidates(self, stems: frozenset[str]) -> list[tuple[Pattern, T]]:
        """Patterns that can match a text with these stems, in their order, each with what it was entered with."""
        asked, found = self._asked  # the same sentence is asked about many times in a row
        if asked is not stems:
            found = self._found(stems)
            self._asked = stems, found
        return found

    def _found(self, stems: frozenset[str]) -> list[tuple[Pattern, T]]:
        numbers = set(self._always)
        for stem in stems & self._by_stem.keys():
            numbers.update(self._by_stem[stem])
        found = []
        for number in sorted(numbers):
            for need in self._rest[number]:
                if need.isdisjoint(stems):
                    break
            else:
                found.append(self._entries[number])
        return found


class AnyOf:
    """Several patterns that mean the same. `tail`: regular expression that must follow."""

    def __init__(self, patterns: Sequence[Pattern], tail: str = "") -> None:
        followed = [Pattern(re.compile(each.regex.pattern + tail), each.needs) for each in patterns]
        self._index: Index[None] = Index((each, None) for each in followed)
        self.regex = "|".join(each.regex.pattern for each in followed)

    def found_in(self, text: str, stems: frozenset[str]) -> bool:
        """Whether one stands in a text with these stems; they may be of more than the text."""
        return any(pattern.regex.search(text) for pattern, _ in self._index.candidates(stems))

    def matches(self, text: str, stems: frozenset[str]) -> list[re.Match[str]]:
        """Where they stand in it."""
        return [match for pattern, _ in self._index.candidates(stems) for match in pattern.regex.finditer(text)]


def stems(text: str) -> frozenset[str]:
    """First letters of all words of a folded text: as many as a phrase may give."""
    words = re.findall(r"\w+", text)
    return frozenset(word[:length] for word in words for length in range(SHORTEST, STEM + 1))


def compile_phrase(phrase: str, named: Mapping[str, Sequence[str]], verbs: Mapping[str, Sequence[str]]) -> Pattern:
    """A phrase as a pattern. `named`: lists of phrases; `verbs`: all forms of a verb."""
    reader = _Reader(phrase, named, verbs)
    regex, needs = reader.read()
    return Pattern(re.compile(rf"(?<!\w)(?:{regex})(?!\w)"), needs)


def ways(signs: Iterator[str]) -> int:
    """In how many ways, at most, the words of a phrase may stand, up to the next closing sign."""
    before, here = 0, 1
    for sign in signs:
        if sign in (")", "]"):
            break
        if sign == "|":
            before, here = before + here, 1
        elif sign in _CLOSING:
            here *= ways(signs) + (sign == "[")
        elif sign.startswith(".."):
            here *= int(sign[2:] or GAP) + 1
    return before + here


def verb_span(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the first verb of a matched phrase stands; None if the phrase has none."""
    return next((match.span(name) for name in match.re.groupindex if match[name] is not None), None)


class _Reader:
    def __init__(self, phrase: str, named: Mapping[str, Sequence[str]], verbs: Mapping[str, Sequence[str]]) -> None:
        self.phrase, self.named, self.verbs = phrase, named, verbs
        self.tokens = phrase.split()
        self.place = 0
        self.verbs_read = 0

    def read(self) -> tuple[str, Needs]:
        found = self._alternatives(closing=None)
        if self.place < len(self.tokens):
            raise PhraseError(f"{self.phrase!r}: {self.tokens[self.place]!r} closes nothing")
        return found

    def _alternatives(self, closing: str | None) -> tuple[str, Needs]:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.place += 1
            branches.append(self._sequence())
        if closing is not None:
            if self._peek() != closing:
                raise PhraseError(f"{self.phrase!r}: a {closing!r} is missing")
            self.place += 1
        return "|".join(regex for regex, _ in branches), _either([needs for _, needs in branches])

    def _peek(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _sequence(self) -> tuple[str, Needs]:
        regex, gap = "", 0
        needs: list[frozenset[str]] = []
        while (sign := self._peek()) is not None and sign not in ("|", ")", "]"):
            self.place += 1
            if re.fullmatch(r"\.\.\d*", sign):
                gap = int(sign[2:] or GAP)
                if gap > LONGEST_GAP:
                    raise PhraseError(f"{self.phrase!r}: {sign!r} is more than {LONGEST_GAP} words")
                continue
            part = self._part(sign)
            regex, gap = _joined(regex, _between(gap), part), 0
            if not part.optional:
                needs += part.needs
        if not regex:
            raise PhraseError(f"{self.phrase!r}: an alternative is empty")
        return regex, tuple(needs)

    def _part(self, sign: str) -> _Part:
        if sign in _CLOSING:
            regex, needs = self._alternatives(_CLOSING[sign])
            return _Part(f"(?:{regex})", needs, optional=sign == "[")
        if sign.startswith("@"):
            return self._named(sign[1:])
        return _Part(_word(sign), _gate(sign))

    def _named(self, name: str) -> _Part:
        if name in self.verbs:
            forms = self.verbs[name]
            group = f"?P<verb{self.verbs_read}>"
            self.verbs_read += 1
            regex = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))
            return _Part(f"({group}{regex})(?!\\w)", (frozenset(form[:STEM] for form in forms),))
        if name not in self.named:
            raise PhraseError(f"{self.phrase!r}: there is no list or verb named {name!r}")
        inner = [_Reader(each, self.named, self.verbs).read() for each in self.named[name]]
        return _Part(f"(?:{'|'.join(regex for regex, _ in inner)})", _either([needs for _, needs in inner]))


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


def _gate(written: str) -> Needs:
    words = re.findall(r"\w+", written)
    # A cut word of a letter or two fits too many words: it says nothing.
    if not words or (written.endswith("*") and len(words[-1]) < SHORTEST):
        return ()
    return (frozenset({words[-1][:STEM]}),)


def _either(branches: Sequence[Needs]) -> Needs:
    """What one of several needs: all that the only one does, else one stem of the most telling set of any."""
    if len(branches) == 1:
        return branches[0]
    gates = [gate for branch in branches if (gate := _best(branch))]
    return (frozenset().union(*gates),) if len(gates) == len(branches) else ()


def _best(needs: Needs) -> Gate:
    """The most telling set of those that all are needed: long stems first, then few."""
    return min(needs, key=lambda need: (-min(map(len, need)), len(need)), default=None)
