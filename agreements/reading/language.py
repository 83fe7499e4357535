"""Which language an item is in: as declared, else by its commonest words. Pure."""

import re
from collections.abc import Iterable

from agreements.reading.lexicon import Lexicon

WORDS = 400
ENOUGH = 3
LEAD = 1.5


def language_of(text: str, declared: str | None, lexicons: Iterable[Lexicon]) -> str | None:
    """A language of the lexicon, or None. The text wins over what is declared where it is plainly another's."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:WORDS]
    counts = {each.language: sum(word in each.stopwords for word in words) for each in lexicons}
    best, *others = sorted(counts, key=lambda each: -counts[each])
    claimed = (declared or "").lower().split("-")[0]
    clear = counts[best] >= ENOUGH and counts[best] >= LEAD * max((counts[each] for each in others), default=0)
    if clear:
        return best
    return claimed if claimed in counts else None
