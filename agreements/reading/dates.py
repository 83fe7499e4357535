"""Dates as they are written in English and Spanish, as EDTF, with their spans. Relative ones from a given day. Pure.

Only whole phrases count: a lone number, or "may" without a day or year, is no date.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)  # days of news; beyond, nothing is counted from them
WEEK = timedelta(7)
DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date phrase at a span of the folded text. `exact`: written out, not counted from the day of publication.
    `year_given`: with its year."""

    start: int
    end: int
    edtf: str
    exact: bool
    year_given: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of writing dates. `resolve`: match and the day that it counts from → EDTF, or None for no such day.
    `alone`: it needs no day to count from."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], date], str | None]
    exact: bool
    alone: bool


@lru_cache(maxsize=256)
def find(text: str, language: str, day: date | None) -> tuple[Dated, ...]:
    """All date phrases of a folded text, in order, none within another. `day`: what relative ones count from."""
    found: list[Dated] = []
    for form in _forms(language):
        if not (form.alone or (day and EARLIEST <= day <= LATEST)):
            continue
        for match in form.pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if edtf := form.resolve(match, day or date.min):
                found.append(Dated(*match.span(), edtf, form.exact, edtf[:4] in match.group()))
    return tuple(sorted(found, key=lambda each: each.start))


# --- forms of both languages -----------------------------------------------------------------------------------------

_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th|o|º)?"
_YEAR = r"((?:19|20)\d\d)"
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10}
_SHORT |= {"nov": 11, "dec": 12, "setiembre": 9}
MONTHS: Mapping[str, str] = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
WEEKDAYS: Mapping[str, str] = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "es": "lunes martes miercoles jueves viernes sabado domingo",
}


def month_numbers(language: str) -> dict[str, int]:
    return {name: number for number, name in enumerate(MONTHS[language].split(), 1)} | _SHORT


@cache
def _forms(language: str) -> tuple[_Form, ...]:
    return tuple(_english() if language == "en" else _spanish())


def _written(pattern: str, resolve: Callable[[re.Match[str]], str | None]) -> _Form:
    """A date with its year."""
    return _Form(_compiled(pattern), lambda match, _: resolve(match), exact=True, alone=True)


def _partial(pattern: str, resolve: Callable[[re.Match[str], date], str | None]) -> _Form:
    """A date without its year."""
    return _Form(_compiled(pattern), resolve, exact=True, alone=False)


def _relative(pattern: str, resolve: Callable[[re.Match[str], date], str]) -> _Form:
    return _Form(_compiled(pattern), resolve, exact=False, alone=False)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _names(language: str) -> tuple[dict[str, int], str, dict[str, int], str]:
    """Months and weekdays by name, each with its pattern."""
    months = month_numbers(language)
    weekdays = {name: number for number, name in enumerate(WEEKDAYS[language].split())}
    month = "|".join(sorted(months, key=len, reverse=True))
    return months, rf"({month})\.?", weekdays, rf"({'|'.join(weekdays)})"


def _english() -> Iterator[_Form]:
    months, month, weekdays, weekday = _names("en")
    yield _written(r"(\d{4})-(\d\d)-(\d\d)", lambda m: _day(m[1], m[2], m[3]))
    yield _written(rf"{month} {_ORDINAL},? (?:of )?{_YEAR}", lambda m: _day(m[3], months[m[1]], m[2]))
    yield _written(rf"{_ORDINAL} (?:of )?{month},? {_YEAR}", lambda m: _day(m[3], months[m[2]], m[1]))
    yield _written(rf"(?:(?:early|late|mid)[- ])?{month},? (?:of )?{_YEAR}", lambda m: f"{m[2]}-{months[m[1]]:02}")
    yield _partial(rf"{month} {_ORDINAL}", lambda m, d: _nearest_day(months[m[1]], m[2], d))
    yield _partial(rf"{_ORDINAL} (?:of )?{month}", lambda m, d: _nearest_day(months[m[2]], m[1], d))
    yield _partial(rf"{month} of last year", lambda m, d: f"{d.year - 1}-{months[m[1]]:02}")
    yield _partial(rf"mid-{month}", lambda m, d: _nearest_month(months[m[1]], d) + "~")
    before = r"(?:in|since|by|last|this|until|of|from|early|late)"
    yield _partial(rf"{before} {month}", lambda m, d: _nearest_month(months[m[1]], d))
    yield _relative(rf"{weekday} of next week", lambda m, d: _of_week(weekdays[m[1]], d + WEEK))
    yield _relative(rf"(?:next|coming) {weekday}", lambda m, d: _coming(weekdays[m[1]], d))
    yield _relative(rf"(?:(?:on|last|since|late|early) )?{weekday}", lambda m, d: _past(weekdays[m[1]], d))
    yield _relative(r"(?:today|this (?:morning|afternoon|evening))", lambda _, d: d.isoformat())
    yield _relative(r"(?:yesterday|last night)", lambda _, d: (d - DAY).isoformat())
    yield _relative(r"tomorrow", lambda _, d: (d + DAY).isoformat())
    yield _relative(r"overnight", lambda _, d: f"{d - DAY}/{d}")
    yield _relative(r"(?:at|over) the weekend", lambda _, d: _weekend(d))
    yield from _spans("last week", "this week", "next week", "last month", "this month", "last year", "this year")
    yield _written(_YEAR, lambda m: m[1])


def _spanish() -> Iterator[_Form]:
    months, month, weekdays, weekday = _names("es")
    yield _written(r"(\d{4})-(\d\d)-(\d\d)", lambda m: _day(m[1], m[2], m[3]))
    yield _written(rf"{_ORDINAL} de {month},? (?:de |del )?{_YEAR}", lambda m: _day(m[3], months[m[2]], m[1]))
    yield _written(rf"{month},? (?:de |del )?{_YEAR}", lambda m: f"{m[2]}-{months[m[1]]:02}")
    yield _partial(rf"{_ORDINAL} de {month}(?: pasado)?", lambda m, d: _nearest_day(months[m[2]], m[1], d))
    yield _partial(rf"{month} {_ORDINAL}", lambda m, d: _nearest_day(months[m[1]], m[2], d))
    yield _partial(rf"{month} del ano (?:pasado|anterior)", lambda m, d: f"{d.year - 1}-{months[m[1]]:02}")
    yield _partial(rf"mediados de {month}", lambda m, d: _nearest_month(months[m[1]], d) + "~")
    before = r"(?:en|de|desde|el pasado|hasta|a inicios de|a finales de)"
    yield _partial(rf"{before} {month}", lambda m, d: _nearest_month(months[m[1]], d))
    yield _relative(rf"(?:proximo|manana) {weekday}", lambda m, d: _coming(weekdays[m[1]], d))
    yield _relative(rf"{weekday} proximo", lambda m, d: _coming(weekdays[m[1]], d))
    yield _relative(rf"{weekday} de la semana pasada", lambda m, d: _of_week(weekdays[m[1]], d - WEEK))
    yield _relative(rf"(?:(?:el|este|pasado) )?{weekday}", lambda m, d: _past(weekdays[m[1]], d))
    yield _relative(r"(?:hoy|esta (?:manana|tarde|noche|madrugada))", lambda _, d: d.isoformat())
    yield _relative(r"(?:ayer|anoche)", lambda _, d: (d - DAY).isoformat())
    yield _relative(r"manana", lambda _, d: (d + DAY).isoformat())
    yield _relative(r"(?:el|este) fin de semana", lambda _, d: _weekend(d))
    yield from _spans(
        "(?:la )?semana pasada", "esta semana", "(?:la )?proxima semana", "(?:el )?mes pasado", "este mes",
        "(?:el )?ano (?:pasado|anterior)", "este ano",
    )  # fmt: skip
    yield _written(_YEAR, lambda m: m[1])


def _spans(
    last_week: str, this_week: str, next_week: str, last_month: str, this_month: str, last_year: str, this_year: str
) -> Iterator[_Form]:
    yield _relative(last_week, lambda _, d: _week(d - WEEK))
    yield _relative(this_week, lambda _, d: f"{_monday(d)}/{d}")
    yield _relative(next_week, lambda _, d: _week(d + WEEK))
    yield _relative(last_month, lambda _, d: f"{d.replace(day=1) - DAY:%Y-%m}")
    yield _relative(this_month, lambda _, d: f"{d:%Y-%m}")
    yield _relative(last_year, lambda _, d: str(d.year - 1))
    yield _relative(this_year, lambda _, d: str(d.year))


# --- days ------------------------------------------------------------------------------------------------------------


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _nearest_day(month: int, number: str, day: date) -> str | None:
    """A day of a month without a year: in the year that brings it nearest."""
    candidates = [each for year in _years(day) if (each := _day(year, month, number))]
    return min(candidates, key=lambda each: abs(date.fromisoformat(each) - day), default=None)


def _nearest_month(month: int, day: date) -> str:
    year = min(_years(day), key=lambda each: abs((each - day.year) * 12 + month - day.month + 0.5))
    return f"{year}-{month:02}"


def _years(day: date) -> tuple[int, int, int]:
    return day.year - 1, day.year, day.year + 1


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _past(weekday: int, day: date) -> str:
    """A weekday by its name: the last one up to the day."""
    return (day - timedelta((day.weekday() - weekday) % 7)).isoformat()


def _coming(weekday: int, day: date) -> str:
    return (day + timedelta((weekday - day.weekday() - 1) % 7 + 1)).isoformat()


def _of_week(weekday: int, day: date) -> str:
    return (_monday(day) + timedelta(weekday)).isoformat()


def _week(day: date) -> str:
    return f"{_monday(day)}/{_monday(day) + timedelta(6)}"


def _weekend(day: date) -> str:
    sunday = day - timedelta((day.weekday() + 1) % 7)
    return f"{sunday - DAY}/{sunday}"
