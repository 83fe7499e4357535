"""manage.py redact"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agreements.timeline import clocks, queries

from ..builders import ground, make_person, write

pytestmark = pytest.mark.django_db


def redact(*arguments: str) -> str:
    out = StringIO()
    call_command("redact", *arguments, "--by", "an officer", "--reason", "a court's order", stdout=out)
    return out.getvalue()


def test_words_are_redacted_and_what_remains_is_said() -> None:
    write(*ground(), make_person("juan-perez", name="Juan Pérez"), reason="told by Juan Pérez")
    said = redact("Juan Pérez", "--yes")
    assert "Redacted as revision 2" in said
    assert "revision 1 holds the words" in said and "Backups" in said
    assert queries.detail("person", "juan-perez", clocks.now())["name"] == "████"


def test_nothing_happens_without_being_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    write(*ground(), make_person("juan-perez", name="Juan Pérez"))
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    with pytest.raises(CommandError, match="nothing was redacted"):
        redact("Juan Pérez")
    assert queries.detail("person", "juan-perez", clocks.now())["name"] == "Juan Pérez"


def test_a_refusal_names_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="shorter than 4"):
        redact("abc", "--yes")
