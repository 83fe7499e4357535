"""JSON in: strictly, so that nothing is written that was not sent, or that no answer could give back."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser

from agreements.errors import Problem, Refused

DEEPEST: Final = 32  # an event with its statements has six levels
LARGEST: Final = 2**63  # beyond it numbers change on their way through other programs
LONGEST_NAME: Final = 100  # of a field, as an error repeats it
MOST_PROBLEMS: Final = 100  # said at once


class TooLarge(APIException):
    status_code = 413
    default_detail = "The body is larger than {limit} bytes; send less at once."


class StrictJSON(BaseParser):
    """One JSON value in UTF-8. Raises Refused naming each fault, TooLarge beyond DATA_UPLOAD_MAX_MEMORY_SIZE."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge(TooLarge.default_detail.format(limit=limit))
        return read(raw)


def read(raw: bytes) -> Any:
    """The value that these bytes say. Raises Refused."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _not_json("it is not UTF-8 text") from None
    except RecursionError:
        raise _not_json(f"it is nested deeper than {DEEPEST} levels") from None
    except ValueError as error:  # of what is no JSON, and of whole numbers with thousands of digits
        raise _not_json(str(error)[:300]) from None
    if problems := list(islice(_faults(value, "", DEEPEST), MOST_PROBLEMS)):
        raise Refused(problems)
    return value


def _not_json(why: str) -> Refused:
    return Refused([Problem("", f"the body is not JSON that can be taken in: {why}")])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the field {_shown(twice)} stands twice in one object; say it once")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON")


def _faults(value: Any, path: str, left: int) -> Iterator[Problem]:
    """What JSON can say and the record cannot hold."""
    if isinstance(value, str):
        if not _is_plain(value):
            yield Problem(path, "holds a NUL or half a character; send plain Unicode text")
    elif isinstance(value, int | float):
        if abs(value) >= LARGEST:  # 1e400 has become infinity
            yield Problem(path, "is too large a number; amounts are decimal strings")
    elif isinstance(value, dict | list) and not left:
        yield Problem(path, f"is nested deeper than {DEEPEST} levels; send less")
    elif isinstance(value, dict):
        for name, each in value.items():
            if not _is_plain(name):
                yield Problem(path, "has a field whose name holds a NUL or half a character; leave it out")
            yield from _faults(each, _under(path, _shown(name)), left - 1)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _faults(each, _under(path, str(index)), left - 1)


def _is_plain(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(name: str) -> str:
    """A name as an error may repeat it."""
    return name[:LONGEST_NAME].encode(errors="replace").decode()
