"""The shapes of an EDTF text: one date, an interval, a one-of set."""

import re
from typing import Literal, NamedTuple

from .point import Point, read_point
from .refusals import misread, refused

MAX_LENGTH = 200  # characters of a whole EDTF text

_NO_INTERVAL = re.compile(r"[0-9]{1,2}/.*|.*/[0-9]{1,2}")  # 03/2025, 2025/03, 2025-03-13/14

End = Point | Literal["..", ""]  # a date, open, unknown


class Interval(NamedTuple):
    """From one end to the other, both included; one end at least is a date."""

    start: End
    end: End

    @property
    def dated(self) -> tuple[Point, ...]:
        return tuple(end for end in self if isinstance(end, Point))


class OneOf(NamedTuple):
    """One date out of ranges in order of time; a single date is a range from itself to itself."""

    members: tuple[tuple[Point, Point], ...]


def read(text: str) -> Point | Interval | OneOf:
    """The shape of a trimmed EDTF text. Raises EdtfError."""
    if len(text) > MAX_LENGTH:
        raise refused(text, f"{len(text)} characters, at most {MAX_LENGTH} are read; write one date or interval")
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    if text.count("/") == 1 and not _NO_INTERVAL.fullmatch(text):
        return _interval(text)
    return read_point(text)


def _interval(text: str) -> Interval:
    interval = Interval(*(_end(part.strip()) for part in text.split("/")))
    if not interval.dated:
        raise misread(text)
    _check_order(text, interval.dated[0], interval.dated[-1], "/")
    return interval


def _end(text: str) -> End:
    if text == "..":
        return ".."
    return read_point(text) if text else ""


def _one_of(text: str) -> OneOf:
    if any(mark in text for mark in "?~%X"):
        raise refused(text, "a set holds exact days, months or years; leave out ~ ? % and X")
    members = {_member(part.strip()) for part in text[1:-1].split(",")}
    ordered = sorted(members, key=lambda member: (member[0].first, member[1].last, member[0].text))
    if len(ordered) == 1 and ordered[0][0] == ordered[0][1]:
        raise refused(text, f"a set has two members or a range; write {ordered[0][0].text}")
    return OneOf(tuple(ordered))


def _member(text: str) -> tuple[Point, Point]:
    left, dots, right = text.partition("..")
    if not dots:
        point = read_point(text)
        return point, point
    if not left or not right:
        raise refused(text, "a set has no open end; write an interval, ../2019 or 2025-02/..")
    start, end = read_point(left), read_point(right)
    _check_order(text, start, end, "..")
    return start, end


def _check_order(text: str, start: Point, end: Point, joint: str) -> None:
    if start.first > end.last:
        raise refused(text, f"the end lies before the start; write {end.text}{joint}{start.text}")
