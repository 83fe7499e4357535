"""The vocabulary in the words of the page, in the active language.

The English words are the message ids; each carries the name of its list as context, because the same word may need
another form elsewhere ("reported" of a text and of an event).
"""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agreements import vocabulary
from agreements.fetching.memory import SENTENCES
from agreements.timeline.changes import ACTIONS, TYPES
from agreements.timeline.coming import WHAT
from agreements.timeline.disclosure_rules import rules

Json = dict[str, Any]

_SPELLED = {
    "non_binding": "non-binding",
    "reported_to_congress": "reported to Congress",
    "registered_with_un": "registered with the United Nations",
}
_SOURCES = {
    "official_text": "official text",
    "official_statement": "official statement",
    "court_record": "court record",
    "agency": "news agency",
    "press": "press",
    "ngo": "non-governmental organisation",
    "analysis": "analysis",
    "reference": "work of reference",
    "social": "social media",
    "rumour": "rumour",
}
_WARNINGS = {"irregular_step": "irregular", "unexplained_step": "irregular", "track": "off its track"}
# How a source is read.
_FORMATS = {
    "rss": "feed",
    "atom": "feed",
    "json_feed": "feed",
    "federal_register": "register",
    "wordpress": "news posts",
    "page": "page",
    "index_page": "list of links",
    "json_list": "list of data",
    "pdf": "PDF",
    "folder": "folder of files",
    "manual": "by hand",
}
# Lists whose entries are labels already; the other axes say a value by its name.
_LABELLED = {
    "kind": vocabulary.AGREEMENT_KINDS,
    "form": vocabulary.AGREEMENT_FORMS,
    "event": vocabulary.EVENT_KINDS,
    "modality": vocabulary.MODALITIES,
    "axis": vocabulary.AXIS_LABELS,
    "procedure": vocabulary.PROCEDURE,
    "grade": vocabulary.GRADES,
    "term": vocabulary.TERM_NAMES,
    "field": vocabulary.CLAIM_FIELDS,
    "link": vocabulary.LINK_TYPES,
    "coding": vocabulary.CODINGS,
    "document": vocabulary.DOCUMENT_ROLES,
    "scheme": vocabulary.IDENTIFIER_SCHEMES,
    "statement": vocabulary.STATEMENT_FORMS,
    "group": vocabulary.GROUPS,
    "role": {role: "present or named" if role == "other" else role for role in vocabulary.PARTICIPANT_ROLES},
    "source": _SOURCES,
    "warning": _WARNINGS,
    "coming": WHAT,
    "fetched": _FORMATS,
}
_NAMED = ("legal", "character", "operation", "disclosure")


def vocabulary_messages() -> set[tuple[str, str]]:
    """(context, message id) of everything said by a context that is not in the code: what a translation has to hold."""
    labelled = {(name, text) for name, entries in _LABELLED.items() for text in entries.values()}
    named = {(axis, _english(axis, value)) for axis in _NAMED for value in vocabulary.AXES[axis]}
    return labelled | named | _derived_messages()


def _derived_messages() -> set[tuple[str, str]]:
    """What is said of changes, and of what the rules of disclosure ask for."""
    said = {
        "action": ACTIONS,
        "record": [each.replace("_", " ") for each in TYPES],
        "clock": [each.what for each in rules()],
        "noticed": list(SENTENCES.values()),
    }
    return {(context, text) for context, texts in said.items() for text in texts}


def label(name: str, value: str) -> str:
    """An entry of one of the vocabulary's lists in words: `label("legal", "in_force")` → "in force"."""
    return pgettext(name, _english(name, value))


def _english(name: str, value: str) -> str:
    listed = _LABELLED.get(name, {}).get(value)
    return listed or _SPELLED.get(value) or value.replace("_", " ")


def value(axis: str, said: str, modality: str = "happened") -> str:
    """A value as somebody gave it: "in force", "denied: in force", "planned: signed"."""
    words = label(axis, said)
    if modality in vocabulary.MOVING_MODALITIES:
        return words
    return f"{label('modality', modality)}: {words}"


def grade(found: Json) -> str:
    """A grade in words: "one side", "3 independent reports"."""
    count = found["n"]
    if count:
        return ngettext("%(n)d independent report", "%(n)d independent reports", count) % {"n": count}
    return label("grade", found["code"])


def amount(low: str | None, high: str | None, unit: str | None) -> str:
    """A quantity or term in figures: "4,760,000 USD", "up to 300 persons", "20 to 30 days"."""
    ends = [_figures(each) for each in dict.fromkeys((low, high)) if each is not None]
    if not ends:
        return ""
    pattern = _("%(low)s to %(high)s") if len(ends) == 2 else "%(low)s"
    if len(ends) == 1 and low != high:
        pattern = _("up to %(low)s") if low is None else _("at least %(low)s")
    said = pattern % {"low": ends[0], "high": ends[-1]}
    return f"{said} {_singular(unit) if low == high == '1' else unit}" if unit else said


def _singular(unit: str) -> str:
    """Units are the record's words, in English: "1 year"."""
    return unit.removesuffix("s")


def _figures(text: str) -> str:
    return str(number_format(Decimal(text), use_l10n=True, force_grouping=True))
