"""What differs between a row and the record, in words. Pure."""

from collections.abc import Iterator
from typing import Any

from agreements.shapes import AgreementIn, EventIn, StatusUpdateIn


def differences(before: AgreementIn | EventIn, after: AgreementIn | EventIn) -> Iterator[str]:
    """Field by field; of lists what comes (+) and what goes (-)."""
    for name in type(before).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, tuple):
            yield from (f"{name} + {_short(each)}" for each in new if each not in old)
            yield from (f"{name} - {_short(each)}" for each in old if each not in new)
        elif old != new:
            yield f"{name}: {old or 'nothing'} → {new or 'nothing'}"


def _short(part: Any) -> str:
    names = ("party", "value", "url")
    return next((str(getattr(part, name)) for name in names if hasattr(part, name)), str(part))


def said(update: StatusUpdateIn) -> str:
    """A status update that the record does not have yet."""
    when = f" from {update.date}" if update.date else ""
    instead = f", in place of {update.supersedes}" if update.supersedes else ""
    return f"says {update.value}{when}{instead}"
