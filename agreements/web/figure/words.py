"""What the drawing says in words, in the language of the page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import edtf
from agreements.web import labels
from agreements.web.figure.happenings import Happening
from agreements.web.figure.scale import date_of
from agreements.web.figure.spells import Spell
from agreements.web.figure.ticks import said_as
from agreements.web.figure.window import Window
from agreements.web.record import Record

Json = dict[str, Any]
LABEL = 24
NAMED = 8
TWO_YEARS, TWO_MONTHS = 730, 60


def figures(first: int, last: int, language: str) -> str:
    """A day or a span of days: "3 Feb 2025", "13–16 Mar 2025"."""
    text = str(date_of(first)) if first == last else f"{date_of(first)}/{date_of(last)}"
    return edtf.in_figures(edtf.parse(text), language)


def month(day: int, language: str) -> str:
    """ "Feb 2025"."""
    return edtf.in_figures(edtf.parse(f"{date_of(day):%Y-%m}"), language)


def window(found: Window, language: str) -> str:
    return figures(found.first, found.last, language)


def events(count: int) -> str:
    return ngettext("%(n)d event", "%(n)d events", count) % {"n": count}


def with_weekday(day: int) -> str:
    """ "Mon 3 Feb"."""
    return said_as("D j M", date_of(day))


# --- zones -----------------------------------------------------------------------------------------------------------
def before(days: float) -> list[str]:
    """How much time the zone before the focus holds, long to short."""
    length = _length(round(days))
    return [_("before, %(length)s") % {"length": length}, length]


def after(days: float) -> list[str]:
    length = _length(round(days))
    return [_("after, %(length)s") % {"length": length}, length]


def _length(days: int) -> str:
    if days >= TWO_YEARS:
        years = round(days / 365.25)
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    if days >= TWO_MONTHS:
        months = round(days / 30.44)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


# --- events ----------------------------------------------------------------------------------------------------------
def dated(found: Sequence[Happening], language: str, *, year: bool) -> str:
    """The days of one event or of several: "3 Feb", with the year where the drawing needs it."""
    if len(found) == 1:
        said = edtf.in_figures(edtf.parse(found[0].event["date"]["edtf"]), language)
    else:
        said = figures(min(each.first for each in found), max(each.last for each in found), language)
    tail = f" {date_of(found[0].first).year}"
    return said if year else said.removesuffix(tail)


def label(event: Json) -> str:
    """At most 24 characters: its own label, else kind and place, else the kind."""
    kind = labels.label("event", event["kind"])
    place = f"{kind}, {event['place'].split(',')[0]}" if event["place"] else kind
    return next((each for each in (event["label"], place) if each and len(each) <= LABEL), kind)


def several(found: Sequence[Happening]) -> list[str]:
    """A cluster names its first and its weightiest event, the last such; or the weightiest alone."""
    weightiest = max(found, key=lambda each: (-each.rank, each.at))
    first, second = label(found[0].event), label(weightiest.event)
    return [first] if first == second else [f"{first}, {second}", second]


def full(event: Json, record: Record) -> str:
    """An event's name for those who hear the page: day, kind, title, and what it says about agreements."""
    modality = [] if event["modality"] == "happened" else [labels.label("modality", event["modality"])]
    said = ", ".join([record.words(event["date"]), labels.label("event", event["kind"]), *modality])
    about = "; ".join(_about(event, record))
    return f"{said}. {event['title']}." + (f" {about}." if about else "")


def _about(event: Json, record: Record) -> Iterable[str]:
    for slug in event["agreements"]:
        name = record.agreement_name(slug)
        for each in record.says(event, slug):
            value = labels.value(each["axis"], each["value"], each["modality"])
            yield f"{name}, {labels.label('axis', each['axis'])}: {value}, {labels.grade(each['grade'])}"


def crowd(found: Sequence[Happening], record: Record) -> str:
    """A cluster's name: how many, when, and what the first of them are called."""
    when = record.words({"edtf": days_text(found)})
    titles = [str(each.event["title"]) for each in found[:NAMED]]
    if len(found) > NAMED:
        titles.append(_("%(n)d more") % {"n": len(found) - NAMED})
    return f"{events(len(found))}, {when}. {'; '.join(titles)}."


def days_text(found: Sequence[Happening]) -> str:
    """The window that holds these events."""
    return Window(min(each.first for each in found), max(each.last for each in found)).text


def read_in(event: Json) -> str:
    """ "5 sources, 3 independent"."""
    live = [each["cluster"] for each in event["citations"] if each["retracted"] is None]
    count = ngettext("%(n)d source", "%(n)d sources", len(live)) % {"n": len(live)}
    if len(live) < 2:
        return count
    own = len(set(live))
    return f"{count}, " + ngettext("%(n)d independent", "%(n)d independent", own) % {"n": own}


# --- bands -----------------------------------------------------------------------------------------------------------
def spell(found: Spell, record: Record, *, early: bool) -> tuple[str, ...]:
    """What a stretch of a band says, long to short. `early`: whether it began before the focus."""
    if found.form == "absent":
        return (_("no legal value recorded"),)
    value = labels.label("legal", found.value)
    if found.hatch:
        return (" | ".join(rivals(found)), _("disputed"))
    since = record.words(found.body["since"])
    grade = _by(found)
    if found.form == "ended":
        return (f"{value}, {since} ({grade})", f"{value}, {since}", value)
    told = f"{value} {_since(found, record)}" if early else f"{value}, {grade}"
    return (told, value)


def _since(found: Spell, record: Record) -> str:
    return edtf.since(edtf.parse(found.body["since"]["edtf"]), record.asked.language)


def rivals(found: Spell) -> list[str]:
    """The rival values, each once."""
    said = [
        labels.label("modality", "denied")
        if each["modality"] == "denied" and each["value"] == found.value
        else labels.value("legal", each["value"], each["modality"])
        for each in found.body["rivals"]
    ]
    return list(dict.fromkeys(said))


def _by(found: Spell) -> str:
    if found.body["grade"]["code"] == "one_side":
        return _("by one side’s account")
    return labels.grade(found.body["grade"])


def story(spells: Sequence[Spell], record: Record) -> list[str]:
    """All that a band shows, and its last step: what is written where the band itself has no room."""
    steps = [f"{_value(each)} {record.figures(each.body['since'])}" for each in spells if each.body]
    return [", ".join(steps), *steps[-1:]] if steps else []


def _value(found: Spell) -> str:
    return _("disputed") if found.hatch else labels.label("legal", found.value)
