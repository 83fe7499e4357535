"""How a source is asked: days, what is posted, its key."""

from datetime import date
from typing import Any

import pytest

from agreements.fetching.errors import KeyMissing
from agreements.fetching.formats import asking
from agreements.fetching.formats.base import Place

DAY = date(2026, 3, 5)
URL = "https://api.example/{year}/list"
KEY = {"env": "SOURCE_KEY_TEST"}


def place(**settings: Any) -> Place:
    return Place("api", URL, "json_list", settings={"fields": {"url": "url"}, **settings})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{today}", "2026-03-05"),
        ("{today-5}/{today}", "2026-02-28/2026-03-05"),
        ("{year}-{month}-{day}", "2026-03-05"),
        ("{m}/{d}", "3/5"),
        ("{year-90}{m-90}", "202512"),
        ("{Id} {} {today+1} {today-x} {today-12345}", "{Id} {} {today+1} {today-x} {today-12345}"),
        ("none", "none"),
    ],
)
def test_days_are_put_in_and_nothing_else(text: str, expected: str) -> None:
    assert asking.filled(text, DAY) == expected


def test_a_form_is_posted_with_its_days() -> None:
    ask = asking.how(place(form={"year": "{year}", "m": "{m}", "q": "a b&c", "n": 3}, pause=2), URL, DAY)
    assert ask.body == b"year=2026&m=3&q=a+b%26c&n=3"
    assert (ask.content_type, ask.pause) == ("application/x-www-form-urlencoded", 2)


def test_json_is_posted_with_its_days() -> None:
    ask = asking.how(place(json={"year": 2026, "from": ["{today-5}", {"to": "{today}"}]}), URL, DAY)
    assert ask.body == b'{"year": 2026, "from": ["2026-02-28", {"to": "2026-03-05"}]}'
    assert ask.content_type == "application/json"


def test_nothing_is_posted_unless_it_is_set() -> None:
    assert asking.how(place(), URL, DAY).body is None
    assert asking.how(place(form={}), URL, DAY).body == b""


def test_a_key_comes_from_the_environment_and_goes_to_its_own_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_KEY_TEST", " abc\n")
    assert asking.how(place(key=KEY), "https://api.example/2026/list", DAY).headers == {"X-Api-Key": "abc"}
    named = place(key={**KEY, "header": "Authorization"})
    assert asking.how(named, "https://api.example/other", DAY).headers == {"Authorization": "abc"}
    for other in ("https://elsewhere.example/", "http://api.example/", "https://api.example:444/", "nowhere"):
        assert asking.how(place(key=KEY), other, DAY).headers == {}


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_key_that_is_not_there_is_asked_for_by_its_name(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_KEY_TEST", raising=False)
    if value is not None:
        monkeypatch.setenv("SOURCE_KEY_TEST", value)
    with pytest.raises(KeyMissing, match="in the environment variable SOURCE_KEY_TEST"):
        asking.how(place(key=KEY), "https://api.example/2026/list", DAY)


@pytest.mark.parametrize("value", ["se\ncret", "se\tcret", "sécret"])
def test_a_key_that_no_header_can_hold_is_refused_before_anybody_repeats_it(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_KEY_TEST", value)
    with pytest.raises(KeyMissing, match="SOURCE_KEY_TEST is no key") as refused:
        asking.how(place(key=KEY), "https://api.example/2026/list", DAY)
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize(("pause", "seconds"), [(3, 3), (2.5, 2.5), (-1, 0), (999, 60), ("x", 0), (None, 0)])
def test_other_formats_have_a_pause_only_and_none_that_makes_no_sense(pause: Any, seconds: float) -> None:
    ask = asking.how(Place("p", "https://x.example", settings={"pause": pause}), "https://x.example", DAY)
    assert (ask.pause, ask.body, dict(ask.headers)) == (seconds, None, {})
