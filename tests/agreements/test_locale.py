"""The Spanish catalogue against what the code and the templates say."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

import agreements

ROOM = Path(agreements.__file__).parent
TEMPLATES = Path(settings.BASE_DIR) / "templates"
ONE, COUNTED = ("_", "gettext", "gettext_lazy"), ("ngettext",)
IN_TEMPLATES = re.compile(r"""\b(?:_|n?gettext)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def in_code(text: str) -> Iterator[str]:
    """What is said without a context, the singular where it is counted."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in (*ONE, *COUNTED):
            yield ast.literal_eval(call.args[0])


def in_template(text: str) -> Iterator[str]:
    for found in IN_TEMPLATES.finditer(templatize(text)):
        yield ast.literal_eval(found.group(1))


@pytest.fixture(scope="module")
def spanish() -> set[str]:
    with (ROOM / "locale" / "es" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = vars(gettext.GNUTranslations(file))["_catalog"]
    return {each if isinstance(each, str) else each[0] for each in known}


def said() -> dict[str, str]:
    """Message → the file that says it."""
    code = {text: path.name for path in ROOM.rglob("*.py") for text in in_code(path.read_text(encoding="utf-8"))}
    pages = {t: path.name for path in TEMPLATES.rglob("*.html") for t in in_template(path.read_text(encoding="utf-8"))}
    return code | pages


def test_every_message_has_a_spanish_one(spanish):
    assert {text: where for text, where in said().items() if text not in spanish} == {}


def test_no_spanish_message_is_of_what_nobody_says(spanish):
    contextless = {each for each in spanish if each and "\x04" not in each}
    assert contextless - set(said()) == set()


def test_messages_are_found_in_code_and_templates():
    assert set(in_code('x = _("a"), ngettext("%(n)d b", "%(n)d bs", 2), other("c")')) == {"a", "%(n)d b"}
    page = "{% load i18n %}{% translate 'a' %}{{ b|default:_('c') }}"
    counted = "{% blocktranslate count n=2 %}{{ n }} b{% plural %}{{ n }} bs{% endblocktranslate %}"
    assert set(in_template(page + counted)) == {"a", "c", "%(n)s b"}
