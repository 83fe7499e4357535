"""Dumped, loaded into an empty record and dumped again, a relation is the same byte for byte, whatever its history."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from django.db import transaction

from agreements.errors import Refused
from agreements.exchange import bundle
from agreements.history.batch import AppendToAgreement, AppendToEvent, CaptureIn, Change
from agreements.history.record import record
from agreements.models import Snapshot
from agreements.timeline import clocks

from ..builders import (
    ground,
    make_agreement,
    make_citation,
    make_claim,
    make_determination,
    make_event,
    make_link,
    make_office,
    make_party,
    make_person,
    make_relation,
    make_retraction,
    make_term,
    make_update,
    write,
)
from ..conftest import BUNDLED
from ..history.histories import History
from ..models.rows import saved

pytestmark = pytest.mark.django_db


def dumped(*history: Sequence[Change], relation: str = "us-sv") -> bytes:
    """The dump after these revisions, which are then undone: the record is empty again."""
    with transaction.atomic():
        for changes in history:
            write(*changes)
        text = bundle.dump(relation, clocks.now())
        transaction.set_rollback(True)
    return text


def reloaded(text: bytes, relation: str = "us-sv") -> bytes:
    bundle.load(bundle.parse(text), by="a tester", reason="a dump")
    return bundle.dump(relation, clocks.now())


GTM: list[Change] = [make_party("GTM"), make_relation("us-gt", parties=["USA", "GTM"])]
WITH_GTM = [{"party": "USA"}, {"party": "GTM"}]
OURS = {"name": "Department of State", "party": "USA"}
THEIRS = {"name": "Presidency", "party": "SLV"}
RIVALS = [
    make_update(id="u1", value="in_force", speaker=OURS),
    make_update(id="u2", value="in_force", modality="denied", speaker=THEIRS),
]
CHOICE = make_determination(["meeting-2025-u1"], ["meeting-2025-u2"], id="choice-1")

HISTORIES: dict[str, Sequence[Sequence[Change]]] = {
    "one revision": [ground()],
    "every kind of part": [
        [
            *ground(),
            make_office(),
            make_person(offices=[{"office": "sv-president", "held": "2019-06-01/.."}]),
            make_event(
                kind="visit",
                label="a visit",
                visit={"arrival": "2025-02-03", "departure": None},
                participants=[{"name": "Ana López", "person": "ana-lopez", "role": "host", "party": "SLV"}],
                quantities=[{"what": "persons", "low": "1.50", "high": "2", "unit": "persons"}],
                public_from="2025-09-09",
                public_from_citation="s1",
                status_updates=[
                    make_update(date="[2025-02-03,2025-02-04]", speaker={"name": "A", "person": "ana-lopez"})
                ],
                claims=[make_claim(), make_claim(value="Coatepeque")],
            ),
            make_event("words", kind="press_statement", statement={"form": "social"}),
            make_agreement(
                "pact",
                terms=[make_term(), make_term("payer", text="the United States")],
                links=[make_link(agreement="memo"), make_link("challenged_by", event="words", state="proposed")],
                identifiers=[{"scheme": "docket", "value": "1:25-cv-1"}],
                aliases=[{"text": "el pacto", "language": "es"}],
                documents=[{"url": "https://law.example/1", "title": "Text", "role": "copy"}],
            ),
        ]
    ],
    "a visit without days": [[*ground(), make_event(kind="visit")]],
    "revised and moved": [[*ground(), make_event()], [make_event(title="Other", date="2025-03", parties=["USA"])]],
    "appended later": [
        [*ground(), make_event(status_updates=[make_update()])],
        [
            AppendToEvent("meeting-2025", status_updates=(make_update(value="in_force", date="2025-05"),)),
            AppendToAgreement("memo", terms=(make_term(),)),
        ],
    ],
    "retracted event": [
        [*ground(), make_event(status_updates=[make_update()])],
        [make_retraction("event", "meeting-2025")],
    ],
    "retracted parts": [
        [
            *ground(),
            make_event(status_updates=[make_update()], claims=[make_claim()]),
            make_agreement("pact", terms=[make_term()], links=[make_link(agreement="memo")]),
        ],
        [
            make_retraction("status_update", "meeting-2025-u1"),
            make_retraction("claim", "meeting-2025-c1"),
            make_retraction("citation", "meeting-2025-s1"),
            make_retraction("term", "pact-t1"),
            make_retraction("link", "pact-l1"),
        ],
    ],
    "superseded update": [
        [*ground(), make_event(status_updates=[make_update(id="u9")])],
        [
            AppendToEvent(
                "meeting-2025", status_updates=(make_update(value="in_force", id="u1", supersedes="meeting-2025-u9"),)
            )
        ],
    ],
    "determination": [[*ground(), make_event(status_updates=RIVALS)], [CHOICE]],
    "retracted determination": [
        [*ground(), make_event(status_updates=RIVALS)],
        [CHOICE],
        [make_retraction("determination", "choice-1")],
    ],
    "merged records": [
        [*ground(), make_agreement("zebra"), make_event("a"), make_event("b"), make_person("ana"), make_person("zoe")],
        [
            make_agreement("memo", merged_into="zebra"),
            make_event("a", merged_into="b", participants=[{"name": "Ana", "person": "ana"}]),
            make_person("ana", merged_into="zoe"),
        ],
    ],
    "former state": [
        [
            *ground(),
            make_party("YUG", kind="former_state", succeeded_by=["SRB"]),
            make_party("SRB", succeeded_by=["x-next"]),
            make_party("x-next"),
            make_event(parties=["USA", "SLV", "YUG"]),
        ]
    ],
    "publishers without a slug": [
        [
            *ground(),
            make_event(citations=[make_citation("s1", publisher="a_b"), make_citation("s2", publisher="Новости")]),
            make_event("other", citations=[make_citation(publisher="x " * 150)]),
        ]
    ],
    "a step made irregular by an earlier one that was recorded later": [
        [*ground(), make_event("b", date="2025-06-01", status_updates=[make_update(value="terminated")])],
        [make_event("a", date="2025-01-01", status_updates=[make_update(value="signed")])],
    ],
    "a step made irregular by a retraction": [
        [
            *ground(),
            make_event("a", date="2025-01-01", status_updates=[make_update(value="signed")]),
            make_event("b", date="2025-02-01", status_updates=[make_update(value="in_force")]),
            make_event("c", date="2025-03-01", status_updates=[make_update(value="suspended")]),
        ],
        [make_retraction("event", "b")],
    ],
    "an office that became known later": [
        [
            *ground(),
            make_person(),
            make_event(
                participants=[{"name": "Ana López", "person": "ana-lopez"}],
                status_updates=[make_update(speaker={"name": "Ana López", "person": "ana-lopez"})],
            ),
        ],
        [make_office(), make_person(offices=[{"office": "sv-president", "held": "2020/2030"}])],
    ],
    "event of two relations": [[*ground(), *GTM, make_event(parties=["USA", "SLV", "GTM"])]],
    "event filed under another relation": [[*ground(), *GTM, make_event(relations=["us-gt"])]],
    "event about an agreement elsewhere": [
        [*ground(), *GTM, make_agreement("memo-gt", parties=WITH_GTM), make_event(agreements=["memo", "memo-gt"])]
    ],
    "link to an agreement elsewhere": [
        [*ground(), *GTM, make_agreement("memo-gt", parties=WITH_GTM)],
        [make_agreement(links=[make_link(agreement="memo-gt")])],
    ],
    "link to an event elsewhere": [
        [*ground(), *GTM, make_event("talks-gt", parties=["USA", "GTM"])],
        [make_agreement(links=[make_link("challenged_by", event="talks-gt")])],
    ],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_dump_loads_into_an_empty_record_and_dumps_the_same(name: str) -> None:
    text = dumped(*HISTORIES[name])
    assert reloaded(text) == text


@pytest.mark.parametrize("seed", range(900, 903))
def test_a_random_history_comes_back_whole(seed: int) -> None:
    with transaction.atomic():
        history = History(seed)
        batch = history.ground()
        for _ in range(8):
            with suppress(Refused):
                record(batch, by="an analyst", reason="a random history")
            batch = history.batch()
        text = bundle.dump("us-sv", clocks.now())
        transaction.set_rollback(True)
    assert reloaded(text) == text


def test_copies_of_cited_pages_are_no_content() -> None:
    write(*ground(), make_event())
    text = bundle.dump("us-sv", clocks.now())
    stored = saved(Snapshot)
    write(*(CaptureIn(each, stored.sha256, stored.taken_at) for each in ("meeting-2025-s1", "memo-s1")))
    assert bundle.dump("us-sv", clocks.now()) == text
    assert bundle.load(bundle.parse(text), by="a loader", reason="the same again") is None


def test_the_bundled_record_with_retractions_and_a_determination_comes_back_whole() -> None:
    shipped = bundle.changes(bundle.parse(BUNDLED.read_bytes()))
    text = dumped(
        shipped,
        [make_retraction("event", "trump-homegrown-2025-04-14"), make_retraction("citation", "pompeo-visit-2019-s1")],
        [make_determination(["aca-dhs-says-in-force-2020-u1"], ["aca-suspended-2021-u4"], id="aca-in-force")],
    )
    assert text != BUNDLED.read_bytes()
    assert reloaded(text) == text
