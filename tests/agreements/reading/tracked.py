"""Invented agreements between two states, as reading looks for them. They have no cues of their own."""

from datetime import date
from typing import Any

from agreements.reading.item import Item, Name, Tracked

SIDES = ("SLV", "USA")


def agreement(slug: str, kind: str, *names: tuple[str, str], **more: Any) -> Tracked:
    return Tracked(slug, kind, SIDES, SIDES, tuple(Name(text, language) for text, language in names), **more)


COFFEE = agreement(
    "coffee-accord-2024",
    "trade",
    ("Agreement on Coffee Trade", "en"),
    ("coffee agreement", "en"),
    ("Acuerdo sobre Comercio de Café", "es"),
    ("acuerdo cafetalero", "es"),
    since=date(2024, 2, 1),
)
PRISON = agreement(
    "prison-arrangement-2024",
    "outsourcing",
    ("prison arrangement", "en"),
    ("arreglo carcelario", "es"),
    non_binding=True,
    since=date(2024, 3, 1),
)
HARVEST = agreement(
    "harvest-memorandum-2023",
    "labour_mobility",
    ("harvest workers memorandum", "en"),
    ("memorando de trabajadores de cosecha", "es"),
    since=date(2023, 5, 1),
)
ASYLUM_2018 = agreement(
    "asylum-accord-2018",
    "safe_third_country",
    ("asylum accord", "en"),
    ("acuerdo de asilo", "es"),
    since=date(2018, 6, 1),
)
ASYLUM_2024 = agreement(
    "asylum-accord-2024",
    "safe_third_country",
    ("asylum accord", "en"),
    ("acuerdo de asilo", "es"),
    since=date(2024, 4, 1),
)
AIR_SITE = agreement(
    "air-site-2001",
    "security",
    ("Puerto Claro air site", "en"),
    ("PCAS", "en"),
    ("base aérea de Puerto Claro", "es"),
)
EXCHANGE = agreement(
    "exchange-2024",
    "other",
    ("prisoner exchange", "en"),
    ("canje de presos", "es"),
    since=date(2024, 6, 1),
)
ALL = (COFFEE, PRISON, HARVEST, ASYLUM_2018, ASYLUM_2024, AIR_SITE, EXCHANGE)


def item(text: str, title: str = "", lang: str | None = None, published: str | None = "2024-07-12") -> Item:
    """A Friday's item, unless another day is given."""
    day = date.fromisoformat(published) if published else None
    return Item("1", "https://news.example/1", title, text, lang, day)
