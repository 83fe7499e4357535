"""How a source is asked: days put into its address and question, what is posted, and its key."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from agreements.fetching import config, urls
from agreements.fetching.client import Ask
from agreements.fetching.errors import AddressRefused
from agreements.fetching.formats.base import Place
from agreements.fetching.formats.settings import LONGEST_PAUSE, JsonList, Key, of

# {today}, {year}, {month}, {m} (without a leading zero), {day}, {d}: of today, or with -N of N days before
DAY = re.compile(r"\{(today|year|month|day|m|d)(?:-([0-9]{1,4}))?\}")
FORMS = {"today": "{:%Y-%m-%d}", "year": "{0.year}", "month": "{:%m}", "m": "{0.month}", "day": "{:%d}", "d": "{0.day}"}


def filled(text: str, today: date) -> str:
    """`text` with its days. `today`: by which they are counted."""
    return DAY.sub(lambda found: FORMS[found[1]].format(today - timedelta(days=int(found[2] or 0))), text)


def how(place: Place, url: str, today: date) -> Ask:
    """How to ask for `url`, which belongs to `place`. Its key goes to its own origin only. Raises Unreadable."""
    if place.format != "json_list":
        return Ask(pause=pause(place.settings))
    settings = of(place, JsonList)
    headers = _key(settings.key) if settings.key and _same_origin(url, filled(place.url, today)) else {}
    if settings.form is not None:
        form = {name: filled(value, today) for name, value in settings.form.items()}
        return Ask(headers, urlencode(form).encode(), "application/x-www-form-urlencoded", settings.pause)
    if settings.body is not None:
        return Ask(headers, json.dumps(_deep(settings.body, today)).encode(), "application/json", settings.pause)
    return Ask(headers, pause=settings.pause)


def pause(settings: Mapping[str, Any]) -> float:
    """Seconds that a source leaves its host alone after each request; 0 where what is set makes no sense."""
    asked = settings.get("pause", 0)
    return min(max(float(asked), 0.0), LONGEST_PAUSE) if isinstance(asked, int | float) else 0.0


def _deep(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {name: _deep(each, today) for name, each in value.items()}
    if isinstance(value, list):
        return [_deep(each, today) for each in value]
    return filled(value, today) if isinstance(value, str) else value


def _key(key: Key) -> dict[str, str]:
    return {key.header: config.source_key(key.env)}


def _same_origin(one: str, other: str) -> bool:
    try:
        return urls.target(one).origin == urls.target(other).origin
    except AddressRefused:
        return False
