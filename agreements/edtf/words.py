"""EDTF dates in words for sentences and in figures for tables, in English and Spanish."""

import re
from collections.abc import Sequence

from .parser import Edtf
from .phrases import FIGURES, WORDS, Phrases
from .point import Point
from .shapes import Interval, OneOf, read

_SOUNDS_WITH_O = re.compile(r"o|8|11\b")  # octubre, ocho, ochocientos, once


def in_words(date: Edtf, language: str = "en") -> str:
    """The date for a sentence: "about September 2019", "1 to 6 February 2025", "hacia septiembre de 2019".

    `language` is "en" or "es", a region after it is ignored (es-SV). Raises ValueError for others.
    """
    return _say(date, _phrases(WORDS, language))


def in_figures(date: Edtf, language: str = "en") -> str:
    """The date for a table: "3 Feb 2025", "~2021", "1–6 Feb 2025". `language` as for `in_words`."""
    return _say(date, _phrases(FIGURES, language))


def since(date: Edtf, language: str = "en") -> str:
    """From when on, for a sentence: "since 1 March 2006", "desde el 1 de marzo de 2006"; an interval as `in_words`.
    `language` as there."""
    shape, phrases = read(date.text), _phrases(WORDS, language)
    if isinstance(shape, Interval):
        return _say(date, phrases)
    said = _point(shape, phrases, phrases.article) if isinstance(shape, Point) else _one_of(shape, phrases)
    return phrases.since.format(said)


def _phrases(table: dict[str, Phrases], language: str) -> Phrases:
    known = table.get(language.partition("-")[0].lower())
    if known is None:
        raise ValueError(f"language {language!r}: dates are written in {' and '.join(table)} only")
    return known


def _say(date: Edtf, phrases: Phrases) -> str:
    shape = read(date.text)
    if isinstance(shape, Point):
        return _point(shape, phrases)
    said = _one_of(shape, phrases) if isinstance(shape, OneOf) else _interval(shape, phrases)
    for apart, joined in phrases.contractions:
        said = re.sub(rf"\b{apart}", joined, said)
    return said


def _point(point: Point, phrases: Phrases, article: str = "") -> str:
    said = _bare(point, phrases)
    if point.precision == "day":
        said = (article if point.plain else phrases.article) + said
    if point.approximate:
        said = phrases.approximate.format(said)
    return phrases.uncertain.format(said) if point.uncertain else said


def _bare(point: Point, phrases: Phrases) -> str:
    """The date without its marks."""
    if point.precision == "decade" and point.year >= 1000:
        return phrases.decade.format(point.year)
    if point.precision in ("decade", "century"):
        return phrases.years.format(_year(point.year, phrases), _year(point.last[0], phrases))
    parts = [str(point.day)] if point.day else []
    parts += [phrases.months[point.month - 1]] if point.month else []
    said = phrases.glue.join([*parts, _year(point.year, phrases)])
    return phrases.unspecified[point.unspecified].format(said) if point.unspecified else said


def _year(year: int, phrases: Phrases) -> str:
    if year > 9999:
        return phrases.long_year.format(year)
    if year >= 1000:
        return str(year)
    # Year 0 of ISO 8601 is 1 BC; a small bare number after a month would read as a day.
    return phrases.after_christ.format(year) if year > 0 else phrases.before_christ.format(1 - year)


def _interval(shape: Interval, phrases: Phrases) -> str:
    if len(shape.dated) == 2:
        start, end = shape.dated
        return _span(start, end, phrases, phrases.span)
    if isinstance(shape.start, Point):
        pattern = phrases.since if shape.end == ".." else phrases.since_end_unknown
    else:
        pattern = phrases.until if shape.start == ".." else phrases.until_start_unknown
    return pattern.format(_point(shape.dated[0], phrases, phrases.article))


def _span(start: Point, end: Point, phrases: Phrases, pattern: str) -> str:
    if start == end:
        return _point(start, phrases)
    heads, tail = _shared([start, end], phrases, phrases.article)
    if not (start.plain and end.plain):
        pattern = phrases.loose_span
    elif any(" " in head for head in heads):
        pattern = pattern.replace("–", " – ")
    return pattern.format(*heads) + tail


def _one_of(shape: OneOf, phrases: Phrases) -> str:
    points = [start for start, end in shape.members if start == end]
    if len(points) == len(shape.members):
        heads, tail = _shared(points, phrases)
    else:
        heads, tail = [_member(start, end, phrases) for start, end in shape.members], ""
    return _either(heads, phrases) + tail


def _member(start: Point, end: Point, phrases: Phrases) -> str:
    if start == end:
        return _point(start, phrases, phrases.article)
    return _span(start, end, phrases, phrases.between)


def _either(heads: list[str], phrases: Phrases) -> str:
    if len(heads) == 1:
        return heads[0]
    joint = phrases.alternative_before_o if _SOUNDS_WITH_O.match(heads[-1]) else phrases.alternative
    return ", ".join(heads[:-1]) + joint + heads[-1]


def _shared(points: Sequence[Point], phrases: Phrases, article: str = "") -> tuple[list[str], str]:
    """What differs between the dates, and the tail they share: ["1", "6"] and " February 2025"."""
    alike = all(point.plain for point in points) and len({point.precision for point in points}) == 1
    whole = [_point(point, phrases, article) for point in points]
    if not alike or points[0].precision not in ("day", "month") or len({point.year for point in points}) > 1:
        return whole, ""
    tail = phrases.glue + _year(points[0].year, phrases)
    if points[0].precision == "day" and len({point.month for point in points}) == 1:
        tail = phrases.glue + phrases.months[points[0].month - 1] + tail
    return [said.removesuffix(tail) for said in whole], tail
