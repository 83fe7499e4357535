"""What is noticed of a document: each stored version against those before it, and when it was gone. Pure.

Versions are compared within one line: a feed's entry with that feed's entry, a page with the page.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

PAGE = ""  # the line of versions that are the page itself; a feed's entries have the name of the feed
LATE = timedelta(days=7)  # between the day that is declared and our first sight, where we looked all the while
ALIKE = ("https://", "http://", "www.")

Values = Mapping[str, str | int | datetime | None]

# What is said, by kind; where a kind can be said in several ways, by what is known.
SENTENCES = {
    "first_seen": "First seen.",
    "first_page": "First copy of the page itself; before, there was only what a feed says of it.",
    "first_entry": "First seen in the feed %(feed)s.",
    "text_changed": "The text changed.",
    "text_changed_by": "The text changed: words added, %(added)d; removed, %(removed)d.",
    "unchanged": "Stored once more, unchanged.",
    "markup_changed": "Only the markup changed; the text is the same.",
    "reverted": "It is again as it was on %(day)s.",
    "title_changed": "The title changed from “%(old)s” to “%(new)s”.",
    "date_changed": "The declared date changed from %(old)s to %(new)s.",
    "date_declared": "A date is declared now: %(new)s.",
    "date_withdrawn": "No date is declared any more; before, it was %(old)s.",
    "back_dated": "Back-dated: it declares %(day)s, but %(source)s was looked at on %(look)s and did not list it yet.",
    "date_moved_back": "Back-dated: the declared date moved back from %(old)s to %(new)s.",
    "redirected": "The address leads elsewhere now: %(to)s",
    "disappeared": "Not there any more: the site says that there is nothing at this address.",
    "came_back": "There again; it was gone since %(day)s.",
    "not_listed": "%(source)s does not list it any more. That says nothing about the page itself.",
}
KINDS = tuple(kind for kind in SENTENCES if kind != "text_changed_by")


@dataclass(frozen=True, slots=True)
class Version:
    """One stored version, without its text. `line`: PAGE, or the feed whose entry it is."""

    taken_at: datetime
    sha256: str
    text_sha256: str
    title: str = ""
    published: datetime | None = None
    final_url: str = ""
    line: str = PAGE


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the versions. `absences`: (since, until); `unlisted_at`: the first look that did not list
    the item any more; `missed_at`: the first look after the declared day, which did not list it yet."""

    source: str = ""
    absences: Sequence[tuple[datetime, datetime | None]] = ()
    missed_at: datetime | None = None
    unlisted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """`version`: the place of the version that it is about, from 0; of an absence, the last one before it."""

    kind: str
    at: datetime
    version: int
    values: Values = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is said of it, with the names of `values` to be filled in."""
        counted = self.kind == "text_changed" and "added" in self.values
        return SENTENCES["text_changed_by" if counted else self.kind]


def in_words(observation: Observation, sentence: str, day: Callable[[datetime], str]) -> str:
    """`sentence`: as it stands in SENTENCES, or its translation; `day`: how a date is said."""
    said = {name: day(each) if isinstance(each, datetime) else each for name, each in observation.values.items()}
    return sentence % said


def noticed(versions: Sequence[Version], around: Around = Around()) -> list[Observation]:
    """Everything noticed of the versions of one document, oldest first, in the order of time."""
    lines: dict[str, _Line] = defaultdict(_Line)
    found: list[Observation] = []
    for index, new in enumerate(versions):
        line = lines[new.line]
        found += _of_version(new, index, line, versions, around)
        line.add(new, index)
    found += _of_absences(versions, around) if versions else []
    return sorted(found, key=lambda each: (each.at, each.version))


@dataclass(slots=True)
class _Line:
    """The places of versions that can be compared: the last, and the last with each content and text."""

    last: int | None = None
    contents: dict[str, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)

    def add(self, version: Version, index: int) -> None:
        self.last = self.contents[version.sha256] = self.texts[version.text_sha256] = index


def previous(versions: Sequence[Version], index: int) -> int | None:
    """The place of the version that this one is to be compared with; None for the first of its line."""
    line = versions[index].line
    return next((place for place in range(index - 1, -1, -1) if versions[place].line == line), None)


def _of_version(
    new: Version, index: int, line: _Line, versions: Sequence[Version], around: Around
) -> Iterator[Observation]:
    changes: Iterable[tuple[str, Values]]
    if line.last is None:
        kind = "first_seen" if index == 0 else "first_page" if new.line == PAGE else "first_entry"
        changes = [(kind, {"feed": new.line}), *(_late(new, around) if index == 0 else ())]
    else:
        old = versions[line.last]
        changes = [_content(new, old, line, versions), *_declared(old, new)]
    for kind, values in changes:
        yield Observation(kind, new.taken_at, index, values)


def _content(new: Version, old: Version, line: _Line, versions: Sequence[Version]) -> tuple[str, Values]:
    """What became of the content since the version before."""
    if new.sha256 == old.sha256:
        return "unchanged", {}
    same_text = new.text_sha256 == old.text_sha256
    place = line.contents.get(new.sha256, None if same_text else line.texts.get(new.text_sha256))
    if place is not None:
        return "reverted", {"day": versions[place].taken_at, "to": versions[place].sha256}
    return ("markup_changed", {}) if same_text else ("text_changed", {"from": old.sha256})


def _declared(old: Version, new: Version) -> Iterator[tuple[str, Values]]:
    """What a version says about itself otherwise than the one before."""
    if new.title and old.title and new.title != old.title:
        yield "title_changed", {"old": old.title, "new": new.title}
    if _day(old.published) != _day(new.published):  # another hour of the same day is no news
        dates = {"old": old.published, "new": new.published}
        if old.published is None or new.published is None:
            yield ("date_declared" if new.published else "date_withdrawn"), dates
        else:
            yield ("date_moved_back" if new.published < old.published else "date_changed"), dates
    if place_of(new.final_url) != place_of(old.final_url):
        yield "redirected", {"to": new.final_url}


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def _late(new: Version, around: Around) -> Iterator[tuple[str, Values]]:
    if new.published and around.missed_at and new.taken_at - around.missed_at > LATE:
        yield "back_dated", {"day": new.published, "source": around.source, "look": around.missed_at}


def _of_absences(versions: Sequence[Version], around: Around) -> Iterator[Observation]:
    for since, until in around.absences:
        yield Observation("disappeared", since, _current(versions, since))
        if until:
            yield Observation("came_back", until, _current(versions, until), {"day": since})
    if around.unlisted_at:
        values = {"source": around.source}
        yield Observation("not_listed", around.unlisted_at, _current(versions, around.unlisted_at), values)


def _current(versions: Sequence[Version], at: datetime) -> int:
    """The place of the version that was the latest at a time; the first, if none was there yet."""
    return max(0, bisect_right(versions, at, key=lambda each: each.taken_at) - 1)


def place_of(url: str) -> str:
    """An address without what changes when a site merely moves to https or drops its www."""
    for prefix in ALIKE:
        url = url.removeprefix(prefix)
    return url.rstrip("/")


def with_amounts(found: Iterable[Observation], amounts: Mapping[int, tuple[int, int] | None]) -> list[Observation]:
    """Changes of the text with the words (added, removed), by the place of the version, where they were counted."""
    return [_counted(each, amounts.get(each.version)) if each.kind == "text_changed" else each for each in found]


def _counted(change: Observation, amount: tuple[int, int] | None) -> Observation:
    if amount is None:
        return change
    if amount == (0, 0):  # spaces and line ends only
        return Observation("markup_changed", change.at, change.version)
    values = {**change.values, "added": amount[0], "removed": amount[1]}
    return Observation("text_changed", change.at, change.version, values)
