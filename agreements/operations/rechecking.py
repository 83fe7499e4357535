"""A cited page looked at once more."""

from datetime import UTC, datetime

from agreements.fetching import rechecking
from agreements.models import Document
from agreements.operations.gather import web
from agreements.reading import text


def look_again(document_id: int) -> Document:
    """Look at a cited page now, and say when next. A change is a new version; nothing is proposed of it."""
    return rechecking.look_again(document_id, web=web(), extract=text.extract, now=datetime.now(UTC))
