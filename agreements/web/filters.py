"""The filters of the relation's page: which events pass them, and the menus that offer them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import vocabulary
from agreements.timeline import filtering, queries
from agreements.timeline.filtering import Chosen
from agreements.web import labels
from agreements.web.asking import Asked
from agreements.web.parameters import FILTERS
from agreements.web.record import Record

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with the number of events that have it. `language`: of its name, where that is the record's."""

    value: str
    text: str
    count: int
    chosen: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Filtered:
    """One filter with what it offers; `said`: what is chosen, in a word or two."""

    name: str
    title: str
    said: str
    choices: list[Choice]

    @property
    def narrows(self) -> bool:
        return any(each.chosen for each in self.choices)


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu of the form. A filter of it other than the first is spoken of only where it narrows."""

    filters: list[Filtered]

    @property
    def name(self) -> str:
        return self.filters[0].name

    @property
    def narrows(self) -> bool:
        return any(each.narrows for each in self.filters)

    @property
    def said(self) -> str:
        first, *others = self.filters
        return ", ".join([first.said, *(each.said for each in others if each.narrows)])


def narrowed(asked: Asked) -> bool:
    return any(each.name in asked.own for each in FILTERS)


def passing(relation: str, asked: Asked) -> set[str] | None:
    """The slugs of the relation's events that pass the filters; None where none is set.

    Raises Refused naming each filter that asks for a record nobody ever recorded."""
    if not narrowed(asked):
        return None
    chosen = Chosen(asked.asof, asked.values)
    filtering.refuse_unknown(FILTERS, chosen)
    rows = queries.rows("event", asked.asof).filter(relations__contains=[relation], retracted=False, merged=False)
    return set(filtering.narrow(rows, FILTERS, chosen).values_list("slug", flat=True))


def menus(record: Record) -> list[Menu]:
    """What the filters offer, with counts over all events of the view."""
    events = list(record.shown.values())
    kinds = {kind: labels.label("event", kind) for kind in vocabulary.EVENT_KINDS}
    modalities = {name: labels.label("modality", name) for name in vocabulary.MODALITIES}
    agreements = {slug: record.agreement_name(slug) for slug in record.agreements}
    people = [dict(_people(each)) for each in events]
    names = {slug: name for each in people for slug, name in each.items()}
    kind = _filtered(record, "kind", kinds, (each["kind"] for each in events))
    modality = _filtered(record, "modality", modalities, (each["modality"] for each in events))
    agreement = _filtered(record, "agreement", _sorted(agreements), (slug for e in events for slug in e["agreements"]))
    person = _filtered(record, "person", _sorted(names), (slug for each in people for slug in each))
    return [Menu([kind, modality]), Menu([agreement]), Menu([person])]


def _filtered(record: Record, name: str, texts: Mapping[str, str], found: Iterable[str]) -> Filtered:
    """Values that nothing has are left out, unless they are chosen."""
    counts, chosen = Counter(found), record.asked.own.get(name, ())
    language = "en" if name in ("agreement", "person") else ""
    choices = [
        Choice(value, texts.get(value, value), counts[value], value in chosen, language)
        for value in dict.fromkeys((*texts, *chosen))
        if counts[value] or value in chosen
    ]
    return Filtered(name, _titles()[name], _said(name, [each.text for each in choices if each.chosen]), choices)


def _sorted(texts: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(texts.items(), key=lambda each: each[1].casefold()))


def _people(event: Json) -> Iterator[tuple[str, str]]:
    """(slug, name) of everybody who took part or spoke."""
    live = [each for each in event["status_updates"] if each["retracted"] is None]
    speakers = [each["speaker"] for each in (*live, *event["claims"]) if each["speaker"]]
    for who in (*speakers, *event["participants"]):
        if who["person"]:
            yield who["person"], who["name"]


def _titles() -> dict[str, str]:
    return {"kind": _("Kind"), "modality": _("Modality"), "agreement": _("Agreement"), "person": _("Person")}


def _said(name: str, chosen: list[str]) -> str:
    if len(chosen) == 1:
        return chosen[0]
    several = {
        "kind": ngettext("%(n)d kind", "%(n)d kinds", len(chosen)),
        "modality": ngettext("%(n)d modality", "%(n)d modalities", len(chosen)),
        "agreement": ngettext("%(n)d agreement", "%(n)d agreements", len(chosen)),
        "person": ngettext("%(n)d person", "%(n)d people", len(chosen)),
    }
    nothing = {
        "kind": _("All kinds"),
        "modality": _("Any modality"),
        "agreement": _("All agreements"),
        "person": _("Anyone"),
    }
    return several[name] % {"n": len(chosen)} if chosen else nothing[name]


def shown_words(record: Record, shown: set[str] | None) -> str:
    """What passes, as a sentence: "Shown: 12 events, 3 agreements."; "" where nothing is filtered."""
    if shown is None:
        return ""
    if not shown:
        return _("No event matches. %(n)d without these filters.") % {"n": len(record.shown)}
    agreements = {slug for each in shown if each in record.shown for slug in record.shown[each]["agreements"]}
    events = ngettext("%(n)d event", "%(n)d events", len(shown)) % {"n": len(shown)}
    about = ngettext("%(n)d agreement", "%(n)d agreements", len(agreements)) % {"n": len(agreements)}
    return _("Shown: %(events)s, %(agreements)s.") % {"events": events, "agreements": about}
