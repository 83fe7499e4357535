"""manage.py dump_record"""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ..builders import ground, make_event, write
from ..conftest import BUNDLED

pytestmark = pytest.mark.django_db


def dump_record(*arguments: Any) -> str:
    out = StringIO()
    call_command("dump_record", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_bundled_record_is_dumped_as_it_ships(us_sv: Any) -> None:
    assert dump_record("us-sv").encode() == BUNDLED.read_bytes()


def test_what_is_dumped_can_be_loaded(tmp_path: Path) -> None:
    write(*ground(), make_event())
    path = tmp_path / "record.json"
    path.write_text(dump_record("us-sv"))
    out = StringIO()
    call_command("load_record", str(path), stdout=out)
    assert "no revision was made" in out.getvalue()


def test_an_earlier_revision_is_dumped_as_it_was() -> None:
    write(*ground(), make_event())
    before = dump_record("us-sv")
    write(make_event(title="Another title"))
    assert dump_record("us-sv", "--revision", 1) == before
    assert "Another title" in dump_record("us-sv", "--revision", 2)
    assert dump_record("us-sv") == dump_record("us-sv", "--revision", 2)


def test_an_unknown_relation_is_named() -> None:
    write(*ground())
    with pytest.raises(CommandError, match="there is no relation 'us-gt'"):
        dump_record("us-gt")


def test_an_empty_record_has_no_relation() -> None:
    with pytest.raises(CommandError, match="there is no relation 'us-sv'"):
        dump_record("us-sv")


@pytest.mark.parametrize(
    ("revision", "reason"),
    [
        ("2", "revision 2 is not written yet; the last is 1"),
        ("0", "begins with revision 1"),
        ("first", "'first' is not a revision number; use 1 to 1"),
        ("-1", "is not a revision number"),
    ],
)
def test_a_revision_that_is_not_there_is_refused(revision: str, reason: str) -> None:
    write(*ground())
    with pytest.raises(CommandError, match=reason):
        dump_record("us-sv", f"--revision={revision}")


def test_a_relation_that_came_later_is_said_to_be_unknown_then() -> None:
    write(make_event("earlier", parties=[]))
    write(*ground())
    with pytest.raises(CommandError, match="us-sv was not known"):
        dump_record("us-sv", "--revision", 1)
