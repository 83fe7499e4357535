"""The kept fold: intervals of revisions that follow from bodies, and nothing else."""

from random import Random
from typing import Any

import orjson
import pytest

from agreements.history import standing
from agreements.history.batch import AppendToEvent, Change
from agreements.models import FOREVER, EventVersion, StandingInterval
from agreements.timeline import clocks, queries

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_retraction, make_update, write
from ..conftest import clear
from .contents import current
from .reading import conflicts, event

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


def bands() -> list[Json]:
    return queries.bands("memo", clocks.now())


# --- live statements -------------------------------------------------------------------------------------------------


def statement(name: str, *, retracted: bool = False, supersedes: str | None = None) -> Json:
    return {"id": name, "retracted": {"reason": "a mistake"} if retracted else None, "supersedes": supersedes}


def live(*statements: Json) -> list[str]:
    return [each["id"] for each in standing.live(statements)]


def test_a_retracted_or_superseded_statement_is_not_in_effect() -> None:
    assert live(statement("a"), statement("b", retracted=True)) == ["a"]
    assert live(statement("a"), statement("b", supersedes="a")) == ["b"]


def test_a_retracted_statement_supersedes_nothing() -> None:
    assert live(statement("a"), statement("b", supersedes="a", retracted=True)) == ["a"]


def test_each_of_a_chain_supersedes_the_one_before_though_superseded_itself() -> None:
    assert live(statement("a"), statement("b", supersedes="a"), statement("c", supersedes="b")) == ["c"]


def test_retracted_and_merged_events_say_nothing() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    body = event()
    assert len(standing.accounts("memo", [body])) == 1
    assert standing.accounts("memo", [{**body, "merged_into": "other"}]) == []
    assert standing.accounts("memo", [{**body, "retracted": {"reason": "x"}}]) == []
    assert standing.accounts("another", [body]) == []


def test_an_update_without_a_day_of_its_own_has_the_events() -> None:
    write(*ground(), make_event(date="2025-02", status_updates=[inputs.update(), inputs.update(date="2024", note="x")]))
    assert [each.date.text for each in standing.accounts("memo", [event()])] == ["2025-02", "2024"]


def test_a_party_counts_on_the_procedure_only() -> None:
    updates = [inputs.update(party="USA"), inputs.update(axis="procedure", value="senate_consent", party="USA")]
    write(*ground(), make_event(status_updates=updates))
    assert [each.party for each in standing.accounts("memo", [event()])] == ["", "USA"]


def test_rumours_of_one_story_are_one_voice_in_terms_and_claims_too() -> None:
    rumour = inputs.citation(source_type="rumour")
    terms = [inputs.term(id="t1"), inputs.term(id="t2", low="1", high="1")]
    claims = [inputs.claim(id="c1"), inputs.claim(id="c2", value="Washington")]
    write(
        *ground(),
        make_agreement("talk", citations=[rumour], terms=terms),
        make_event(citations=[rumour], claims=claims),
    )
    assert conflicts() == []


# --- what is kept ----------------------------------------------------------------------------------------------------

SAID: list[dict[str, Any]] = [
    {"value": "signed", "date": "2025-01-01", "speaker": {"name": "State"}},
    {"value": "in_force", "date": "2025-02-01", "speaker": {"name": "Homeland Security"}},
    {"value": "in_force", "date": "2025-02", "speaker": {"name": "State"}, "modality": "denied"},
]


def each_in_its_own_event() -> list[Change]:
    return [
        make_event(f"event-{index}", status_updates=[inputs.update(id="u", note="as said", **said)])
        for index, said in enumerate(SAID)
    ]


def test_the_order_in_which_things_are_learned_has_no_effect() -> None:
    found = []
    first, second, third = each_in_its_own_event()
    for order in ((first, second, third), (third, second, first), (second, third, first)):
        write(*ground())
        for change in order:
            write(change)
        found.append((bands(), conflicts()))
        clear()
    assert all(each == found[0] for each in found)
    assert [each["value"] for each in found[0][0]] == ["signed", "in_force"]


@pytest.mark.parametrize("seed", range(4))
def test_taking_back_an_update_leaves_everything_as_if_it_had_not_been_said(seed: int) -> None:
    random = Random(seed)  # noqa: S311  (a seeded test)
    write(*ground(), *each_in_its_own_event())
    before = bands(), conflicts()
    extra = make_update(
        value=random.choice(["suspended", "abandoned", "in_force"]),
        date=random.choice(["2024", "2025-02", "2025-06-01"]),
        speaker={"name": random.choice(["State", "A witness"])},
        modality=random.choice(["happened", "denied"]),
        note="as said",
        id="extra",
    )
    write(AppendToEvent("event-0", (extra,)))
    write(make_retraction("status_update", "event-0-extra"))
    assert (bands(), conflicts()) == before


def test_what_did_not_change_is_not_written_again() -> None:
    write(*ground(), *each_in_its_own_event())
    kept = set(current(StandingInterval).values_list("pk", flat=True))
    revision = write(make_event("later", date="2025-06-01", status_updates=[inputs.update(value="terminated")]))
    closed = StandingInterval.objects.filter(rev_to=revision.number)
    assert [row.value for row in closed] == ["in_force"]
    assert kept - set(closed.values_list("pk", flat=True)) < set(current(StandingInterval).values_list("pk", flat=True))


def test_an_interval_stands_until_the_revision_that_ends_it() -> None:
    first = write(*ground(), make_event(status_updates=[inputs.update()])).number
    second = write(make_retraction("status_update", "meeting-2025-u1")).number
    assert list(StandingInterval.objects.values_list("rev_from", "rev_to")) == [(first, second)]
    assert not current(StandingInterval).exists()


def test_the_columns_of_an_interval_say_what_its_body_says() -> None:
    write(*ground(), *each_in_its_own_event())
    for row in current(StandingInterval):
        body = orjson.loads(row.body)
        assert (row.value, row.grade, row.disputed) == (body["value"], body["grade"]["code"], body["disputed"])


def test_the_fold_reads_current_bodies_only() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    write(make_event(title="a new title"))
    assert EventVersion.objects.filter(slug="meeting-2025").count() == 2
    assert [each["title"] for each in standing.bodies_about("memo")] == ["a new title"]
    assert EventVersion.objects.filter(rev_to=FOREVER).count() == 1


def test_the_fold_reads_of_each_agreement_what_concerns_it() -> None:
    write(
        *ground(),
        make_agreement("treaty"),
        make_event(agreements=["memo"]),
        make_event("both", agreements=["memo", "treaty"]),
    )
    found = standing.bodies_about_each(["memo", "treaty", "nothing"])
    titles = {slug: sorted(each["slug"] for each in bodies) for slug, bodies in found.items()}
    assert titles == {"memo": ["both", "meeting-2025"], "treaty": ["both"], "nothing": []}
    assert standing.bodies_about_each([]) == {}
