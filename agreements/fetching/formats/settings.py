"""What a source of each format may set: checked when it is saved, and read from here when it is looked at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self, TypeVar

from cssselect import HTMLTranslator, SelectorError
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from agreements.errors import Problem, Refused
from agreements.fetching import urls
from agreements.fetching.errors import AddressRefused, Unreadable
from agreements.fetching.formats.base import Place
from agreements.shapes import Name, Shape, Short, read

MOST_PAGES = 50
PAGES = 5
LONGEST_PAUSE = 60
MOST_LINKS = 1000


def _selector(css: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(css)
    except SelectorError as error:
        raise ValueError(f"{css!r} is no CSS selector that can be read ({error}); write one such as 'h2 a'") from None
    return css


def _date_form(form: str) -> str:
    """Whether `form` reads back a day that it wrote."""
    day = datetime(2026, 3, 12)
    try:
        same = datetime.strptime(day.strftime(form), form).date() == day.date()
    except ValueError:
        same = False
    if form and not same:
        raise ValueError(f"{form!r} does not name a day, a month and a year; write a form such as '%d/%m/%Y'")
    return form


def _address(url: str) -> str:
    try:
        urls.target(url)
    except AddressRefused as error:
        raise ValueError(str(error)) from None
    return url


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Selector = Annotated[Name, AfterValidator(_selector)]
OtherSelector = Annotated[Short, AfterValidator(lambda css: _selector(css) if css else css)]
DateForm = Annotated[Short, AfterValidator(_date_form)]
Path = Annotated[str, StringConstraints(max_length=500)]
Pages = Annotated[int, Field(ge=1, le=MOST_PAGES)]
Sent = Annotated[Short, BeforeValidator(_as_text)]


class Plain(Shape):
    """Of every format. `publisher`: the name to cite. `pause`: seconds to leave the host alone after each request."""

    publisher: Short = ""
    pause: Annotated[float, Field(ge=0, le=LONGEST_PAUSE)] = 0


class Folder(Plain):
    base_url: Annotated[Short, AfterValidator(lambda url: _address(url) if url else url)] = ""


class Entries(Plain):
    """`follow`: take the page behind each new entry instead of the entry."""

    follow: bool = False


class Paged(Entries):
    """`pages`: how many answers of a list that goes on are read in one look."""

    pages: Pages = PAGES


class Key(Shape):
    """A key for an API: the environment variable that holds it, and the header that it is sent in."""

    env: Annotated[str, StringConstraints(pattern=r"^SOURCE_KEY_[A-Z0-9_]{1,60}$")]
    header: Annotated[str, StringConstraints(pattern=r"^(X-[A-Za-z0-9-]{1,60}|Authorization)$")] = "X-Api-Key"


class Fields(Shape):
    """Where in an item each thing stands: a path, or a text with paths in braces."""

    url: Path = ""
    id: Path = ""
    title: Path = ""
    text: Path = ""
    html: Path = ""
    published: Path = ""
    language: Path = ""
    publisher: Path = ""
    author: Path = ""

    @model_validator(mode="after")
    def _tell_items_apart(self) -> Self:
        if not (self.url or self.id or self.title):
            raise ValueError("name at least one of url, id and title, by which items are told apart")
        return self


class JsonList(Paged):
    """`items`: the path of the list, "" if the answer is the list. `form`, `json`: what is posted; without, nothing."""

    items: Path = ""
    fields: Fields
    date_format: DateForm = ""
    next: Path = ""
    form: dict[str, Sent] | None = None
    body: dict[str, Any] | list[Any] | None = Field(default=None, alias="json")
    key: Key | None = None

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if self.form is not None and self.body is not None:
            raise ValueError("`form` and `json` are two ways to post; keep one")
        if self.next and (self.form is not None or self.body is not None):
            raise ValueError("`next` is asked for without posting; leave it out, or leave out `form` and `json`")
        return self


class IndexPage(Entries):
    """`outside`: also take links that leave the site. `limit`: how many links of the page are looked at."""

    selector: Selector
    title_selector: OtherSelector = ""
    date_selector: OtherSelector = ""
    date_format: DateForm = ""
    limit: Annotated[int, Field(ge=1, le=MOST_LINKS)] = 100
    outside: bool = False
    follow: bool = True


SHAPES: dict[str, type[Plain]] = {
    "rss": Entries,
    "atom": Entries,
    "json_feed": Paged,
    "federal_register": Paged,
    "wordpress": Paged,
    "json_list": JsonList,
    "index_page": IndexPage,
    "page": Plain,
    "pdf": Plain,
    "folder": Folder,
}
S = TypeVar("S", bound=Plain)


def problems(format: str, settings: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the settings of a source of `format`, each under its dotted path (`settings.selector`)."""
    if format not in SHAPES:
        return [Problem("format", f"{format!r} cannot be read yet; use one of: {', '.join(SHAPES)}")]
    try:
        read(SHAPES[format], settings)
    except Refused as refused:
        return [problem.under("settings") for problem in refused.problems]
    return []


def of(place: Place, shape: type[S]) -> S:
    """The settings of a place. Raises Unreadable, which names what is wrong."""
    try:
        return read(shape, place.settings)
    except Refused as refused:
        wrong = "; ".join(str(problem.under("settings")) for problem in refused.problems)
        raise Unreadable(f"This source is not set up as its format needs: {wrong}.") from None
