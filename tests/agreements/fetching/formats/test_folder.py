import os
from pathlib import Path
from typing import Any

import pytest

from agreements.fetching.budget import Limits, within
from agreements.fetching.client import Response
from agreements.fetching.errors import AddressRefused, Gone, Unreadable
from agreements.fetching.formats import folder
from agreements.fetching.formats.base import Item, Place, Skip
from tests.agreements.fetching.feeds import Entry, html, rss

PLACE = Place("press", "folder:press", "folder")
NO_WEB: Any = None  # a folder asks none


@pytest.fixture
def inbox(settings: Any) -> Path:
    path = Path(settings.DATA_DIR) / "inbox" / "press"
    path.mkdir(parents=True)
    return path


def answers(place: Place = PLACE) -> list[Response | Skip]:
    with within(Limits()):
        return list(folder.retrieve(place, NO_WEB).answers)


def only(place: Place = PLACE) -> Response:
    (found,) = answers(place)
    assert isinstance(found, Response), found
    return found


def item(place: Place = PLACE) -> Item:
    return folder.parse(only(place), place).items[0]


def skipped() -> str:
    (found,) = answers()
    assert isinstance(found, Skip), found
    return found.reason


def test_each_kind_of_file_is_taken(inbox: Path) -> None:
    (inbox / "a.html").write_bytes(html())
    (inbox / "b.PDF").write_bytes(b"%PDF-1.4")
    (inbox / "c.txt").write_text("A note")
    (inbox / "d.xml").write_bytes(rss(Entry("One"), Entry("Two")))
    found = [each for answer in answers() for each in folder.parse(answer, PLACE).items]  # type: ignore[arg-type]
    assert [each.media_type.partition("/")[2] for each in found] == ["html", "pdf", "plain"] + [
        "vnd.entente.entry+json"
    ] * 2


def test_a_file_without_an_address_gets_one_that_cannot_exist(inbox: Path) -> None:
    (inbox / "Nota 1.txt").write_text("A note")
    assert item().url == "https://inbox.invalid/press/Nota%201.txt"


def test_the_source_may_say_under_which_address_its_files_lie(inbox: Path) -> None:
    (inbox / "note.txt").write_text("A note")
    place = Place("press", "folder:press", "folder", settings={"base_url": "https://news.example/files"})
    assert item(place).url == "https://news.example/files/note.txt"


def test_an_html_file_lives_where_it_says(inbox: Path) -> None:
    head = '<link rel="canonical" href="https://News.example/1?utm_source=x"><meta property="og:site_name" content="N">'
    (inbox / "a.html").write_bytes(html(head=head))
    found = item()
    assert (found.url, found.publisher) == ("https://news.example/1", "N")
    assert found.final_url == "https://inbox.invalid/press/a.html"


def test_an_html_file_that_says_nonsense_keeps_its_own_address(inbox: Path) -> None:
    (inbox / "a.html").write_bytes(html(head='<link rel="canonical" href="javascript:x">'))
    assert item().url == "https://inbox.invalid/press/a.html"


def test_the_time_of_a_file_is_kept(inbox: Path) -> None:
    (inbox / "a.txt").write_text("x")
    os.utime(inbox / "a.txt", (1738540800, 1738540800))
    assert only().headers["last-modified"] == "Mon, 03 Feb 2025 00:00:00 GMT"


def test_a_folder_where_nothing_changed_is_not_read(inbox: Path) -> None:
    (inbox / "a.txt").write_text("x")
    etag = folder.retrieve(PLACE, NO_WEB).etag
    known = Place("press", "folder:press", "folder", etag=etag)
    assert folder.retrieve(known, NO_WEB).unchanged
    (inbox / "b.txt").write_text("y")
    assert not folder.retrieve(known, NO_WEB).unchanged


def test_links_are_not_followed(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (inbox / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert skipped() == "It is a link; links are not followed."


def test_a_folder_that_is_a_link_is_not_followed(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    inbox = Path(settings.DATA_DIR) / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "press").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Gone):
        answers()


def test_pipes_and_folders_are_no_files(inbox: Path) -> None:
    os.mkfifo(inbox / "a.txt")
    assert skipped() == "It is no plain file."
    (inbox / "a.txt").unlink()
    (inbox / "b.html").mkdir()
    assert skipped() == "It is no plain file."


def test_a_file_that_is_too_large_is_not_read(inbox: Path) -> None:
    with open(inbox / "a.txt", "wb") as file:
        file.truncate(21 << 20)
    assert skipped() == "It is larger than 20 MiB."


def test_other_files_are_named_and_left(inbox: Path) -> None:
    (inbox / "a.docx").write_text("x")
    (inbox / ".hidden.txt").write_text("x")
    assert skipped().startswith("Its name ends in none of .atom, .htm")


def test_a_name_in_no_known_letters_is_kept_apart(inbox: Path) -> None:
    with open(os.fsencode(inbox) + b"/\xff\n.txt", "wb") as file:
        file.write(b"x")
    assert only().url == "https://inbox.invalid/press/%EF%BF%BD%0A.txt"


def test_when_time_runs_out_the_rest_is_left_for_the_next_look(inbox: Path) -> None:
    for number in range(3):
        (inbox / f"{number}.txt").write_text("x")
    with within(Limits(seconds=1)):
        (found,) = folder.retrieve(PLACE, NO_WEB).answers
    assert isinstance(found, Skip) and found.later and found.count == 3


@pytest.mark.parametrize("url", ["folder:../x", "folder:", "folder:a/b", "/etc", "folder:.", "file:///etc"])
def test_only_names_of_folders_in_the_inbox_are_folders(url: str) -> None:
    with pytest.raises(AddressRefused, match="folder:NAME"):
        folder.path(url)


def test_a_folder_that_is_not_there_says_so(settings: Any) -> None:
    with pytest.raises(Gone, match="is not there"):
        answers()


def test_a_pdf_that_is_none_says_so(inbox: Path) -> None:
    (inbox / "a.pdf").write_text("Not a PDF")
    with pytest.raises(Unreadable, match="declared as PDF, but is none"):
        folder.parse(only(), PLACE)
