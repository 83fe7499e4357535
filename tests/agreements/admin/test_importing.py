"""Importing a table in the admin: choose, look, say yes."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.admin import importing
from agreements.models import Agreement, Head, Revision

from ..builders import make_party, write
from ..exchange.tables.registers import MAP, a_row, table
from .desk import sign_in

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/agreements/agreement/import/"
PREVIEW = "/admin/agreements/agreement/import/preview/"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client)


def a_file(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def upload(desk: Client, *rows: dict[str, str], **changes: Any) -> Any:
    sent = {"file": a_file("register.csv", table(*rows)), "own_map": a_file("own.toml", MAP.encode()), **changes}
    return desk.post(UPLOAD, {name: value for name, value in sent.items() if value is not None})


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(map(str, each)) for name, each in response.context["form"].errors.items()}


def confirm(desk: Client) -> Any:
    shown = desk.get(PREVIEW)
    return desk.post(PREVIEW, {"fingerprint": shown.context["fingerprint"], "confirm": "yes"})


def test_the_pages_have_the_names_that_others_link_to() -> None:
    assert reverse("admin:agreements_import") == UPLOAD
    assert reverse("admin:agreements_import_preview") == PREVIEW


def test_the_list_of_agreements_leads_here_for_those_who_may(client: Client) -> None:
    address = "/admin/agreements/agreement/"
    assert UPLOAD in sign_in(client).get(address).content.decode()
    assert UPLOAD not in sign_in(client, "reader").get(address).content.decode()


@pytest.mark.parametrize("role", ["reader", None])
@pytest.mark.parametrize("address", [UPLOAD, PREVIEW])
def test_who_may_not_add_agreements_is_refused(role: str | None, address: str, client: Client) -> None:
    desk = sign_in(client, role)
    assert desk.get(address).status_code == 403
    assert desk.post(address, {"confirm": "yes"}).status_code == 403


def test_without_signing_in_the_way_leads_to_the_door(client: Client) -> None:
    assert client.get(UPLOAD).headers["Location"].startswith("/admin/login/")


def test_the_first_map_that_ships_is_proposed(desk: Client) -> None:
    html = desk.get(UPLOAD).content.decode()
    assert '<option value="uk-treaties" selected>' in html


def test_a_table_is_shown_before_anything_is_written(desk: Client) -> None:
    rows = [a_row(1, signed="01/02/1952", parties="Perlis; FRANCE"), a_row(2, title="")]
    response = upload(desk, *rows)
    assert response.headers["Location"] == PREVIEW
    page = desk.get(PREVIEW)
    html = page.content.decode()
    assert "register.csv, read by own.toml. Nothing is written yet." in html
    assert page.context["counts"] == [("new", 1), ("changed", 0), ("unchanged", 0), ("refused", 1)]
    for words in (
        "title: is empty; an agreement needs a title",
        "x-perlis",
        "signed (1952-02-01) after in force",
        "reg-1",
    ):
        assert words in html
    assert (Head.objects.get().number, Agreement.objects.count()) == (0, 0)
    assert "register.csv waits for your yes" in desk.get(UPLOAD).content.decode()


def test_the_yes_writes_it_as_one_revision_in_one_s_own_name(desk: Client) -> None:
    upload(desk, a_row(1), a_row(2), a_row(3, title=""))
    page = confirm(desk)
    revision = Revision.objects.get()
    assert (revision.by, revision.reason) == ("ana-analyst", "Import of register.csv")
    html = page.content.decode()
    assert f"Written as revision 1, hash {revision.hash}." in html
    assert "title: is empty" in html
    assert desk.get(PREVIEW).headers["Location"] == UPLOAD


def test_a_map_that_ships_needs_no_file(desk: Client) -> None:
    data = (Path(__file__).parents[1] / "exchange" / "tables" / "data" / "register.csv").read_bytes()
    upload(desk, file=a_file("uk.csv", data), own_map=None, map="uk-treaties")
    confirm(desk)
    assert Agreement.objects.count() == 8


def test_where_the_record_has_moved_on_the_preview_is_shown_again(desk: Client) -> None:
    upload(desk, a_row(1, parties="Perlis; FRANCE"))
    seen = desk.get(PREVIEW).context["fingerprint"]
    write(make_party("x-perlis"))
    again = desk.post(PREVIEW, {"fingerprint": seen, "confirm": "yes"})
    assert "The record has changed since" in again.content.decode()
    assert not Agreement.objects.exists()
    assert desk.post(PREVIEW, {"fingerprint": again.context["fingerprint"]}).status_code == 200
    assert Agreement.objects.count() == 1


def test_a_table_that_says_nothing_new_has_no_yes(desk: Client) -> None:
    upload(desk, a_row(1))
    confirm(desk)
    upload(desk, a_row(1))
    html = desk.get(PREVIEW).content.decode()
    assert "The record says all of it already." in html
    assert 'name="confirm"' not in html


def test_a_table_may_be_discarded(desk: Client) -> None:
    upload(desk, a_row(1))
    assert desk.post(PREVIEW, {"discard": "yes"}).headers["Location"] == UPLOAD
    assert "Discarded register.csv; nothing was changed." in desk.get(UPLOAD).content.decode()
    assert "waits for your yes" not in desk.get(UPLOAD).content.decode()
    assert not Agreement.objects.exists()


def test_nobody_sees_or_confirms_the_table_of_another(desk: Client) -> None:
    upload(desk, a_row(1))
    other = sign_in(Client(), "reviewer")
    assert other.get(PREVIEW).headers["Location"] == UPLOAD
    assert other.post(PREVIEW, {"confirm": "yes"}).headers["Location"] == UPLOAD
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"file": None}, "file", "This field is required."),
        ({"own_map": None, "map": ""}, "own_map", "Choose a map from the list, or a file of your own."),
        ({"own_map": None, "map": "other"}, "map", "other is not one of the available choices"),
        ({"file": a_file("x.csv", b"a,b\n1,2\n")}, "__all__", "title: the table has no such column; it has: a, b"),
        ({"file": a_file("x.csv", b"\xff\xfe\xff")}, "__all__", "is not utf-16"),
        ({"own_map": a_file("x.toml", b"[columms]")}, "__all__", "columms: unknown field; leave it out"),
    ],
)
def test_what_cannot_be_used_is_refused_at_once_with_the_reason(
    sent: dict[str, Any], field: str, reason: str, desk: Client
) -> None:
    response = upload(desk, a_row(1), **sent)
    assert response.status_code == 400
    assert any(reason in each for each in errors(response)[field])
    assert desk.get(PREVIEW).headers["Location"] == UPLOAD


@pytest.mark.parametrize(("limit", "field"), [("MOST_BYTES", "file"), ("LARGEST_MAP", "own_map")])
def test_files_have_a_bound(limit: str, field: str, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, limit, 10)
    (error,) = errors(upload(desk, a_row(1)))[field]
    assert "and may have 10; split it." in error


def test_long_lists_are_cut_and_say_so(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SHOWN", 1)
    upload(desk, a_row(1), a_row(2), a_row(3))
    html = desk.get(PREVIEW).content.decode()
    assert "New: 3" in html
    assert "and 2 more" in html
    assert "reg-3" not in html


def test_text_of_a_table_is_never_markup(desk: Client) -> None:
    upload(desk, a_row(1, title="<script>alert(1)</script>", parties="<b>Perlis</b>; FRANCE"))
    html = desk.get(PREVIEW).content.decode()
    assert "<script>alert(1)" not in html
    assert "<b>Perlis" not in html
