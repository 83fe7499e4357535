"""Any list in JSON, by its declared mapping; the declared sources are read from answers of their forms."""

from typing import Any

import pytest

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats.base import Item, Parsed
from agreements.fetching.sources import RECORD, declarations
from tests.agreements.fetching.lists import parse, saved

DECLARED = {each["slug"]: each for each in declarations(RECORD / "sources.toml")}
FIELDS = {"url": "url", "title": "title"}


def declared(slug: str, name: str) -> tuple[Item, ...]:
    return parse("json_list", saved(name), DECLARED[slug]["settings"]).items


def mapped(content: Any, fields: dict[str, str] = FIELDS, **settings: Any) -> Parsed:
    return parse("json_list", content, {"fields": fields, **settings})


def test_articles_of_gdelt() -> None:
    one, two = declared("gdelt-el-salvador", "gdelt.json")
    assert (one.url, one.publisher, one.language) == ("https://paper.example/a", "paper.example", "es")
    assert (two.title, two.language) == ("Agreement & accord", "en")
    assert one.published is not None and one.published.isoformat() == "2026-02-03T15:00:00+00:00"


def test_issues_of_the_gazette() -> None:
    one, two = declared("sv-diario-oficial", "diario_oficial.json")
    assert (one.url, one.title) == (
        "https://www.diariooficial.gob.sv/seleccion/1042",
        "Diario Oficial, Tomo 450, número 23",
    )
    assert (two.guid, two.url) == ("1043", "https://www.diariooficial.gob.sv/seleccion/1043")
    assert one.published is not None and one.published.date().isoformat() == "2026-02-03"


def test_votes_of_the_assembly() -> None:
    (vote,) = declared("sv-asamblea-votaciones", "asamblea.json")
    assert vote.url == "https://www.asamblea.gob.sv/sites/default/files/documents/votaciones/9F0C-1.pdf"
    assert vote.title == "Ratificación de un convenio de ejemplo"


def test_packages_of_govinfo_and_treaties_of_congress() -> None:
    (package,) = declared("us-govinfo-federal-register", "govinfo.json")
    assert package.url == "https://www.govinfo.gov/app/details/FR-2026-02-03"
    (treaty,) = declared("us-congress-treaties", "congress.json")
    assert treaty.title == "Treaty Document 119-2: Extradition"


def test_a_list_may_stand_anywhere_and_its_rows_be_lists() -> None:
    content = {"a": {"b": [["Nota", "/1"], ["Otra", "/2"]]}}
    found = mapped(content, {"title": "0", "url": "1"}, items="a.b")
    assert [(item.title, item.url) for item in found.items] == [
        ("Nota", "https://news.example/1"),
        ("Otra", "https://news.example/2"),
    ]


def test_what_fills_an_address_is_encoded() -> None:
    fields = {"url": "https://x.example/{a}?q={b.c}"}
    (item,) = mapped([{"a": "../é/?#", "b": {"c": "1&2"}}], fields).items
    assert item.url == "https://x.example/..%2F%C3%A9%2F%3F%23?q=1%262"


def test_a_form_that_lacks_a_part_gives_nothing() -> None:
    fields = {"url": "https://x.example/{a}", "title": "{t}, {u}", "id": "i"}
    (item,) = mapped([{"i": 1, "t": "T"}], fields).items
    assert (item.url, item.title, item.guid) == ("", "", "1")


def test_dates_are_read_by_their_form_and_what_cannot_be_read_is_noted() -> None:
    fields = {**FIELDS, "published": "d"}
    content = [{"title": "a", "d": "03/02/2026"}, {"title": "b", "d": "mañana"}]
    found = mapped(content, fields, date_format="%d/%m/%Y")
    days = [item.published and item.published.date().isoformat() for item in found.items]
    assert days == ["2026-02-03", None]
    assert found.notes == ("Dates that cannot be read, 1 in all, such as 'mañana'.",)


def test_text_and_html_are_both_taken() -> None:
    content = [{"title": "a", "t": "1 < 2"}, {"title": "b", "h": "<p>c<script>x</script></p>"}]
    assert [item.text for item in mapped(content, {**FIELDS, "text": "t", "html": "h"}).items] == ["1 < 2", "c"]


def test_the_list_goes_on_where_the_answer_says() -> None:
    content = {"items": [], "page": {"next": "?p=2"}}
    assert mapped(content, items="items", next="page.next").next == "https://news.example/api/items?p=2"
    assert mapped(content, items="items", next="page.more").next == ""


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ("articles", "no list at 'articles': nothing. The answer holds an object with data"),
        ("data.rows.0", "no list at 'data.rows.0'"),
        ("", "no list here: an object with data"),
    ],
)
def test_a_path_that_leads_to_no_list_says_what_is_there(items: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        mapped({"data": {"rows": []}}, items=items)


def test_settings_that_are_wrong_are_named_when_it_is_looked_at() -> None:
    with pytest.raises(Unreadable, match="not set up as its format needs: settings.fields: is missing"):
        parse("json_list", [], {})
