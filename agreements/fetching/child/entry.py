"""One entry of a list, whatever it was read from: what the limited child hands back for each."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from agreements.fetching.child import markup
from agreements.fetching.child.moments import moment
from agreements.fetching.child.plain import clean, one_line, text_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SAYING = ("guid", "link", "title", "text")  # without any of these an entry is none
EMPTY = "It says nothing: it has neither an address nor an id, title or text."
NAMES = {"english": "en", "spanish": "es", "español": "es", "inglés": "en"}


@dataclass(frozen=True, slots=True)
class Given:
    """An entry as its format gives it. `dates`: when it was published, in the order of trust. `title`, `html`: HTML;
    `text`: plain, used when there is no `html`. `behind`: where its text lies, if not at `link`."""

    guid: str = ""
    link: str = ""
    title: str = ""
    author: str = ""
    dates: tuple[str, ...] = ()
    date_form: str = ""
    language: str = ""
    html: str = ""
    text: str = ""
    publisher: str = ""
    behind: str = ""

    @property
    def published(self) -> str | None:
        found = (moment(date, self.date_form) for date in self.dates if date)
        return next((each for each in found if each), None)

    @property
    def undated(self) -> str:
        """A date that cannot be read, where none can."""
        return next((date for date in self.dates if date), "") if self.published is None else ""

    def handed_back(self, base: str) -> dict[str, Any]:
        """`base`: what the links in the entry start from."""
        whole = markup.safe(self.html, base) if self.html.strip() else markup.of_text(clean(self.text).strip())
        return {
            "guid": clean(self.guid),
            "link": joined(base, clean(self.link)),
            "title": one_line(text_of(self.title)),
            "author": one_line(self.author),
            "published": self.published,
            "language": language(self.language),
            "html": whole,
            "text": text_of(whole),
            "publisher": one_line(self.publisher),
            "behind": joined(base, clean(self.behind)),
        }


def joined(base: str, link: str) -> str:
    """Where `link` leads from `base`; "" for nowhere."""
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def language(code: Any) -> str | None:
    """A code such as "en" or "es-SV"; None for what is none."""
    code = str(code or "").replace("_", "-").strip()
    code = NAMES.get(code.lower(), code)
    return code if len(code) <= 20 and LANGUAGE.fullmatch(code) else None
