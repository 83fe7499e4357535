"""What stands before the first request: made once, found again."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tracker import prepare


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


@pytest.mark.django_db
def test_admin_is_made_once_with_a_password_that_is_kept_for_our_eyes(data_dir: Path, said: list[str]) -> None:
    prepare.create_admin(said.append)
    kept = data_dir / "admin-password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    admin = get_user_model().objects.get(username="admin")
    assert admin.is_superuser
    assert admin.check_password(kept.read_text().strip())
    prepare.create_admin(said.append)
    assert len(said) == 1
    assert kept.read_text().strip() in said[0]


@pytest.mark.django_db
def test_a_chosen_password_holds_and_is_neither_printed_nor_kept(
    data_dir: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTENTE_ADMIN_PASSWORD", "first choice")
    prepare.create_admin(said.append)
    monkeypatch.setenv("ENTENTE_ADMIN_PASSWORD", "second choice")
    prepare.create_admin(said.append)
    admin = get_user_model().objects.get(username="admin")
    assert admin.check_password("second choice")
    assert not any("choice" in line for line in said)
    assert not (data_dir / "admin-password").exists()


@pytest.mark.django_db
def test_the_bundled_record_is_loaded_into_an_empty_database_only(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.apps import apps

    called: list[tuple[str, str]] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, path, **options: called.append((name, path)))
    revisions = apps.get_model("agreements", "Revision").objects
    monkeypatch.setattr(type(revisions), "exists", lambda self: False)
    prepare.load_record(said.append)
    monkeypatch.setattr(type(revisions), "exists", lambda self: True)
    prepare.load_record(said.append)
    ((name, path),) = called
    assert name == "load_record"
    assert Path(path).is_file()


def test_static_files_are_collected_again_only_when_one_has_changed(
    data_dir: Path, said: list[str], settings: Any
) -> None:
    source = data_dir / "source"
    source.mkdir()
    file = source / "style.css"
    file.write_text("a")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    prepare.collect_static(said.append)
    prepare.collect_static(said.append)
    assert len(said) == 1
    file.write_text("longer")
    prepare.collect_static(said.append)
    assert len(said) == 2
    assert (data_dir / "static" / "style.css").read_text() == "longer"


def test_a_collection_that_was_cut_short_is_done_again(data_dir: Path, said: list[str], settings: Any) -> None:
    settings.STATICFILES_FINDERS = []
    (data_dir / "static").mkdir()
    prepare.collect_static(said.append)
    os.unlink(data_dir / "static.stamp")
    prepare.collect_static(said.append)
    assert len(said) == 2
