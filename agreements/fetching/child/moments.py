"""When something was published, as sites write it → ISO 8601 in UTC. Pure: the clock is not asked."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EPOCH = re.compile(r"(\d{10})(\d{3})?(\.\d+)?")  # seconds, or thousandths
SPANISH = (
    ("enero", "Jan"),
    ("febrero", "Feb"),
    ("marzo", "Mar"),
    ("abril", "Apr"),
    ("mayo", "May"),
    ("junio", "Jun"),
    ("julio", "Jul"),
    ("agosto", "Aug"),
    ("septiembre", "Sep"),
    ("setiembre", "Sep"),
    ("octubre", "Oct"),
    ("noviembre", "Nov"),
    ("diciembre", "Dec"),
)
MONTHS = {name[:length]: english for name, english in SPANISH for length in (3, len(name))}
MONTH = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?", re.IGNORECASE)


def moment(text: str, form: str = "") -> str | None:
    """`form`: as for strptime, read with Spanish names of months too, as %b. Without: ISO 8601, dates as in mail, and
    seconds since 1970. What names no zone is UTC. None: it cannot be read."""
    try:
        found = datetime.strptime(_english(text), form) if form else _read(text.strip())
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _read(text: str) -> datetime:
    if epoch := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def _english(text: str) -> str:
    """Spanish months as %b wants them: "12 de marzo de 2026" → "12 de Mar de 2026"."""
    return " ".join(MONTH.sub(lambda found: MONTHS[found[1].lower()], text).split())
