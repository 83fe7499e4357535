"""HTML of an item, made harmless and whole: no scripts, links that lead somewhere. In the limited child."""

from html import escape

from lxml import etree, html  # type: ignore[import-untyped]
from lxml_html_clean import Cleaner

from agreements.fetching.child.plain import clean, text_of

_cleaner = Cleaner(style=True, inline_style=True, forms=True, embedded=True, meta=True, page_structure=False)


def safe(markup: str, base: str) -> str:
    """`markup` without what runs or loads, its links resolved against `base`. What is no HTML becomes plain text."""
    if not markup.strip():
        return ""
    try:
        tree = html.fragment_fromstring(clean(markup), create_parent="div")
        tree.make_links_absolute(base, handle_failures="discard")
        _cleaner(tree)
        whole = str(html.tostring(tree, encoding="unicode"))
    except (etree.LxmlError, ValueError, AssertionError):
        return of_text(text_of(markup))
    return whole.removeprefix("<div>").removesuffix("</div>").strip()


def of_text(text: str) -> str:
    """Plain text as HTML that shows it."""
    return escape(text, quote=False).replace("\n", "<br>\n")
