"""Forms in two parts: what is asked at once, and what stands under "more"."""

from collections.abc import Iterable
from typing import ClassVar

from django.forms import BoundField

from agreements.admin.input_form import InputForm


class Laid(InputForm):
    """`shown`: the fields that are asked at once, in their order; all others are rare.

    `stands_for`: path of the shape → the field that stands for it, where it has another name."""

    shown: ClassVar[tuple[str, ...]] = ()
    stands_for: ClassVar[dict[str, str]] = {}

    @property
    def front(self) -> list[BoundField]:
        return [self[name] for name in self.shown if name in self.fields]

    @property
    def rare(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in self.shown and name != "DELETE"]

    @property
    def opened(self) -> bool:
        """Whether something rare was filled in or changed, or is refused."""
        return self.is_bound and any(each.errors or each.name in self.changed_data for each in self.rare)

    def field_at(self, path: str) -> str | None:
        found = (name for start, name in self.stands_for.items() if path == start or path.startswith(f"{start}."))
        return next(found, None) or super().field_at(path)


def paths(**named: Iterable[str]) -> dict[str, str]:
    """{field: paths} turned about, for `Laid.stands_for`."""
    return {path: field for field, given in named.items() for path in given}
