"""An HTML page that lists others: its entries by CSS selectors."""

from html import escape
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]

from agreements.errors import PermanentError
from agreements.fetching.child import letters
from agreements.fetching.child.entry import Given
from agreements.fetching.child.found import Found, Passed
from agreements.fetching.child.moments import moment
from agreements.fetching.child.plain import one_line

LINK = ".//a[@href]"


def load(payload: bytes, content_type: str) -> tuple[Any, str]:
    """The tree of a page, and a note on its encoding. Raises PermanentError."""
    read = letters.read(payload, content_type)
    if not read.text.strip():
        raise PermanentError("This is no page: it is empty.")
    if "<" not in read.text:
        raise PermanentError(f"This is no HTML page: it begins with {one_line(read.text[:200])[:60]!r}.")
    try:
        parser = html.HTMLParser(encoding="utf-8")
        return html.document_fromstring(read.text.encode("utf-8", "replace"), parser), read.note
    except (etree.LxmlError, AssertionError):
        raise PermanentError("This is no page: it holds no HTML that can be read.") from None


def read(tree: Any, question: dict[str, Any]) -> Found:
    """An entry for each element that `selector` finds, with the link that it is, or the first that it holds. Raises
    PermanentError if nothing is found."""
    settings = question["settings"]
    elements = _select(tree, settings["selector"])
    if not elements:
        raise PermanentError(
            f"Nothing on the page fits {settings['selector']!r}. If its form has changed, correct `selector`; if a "
            "program in the page puts the list there, look for the address that the program asks."
        )
    given = [_given(element, settings) for element in elements]
    linked = [each for each in given if each.link]
    lost = len(given) - len(linked)
    passed = [Passed("What `selector` finds holds no link.", settings["selector"], lost)] if lost else []
    return Found(linked, lambda given: given, base=_base(tree), passed=passed, kinds=(Given,))


def _given(element: Any, settings: dict[str, Any]) -> Given:
    link = element if element.tag == "a" and element.get("href") else element.find(LINK)
    href = one_line(link.get("href")) if link is not None else ""
    title = _text_at(element, settings["title_selector"]) or _text(link) or _attribute(link, "title")
    return Given(
        link="" if href.startswith("#") else href,
        title=escape(title, quote=False),
        dates=(_date(element, settings["date_selector"], settings["date_format"]),),
    )


def _date(element: Any, selector: str, form: str) -> str:
    """What a program is told (`<time datetime>`) if it can be read, else what is shown; read, if it can be."""
    for dated in _select(element, selector)[:1] if selector else ():
        told, shown = _attribute(dated, "datetime"), _text(dated)
        return moment(told) or moment(shown, form) or shown or told
    return ""


def _text_at(element: Any, selector: str) -> str:
    return next((_text(each) for each in _select(element, selector)), "") if selector else ""


def _text(element: Any) -> str:
    return one_line(" ".join(element.itertext())) if element is not None else ""


def _attribute(element: Any, name: str) -> str:
    return one_line(element.get(name, "")) if element is not None else ""


def _base(tree: Any) -> str:
    base = tree.find(".//base[@href]")
    return one_line(base.get("href")) if base is not None else ""


def _select(element: Any, selector: str) -> list[Any]:
    return list(CSSSelector(selector, translator="html")(element))
