"""manage.py load_record"""

import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Event, Head, Revision

from .. import inputs
from ..conftest import BUNDLED

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, inputs.bundle())


def written(folder: Path, content: Any) -> Path:
    path = folder / "record.json"
    path.write_text(json.dumps(content))
    return path


def load_record(*arguments: Any) -> str:
    out = StringIO()
    call_command("load_record", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_file_is_loaded_as_one_revision(file: Path) -> None:
    said = load_record(file)
    revision = Revision.objects.get()
    assert said == (f"us-sv (agreements: 1, events: 1): written as revision 1, hash {revision.hash}.\n")
    assert (revision.by, revision.reason) == ("load_record", "Loaded the record bundle record.json")


def test_who_loads_it_and_why_is_kept(file: Path) -> None:
    load_record(file, "--by", "an analyst", "--reason", "First record")
    assert (Revision.objects.get().by, Revision.objects.get().reason) == ("an analyst", "First record")


def test_standard_input_is_a_file_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with file.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        load_record("-")
    assert Revision.objects.get().reason == "Loaded the record bundle standard input"
    assert Event.objects.get().slug == "meeting-2025"


def test_loading_again_makes_no_revision(file: Path) -> None:
    load_record(file)
    assert "no revision was made" in load_record(file)
    assert Head.objects.get().number == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing(file: Path) -> None:
    assert "would be revision 1; nothing was written" in load_record(file, "--dry-run")
    assert (Head.objects.get().number, Event.objects.count(), Revision.objects.count()) == (0, 0, 0)


def test_a_dry_run_finds_what_loading_would_refuse(tmp_path: Path) -> None:
    broken = written(tmp_path, inputs.bundle(events=[inputs.event(agreements=["treaty"])]))
    with pytest.raises(CommandError, match="events.meeting-2025.agreements: there is no agreement 'treaty'"):
        load_record(broken, "--dry-run")


def test_a_refused_file_is_named_with_every_fault_by_its_path(tmp_path: Path) -> None:
    broken = written(tmp_path, inputs.bundle(events=[inputs.event(kind="summit", date="soon")], colour="red"))
    with pytest.raises(CommandError) as refusal:
        load_record(broken)
    first, *faults = str(refusal.value).splitlines()
    assert first == f"{broken} was refused; nothing was changed:"
    assert [fault.split(":")[0] for fault in faults] == ["  events.0.kind", "  events.0.date", "  colour"]
    assert Head.objects.get().number == 0


def test_what_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="this is not JSON"):
        load_record(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nothing.json cannot be read: No such file"):
        load_record(tmp_path / "nothing.json")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        load_record(tmp_path)


def test_the_bundled_record_loads_dry() -> None:
    assert "us-sv (agreements: 15, events: 70): would be revision 1" in load_record(BUNDLED, "--dry-run")
