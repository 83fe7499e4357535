"""Who held which office on a day."""

from collections.abc import Iterable
from datetime import date

from agreements.models import Office, Person, Tenure


class Tenures:
    """The tenures of some people, loaded once."""

    def __init__(self, people: Iterable[Person | None]) -> None:
        ids = {person.pk for person in people if person is not None}
        self._by_person: dict[int, list[Tenure]] = {}
        for tenure in Tenure.objects.filter(person_id__in=ids).select_related("office"):
            self._by_person.setdefault(tenure.person_id, []).append(tenure)

    def office(self, person: Person | None, first: date, last: date) -> Office | None:
        """The office held between two days; of several, the one taken last."""
        if person is None:
            return None
        held = [each for each in self._by_person.get(person.pk, ()) if each.held_from <= last and first <= each.held_to]
        return max(held, key=lambda each: (each.held_from, each.office.slug)).office if held else None
