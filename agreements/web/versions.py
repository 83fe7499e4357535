"""The acts of writing that made a record what it is, each with the address of the page as it was then."""

from dataclasses import dataclass
from datetime import UTC

from agreements.timeline import queries
from agreements.web.record import Record


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    revision: int
    at: str
    by: str
    reason: str
    href: str


def versions(kind: str, slug: str, path: str, record: Record) -> list[Version]:
    """A record's versions up to the revision shown, last first."""
    acts = queries.versions(kind, slug, record.asked.asof)
    return [
        Version(
            number=act["version"],
            revision=act["number"],
            at=record.figures({"edtf": act["at"].astimezone(UTC).date().isoformat()}),
            by=act["by"],
            reason=act["reason"],
            href=record.addresses.at_revision(path, act["number"]),
        )
        for act in reversed(acts)
    ]
