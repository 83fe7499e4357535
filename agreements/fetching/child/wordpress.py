"""WordPress REST, wp/v2: posts of any type, and what its search answers."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from agreements.errors import PermanentError
from agreements.fetching.child import tree
from agreements.fetching.child.entry import Given
from agreements.fetching.child.found import Found
from agreements.fetching.child.plain import one_line


def read(answer: Any, question: dict[str, Any]) -> Found:
    if isinstance(answer, dict) and "code" in answer:
        says = one_line(tree.first(answer, "message", "code"))[:200]
        raise PermanentError(f"The site refuses the question: {says or 'it does not say why'}.")
    path = urlsplit(question["url"]).path.rstrip("/")

    def given(item: Any) -> Given:
        return _given(item, path.rpartition("/")[2])

    return Found(tree.items(answer, ""), given, next=_next(question["url"], question["pages"]))


def _given(item: Any, of_type: str) -> Given:
    """An id is unique within its type only, so that a guid is both."""
    kind, number = tree.first(item, "subtype", "type") or of_type, tree.text_at(item, "id")
    return Given(
        guid=f"{kind}:{number}" if number else tree.text_at(item, "slug"),
        link=tree.first(item, "link", "url"),
        title=tree.first(item, "title.rendered", "title"),
        dates=tuple(tree.text_at(item, name) for name in ("date_gmt", "date", "modified_gmt")),
        html=tree.first(item, "content.rendered", "excerpt.rendered"),
    )


def _next(url: str, pages: str) -> str:
    """The address of the next page; `pages`: how many the site says there are."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = query.get("page", "1")
    if not (_is_number(page) and _is_number(pages) and int(page) < int(pages)):
        return ""
    others = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "page"]
    return urlunsplit(parts._replace(query=urlencode([*others, ("page", str(int(page) + 1))], safe=",:[]")))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
