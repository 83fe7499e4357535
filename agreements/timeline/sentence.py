"""How a relation stands in words: the summary in parts, some of which lead to what they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements import edtf
from agreements.timeline.summary import Summary

# In the order in which the sentence names them.
SPOKEN_GROUPS = ("confirmed_in_force", "signed_or_operating", "not_yet_concluded", "ended")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the sentence. `target`: what it counts (a group, "agreements" or "conflicts"); "" for plain words."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tense:
    """The words that change when another day than today is spoken of; {} stands for a day or a count."""

    opening: str
    empty: str
    confirmed: tuple[str, str, str]  # none, one, more
    contradict: str
    last_event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    now: Tense
    then: Tense
    numbers: tuple[str, ...]  # one to twelve, as they stand before a group
    agreements: tuple[str, str]  # one, more; always in figures
    groups: Mapping[str, tuple[str, str]]
    points: tuple[str, str]
    conjunction: str


ENGLISH = Phrases(
    now=Tense(
        opening="On {} the record holds ",
        empty="On {} the record holds no agreements",
        confirmed=("none confirmed in force", "{} confirmed in force", "{} confirmed in force"),
        contradict="Sources contradict one another on ",
        last_event="the last dated event is of {}",
    ),
    then=Tense(
        opening="On {} the record held ",
        empty="On {} the record held no agreements",
        confirmed=("none confirmed in force", "{} confirmed in force", "{} confirmed in force"),
        contradict="Sources contradicted one another on ",
        last_event="the last dated event was of {}",
    ),
    numbers=(
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
    agreements=("{} agreement", "{} agreements"),
    groups={
        "signed_or_operating": ("{} signed or operating", "{} signed or operating"),
        "not_yet_concluded": ("{} not yet concluded", "{} not yet concluded"),
        "ended": ("{} ended", "{} ended"),
    },
    points=("{} point", "{} points"),
    conjunction=" and ",
)  # fmt: skip

SPANISH = Phrases(
    now=Tense(
        opening="El {} el registro reúne ",
        empty="El {} el registro no reúne ningún acuerdo",
        confirmed=("ninguno consta en vigor", "{} consta en vigor", "{} constan en vigor"),
        contradict="Las fuentes se contradicen en ",
        last_event="el último hecho fechado es del {}",
    ),
    then=Tense(
        opening="El {} el registro reunía ",
        empty="El {} el registro no reunía ningún acuerdo",
        confirmed=("ninguno constaba en vigor", "{} constaba en vigor", "{} constaban en vigor"),
        contradict="Las fuentes se contradecían en ",
        last_event="el último hecho fechado era del {}",
    ),
    numbers=(
        "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    ),
    agreements=("{} acuerdo", "{} acuerdos"),
    groups={
        "signed_or_operating": ("{} firmado o en aplicación", "{} firmados o en aplicación"),
        "not_yet_concluded": ("{} sin concluir", "{} sin concluir"),
        "ended": ("{} terminado", "{} terminados"),
    },
    points=("{} punto", "{} puntos"),
    conjunction=" y ",
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "es": SPANISH}


def sentence(summary: Summary, language: str, *, past: bool = False) -> list[Part]:
    """The summary in parts whose texts joined are the sentence. `past`: of another day than today.

    `language` is "en" or "es", a region after it is ignored. Raises KeyError for others."""
    phrases = LANGUAGES[language.partition("-")[0].lower()]
    tense = phrases.then if past else phrases.now
    opening = tense.opening if summary.total else tense.empty
    return [
        Part(opening.format(_day(summary.day, language))),
        *(_holdings(summary, phrases, tense) if summary.total else ()),
        Part("."),
        *_contradictions(summary, phrases, tense, language),
    ]


def _day(day: date, language: str) -> str:
    return edtf.in_words(edtf.parse(day.isoformat()), language)


def _holdings(summary: Summary, phrases: Phrases, tense: Tense) -> list[Part]:
    clauses = [_clause(name, len(summary.groups[name]), phrases, tense) for name in SPOKEN_GROUPS]
    said = [clause for clause in clauses if clause]
    listed = [part for clause in said for part in (Part(", "), clause)][1:]
    if len(said) > 1:
        listed[-2] = Part(phrases.conjunction)
    return [_counted(summary.total, phrases.agreements, "agreements"), Part(": "), *listed]


def _clause(name: str, count: int, phrases: Phrases, tense: Tense) -> Part | None:
    """A group's clause; an empty group has none, but that nothing is confirmed in force is said."""
    if name == "confirmed_in_force":
        pattern = tense.confirmed[min(count, 2)]
    elif count:
        pattern = phrases.groups[name][count > 1]
    else:
        return None
    return Part(pattern.format(_in_words(count, phrases)), name if count else "")


def _in_words(count: int, phrases: Phrases) -> str:
    """Words to twelve, figures above."""
    return phrases.numbers[count - 1] if 0 < count <= len(phrases.numbers) else str(count)


def _counted(count: int, patterns: tuple[str, str], target: str) -> Part:
    return Part(patterns[count != 1].format(count), target)


def _contradictions(summary: Summary, phrases: Phrases, tense: Tense, language: str) -> list[Part]:
    last = tense.last_event.format(_day(summary.last_day, language)) if summary.last_day else ""
    if summary.open_conflicts:
        points = _counted(summary.open_conflicts, phrases.points, "conflicts")
        return [Part(f" {tense.contradict}"), points, Part(f"; {last}." if last else ".")]
    return [Part(f" {last[0].upper()}{last[1:]}.")] if last else []
