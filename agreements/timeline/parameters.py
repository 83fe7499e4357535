"""What a read may be asked: parameters as declared data, their values read or refused by name. Pure.

The API describes its addresses from these declarations and the pages read their address bar by them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agreements import edtf
from agreements.errors import Problem, Refused
from agreements.searchtext import searchable

Values = Mapping[str, tuple[Any, ...]]
LONGEST_VALUE: Final = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written: `schema` says it in JSON Schema, `read` takes it in or raises ValueError with the way
    out."""

    schema: Mapping[str, Any]
    read: Callable[[str], Any] = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    meaning: str
    form: Form
    repeatable: bool = False


def words(allowed: Collection[str], what: str) -> Form:
    """One of the vocabulary's words."""

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"{text!r} is not a known {what}; use one of: {', '.join(allowed)}")
        return text

    return Form({"type": "string", "enum": list(allowed)}, read)


def several(allowed: Collection[str], what: str) -> Form:
    """Some of these words, joined by commas."""
    one = words(allowed, what)

    def read(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.read(each) for each in text.split(",")))

    choice = "|".join(allowed)
    return Form({"type": "string", "pattern": f"^({choice})(,({choice}))*$"}, read)


def number(lowest: int, highest: int) -> Form:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 11 and lowest <= int(text) <= highest):
            raise ValueError(f"{text!r} is not a whole number from {lowest} to {highest}")
        return int(text)

    return Form({"type": "integer", "minimum": lowest, "maximum": highest}, read)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _search(text: str) -> str:
    """The words to look for, folded as the searched text is."""
    found = searchable(text)
    if not any(char.isalnum() for char in found):
        raise ValueError(f"{text!r} holds no word to look for; give one or more")
    return found


TEXT = Form({"type": "string"})
FLAG = Form({"type": "boolean"}, _flag)
EDTF = Form({"type": "string", "examples": ["2025-03", "2025-02-03/..", "2025-03~"]}, edtf.parse)
SEARCH = Form({"type": "string", "minLength": 1}, _search)


def unreadable(name: str, text: str) -> list[Problem]:
    """What is wrong with a name and value before anyone asks what they mean: no plain text, or too long."""
    if not _is_text(name):
        return [Problem("", "the name of a parameter is not plain UTF-8 text; encode it and escape with %")]
    if not _is_text(text):
        return [Problem(name, "not plain UTF-8 text; leave control characters out, encode the rest, escape with %")]
    if len(name) + len(text) > LONGEST_VALUE:
        return [Problem(name[:LONGEST_VALUE], f"longer than {LONGEST_VALUE} characters")]
    return []


def _is_text(text: str) -> bool:
    return not any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in text)


def read(parameters: Sequence[Parameter], given: Mapping[str, Sequence[str]]) -> Values:
    """Name → its values, of every parameter given. Raises Refused naming each that is unknown, repeated or misread."""
    known = {each.name: each for each in parameters}
    problems: list[Problem] = []
    values: dict[str, tuple[Any, ...]] = {}
    for name, texts in given.items():
        if name not in known:
            problems.append(Problem(name, f"unknown parameter; this address takes: {', '.join(sorted(known))}"))
        elif len(texts) > 1 and not known[name].repeatable:
            problems.append(Problem(name, "it is given more than once, and takes one value"))
        else:
            found = tuple(_values(known[name], texts, problems))
            values[name] = found
    if problems:
        raise Refused(problems)
    return values


def _values(parameter: Parameter, texts: Sequence[str], problems: list[Problem]) -> Iterator[Any]:
    for text in texts:
        try:
            yield parameter.form.read(text)
        except ValueError as error:
            problems.append(Problem(parameter.name, str(error)))
