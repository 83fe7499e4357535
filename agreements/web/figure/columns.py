"""The columns of the figure at a width: names, time, today. The style sheet knows the same numbers. Pure."""

from dataclasses import dataclass
from typing import Final

ROOMY_FROM: Final = 1300
NARROW_BELOW: Final = 1000
MARGINS: Final = 30.0  # 20 on the left, 10 on the right
LEAST_PLOT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in CSS pixels of the whole figure, the names, and the words of today."""

    width: int
    names: float
    today: float

    @property
    def plot(self) -> float:
        """What is left for time."""
        return max(self.width - self.names - self.today - MARGINS, LEAST_PLOT)

    @property
    def strip(self) -> float:
        """All years reach under the words of today, too."""
        return self.plot + self.today

    @property
    def roomy(self) -> bool:
        return self.width >= ROOMY_FROM

    @property
    def narrow(self) -> bool:
        return self.width < NARROW_BELOW


def columns(width: int) -> Columns:
    return Columns(width, 196.0, 150.0) if width >= ROOMY_FROM else Columns(width, 178.0, 122.0)
