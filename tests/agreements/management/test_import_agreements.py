"""manage.py import_agreements"""

import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement, Head, Revision

from ..exchange.tables.registers import MAP, a_row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "register.toml"
    path.write_text(MAP)
    return path


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "register.csv"
    path.write_bytes(table(*rows))
    return path


def import_agreements(*arguments: Any) -> str:
    out = StringIO()
    call_command("import_agreements", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_tells_what_it_left_out_what_is_irregular_and_what_it_wrote(tmp_path: Path, form: Path) -> None:
    file = written(tmp_path, a_row(1, signed="01/02/1952", parties="Perlis; FRANCE"), a_row(2, title=""))
    said = import_agreements(file, "--map", form)
    revision = Revision.objects.get()
    assert said.splitlines() == [
        "Refused: 1",
        "  row 3: title: is empty; an agreement needs a title",
        "Irregular, kept with a note: 1",
        "  row 2, reg-1: signed (1952-02-01) after in force (1951-04-03)",
        "Parties that are not known: 1",
        "  x-perlis  Perlis (rows: 1)",
        "2 rows: 1 new, 0 changed, 0 unchanged, 1 refused",
        f"Written as revision 1, hash {revision.hash}.",
    ]
    assert (revision.by, revision.reason) == ("import_agreements", "Import of register.csv")


def test_a_second_run_tells_that_nothing_changed(tmp_path: Path, form: Path) -> None:
    file = written(tmp_path, a_row(1))
    import_agreements(file, "--map", form, "--by", "ana")
    assert import_agreements(file, "--map", form) == (
        "1 rows: 0 new, 0 changed, 1 unchanged, 0 refused\nThe record says all of it already; no revision was made.\n"
    )
    assert Revision.objects.get().by == "ana"


def test_changes_are_told_row_by_row(tmp_path: Path, form: Path) -> None:
    import_agreements(written(tmp_path, a_row(1)), "--map", form)
    said = import_agreements(written(tmp_path, a_row(1, place="Rome")), "--map", form)
    assert "Changed: 1\n  row 2, reg-1: signature place: Paris → Rome\n" in said


def test_a_dry_run_writes_nothing(tmp_path: Path, form: Path) -> None:
    said = import_agreements(written(tmp_path, a_row(1)), "--map", form, "--dry-run")
    assert said.endswith("Would be revision 1; nothing was written.\n")
    assert (Head.objects.get().number, Agreement.objects.count()) == (0, 0)


def test_standard_input_is_a_file_too(form: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with written(tmp_path, a_row(1)).open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        import_agreements("-", "--map", form)
    assert Revision.objects.get().reason == "Import of standard input"


def test_where_no_row_can_be_used_the_command_fails(tmp_path: Path, form: Path) -> None:
    with pytest.raises(CommandError, match="no row could be used; nothing was changed"):
        import_agreements(written(tmp_path, a_row(1, title="")), "--map", form)


def test_a_table_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, form: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("number,title\n1,2\n")
    with pytest.raises(
        CommandError, match=f"{file} was refused; nothing was changed:\n  effect: the table has no such"
    ):
        import_agreements(file, "--map", form)


def test_a_map_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, form: Path) -> None:
    form.write_text(MAP.replace("[columns]", "[columms]"))
    with pytest.raises(
        CommandError, match=f"{form} was refused; nothing was changed:\n  columns: is missing; add it"
    ) as said:
        import_agreements(written(tmp_path, a_row(1)), "--map", form)
    assert "columms: unknown field; leave it out" in str(said.value)


@pytest.mark.parametrize("missing", ["file", "map"])
def test_a_file_that_is_not_there_is_named(missing: str, tmp_path: Path, form: Path) -> None:
    file = tmp_path / "none" if missing == "file" else written(tmp_path, a_row(1))
    with pytest.raises(CommandError, match="none cannot be read: No such file or directory"):
        import_agreements(file, "--map", tmp_path / "none" if missing == "map" else form)
