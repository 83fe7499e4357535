"""Text as it is searched and compared: one folding, used by the writer for columns and by the reader for queries."""

import re
import unicodedata
from hashlib import sha256


def searchable(text: str) -> str:
    """`text` without case and accents, runs of space as one: "Cancillería  DE" → "cancilleria de"."""
    # Decomposed before the case folds as well: "™" is "TM" only then.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def cluster_of(publisher: str) -> str:
    """The cluster of what a publisher prints: its name as a slug, or a digest of a name in another script."""
    plain = unicodedata.normalize("NFKD", publisher).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", plain))[:100].strip("-")
    return slug or f"publisher-{sha256(searchable(publisher).encode()).hexdigest()[:12]}"
