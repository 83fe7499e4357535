"""What sources may set: each fault is named under its path, with the way out."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from agreements.errors import Problem
from agreements.fetching import formats
from agreements.fetching.formats.settings import SHAPES
from agreements.fetching.sources import RECORD, declarations

MAPPED = {"fields": {"url": "url"}}
SELECTED = {"selector": "h2 a"}


def details(format: str, settings: dict[str, Any]) -> dict[str, str]:
    return {problem.field: problem.detail for problem in formats.problems(format, settings)}


def test_every_format_has_its_settings() -> None:
    assert SHAPES.keys() == formats.FORMATS.keys() - {"manual"}


def test_nobody_sets_up_a_source_of_what_is_handed_in() -> None:
    (problem,) = formats.problems("manual", {})
    assert problem.field == "format" and "use one of" in problem.detail


def test_what_is_declared_is_in_order() -> None:
    for each in declarations(RECORD / "sources.toml"):
        assert formats.problems(each["format"], each.get("settings", {})) == []


def test_the_examples_of_the_guide_are_in_order() -> None:
    guide = (Path(__file__).parents[4] / "docs" / "sources.md").read_text()
    examples = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)]
    assert len(examples) == 2
    for example in examples:
        (each,) = example.get("source", [example])
        assert formats.problems(each["format"], each["settings"]) == []


def test_the_guide_names_every_format_and_every_setting() -> None:
    guide = (Path(__file__).parents[4] / "docs" / "sources.md").read_text()
    for format, shape in SHAPES.items():
        assert f"`{format}`" in guide
        for name, field in shape.model_fields.items():
            assert re.search(rf"`{field.alias or name}\b", guide), f"{format}: {name}"


@pytest.mark.parametrize(
    ("format", "given"),
    [
        ("rss", {}),
        ("atom", {"follow": True, "publisher": "X", "pause": 2.5}),
        ("json_feed", {"pages": 50, "pause": 60}),
        ("federal_register", {"follow": True}),
        ("wordpress", {"pages": 1}),
        ("page", {"publisher": "X"}),
        ("pdf", {}),
        ("folder", {"base_url": "https://x.example/"}),
        ("index_page", {"selector": "ul > li:not(.x) a[href$='.pdf']", "date_format": "%d de %b de %Y", "limit": 1000}),
        ("json_list", {**MAPPED, "form": {"year": 2026, "m": "{m}"}}),
        ("json_list", {**MAPPED, "json": {"query": ["x", {"deep": 1}]}, "key": {"env": "SOURCE_KEY_X"}}),
    ],
)
def test_settings_that_are_in_order_have_no_problem(format: str, given: dict[str, Any]) -> None:
    assert formats.problems(format, given) == []


def test_a_format_that_there_is_not_is_named_with_those_that_there_are() -> None:
    (problem,) = formats.problems("telepathy", {})
    assert problem.field == "format" and "use one of: rss, atom, json_feed" in problem.detail


@pytest.mark.parametrize(
    ("format", "given", "field", "detail"),
    [
        ("rss", {"selector": "a"}, "settings.selector", "unknown field; leave it out"),
        ("rss", {"follow": "perhaps"}, "settings.follow", "boolean"),
        ("rss", {"pause": 61}, "settings.pause", "less than or equal to 60"),
        ("rss", {"pause": -1}, "settings.pause", "greater than or equal to 0"),
        ("rss", {"pause": float("nan")}, "settings.pause", "equal to"),
        ("rss", {"publisher": "x" * 301}, "settings.publisher", "longer than 300 characters; shorten it"),
        ("wordpress", {"pages": 0}, "settings.pages", "greater than or equal to 1"),
        ("wordpress", {"pages": 51}, "settings.pages", "less than or equal to 50"),
        ("folder", {"base_url": "ftp://x"}, "settings.base_url", "is not http or https"),
        ("index_page", {}, "settings.selector", "is missing; add it"),
        ("index_page", {"selector": ""}, "settings.selector", "is empty"),
        ("index_page", {"selector": "h2 >"}, "settings.selector", "is no CSS selector that can be read"),
        ("index_page", {"selector": "a::before"}, "settings.selector", "is no CSS selector"),
        ("index_page", {**SELECTED, "title_selector": "]["}, "settings.title_selector", "is no CSS selector"),
        ("index_page", {**SELECTED, "date_format": "%d/%m"}, "settings.date_format", "name a day, a month and a year"),
        ("index_page", {**SELECTED, "date_format": "%Q"}, "settings.date_format", "write a form such as '%d/%m/%Y'"),
        ("index_page", {**SELECTED, "limit": 1001}, "settings.limit", "less than or equal to 1000"),
        ("json_list", {}, "settings.fields", "is missing; add it"),
        ("json_list", {"fields": {}}, "settings.fields", "name at least one of url, id and title"),
        ("json_list", {"fields": {"uri": "x"}}, "settings.fields.uri", "unknown field"),
        ("json_list", {"fields": {"url": 3}}, "settings.fields.url", "must be text"),
        ("json_list", {**MAPPED, "form": {}, "json": {}}, "settings", "two ways to post; keep one"),
        ("json_list", {**MAPPED, "form": {}, "next": "n"}, "settings", "asked for without posting"),
        ("json_list", {**MAPPED, "key": "abc"}, "settings.key", "must be an object"),
        ("json_list", {**MAPPED, "key": {"env": "SECRET_KEY"}}, "settings.key.env", "SOURCE_KEY_"),
        ("json_list", {**MAPPED, "key": {"env": "SOURCE_KEY_X", "header": "Host"}}, "settings.key.header", "X-"),
    ],
)
def test_each_fault_is_named_with_the_way_out(format: str, given: dict[str, Any], field: str, detail: str) -> None:
    found = details(format, given)
    assert list(found) == [field]
    assert detail in found[field]


def test_all_faults_are_told_at_once() -> None:
    assert set(details("index_page", {"limit": 0, "pause": "x", "y": 1})) == {
        "settings.selector",
        "settings.limit",
        "settings.pause",
        "settings.y",
    }


@pytest.mark.parametrize("given", [None, [], "x", 3])
def test_settings_that_are_no_table_are_told(given: Any) -> None:
    assert formats.problems("rss", given) == [Problem("settings", "must be an object, in braces")]
