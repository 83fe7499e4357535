"""Text as it is searched and compared: one folding, used by the writer for columns and by the reader for queries."""

import unicodedata


def searchable(text: str) -> str:
    """`text` without case and accents, runs of space as one: "Cancillería  DE" → "cancilleria de"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
