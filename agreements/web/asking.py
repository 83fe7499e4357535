"""What a page is asked: the clocks, the language and the page's own choices, all of them in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements.errors import Problem, Refused
from agreements.timeline import clocks
from agreements.timeline.clocks import AsOf

Choices = Mapping[str, tuple[str, ...]]
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Asked:
    """`kept`: clocks and language as they were asked for, which every link on the page carries on.
    `own`: the page's own choices. `language`: the one the page speaks."""

    asof: AsOf
    instant: datetime
    language: str
    kept: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def clocks(self) -> dict[str, str]:
        return {name: value for name, value in self.kept.items() if name in clocks.PARAMETERS}

    @property
    def now(self) -> bool:
        """Whether the page shows the present: no clock was set."""
        return not self.clocks


def language_of(query: QueryDict) -> str | None:
    """The language that the address asks for, if the pages speak it."""
    wanted = query.get("lang")
    return wanted if wanted in LANGUAGES else None


def values(query: QueryDict) -> dict[str, str]:
    """The last value of each parameter."""
    return {name: str(query[name]) for name in query}


def without_blanks(query: QueryDict) -> QueryDict | None:
    """The query without the fields a form sent empty; None if there are none."""
    kept = query.copy()
    for name, given in query.lists():
        filled = [each for each in given if each]
        if filled:
            kept.setlist(name, filled)
        else:
            del kept[name]
    return kept if kept != query else None


def ask(query: QueryDict, instant: datetime, language: str, choices: Choices) -> Asked:
    """What is asked for. Raises Refused naming each parameter at fault, NotYetKnown before the record began."""
    choices = {"lang": LANGUAGES, **choices}
    given = values(query)
    problems = list(_problems(query, choices))
    try:
        asof = clocks.resolve({name: given[name] for name in clocks.PARAMETERS if name in given}, instant)
    except Refused as refusal:
        raise Refused([*problems, *refusal.problems]) from None
    if problems:
        raise Refused(problems)
    kept = {name: given[name] for name in (*clocks.PARAMETERS, "lang") if name in given}
    return Asked(asof, instant, language, kept, {name: given[name] for name in choices if name in given})


def _problems(query: QueryDict, choices: Choices) -> Iterator[Problem]:
    for name, given in query.lists():
        if name not in choices and name not in clocks.PARAMETERS:
            yield Problem(name, _("this page has no such parameter"))
        elif len(given) > 1:
            yield Problem(name, _("it is given more than once; one value is read"))
        elif name in choices and given[0] not in choices[name]:
            allowed = ", ".join(choices[name])
            yield Problem(name, _("“%(value)s” is not one of %(allowed)s") % {"value": given[0], "allowed": allowed})
