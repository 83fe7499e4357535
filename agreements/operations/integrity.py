"""Whether everything that was written is still what was written: the record, and what was stored of the web."""

from agreements.fetching import audit
from agreements.history.verify import verify


def faults(head: str | None = None) -> list[str]:
    """Everything that is off, as sentences; empty if all is whole. `head`: a hash noted earlier."""
    return [*verify(head), *audit.faults()]
