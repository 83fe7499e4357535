"""Text as it is searched and compared: one folding, used by the writer for columns and by the reader for queries."""

import unicodedata


def searchable(text: str) -> str:
    """`text` without case and accents, runs of space as one: "Cancillería  DE" → "cancilleria de"."""
    # Decomposed before the case folds as well: "™" is "TM" only then.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
