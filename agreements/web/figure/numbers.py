"""Numbers as the drawing prints them, whatever the language of the page."""


def number(value: float) -> str:
    """One decimal at most: 12.34 → "12.3", 12.04 → "12"."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def span(day_from: float, day_to: float) -> str:
    """A stretch of time as the drawing's script reads it."""
    return f"{number(day_from)} {number(day_to)}"
