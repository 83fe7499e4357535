"""The column of words at the end of the lanes: how things stand on the day asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from agreements.web.figure import words
from agreements.web.figure.happenings import Happening
from agreements.web.figure.view import View
from agreements.web.standing import cell

SILENT_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Today:
    """`note`: a second line, ""; `dispute`: address of the contradiction, ""."""

    value: str
    note: str = ""
    alert: bool = False
    dispute: str = ""


def today(slug: str, happened: Sequence[Happening], view: View, *, noted: bool) -> Today:
    record = view.record
    said = cell(record, slug, "legal", record.standings[slug]["legal"])
    if said is None:
        return Today(_("not recorded"))
    if said.disputed:
        return Today(_("disputed"), "", True, said.dispute)
    note = _silence(happened, view) or _("since %(day)s") % {"day": said.since}
    value = f"{said.value}?" if said.dispute else said.value
    return Today(value, note if noted else "", bool(said.dispute), said.dispute)


def _silence(happened: Sequence[Happening], view: View) -> str:
    """Since when nothing is recorded about it, if for long."""
    last = max((each.last for each in happened if each.last <= view.time.today), default=view.time.today)
    if view.time.today - last < SILENT_DAYS:
        return ""
    return _("silent since %(month)s") % {"month": words.month(last, view.language)}
