"""Whether a phrase that an analyst teaches can be used, and why not. Pure."""

from agreements.reading.lexicon import lexicon
from agreements.reading.phrases import MOST_WAYS, SHORTEST, PhraseError, ways


def problem(phrase: str, language: str) -> str | None:
    """What is wrong with a phrase for an agreement, with the way out; None if it can be used."""
    try:
        pattern = lexicon(language).pattern(phrase)
    except PhraseError as error:
        return f"{error}. What the signs mean stands in the guide to reading."
    if pattern.gate is None:
        return f"Every sentence would have to be searched for it; give a word of at least {SHORTEST} letters."
    if pattern.regex.search(""):
        return "Nothing at all would fit it; one word must not be optional."
    if ways(iter(phrase.split())) > MOST_WAYS:
        return "It may stand in too many ways; make several phrases of it, with smaller gaps."
    return None
