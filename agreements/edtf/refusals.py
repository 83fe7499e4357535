"""Why a text is refused as a date, and which form to write instead."""

import re

_SHOWN = 60  # characters of the refused text that are quoted
_GENERAL = (
    "not a date that is read here; write 2025-03-14, 2025-03 or 2025, an interval 2025-02-01/2025-02-06,"
    " or one of several days [2025-03-13,2025-03-14]"
)

# The first pattern that matches the whole text gives the reason; \1 and so on are its groups.
_REASONS = [
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"", "a date is missing; write 2025-03-14, 2025-03 or 2025"),
        (r"\{.*", "all-of sets are not read; record each date by itself, or one of them as [2025-03-13,2025-03-14]"),
        (r"\[.*|.*\]", "a set stands alone between [ and ]; write [2025-03-13,2025-03-14]"),
        (r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]|Z).*", r"a day, not a time; write \1"),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"the parts are joined by hyphens; write \1-\2-\3"),
        (r"((?:1[0-9]|20)[0-9]{2})(0[1-9]|1[0-2])", r"the parts are joined by hyphens; write \1-\2"),
        (r"([0-9]{4})[/.]([0-9]{2})[/.]([0-9]{2})", r"the parts are joined by hyphens; write \1-\2-\3"),
        (r"([0-9]{4})[/.](0[1-9]|1[0-2])", r"the parts are joined by hyphens; write \1-\2"),
        (r"[0-9\u2010-\u2015\u2212]+[\u2010-\u2015\u2212][0-9]+", "the hyphen is the plain one; write 2025-03-14"),
        (r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", "the year comes first, then month and day; write 2025-03-14"),
        (r"[0-9]{1,2}[-/.][0-9]{4}", "the year comes first, then the month; write 2025-03"),
        (r".*/.*/.*", "an interval has two ends joined by one /; write 2025-02-01/2025-02-06"),
        (r".*/[0-9]{1,2}|[0-9]{1,2}/.*", "both ends of an interval are whole dates; write 2025-02-01/2025-02-06"),
        (r"([0-9-]+)/([0-9-]+)", r"inside a set a range has two dots; write \1..\2"),
        (r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?", "month and day have two digits each; write 2025-03-04"),
        (r"[0-9]{1,3}", "write the whole date, the year with four digits: 2025-03-14, 2025-03 or 2025"),
        (r"-0000.*", "the year before 0001 has no sign; write 0000"),
        (r"-[0-9]{2,3}X+.*", "X is read in years from 0000 to 9999; write an interval such as -1989/-1980"),
        (r"Y(-?[0-9]{4})", r"Y is for years of more than four digits; write \1"),
        (r"Y-?0[0-9]+", "a Y-year starts with no nought; write Y17000 or Y-17000"),
        (r"(-?[0-9]{5,})", r"a year of more than four digits takes a Y; write Y\1"),
        (r".*[?~%]{2,}", "one mark is enough; write % for both ~ and ?, as in 2025-03%"),
        (r".*[?~%].+", "the mark stands at the end of the whole date; write 2025-03~"),
        (r"[0-9uxX-]+", "an unknown digit is a capital X, from the right; write 201X, 20XX, 2025-XX or 2025-03-XX"),
        (r"(?i:open|now|present|unknown)", "an open end is .., an unknown one is empty; write 2025-02/.. or 2025-02/"),
        (r"\.\.([0-9-]+)", r"an interval has a /; write ../\1"),
        (r"([0-9-]+)\.\.", r"an interval has a /; write \1/.."),
        (r"([0-9-]+)\.\.([0-9-]+)", r"an interval has a /; write \1/\2"),
        (r"\.\.|/|\.\./|/\.\.|\.\./\.\.", "one end at least must be a date; write 2025-02/.. or ../2019"),
    )
]


class EdtfError(ValueError):
    """The text is not a date that is read here; the message says why and what to write."""


def refused(text: str, reason: str) -> EdtfError:
    """The error for `text`, quoted short and without characters that cannot be printed."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:_SHOWN])
    return EdtfError(f"{shown or '(nothing)'}{'…' if len(text) > _SHOWN else ''}: {reason}")


def misread(text: str) -> EdtfError:
    """The error for a `text` outside the grammar: the nearest known slip, else the forms that are read."""
    for pattern, reason in _REASONS:
        if match := pattern.fullmatch(text):
            return refused(text, match.expand(reason))
    return refused(text, _GENERAL)
