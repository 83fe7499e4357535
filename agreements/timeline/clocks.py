"""Three clocks: how things stood, what was public, what the record said. Resolved once per request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from agreements.errors import NotYetKnown, Problem, Refused
from agreements.models import Head, Revision

PARAMETERS = ("valid_on", "public_on", "known_at", "revision")


@dataclass(frozen=True, slots=True)
class AsOf:
    """`revision`: last revision that counts. `valid_on`: the day in the world; `chosen` if it was asked for by name.
    `public_on`: None means whether the public could know is not asked."""

    revision: int
    valid_on: date
    public_on: date | None = None
    chosen: bool = False

    @property
    def any_day(self) -> "AsOf":
        """The same clocks without leaving out what begins after the day asked for: it may hold from an earlier one."""
        return replace(self, chosen=False)


def now(today: date | None = None) -> AsOf:
    return AsOf(Head.objects.get().number, today or datetime.now(UTC).date())


def resolve(parameters: Mapping[str, str], instant: datetime) -> AsOf:
    """The clocks of a request. Raises Refused naming the parameter, NotYetKnown before the first revision."""
    known_at, number = parameters.get("known_at"), parameters.get("revision")
    if known_at is not None and number is not None:
        raise Refused([Problem("known_at", "give known_at or revision, not both: they ask the same")])
    if number is not None:
        asof = _by_number(number)
    elif known_at is not None:
        asof = _by_time(known_at, instant)
    else:
        asof = AsOf(Head.objects.get().number, instant.date())
    valid_on, public_on = (_day(parameters.get(name), name, instant) for name in ("valid_on", "public_on"))
    if valid_on is not None:
        asof = replace(asof, valid_on=valid_on, chosen=True)
    return replace(asof, public_on=public_on)


def _by_number(text: str) -> AsOf:
    head = Head.objects.get().number
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused([Problem("revision", f"{text!r} is not a revision number; use 1 to {head}")])
    number = int(text)
    if number > head:
        raise Refused([Problem("revision", f"revision {number} is not written yet; the last is {head}")])
    at = Revision.objects.filter(number=number).values_list("at", flat=True).first()
    if at is None:
        raise NotYetKnown("The record begins with revision 1.")
    return AsOf(number, at.astimezone(UTC).date())


def _by_time(text: str, instant: datetime) -> AsOf:
    known_at = _instant(text)
    # A date means the end of its day; today's end is not over yet, and what is known until now is meant.
    if len(text) == 10 and known_at.date() == instant.date():
        known_at = instant
    if known_at > instant:
        raise Refused([Problem("known_at", f"{text} lies in the future; what will be known then is not known")])
    revision = Revision.objects.filter(at__lte=known_at).order_by("-number").values_list("number", flat=True).first()
    return AsOf(revision or 0, known_at.date())


def _instant(text: str) -> datetime:
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        if "T" not in text:
            raise ValueError
        # A plus sign that was not escaped arrives as a space.
        parsed = datetime.fromisoformat(text.replace(" ", "+"))
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        detail = f"{text!r} is not an instant; write 2026-11-24T12:00:00Z, or 2026-11-24 for the end of that day (UTC)"
        raise Refused([Problem("known_at", detail)]) from None


def _day(text: str | None, name: str, instant: datetime) -> date | None:
    if text is None:
        return None
    try:
        if len(text) != 10:
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused([Problem(name, f"{text!r} is not a day; write it like 2025-02-03")]) from None
    if name == "public_on" and day > instant.date() + timedelta(days=1):
        raise Refused([Problem(name, f"{text} lies in the future; what will be public then is not known")])
    return day
