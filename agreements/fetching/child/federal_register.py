"""The Federal Register's API, version 1: documents.json, and lists of the same documents."""

import json
from html import escape
from typing import Any

from agreements.errors import PermanentError
from agreements.fetching.child import tree
from agreements.fetching.child.entry import Given
from agreements.fetching.child.found import Found
from agreements.fetching.child.plain import one_line

SAID = ("abstract", "action", "dates")  # what stands in a list; the text itself is asked for by `follow`


def read(answer: Any, question: dict[str, Any]) -> Found:
    if isinstance(answer, dict) and answer.get("errors"):
        says = one_line(json.dumps(answer["errors"]))[:200]
        raise PermanentError(f"The Federal Register refuses the question: {says}.")
    none = isinstance(answer, dict) and "results" not in answer and answer.get("count") == "0"
    return Found(
        [] if none else tree.items(answer, "results"),
        _given,
        language="en",
        next=tree.text_at(answer, "next_page_url"),
    )


def _given(item: Any) -> Given:
    title, citation = tree.text_at(item, "title"), tree.text_at(item, "citation")
    said = dict.fromkeys(text for name in SAID if (text := tree.text_at(item, name)))
    return Given(
        guid=tree.text_at(item, "document_number"),
        link=tree.first(item, "html_url", "pdf_url"),
        title=escape(f"{title} ({citation})" if title and citation else title or citation, quote=False),
        dates=(tree.text_at(item, "publication_date"),),
        text="\n".join(said),
        publisher=_agencies(item),
        behind=tree.first(item, "raw_text_url", "body_html_url"),
    )


def _agencies(item: Any) -> str:
    found = tree.at(item, "agencies")
    names = [tree.first(each, "name", "raw_name") for each in found] if isinstance(found, list) else []
    return "; ".join(dict.fromkeys(name for name in names if name))
