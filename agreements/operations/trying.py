"""A source looked at on trial: what it would bring, and what would be read of it. Nothing is kept, nor is it known
what was there before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agreements.errors import EntenteError
from agreements.fetching import finding
from agreements.fetching.budget import Limits, within
from agreements.fetching.finding import Findings
from agreements.fetching.writing import Seen
from agreements.models import Source
from agreements.operations.gather import web
from agreements.reading import store, text
from agreements.reading.item import Claim, Item
from agreements.reading.propose import propose

LOOK = Limits(seconds=20)  # somebody waits
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that would be kept, and the claims that would be proposed of it."""

    seen: Seen
    claims: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Trial:
    """`failure`: why nothing came, "" if something did. `taken`: at most SHOWN of the documents in `findings`."""

    failure: str = ""
    findings: Findings | None = None
    taken: list[Taken] = field(default_factory=list)

    @property
    def more(self) -> int:
        return len(self.findings.seen) - len(self.taken) if self.findings else 0


def look(source: Source) -> Trial:
    """What a look at a source, which need not be saved, would bring now."""
    source.etag = source.last_modified = ""
    try:
        with within(LOOK):
            found = finding.find(source, web(), text.extract, finding.ON_TRIAL)
    except EntenteError as error:
        return Trial(failure=str(error))
    if found.failure and not found.seen:
        return Trial(failure=str(found.failure), findings=found)
    agreements = store.tracked()
    taken = [Taken(each, propose(_item(each), agreements).claims) for each in found.seen[:SHOWN]]
    return Trial(findings=found, taken=taken)


def _item(seen: Seen) -> Item:
    day = seen.published.date() if seen.published else None
    return Item(None, seen.url, seen.title, seen.text or "", seen.language, day)
