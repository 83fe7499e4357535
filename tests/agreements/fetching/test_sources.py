"""The declared sources and the bundled folder, as they ship. Nothing here is fetched from the network."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agreements.errors import Refused
from agreements.fetching import formats, urls
from agreements.fetching.formats import asking
from agreements.fetching.formats.base import ENTRY
from agreements.fetching.sources import RECORD, declarations, fill_inbox, load_sources
from agreements.models import Document, Party, Snapshot, Source
from tests.agreements.fetching.conftest import NOW, Looker


@pytest.fixture
def parties(db: None) -> None:
    for code in ("USA", "SLV"):
        Party.objects.create(code=code, kind="state", name_en=code, name_es=code)


def test_every_declared_source_can_be_read_and_has_a_clean_address() -> None:
    for each in declarations(RECORD / "sources.toml"):
        formats.of(each["format"])
        if each["format"] != "folder":
            url = asking.filled(each["url"], NOW.date())
            assert urls.canonical(url) == url
            assert each["interval"] >= 3600, "polite"


def test_loading_makes_the_sources_and_loading_again_changes_nothing(parties: None) -> None:
    made = load_sources(NOW)
    assert len(made) == len(declarations(RECORD / "sources.toml")) == Source.objects.count()
    before = list(Source.objects.values())
    assert load_sources(NOW + timedelta(days=1)) == []
    assert list(Source.objects.values()) == before
    assert Source.objects.get(slug="sv-presidencia").party == Party.objects.get(code="SLV")


def test_first_looks_are_spread_and_folders_come_at_once(db: None) -> None:
    load_sources(NOW)
    waits = {s.slug: (s.next_check_at - NOW).total_seconds() for s in Source.objects.all()}  # type: ignore[operator]
    assert waits.pop("press-folder") == 0
    assert all(0 <= wait < 600 for wait in waits.values())
    assert len({round(wait / 10) for wait in waits.values()}) > len(waits) / 2


def test_what_an_operator_changed_stays_unless_asked_otherwise(parties: None) -> None:
    load_sources(NOW)
    Source.objects.filter(slug="sv-presidencia").update(
        url="https://x.example/", enabled=False, interval=999, etag='"1"'
    )
    load_sources(NOW)
    assert Source.objects.get(slug="sv-presidencia").url == "https://x.example/"
    load_sources(NOW, update=True)
    source = Source.objects.get(slug="sv-presidencia")
    assert (source.url, source.etag) == ("https://www.presidencia.gob.sv/feed/", "")
    assert (source.enabled, source.interval) == (False, 999)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('slug = "a"', "source.a.format: is missing"),
        ('slug = "a"\nname = "A"\nurl = "u"\nformat = "telepathy"', "'telepathy' cannot be read yet"),
        ('slug = "a"\nname = "A"\nurl = "u"\nformat = "rss"\ncolour = 1', "source.a.colour: is not known"),
    ],
)
def test_a_declaration_that_is_wrong_is_named(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(f"[[source]]\n{text}")
    with pytest.raises(Refused, match=problem):
        declarations(tmp_path / "s.toml")


def test_a_slug_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    entry = '[[source]]\nslug = "a"\nname = "A"\nurl = "u"\nformat = "rss"\n'
    (tmp_path / "s.toml").write_text(entry * 2)
    with pytest.raises(Refused, match="'a' stands there twice"):
        declarations(tmp_path / "s.toml")


def test_the_bundled_folder_is_copied_once(settings: Any) -> None:
    (copied,) = fill_inbox()
    assert copied == Path(settings.DATA_DIR) / "inbox" / "press-folder"
    next(copied.glob("*.pdf")).unlink()
    assert fill_inbox() == []
    assert not list(copied.glob("*.pdf")), "what a user removed stays away"


def test_the_bundled_folder_gives_its_items_in_two_languages(looker: Looker) -> None:
    load_sources(NOW)
    fill_inbox()
    run = looker.look(Source.objects.get(slug="press-folder"))
    assert (run.outcome, run.items_seen, run.items_skipped, run.log) == ("new", 13, 0, [])
    assert Snapshot.objects.filter(media_type=ENTRY).count() == 7
    assert {document.publisher for document in Document.objects.all()} >= {
        "Sample Wire",
        "Agencia Muestra",
        "Diario Ejemplo",
    }
    for document in Document.objects.all():
        assert ".example/" in document.url, "no sample item may pass for a real one"
    assert looker.look(Source.objects.get(slug="press-folder")).outcome == "unchanged"


def test_every_sample_file_says_that_it_is_one() -> None:
    for path in (RECORD / "inbox" / "press-folder").iterdir():
        text = path.read_bytes().decode("cp1252" if path.suffix == ".pdf" else "utf-8")
        assert "sample" in text.lower() or "muestra" in text.lower()
        assert "Entente" in text
