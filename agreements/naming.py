"""Slugs of new records. Pure."""

import re
import unicodedata
from collections.abc import Container, Iterator

LONGEST = 80  # of the words of a title; a slug holds 100 characters, its day included
LONGEST_NUMBERED = 90  # what a number is added to


def proposed(title: str, day: str) -> str:
    """A slug for an event: words of its title and its EDTF day. "Visit to San José", "2025-02-03~" →
    "visit-to-san-jose-2025-02-03"."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    days = re.findall(r"\d{4}(?:-\d\d)?(?:-\d\d)?", day)
    return "-".join(part for part in (words or "event", days[0] if days else "") if part)


def first_free(slug: str, taken: Container[str]) -> str:
    """The slug, or with the first number, from 2 on, that is not taken."""
    return next(name for name in numbered(slug) if name not in taken)


def numbered(slug: str) -> Iterator[str]:
    """All names of a record that would like to be called so, the best first."""
    yield slug
    stem = slug[:LONGEST_NUMBERED].rstrip("-")
    for number in range(2, 100_000):
        yield f"{stem}-{number}"
