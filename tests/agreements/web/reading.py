"""Reads a page as a browser would: its elements, links, ids and text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, tag: str | None = None, **wanted: str) -> "Iterator[Element]":
        """Descendants with this tag and these attributes; `class_` wants one of the classes."""
        for child in self.children:
            if isinstance(child, Element):
                if child.matches(tag, wanted):
                    yield child
                yield from child.all(tag, **wanted)

    def one(self, tag: str | None = None, **wanted: str) -> "Element":
        found = list(self.all(tag, **wanted))
        assert len(found) == 1, f"{len(found)} elements are {tag} {wanted}"
        return found[0]

    def matches(self, tag: str | None, wanted: dict[str, str]) -> bool:
        if tag and self.tag != tag:
            return False
        wanted = dict(wanted)
        name = wanted.pop("class_", None)
        if name and name not in (self["class"] or "").split():
            return False
        return all(self[key] == value for key, value in wanted.items())

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        """What it says, blanks as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, Element):
                yield from child._texts()
                yield "" if child.tag in ("a", "b", "em", "span", "code") else " "
            else:
                yield child


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(content: bytes) -> Element:
    """The document; every element that is opened has to be closed."""
    reader = _Reader()
    reader.feed(content.decode())
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> stays open"
    return reader.open[0]
