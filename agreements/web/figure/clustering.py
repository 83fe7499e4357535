"""Which marks become one box: where they stand too close to be told apart. Pure."""

from collections.abc import Sequence

CHAIN, CROWD, FOUR, LONGEST = 13.0, 26.0, 4, 40.0


def clustered(places: Sequence[float]) -> list[list[int]]:
    """Indexes of ordered places in groups: four within 26 px, and what follows them less than 13 px apart, up to
    40 px; everything else alone."""
    groups: list[list[int]] = []
    at = 0
    while at < len(places):
        end = at + 1
        if at + FOUR <= len(places) and places[at + FOUR - 1] - places[at] <= CROWD:
            end = _chain(places, at, at + FOUR)
        groups.append(list(range(at, end)))
        at = end
    return groups


def _chain(places: Sequence[float], start: int, end: int) -> int:
    while end < len(places) and places[end] - places[end - 1] < CHAIN and places[end] - places[start] <= LONGEST:
        end += 1
    return end
