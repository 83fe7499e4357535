"""What each management command gets: no more servers than it needs, no more rights."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.core import management
from django.core.management import get_commands

import manage
from tests.tracker.conftest import clean_environment, python
from tracker import commands


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ([], "help"),
        (["migrate"], "migrate"),
        (["migrate", "--help"], "help"),
        (["-h"], "help"),
        (["dump_record", "us-sv"], "dump_record"),
    ],
)
def test_the_command_is_the_first_word_unless_help_is_asked(arguments: list[str], name: str) -> None:
    assert commands.name_of(arguments) == name


def test_the_commands_that_need_no_database_exist() -> None:
    known = {*get_commands(), "help", "version", "--version", "-h", "--help"}
    assert known >= commands.WITHOUT_DATABASE


def test_the_commands_that_announce_tasks_exist() -> None:
    assert set(get_commands()) >= commands.WITH_BROKER


def test_a_command_that_starts_a_broker_has_a_database_too() -> None:
    assert not commands.WITH_BROKER & commands.WITHOUT_DATABASE


def test_check_starts_no_server(folder) -> None:
    check = python("manage.py", "check", environment=clean_environment(DATA_DIR=str(folder)))
    assert "no issues" in check.communicate(timeout=60)[0]
    assert check.returncode == 0
    assert not (folder / "postgres").exists()


def test_a_command_with_data_starts_the_database_and_leaves_none_behind(folder) -> None:
    script = "import os; from django.conf import settings; print(settings.DATABASES['default']['USER'])"
    shell = python("manage.py", "shell", "-c", script, environment=clean_environment(DATA_DIR=str(folder)))
    assert "entente_app" in shell.communicate(timeout=60)[0]
    assert (folder / "postgres" / "PG_VERSION").exists()
    assert not (folder / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize(("command", "role"), [("migrate", "owner"), ("restore", "owner"), ("dump_record", "app")])
def test_only_what_alters_tables_runs_as_their_owner(command: str, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, bool, bool]] = []

    def serve(*, database: bool, broker: bool) -> AbstractContextManager[None]:
        seen.append((os.environ["ENTENTE_ROLE"], database, broker))
        return nullcontext()

    monkeypatch.setenv("ENTENTE_ROLE", "app")
    monkeypatch.setattr(sys, "argv", ["manage.py", command])
    monkeypatch.setattr(manage, "servers", serve)
    monkeypatch.setattr(management, "execute_from_command_line", lambda argv: None)
    manage.main()
    assert seen == [(role, True, False)]


def test_what_cannot_start_is_one_line_on_the_terminal(folder) -> None:
    environment = clean_environment(DATA_DIR=str(folder), DATABASE_URL="postgresql://nobody@127.0.0.1:1/entente")
    refused = python("manage.py", "showmigrations", environment=environment)
    output = refused.communicate(timeout=60)[0]
    assert refused.returncode == 1
    assert output.startswith("The server of DATABASE_URL cannot be reached")
    assert output.count("\n") == 1
