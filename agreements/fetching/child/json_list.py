"""Any JSON that holds a list, by a mapping that is declared in the settings of the source.

A field is a path ("title.rendered", "0" in a row), or a text with paths in braces ("https://x.example/{Id}").
"""

import re
from html import escape
from typing import Any
from urllib.parse import quote

from agreements.fetching.child import tree
from agreements.fetching.child.entry import Given
from agreements.fetching.child.found import Found

HOLE = re.compile(r"\{([^{}]*)\}")


def read(answer: Any, question: dict[str, Any]) -> Found:
    settings = question["settings"]
    fields: dict[str, str] = settings["fields"]

    def given(item: Any) -> Given:
        return Given(
            guid=_value(item, fields["id"]),
            link=_value(item, fields["url"], within_address=True),
            title=escape(_value(item, fields["title"]), quote=False),
            author=_value(item, fields["author"]),
            dates=(_value(item, fields["published"]),),
            date_form=settings["date_format"],
            language=_value(item, fields["language"]),
            html=_value(item, fields["html"]),
            text=_value(item, fields["text"]),
            publisher=_value(item, fields["publisher"]),
        )

    following = tree.text_at(answer, settings["next"]) if settings["next"] else ""
    return Found(tree.items(answer, settings["items"]), given, next=following, kinds=(dict, list))


def _value(item: Any, field: str, *, within_address: bool = False) -> str:
    """ "" where the item lacks what the field asks for."""
    if not field or "{" not in field:
        return tree.text_at(item, field) if field else ""
    parts = [tree.text_at(item, path) for path in HOLE.findall(field)]
    if not all(parts):
        return ""
    filling = iter(quote(part, safe="") if within_address else part for part in parts)
    return HOLE.sub(lambda _: next(filling), field)
