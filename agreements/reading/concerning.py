"""Whether an item may say anything of the tracked agreements: a cheap look before it is read. Pure.

Reading bars every agreement of whose sides no state is named. Most of what the news brings names none of them.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from agreements.reading.folding import fold
from agreements.reading.item import Tracked
from agreements.reading.lexicon import places
from agreements.reading.phrases import STEM
from agreements.reading.sentences import LONGEST

_WORD = re.compile(r"\w+")


def gate(tracked: Iterable[Tracked]) -> Callable[[str, str], bool]:
    """(title, text) → whether an item may speak of one of the agreements. False: reading it would give no claims."""
    stems = _stems(frozenset(code for agreement in tracked for code in agreement.sides))

    def may_concern(title: str, text: str) -> bool:
        words = _WORD.findall(fold(f"{title}\n{text[:LONGEST]}").text)
        return not stems.isdisjoint([word[:STEM] for word in words])

    return may_concern


@lru_cache(maxsize=16)
def _stems(codes: frozenset[str]) -> frozenset[str]:
    """The first letters of the words by which states are named."""
    named = [each for place in places() if place.code in codes for each in (place.names, place.adjectives, place.signs)]
    return frozenset(_WORD.findall(word)[0][:STEM] for words in named for word in words)
