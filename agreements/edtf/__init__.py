"""EDTF (ISO 8601-2:2019) dates: text to bounds in days, and to words. Pure: standard library only.

Read: level 0 without times, level 1 without seasons, and one-of sets of days, months or years.
`parse` raises `EdtfError`, a ValueError whose message names the reason and the form to use.
"""

from .parser import Edtf, parse
from .point import Precision
from .refusals import EdtfError
from .shapes import MAX_LENGTH
from .words import in_figures, in_words, since

__all__ = ["MAX_LENGTH", "Edtf", "EdtfError", "Precision", "in_figures", "in_words", "parse", "since"]
