"""What changed, in the words of the active language: grouped by what was done, oldest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements import edtf
from agreements import vocabulary as v

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`about`: what is said beside the title, part by part."""

    title: str
    link: str
    about: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: list[Line]


def groups(changes: Sequence[Json], language: str) -> list[Group]:
    """Changes as `telling` gives them. Empty groups are left out."""
    titles = {
        "created": _("New in the record"),
        "revised": _("Corrected or added to"),
        "retracted": _("Taken back"),
        "determined": _("Decided between accounts"),
        "merged": _("Merged"),
        "redacted": _("Blacked out"),
    }
    found = (
        (title, [_line(each, language) for each in changes if each["action"] == action])
        for action, title in titles.items()
    )
    return [Group(title, lines) for title, lines in found if lines]


def _line(change: Json, language: str) -> Line:
    record = change["record"] or {}
    title = record.get("title") or record.get("reason") or change["id"]
    return Line(title, change["link"], [*_what(change, record, language), _by(change)])


def _what(change: Json, record: Json, language: str) -> Iterator[str]:
    if change["type"] == "event":
        yield edtf.in_words(edtf.parse(record["date"]["edtf"]), language)
        yield _as(record["modality"], pgettext("event", v.EVENT_KINDS[record["kind"]]))
        yield from (_step(each) for each in record["status_updates"] if each["retracted"] is None)
    if change["action"] == "revised":
        yield _("changed: %(fields)s") % {"fields": ", ".join(sorted(change["diff"]))}


def _step(update: Json) -> str:
    value = pgettext(update["axis"], update["value"].replace("_", " "))
    return f"{update['agreement']}: {_as(update['modality'], value)}"


def _as(modality: str, said: str) -> str:
    """What happened or is reported as it is; what is planned, denied or alleged as no more than that."""
    if modality in v.MOVING_MODALITIES:
        return said
    return f"{pgettext('modality', v.MODALITIES[modality])}: {said}"


def _by(change: Json) -> str:
    said = {"number": change["revision"], "by": change["by"], "reason": change["reason"]}
    return _("revision %(number)d, %(by)s: %(reason)s") % said
