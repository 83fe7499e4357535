"""Addresses of the pages, each carrying on the clocks and the language that were asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

Query = Mapping[str, str | Sequence[str]]


def with_query(path: str, query: Query, fragment: str = "") -> str:
    """`path?query#fragment`, without what is empty; a parameter with several values is repeated."""
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    return f"{path}{asked}#{fragment}" if fragment else f"{path}{asked}"


@dataclass(frozen=True, slots=True)
class Here:
    """The address of a view, and of its neighbours."""

    path: str
    query: Query

    def but(self, fragment: str = "", /, **changes: str | Sequence[str] | None) -> str:
        """The same view with these parameters changed; None, and nothing in a list, leaves one out."""
        query = {**self.query, **changes}
        return with_query(self.path, {name: value for name, value in query.items() if value}, fragment)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`kept`: the parameters that every link carries on."""

    kept: Mapping[str, str]

    def relation(self, slug: str, fragment: str = "") -> str:
        return self._page("relation", slug, fragment)

    def agreement(self, slug: str, fragment: str = "") -> str:
        return self._page("agreement", slug, fragment)

    def event(self, slug: str, fragment: str = "") -> str:
        return self._page("event", slug, fragment)

    def coming(self, relation: str) -> str:
        return self._page("coming", relation, "")

    def comparison(self, agreement: str) -> str:
        return self._page("comparison", agreement, "")

    def corrections(self) -> str:
        return with_query(reverse("corrections"), self.kept)

    def sources(self) -> str:
        return with_query(reverse("sources"), self._language)

    def document(self, public_id: str) -> str:
        """What is gathered is of now: no clock is carried on."""
        return with_query(reverse("document", args=[public_id]), self._language)

    def difference(self, public_id: str, old: str, new: str) -> str:
        """Between two versions of a document, by their sha256."""
        return with_query(reverse("difference", args=[public_id]), {"from": old, "to": new, **self._language})

    def home(self) -> str:
        return with_query(reverse("home"), self.kept)

    def at_revision(self, path: str, number: int) -> str:
        """The same page as one revision had it."""
        return with_query(path, {"revision": str(number), **self._language})

    def api(self, path: str, query: Query) -> str:
        """An address of the REST interface, with the clocks but without the language."""
        clocks = {name: value for name, value in self.kept.items() if name != "lang"}
        return with_query(f"/api/v1/{path}", {**query, **clocks})

    @property
    def _language(self) -> dict[str, str]:
        return {"lang": self.kept["lang"]} if "lang" in self.kept else {}

    def _page(self, name: str, slug: str, fragment: str) -> str:
        return with_query(reverse(name, args=[slug]), self.kept, fragment)
