"""The lexicon: rules as data, read once from `lexicon/*.toml` into frozen values. Pure but for reading its own files.

The files are written for analysts and explain themselves; `docs/reading.md` teaches their form.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agreements import vocabulary
from agreements.reading import conjugation
from agreements.reading.folding import fold
from agreements.reading.phrases import AnyOf, Index, Pattern, compile_phrase

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = ("en", "es")
# What must be near a phrase: a name of the agreement or a word for it, its subject matter, or just an item about it.
ABOUT = ("name", "topic", "focus")

Lists = Mapping[str, Sequence[str]]
Compile = Callable[[Sequence[str]], tuple[Pattern, ...]]


class LexiconError(ValueError):
    """A file of the lexicon breaks its own rules; the message names the entry and the reason."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is claimed: a value on an axis, and in which modality if that does not depend on the sentence."""

    axis: str
    value: str
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying one thing. `about`: what must be near for it to be said of an agreement. `unless`: phrases that
    explain it otherwise. `kinds`: of agreements, none for all. `party`: a code, or "actor" for who acts.

    `stands`: it needs no object, so that a sentence may leave its subject out. `negated`: what its denial means, where
    the vocabulary has a value for that. `contrast`: it tells of ours by naming another state's: "only Guatemala's"."""

    name: str
    meaning: Meaning
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    about: str
    kinds: frozenset[str]
    party: str | None
    negated: Meaning | None
    stands: bool
    contrast: bool


@dataclass(frozen=True, slots=True)
class KindRule:
    """A way of saying what kind of event an item reports."""

    kind: str
    patterns: tuple[Pattern, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is known of one language. `times`: form of a verb → what it says of time. `words`: the file."""

    language: str
    stopwords: frozenset[str]
    abbreviations: frozenset[str]
    skipped: re.Pattern[str]
    labels: re.Pattern[str]
    ellipsis: frozenset[str]
    words: Mapping[str, Any]
    times: Mapping[str, str]
    cues: Mapping[str, tuple[Pattern, ...]]
    rules: Index[Rule]
    kinds: Index[KindRule]
    lists: Lists
    verbs: Lists

    def pattern(self, phrase: str) -> Pattern:
        """A phrase as a pattern. Raises PhraseError."""
        return compile_phrase(fold(phrase).text, self.lists, self.verbs)


@dataclass(frozen=True, slots=True)
class Place:
    """A state as it is named: `names` for itself, `adjectives` for what is its own, `signs` for its government.
    `people`: whether people have that name too."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    signs: tuple[str, ...]
    people: bool


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one language. Raises LexiconError or PhraseError where a file is wrong."""
    data = _toml(language)
    paradigms = _paradigms(language, data["verbs"])
    verbs = {name: tuple(forms) for name, forms in paradigms.items()}

    def patterns(phrases: Sequence[str]) -> tuple[Pattern, ...]:
        return tuple(compile_phrase(fold(phrase).text, data["lists"], verbs) for phrase in phrases)

    return Lexicon(
        language=language,
        stopwords=frozenset(data["language"]["stopwords"].split()),
        abbreviations=frozenset(data["language"]["abbreviations"].split()),
        skipped=re.compile(AnyOf(patterns(data["skip"]["lines"])).regex),
        labels=re.compile(AnyOf(patterns(data["skip"]["labels"])).regex),
        ellipsis=frozenset(data["ellipsis"]["words"].split()),
        words=data,
        times={form: time for forms in paradigms.values() for form, time in forms.items()},
        cues={name: patterns(phrases) for name, phrases in data["cues"].items()},
        rules=_indexed([_rule(entry, patterns) for entry in data["rule"]]),
        kinds=_indexed([_kind(entry, patterns) for entry in data["kind"]]),
        lists=data["lists"],
        verbs=verbs,
    )


def _indexed(rules: Sequence[Any]) -> Index[Any]:
    return Index((pattern, rule) for rule in rules for pattern in rule.patterns)


def _paradigms(language: str, data: Mapping[str, Any]) -> dict[str, conjugation.Forms]:
    """Verb, or name of a group of verbs → its forms."""
    make: Callable[..., dict[str, str]] = conjugation.english if language == "en" else conjugation.spanish
    found: dict[str, conjugation.Forms] = {verb: make(verb) for verb in data["regular"].split()}
    found |= {verb: make(verb, irregular) for verb, irregular in data["irregular"].items()}
    for name, members in data["groups"].items():
        found[name] = {form: time for verb in members.split() for form, time in found[verb].items()}
    return found


def _rule(entry: Mapping[str, Any], patterns: Compile) -> Rule:
    name, about, negated = entry["name"], entry.get("about", "name"), entry.get("negated")
    if about not in ABOUT:
        raise LexiconError(f"rule {name}: `about` is {about!r}; use one of: {', '.join(ABOUT)}")
    return Rule(
        name=name,
        meaning=_meaning(entry, name),
        patterns=patterns(entry["phrases"]),
        unless=patterns(entry.get("unless", [])),
        about=about,
        kinds=frozenset(entry.get("kinds", ())),
        party=entry.get("party"),
        negated=_meaning({"axis": entry["axis"], **negated}, name) if negated else None,
        stands=entry.get("stands", False),
        contrast=entry.get("contrast", False),
    )


def _meaning(entry: Mapping[str, str], name: str) -> Meaning:
    axis, value, modality = entry["axis"], entry["value"], entry.get("modality")
    if value not in vocabulary.AXES.get(axis, {}):
        raise LexiconError(f"rule {name}: {value!r} is not a value of the axis {axis!r}")
    if modality not in (None, *vocabulary.MODALITIES):
        raise LexiconError(
            f"rule {name}: {modality!r} is not a modality; use one of: {', '.join(vocabulary.MODALITIES)}"
        )
    return Meaning(axis, value, modality)


def _kind(entry: Mapping[str, Any], patterns: Compile) -> KindRule:
    if entry["kind"] not in vocabulary.EVENT_KINDS:
        raise LexiconError(f"{entry['kind']!r} is not an event kind; use one of: {', '.join(vocabulary.EVENT_KINDS)}")
    return KindRule(entry["kind"], patterns(entry["phrases"]), entry.get("weight", 1.0))


@cache
def places() -> tuple[Place, ...]:
    """All states as both languages name them, folded."""

    def folded(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fold(word).text for word in entry.get(key, ())))

    return tuple(
        Place(
            code,
            folded(entry, "names"),
            folded(entry, "adjectives"),
            folded(entry, "signs"),
            entry.get("people", False),
        )
        for code, entry in _toml("places").items()
    )


@cache
def agreement_cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Agreement → `names_en`, `topics_es` … → phrases by which the bundled record's agreements are also known."""
    return _toml("cues")
