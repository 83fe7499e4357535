"""What was noticed of documents, and when, in the words of the page."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements import edtf
from agreements.fetching import memory
from agreements.fetching.memory import Observation


def in_words(found: Observation, language: str) -> str:
    return memory.in_words(found, pgettext("noticed", found.sentence), lambda at: day(at, language))


def day(at: datetime, language: str) -> str:
    """A day for sentences: "3 February 2025"."""
    return edtf.in_words(edtf.parse(at.astimezone(UTC).date().isoformat()), language)


def moment(at: datetime, language: str) -> str:
    """A day in figures with its time: "3 Feb 2025, 14:05 UTC"."""
    utc = at.astimezone(UTC)
    figures = edtf.in_figures(edtf.parse(utc.date().isoformat()), language)
    return _("%(day)s, %(time)s UTC") % {"day": figures, "time": f"{utc:%H:%M}"}
