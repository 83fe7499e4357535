"""What a page is asked: the clocks, the language and the page's own parameters, all of them in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from django.conf import settings
from django.http import QueryDict

from agreements.errors import Problem, Refused
from agreements.timeline import clocks
from agreements.timeline.clocks import AsOf
from agreements.timeline.parameters import TEXT, Parameter, Values, read, unreadable, words
from agreements.web.addresses import Here

T = TypeVar("T")
Given = Mapping[str, tuple[str, ...]]
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
LANGUAGE: Final = Parameter(name="lang", meaning="language of the page", form=words(LANGUAGES, "language"))
CLOCKS: Final = tuple(Parameter(name=name, meaning="a clock", form=TEXT) for name in clocks.PARAMETERS)
# They say how an answer is to come, not what it shows: no link carries them on.
PASSING: Final = ("part", "width")


@dataclass(frozen=True, slots=True)
class Asked:
    """`kept`: clocks and language as they were asked for, which every link on the page carries on.
    `own`: the page's own parameters as they were given, `values`: as they were read. `language`: the one it speaks."""

    asof: AsOf
    instant: datetime
    language: str
    kept: Mapping[str, str]
    own: Given = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    path: str = ""

    @property
    def clocks(self) -> dict[str, str]:
        return {name: value for name, value in self.kept.items() if name in clocks.PARAMETERS}

    @property
    def now(self) -> bool:
        """Whether the page shows the present: no clock was set."""
        return not self.clocks

    @property
    def here(self) -> Here:
        """The address of this very view."""
        return Here(self.path, {**self.kept, **self.own})


def language_of(query: QueryDict) -> str | None:
    """The language that the address asks for, if the pages speak it."""
    wanted = query.get("lang")
    return wanted if wanted in LANGUAGES else None


def given(query: QueryDict) -> Given:
    """Every parameter with its values, without what is no text and what only says how the answer is to come."""
    return {
        name: tuple(map(str, texts))
        for name, texts in query.lists()
        if name not in PASSING and not any(unreadable(name, text) for text in texts)
    }


def without_blanks(query: QueryDict) -> QueryDict | None:
    """The query without the fields a form sent empty; None if there are none."""
    kept = query.copy()
    for name, texts in query.lists():
        filled = [each for each in texts if each]
        if filled:
            kept.setlist(name, filled)
        else:
            del kept[name]
    return kept if kept != query else None


def ask(query: QueryDict, instant: datetime, language: str, path: str = "", own: Sequence[Parameter] = ()) -> Asked:
    """What is asked for. Raises Refused naming each parameter at fault, NotYetKnown before the record began."""
    lists = dict(query.lists())
    problems = [problem for name, texts in lists.items() for text in texts for problem in unreadable(name, text)]
    if problems:
        raise Refused(problems)
    values = _or_note(problems, lambda: read((*CLOCKS, LANGUAGE, *own), lists))
    shown = {name: texts[0] for name, texts in lists.items() if name in clocks.PARAMETERS}
    asof = _or_note(problems, lambda: clocks.resolve(shown, instant))
    if values is None or asof is None:
        raise Refused(problems)
    kept = {name: lists[name][0] for name in (*clocks.PARAMETERS, "lang") if name in lists}
    names = [each.name for each in own if each.name in lists and each.name not in PASSING]
    return Asked(asof, instant, language, kept, {name: tuple(lists[name]) for name in names}, values, path)


def _or_note(problems: list[Problem], reading: Callable[[], T]) -> T | None:
    """What was read; or None, and what is wrong joins the problems, so that all of them are named at once."""
    try:
        return reading()
    except Refused as refusal:
        problems += refusal.problems
        return None
