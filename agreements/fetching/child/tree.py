"""JSON → values, in the limited child. Numbers stay text as they are written: none is too large or loses a digit."""

import json
import re
from typing import Any

from agreements.errors import PermanentError
from agreements.fetching.child import letters
from agreements.fetching.child.plain import clean, one_line

GZIP = b"\x1f\x8b"
NAMES_SHOWN = 12
STEP = re.compile(r"\d{1,6}")


def load(payload: bytes, content_type: str) -> tuple[Any, str]:
    """The value, and a note on its encoding ("" if none). Raises PermanentError, which says what came instead."""
    if payload.startswith(GZIP):
        raise PermanentError("This is not JSON: it is packed (gzip), and its head does not say so.")
    read = letters.read(payload, content_type)
    text = read.text.strip().lstrip("\ufeff")
    if not text:
        raise PermanentError("This is not JSON: it is empty.")
    if text.startswith("<"):
        raise PermanentError(
            "This is not JSON: it is a page (HTML or XML). The site may send it instead of an error, or to programs; "
            "try the address in a browser."
        )
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda name: None), read.note
    except json.JSONDecodeError as error:
        raise PermanentError(
            f"This is not JSON, or it was cut off: line {error.lineno}, column {error.colno}: {error.msg}. "
            f"It begins with {one_line(text[:200])[:60]!r}."
        ) from None
    except RecursionError:
        raise PermanentError("This JSON is nested too deeply to be read.") from None


def at(value: Any, path: str) -> Any:
    """What stands at a dotted path such as "title.rendered" or "links.0.href"; "": the value itself. None: nothing."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and STEP.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def text_at(value: Any, path: str) -> str:
    """Text or a number at a path, as text; "" for anything else."""
    found = at(value, path)
    return clean(found).strip() if isinstance(found, str) else ""


def first(value: Any, *paths: str) -> str:
    """The first text at one of `paths` that is not empty."""
    return next((found for path in paths if (found := text_at(value, path))), "")


def items(value: Any, path: str) -> list[Any]:
    """The list at a path. Raises PermanentError, with what is there instead."""
    found = at(value, path)
    if isinstance(found, list):
        return found
    where = f"at {path!r}" if path else "here"
    raise PermanentError(f"There is no list {where}: {_described(found)}. The answer holds {_described(value)}.")


def _described(value: Any) -> str:
    if isinstance(value, dict):
        names = ", ".join(one_line(str(name))[:40] for name in list(value)[:NAMES_SHOWN])
        return f"an object with {names}" if names else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value):,}"
    return "nothing" if value is None else repr(one_line(str(value))[:60])
