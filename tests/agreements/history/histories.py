"""Random histories of a record: what analysts do to it, drawn from how it stands. One seed is one history."""

from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any, TypeVar

from agreements import vocabulary as v
from agreements.exchange import as_input, bundle
from agreements.history.batch import AppendToAgreement, AppendToEvent, CaptureIn, Change
from agreements.models import Snapshot
from agreements.shapes import AgreementIn, Bundle, EventIn, PersonIn, read
from agreements.timeline import clocks, queries

from .. import builders, inputs
from ..models.rows import saved

Json = dict[str, Any]
T = TypeVar("T")

DATES = ["2024-12-31", "2025-01-05", "2025-01", "2025-02~", "2025", "2024?", "2025-01-10/2025-01-20", "2025-03-01/.."]
DATES += ["../2025-02-06", "[2025-01-05,2025-02-01]", "2025-01-XX", "-0044", "2024-06-01"]
PUBLISHED = [None, "2025-01-06", "2025-01", "2025-02-10", "2024-12-31", "2025-03-01/..", "2025-04-01~"]
SPEAKERS = [None, {"name": "Ana López", "person": "ana-lopez"}, {"name": "Secretaría", "party": "SLV"}]
SPEAKERS += [{"name": "Department of State", "party": "USA"}, {"name": "A witness"}]
PUBLISHERS = ["Example News", "Diario Ejemplo", "Новости", "El_Ejemplo"]
AGREEMENTS = ["memo", "grant", "side-letter"]
RELATED = {"USA": "United States", "SLV": "El Salvador", "VEN": "Venezuela"}


class History:
    """Draws batches. `prefix` keeps the ids of several histories apart that are written into one record."""

    def __init__(self, seed: int, prefix: str = "event") -> None:
        self.random = Random(seed)  # noqa: S311  (a seeded test)
        self.prefix = prefix
        self._numbers = count(10)
        self._used: set[str] = set()
        self._events: list[Json] = []

    def ground(self) -> list[Change]:
        """Where a history begins: parties, people, agreements and three events about them."""
        return [
            *(builders.make_party(code, names={"en": name, "es": name}) for code, name in RELATED.items()),
            builders.make_relation("us-sv"),
            builders.make_office("sv-president"),
            builders.make_office("sv-foreign-minister"),
            builders.make_person("ana-lopez", offices=[{"office": "sv-foreign-minister", "held": "2019/2025-01-09"}]),
            builders.make_person("a-lopez"),
            # With a term each: the public knows of an agreement by what is said of it.
            *(builders.make_agreement(slug, terms=[inputs.term("scope", text="all of it")]) for slug in AGREEMENTS),
            *(event for _ in range(3) for event in self.log_event()),
        ]

    def batch(self) -> list[Change]:
        """One to three acts upon different records. Some batches are refused, and some change nothing."""
        self._used.clear()
        self._now = clocks.now()
        self._events = queries.bodies("event", self._now)
        self._agreements = queries.bodies("agreement", self._now)
        changes: list[Change] = []
        for _ in range(self.random.choice([1, 2, 2, 3])):
            changes += self._act()()
        return changes

    def _act(self) -> Callable[[], list[Change]]:
        acts: dict[Callable[[], list[Change]], int] = {
            self.log_event: 5,
            self.append_to_event: 6,
            self.correct_event: 5,
            self.append_to_agreement: 4,
            self.edit_agreement: 3,
            self.retract: 5,
            self.determine: 8,
            self.merge: 2,
            self.edit_people: 2,
            self.edit_relation: 2,
            self.load_bundle: 3,
            self.capture: 3,
            self.refer_to_nothing: 1,
        }
        (act,) = self.random.choices(list(acts), list(acts.values()))
        return act

    # --- what analysts do --------------------------------------------------------------------------------------------

    def log_event(self) -> list[Change]:
        slug = f"{self.prefix}-{next(self._numbers)}"
        self._used.add(slug)
        kind, details = self._kind()
        citations = self._citations("sa", "sb")
        public_from = {"public_from": self._date(), "public_from_citation": "sa"} if self._chance(0.3) else {}
        event = inputs.event(
            slug,
            kind=kind,
            date=self._date(),
            modality=self.random.choice(["happened", "happened", "reported", "planned"]),
            parties=self._some(list(RELATED)),
            agreements=self._some(AGREEMENTS),
            participants=[{"name": "Ana López", "person": "ana-lopez", "role": "host"}] if self._chance(0.5) else [],
            quantities=[{"what": "people", "unit": "persons", "low": "1.50"}] if self._chance(0.3) else [],
            citations=citations,
            status_updates=[self._update(["sa", "sb"]) for _ in range(self.random.randint(1, 4))],
            claims=[self._claim(["sa", "sb"]) for _ in range(self.random.randint(0, 2))],
            **details,
            **public_from,
        )
        return [read(EventIn, event)]

    def append_to_event(self) -> list[Change]:
        event = self._take(self._events)
        if event is None:
            return []
        own = f"s{next(self._numbers)}"
        sources = [own, *(each["id"] for each in event["citations"])]
        return [
            AppendToEvent(
                event["slug"],
                tuple(builders.make_update(**self._update(sources)) for _ in range(self.random.randint(1, 3))),
                tuple(builders.make_claim(**self._claim(sources)) for _ in range(self.random.randint(0, 1))),
                tuple(builders.make_citation(**each) for each in self._citations(own)),
            )
        ]

    def correct_event(self) -> list[Change]:
        event = self._take(self._events)
        if event is None:
            return []
        given = as_input.event(event) | {"status_updates": [], "claims": [], "citations": []}
        field, value = self.random.choice(
            [
                ("date", self._date()),
                ("title", f"corrected {next(self._numbers)}"),
                ("modality", self.random.choice(["happened", "cancelled", "reported"])),
                ("label", self.random.choice([None, "short"])),
                ("agreements", self._some(AGREEMENTS)),
                ("parties", self._some(list(RELATED))),
                ("participants", [{"name": "Ana López", "person": "ana-lopez", "role": "visitor"}]),
            ]
        )
        return [read(EventIn, {**given, field: value})]

    def append_to_agreement(self) -> list[Change]:
        agreement = self._take(self._agreements)
        if agreement is None:
            return []
        own = f"s{next(self._numbers)}"
        targets = [{"agreement": each} for each in AGREEMENTS if each != agreement["slug"]]
        targets += [{"event": each["slug"]} for each in self._events]
        return [
            AppendToAgreement(
                agreement["slug"],
                (builders.make_link("implements", citations=[own], id=self._id("l"), **self.random.choice(targets)),)
                if self._chance(0.5)
                else (),
                tuple(builders.make_term(**self._term(own)) for _ in range(self.random.randint(0, 2))),
                tuple(builders.make_citation(**each) for each in self._citations(own)),
            )
        ]

    def edit_agreement(self) -> list[Change]:
        agreement = self._take(self._agreements)
        if agreement is None:
            return []
        given = as_input.agreement(agreement) | {"links": [], "terms": [], "citations": []}
        field, value = self.random.choice(
            [
                ("title", f"renamed {next(self._numbers)}"),
                ("parties", [{"party": each} for each in self.random.sample(list(RELATED), 2)]),
                ("identifiers", [{"scheme": "tias", "value": f"19-{next(self._numbers)}"}]),
                ("aliases", [{"text": "el acuerdo", "language": "es"}]),
            ]
        )
        return [read(AgreementIn, {**given, field: value})]

    def retract(self) -> list[Change]:
        found = [("event", each["slug"], each) for each in self._events]
        for record in (*self._events, *self._agreements):
            found += [(kind, each["id"], each) for part, kind in as_input.PARTS for each in record.get(part, ())]
        found += [("determination", each["id"], each) for each in queries.determinations(self._now)] * 2
        live = [(kind, public_id) for kind, public_id, each in found if each["retracted"] is None]
        if not live:
            return []
        kind, public_id = self.random.choice(live)
        return [builders.make_retraction(kind, public_id, self.random.choice(["a mistake", "withdrawn"]))]

    def determine(self) -> list[Change]:
        conflicts = queries.conflicts(self._now, open=True)
        if not conflicts:
            return []
        lines = [each for each in self.random.choice(conflicts)["accounts"] if not each["compatible"]]
        names = ("status_updates", "terms", "claims")
        preferred, *others = self.random.sample(
            [each for line in lines for name in names for each in line.get(name, ())], k=2
        )
        return [builders.make_determination([preferred], others, id=f"{self.prefix}-d{next(self._numbers)}")]

    def merge(self) -> list[Change]:
        if self._chance(0.3):
            target = self.random.choice([None, "ana-lopez"])
            return self._once("a-lopez", builders.make_person("a-lopez", merged_into=target))
        choice: Any = self.random.choice(
            [(self._events, EventIn, as_input.event), (self._agreements, AgreementIn, as_input.agreement)]
        )
        records, shape, convert = choice
        record = self._take(records)
        if record is None:
            return []
        target = self.random.choice([None, *(each["slug"] for each in records)])
        return [read(shape, convert(record) | {"merged_into": target})]

    def edit_people(self) -> list[Change]:
        """Who held which office when: what was written down before keeps the office that was known then."""
        held = self.random.choice(["2025-01-10/..", "2025", "2024-06/2025-02"])
        offices = [{"office": "sv-foreign-minister", "held": "2019/2025"}, {"office": "sv-president", "held": held}]
        slug = self.random.choice(["ana-lopez", "a-lopez"])
        return self._once(slug, read(PersonIn, inputs.person(slug, offices=offices)))

    def edit_relation(self) -> list[Change]:
        parties = self.random.choice([["USA", "VEN"], ["SLV", "VEN"]])
        return self._once("with-ven", builders.make_relation("with-ven", parties=parties))

    def load_bundle(self) -> list[Change]:
        """The record's own bundle, with one title changed and one event more."""
        if self._used:
            return []
        content = bundle.parse(bundle.dump("us-sv", self._now))
        data = content.model_dump()
        for event in data["events"][:1]:
            event["title"] = f"from a bundle {next(self._numbers)}"
        changed = read(Bundle, data)
        self._used |= {each["slug"] for part in ("events", "agreements", "people") for each in data[part]}
        return [*bundle.changes(changed), *self.log_event()]

    def capture(self) -> list[Change]:
        """A stored version of the page of one citation, which may have one already."""
        citations = [each["id"] for record in (*self._events, *self._agreements) for each in record["citations"]]
        if not citations:
            return []
        stored: Any = saved(Snapshot)
        return [CaptureIn(self.random.choice(citations), stored.sha256, stored.taken_at)]

    def refer_to_nothing(self) -> list[Change]:
        return [builders.make_event(f"{self.prefix}-refused", agreements=["no-such-agreement"])]

    # --- parts -------------------------------------------------------------------------------------------------------

    def _citations(self, *ids: str) -> list[Json]:
        return [
            inputs.citation(
                each,
                publisher=self.random.choice(PUBLISHERS),
                source_type=self.random.choice(["press", "agency", "official_statement", "official_text", "rumour"]),
                published=self.random.choice(PUBLISHED),
                parties=self._some(["USA", "SLV"]),
                cluster="wire" if self._chance(0.2) else None,
            )
            for each in ids
        ]

    def _update(self, sources: list[str]) -> Json:
        axis = self.random.choice(["legal", "legal", "legal", *v.AXES])
        values = ["signed", "in_force", "abandoned", "modified"] if axis == "legal" else list(v.AXES[axis])
        agreement = self.random.choice([*AGREEMENTS, "memo", "memo"])
        party = self.random.choice(["USA", "SLV"]) if axis == "procedure" else None
        return inputs.update(
            agreement,
            axis,
            self.random.choice(values),
            id=self._id("u"),
            party=party,
            modality=self.random.choice(["happened", "happened", "reported", "denied", "planned"]),
            date=self.random.choice([None, self._date()]),
            speaker=self.random.choice(SPEAKERS),
            inference=self._chance(0.1),
            note="as the source says",
            citations=self.random.sample(sources, self.random.randint(1, len(sources))),
            supersedes=self._supersedable(agreement, axis, party),
        )

    def _supersedable(self, *about: str | None) -> str | None:
        """Of those about the same agreement, axis and party, sometimes one."""
        updates = [each for event in self._events for each in event["status_updates"]]
        gone = {each["supersedes"] for each in updates} | self._used
        alike = [each for each in updates if (each["agreement"], each["axis"], each["party"]) == about]
        found = [each["id"] for each in alike if each["id"] not in gone]
        if not found or not self._chance(0.2):
            return None
        chosen = self.random.choice(found)
        self._used.add(chosen)
        return chosen

    def _claim(self, sources: list[str]) -> Json:
        field, values = self.random.choice(
            [("place", ["San Salvador", "Washington"]), ("date", ["2025-01-05", "2025-02-01", "2025-01"])]
        )
        return inputs.claim(
            field,
            self.random.choice(values),
            id=self._id("c"),
            speaker=self.random.choice(SPEAKERS),
            citations=[self.random.choice(sources)],
        )

    def _term(self, source: str) -> Json:
        number = self.random.choice(["4760000", "6000000", "0.5"])
        return inputs.term(
            self.random.choice(["amount", "cap"]),
            id=self._id("t"),
            low=number,
            high=number,
            unit="USD",
            speaker=self.random.choice(SPEAKERS),
            citations=[source],
        )

    def _kind(self) -> tuple[str, Json]:
        kinds: list[tuple[str, Json]] = [
            ("meeting", {}),
            ("signature", {}),
            ("visit", {"visit": {"arrival": "2025-01-05", "departure": "2025-01~"}}),
            ("press_statement", {"statement": {"form": "written", "venue": None}}),
        ]
        return self.random.choice(kinds)

    # --- chance ------------------------------------------------------------------------------------------------------

    def _id(self, letter: str) -> str:
        return f"{letter}{next(self._numbers)}"

    def _date(self) -> str:
        return self.random.choice(DATES)

    def _chance(self, likelihood: float) -> bool:
        return self.random.random() < likelihood

    def _some(self, values: list[T]) -> list[T]:
        return self.random.sample(values, self.random.randint(0, len(values)))

    def _take(self, records: list[Json]) -> Json | None:
        """A record that this batch has not touched yet."""
        free = [each for each in records if each["slug"] not in self._used]
        if not free:
            return None
        record = self.random.choice(free)
        self._used.add(record["slug"])
        return record

    def _once(self, slug: str, change: Change) -> list[Change]:
        fresh = slug not in self._used
        self._used.add(slug)
        return [change] if fresh else []
