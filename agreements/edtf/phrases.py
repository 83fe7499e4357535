"""The words of dates, in English and Spanish, long for sentences and short for tables."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Names and patterns of one language in one length; {} stands for a date."""

    months: tuple[str, ...]
    glue: str  # between day, month and year
    article: str  # before a day that follows a preposition
    approximate: str
    uncertain: str
    unspecified: dict[str, str]  # what XX stands for
    decade: str
    years: str
    long_year: str
    after_christ: str
    before_christ: str
    span: str
    loose_span: str  # where an end is marked or has XX
    between: str
    since: str
    since_end_unknown: str
    until: str
    until_start_unknown: str
    alternative: str  # "or"
    alternative_before_o: str  # "or" before a word that sounds with an o
    contractions: tuple[tuple[str, str], ...] = ()


ENGLISH = Phrases(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    glue=" ",
    article="",
    approximate="about {}",
    uncertain="possibly {}",
    unspecified={"day": "a day in {}", "month": "a month in {}"},
    decade="the {}s",
    years="the years {} to {}",
    long_year="the year {}",
    after_christ="{} AD",
    before_christ="{} BC",
    span="{} to {}",
    loose_span="from {} to {}",
    between="between {} and {}",
    since="since {}",
    since_end_unknown="from {}, end not known",
    until="until {}",
    until_start_unknown="until {}, start not known",
    alternative=" or ",
    alternative_before_o=" or ",
)  # fmt: skip

SPANISH = Phrases(
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    glue=" de ",
    article="el ",
    approximate="hacia {}",
    uncertain="posiblemente {}",
    unspecified={"day": "un día de {}", "month": "un mes de {}"},
    decade="la década de {}",
    years="los años {} a {}",
    long_year="el año {}",
    after_christ="{} d. C.",
    before_christ="{} a. C.",
    span="de {} a {}",
    loose_span="desde {} hasta {}",
    between="entre {} y {}",
    since="desde {}",
    since_end_unknown="desde {}, fin desconocido",
    until="hasta {}",
    until_start_unknown="hasta {}, inicio desconocido",
    alternative=" o ",
    alternative_before_o=" u ",
    contractions=(("de el ", "del "), ("a el ", "al ")),
)  # fmt: skip


def _shortened(phrases: Phrases, *, decade: str, day: str, month: str) -> Phrases:
    return replace(
        phrases,
        months=tuple(month[:3] for month in phrases.months),
        glue=" ",
        article="",
        approximate="~{}",
        uncertain="{}?",
        unspecified={"day": day, "month": month},
        decade=decade,
        years="{}–{}",
        long_year="{}",
        span="{}–{}",
        loose_span="{} – {}",
        since="{} –",
        since_end_unknown="{} – ?",
        until="– {}",
        until_start_unknown="? – {}",
        contractions=(),
    )


WORDS = {"en": ENGLISH, "es": SPANISH}
FIGURES = {
    "en": _shortened(ENGLISH, decade="{}s", day="day in {}", month="month in {}"),
    "es": _shortened(SPANISH, decade="déc. {}", day="día de {}", month="mes de {}"),
}
