"""The limited child of each parser, and its failures as ours."""

from typing import Any

from agreements.errors import PermanentError
from agreements.fetching.budget import Limits, within
from agreements.fetching.errors import Unreadable
from agreements.sandbox import Child

SECONDS = 10
_children = {
    "feed": Child("agreements.fetching.child.feed:parse", cpu=SECONDS),
    "listing": Child("agreements.fetching.child.listing:parse", cpu=SECONDS),
    "head": Child("agreements.fetching.child.head:read", cpu=SECONDS),
}


def ask(parser: str, question: dict[str, Any], payload: bytes) -> Any:
    """Have `payload` parsed. Raises Unreadable, with what was wrong."""
    with within(Limits(seconds=SECONDS)) as budget:
        seconds = round(budget.left(), 1)  # which is what the sentence says, if it is not enough
    try:
        return _children[parser].call(question, payload, seconds=seconds)
    except PermanentError as error:
        raise Unreadable(str(error)) from None
