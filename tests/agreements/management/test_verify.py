"""manage.py verify"""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Event, Head

from ..builders import ground, make_event, write

pytestmark = pytest.mark.django_db


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify", *arguments, stdout=out)
    return out.getvalue()


def test_a_whole_record_is_said_to_be_whole(us_sv: Any) -> None:
    assert verify() == f"The record is whole up to revision {us_sv.number}, hash {us_sv.hash}.\n"


def test_an_empty_record_is_whole() -> None:
    assert "whole up to revision 0" in verify()


def test_a_hash_noted_earlier_is_found_in_the_chain() -> None:
    earlier = write(*ground())
    write(make_event())
    assert "whole up to revision 2" in verify("--head", earlier.hash)


def test_a_hash_that_no_revision_has_means_the_chain_was_rewritten() -> None:
    write(*ground())
    noted = "f" * 64
    with pytest.raises(CommandError, match=f"the record is not whole:\n  head: the hash {noted} is in no revision"):
        verify("--head", noted)


def test_everything_that_is_off_is_listed() -> None:
    write(*ground(), make_event())
    Event.objects.update(title="Edited past the writer")
    with pytest.raises(CommandError, match="event meeting-2025: its rows were edited past the writer") as found:
        verify()
    assert found.value.returncode == 1


def test_verifying_changes_nothing() -> None:
    write(*ground())
    before = Head.objects.values().get()
    verify()
    assert Head.objects.values().get() == before
