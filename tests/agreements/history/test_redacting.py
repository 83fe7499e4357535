"""The one destruction: words are gone everywhere, and the chain is whole."""

from typing import Any

import orjson
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from agreements import models as m
from agreements.alerts.looking import put
from agreements.errors import Refused
from agreements.fetching import store
from agreements.history.blacking import MARK, black, blacked
from agreements.history.redacting import GUARDED, redact
from agreements.history.verify import verify
from agreements.operations import integrity
from agreements.operations import redacting as carried_out
from agreements.review import decisions
from agreements.timeline import changes, clocks, queries
from agreements.timeline.changes import Wanted

from .. import inputs
from ..alerts.subscribed import subscribe
from ..builders import ground, make_agreement, make_determination, make_event, make_person, make_retraction, write
from ..review.candidates import make_candidate
from .contents import tables
from .everything import write_everything

WHO = "Juan Pérez"


def gone(words: str, **given: Any) -> Any:
    return redact([words], by="the data protection officer", reason="ordered by a court", **given)


def everywhere(words: str) -> list[str]:
    """Tables of the app in which the words stand in any column."""
    spelled = orjson.dumps(words)[1:-1].decode()
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s OR t::text LIKE %s",
                [f"%{words}%", f"%{spelled}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.fixture
def record(db: None) -> None:
    """A name that stands in editable rows, statements of each kind, versions, standings and contradictions."""
    speaker = {"name": WHO, "person": "juan-perez"}
    write(
        *ground()[:-1],
        make_person("juan-perez", name=WHO, aliases=[f"Don {WHO}"], description=f"{WHO}, a witness"),
        make_agreement(summary=f"Named by {WHO}", terms=[inputs.term(text=f"paid to {WHO}", speaker=speaker)]),
        make_event(
            "said",
            title=f"{WHO} speaks",
            participants=[{**speaker, "role": "speaker"}],
            status_updates=[inputs.update(value="in_force", speaker=speaker, note=f'"{WHO}" said so')],
            claims=[inputs.claim(value=f"the house of {WHO}", speaker=speaker), inputs.claim(value="San Salvador")],
            citations=[inputs.citation(title=f"{WHO} on record", excerpt=f"… {WHO} …")],
        ),
        make_event(
            "denied", status_updates=[inputs.update(value="in_force", modality="denied", speaker={"name": "B"})]
        ),
    )
    write(make_event("said", title=f"What {WHO} said", citations=[inputs.citation("s2", publisher=WHO)]))
    write(make_determination(["said-u1"], ["denied-u1"], reason=f"{WHO} was there"))
    write(make_retraction("claim", "said-c2", reason=f"{WHO} took it back"))


def test_the_words_are_gone_from_every_table_and_the_chain_is_whole(record: None) -> None:
    assert len(everywhere(WHO)) > 10
    head = m.Head.objects.get().hash
    done = gone(WHO)
    assert everywhere(WHO) == [] and done.left == ()
    assert verify(head) == []
    assert done.rows == len(m.Redaction.objects.get().rows) > 10


def test_what_is_left_is_still_a_record_at_every_revision(record: None) -> None:
    last = m.Head.objects.get().number
    gone(WHO)
    for number in range(1, last + 2):
        asof = clocks.AsOf(number, clocks.now().valid_on)
        body = queries.detail("event", "said", asof)
        assert MARK in body["title"] and body["status_updates"][0]["value"] == "in_force"
        assert MARK in queries.detail("person", "juan-perez", asof)["name"]
        standing = queries.standings([queries.detail("agreement", "memo", asof)], asof)["memo"]
        assert standing["legal"]["value"] == "in_force"


def test_a_redaction_makes_a_new_version_and_stands_in_the_feed(record: None) -> None:
    before = queries.detail("event", "said", clocks.now())["version"]
    done = gone(WHO)
    assert queries.detail("event", "said", clocks.now())["version"] == before + 1
    told = changes.page(Wanted(done.revision.number - 1, done.revision.number), None, 100).rows
    assert {(each["action"], each["id"]) for each in told} >= {("redacted", "said"), ("redacted", "juan-perez")}
    assert all(each["diff"] == {} for each in told)


def test_a_row_changed_after_its_redaction_is_found(record: None) -> None:
    gone(WHO)
    row = m.EventVersion.objects.filter(slug="said").order_by("pk").first()
    assert row is not None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_eventversion DISABLE TRIGGER eventversion_no_update")
        cursor.execute(
            "UPDATE agreements_eventversion SET body = replace(body, %s, 'Someone') WHERE id = %s", [MARK, row.pk]
        )
        cursor.execute("ALTER TABLE agreements_eventversion ENABLE TRIGGER eventversion_no_update")
    assert any(f"eventversion {row.pk}" in fault for fault in verify())


def test_the_guards_are_back_afterwards(record: None) -> None:
    gone(WHO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D' AND tgname LIKE '%_no_update'")
        assert cursor.fetchall() == []


def test_a_failure_on_the_way_leaves_everything_as_it_was(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("on the way")

    before = everywhere(WHO)
    monkeypatch.setattr("agreements.history.redacting.seal", fail)
    with pytest.raises(RuntimeError):
        gone(WHO)
    assert everywhere(WHO) == before
    assert verify() == []


def test_what_a_reviewer_wrote_about_a_candidate_is_blacked_out_too(db: None) -> None:
    write(*ground())
    accepted, rejected = make_candidate("c-1"), make_candidate("c-2", url="https://example.org/2", slug="other")
    corrections = {"title": f"{WHO} signs", "participants": [{"name": WHO, "role": "signatory"}]}
    decisions.accept(accepted.public_id, by="ana", corrections=corrections)
    decisions.reject(rejected.public_id, by="ana", reason=f"{WHO} was not there")
    assert "agreements_candidate" in everywhere(WHO)
    gone(WHO)
    assert everywhere(WHO) == []
    accepted.refresh_from_db()
    assert accepted.decision is not None
    assert accepted.decision["corrections"] == {
        "title": f"{MARK} signs",
        "participants": [{"name": MARK, "role": "signatory"}],
    }


def test_stored_pages_that_held_the_words_lose_them_and_their_bytes(db: None) -> None:
    write(*ground())
    snapshot = make_candidate(title="The two ministers").snapshot
    store.put(snapshot.text.encode())
    done = carried_out.redact(["two ministers"], by="an officer", reason="a court's order")
    assert done.stored == (snapshot.sha256,)
    with pytest.raises(store.Damaged, match="missing"):
        store.get(snapshot.sha256)
    assert everywhere("two ministers") == []
    assert integrity.faults() == []


def test_a_stored_page_that_holds_the_words_only_inside_others_keeps_its_bytes(db: None) -> None:
    write(*ground(), make_person("eva-mond", name="Eva Mond"))
    snapshot = make_candidate().snapshot
    store.put(snapshot.text.encode())
    assert "Monday" in snapshot.text
    done = carried_out.redact(["Mond"], by="an officer", reason="a court's order")
    assert done.stored == ()
    assert store.get(snapshot.sha256) == snapshot.text.encode()
    assert integrity.faults() == []


def test_upkeep_that_repeats_the_words_loses_them(db: None) -> None:
    """What a look noted, the head that a page came with, what an analyst taught, why a message failed."""
    write(*ground())
    snapshot = make_candidate().snapshot
    snapshot.pk, snapshot.taken_at = None, snapshot.taken_at.replace(hour=10)
    snapshot.headers = {"handed-in-publisher": WHO, "etag": "1"}
    snapshot.save(force_insert=True)
    source = m.Source.objects.create(slug="desk", name="Desk", url="desk:x", format="manual")
    run = m.FetchRun.objects.create(
        source=source,
        started_at=snapshot.taken_at,
        finished_at=snapshot.taken_at,
        outcome="failed",
        error=f"{WHO} is no item",
        log=[{"item": WHO, "reason": f"by {WHO}", "count": 2}, {"note": f"{WHO} wrote it"}],
    )
    cue = m.Cue.objects.create(
        agreement=m.Agreement.objects.get(slug="memo"), language="en", phrase=f"{WHO} deal", note=WHO, changed_by="ana"
    )
    m.Document.objects.update(recheck_error=f"{WHO} shut it")
    alert = subscribe(why=f"about {WHO}", query={"q": WHO})
    m.Subscription.objects.filter(pk=alert.pk).update(stopped_at=snapshot.taken_at, stopped_because=f"{WHO} asked")
    message = put(alert, "test", 1, 1, snapshot.taken_at)
    m.Delivery.objects.filter(pk=message.pk).update(error=f"{WHO} hung up")
    gone(WHO)
    assert everywhere(WHO) == [] and verify() == []
    for row in (snapshot, run, cue):
        row.refresh_from_db()
    assert snapshot.headers == {"handed-in-publisher": MARK, "etag": "1"}
    assert run.log[0] == {"item": MARK, "reason": f"by {MARK}", "count": 2}
    assert cue.phrase == f"{MARK} deal"


def test_words_that_stand_only_in_what_may_be_edited_are_blacked_out(db: None) -> None:
    write(*ground())
    rejected = make_candidate("c-1")
    decisions.reject(rejected.public_id, by="ana", reason=f"{WHO} was not there")
    done = gone(WHO)
    assert everywhere(WHO) == [] and done.rows == 0
    assert verify() == []


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        (["abc"], "why", "shorter than 4"),
        ([" Juan Pérez"], "why", "begins or ends with a blank"),
        (["2025-03-14"], "why", "has no letter"),
        (["force"], "why", "part of the vocabulary"),
        ([WHO], f"asked by {WHO}", "repeat the words"),
        ([], "why", "give the words"),
        (["Nobody Known"], "why", "stand nowhere"),
    ],
)
def test_what_cannot_be_redacted_is_refused_and_changes_nothing(
    record: None, words: list[str], reason: str, said: str
) -> None:
    before = m.Head.objects.get().number
    with pytest.raises(Refused, match=said):
        redact(words, by="an officer", reason=reason)
    assert m.Head.objects.get().number == before and verify() == []


def test_what_a_reason_holds_is_said_to_be_out_of_reach(db: None) -> None:
    write(*ground(), make_person("juan-perez", name=WHO), reason=f"told by {WHO}")
    assert gone(WHO).left == (1,)


def test_every_column_that_holds_words_is_looked_through(db: None) -> None:
    """Of a record in which each column holds something, no free text survives its own redaction."""
    write_everything()
    for words in ("as said", "a note", "Ana López", "Department of State", "in short", "in words", "Washington"):
        gone(words)
        assert everywhere(words) == [], words
    assert verify() == []


def test_every_guarded_table_is_known() -> None:
    from agreements.history.ledger import INTERVALS, STATEMENTS

    without_words = {m.Capture, m.Redaction}
    assert set(GUARDED) == {*STATEMENTS, *INTERVALS, m.Snapshot} - without_words


@given(st.text(min_size=4).filter(lambda text: MARK not in text))
def test_blacked_words_do_not_come_back(words: str) -> None:
    assert words not in black(f"a {words} b", [words]) or words in MARK


def test_of_words_that_lie_in_one_another_the_longer_go_first() -> None:
    assert black("Juan Pérez and Juan", ["Juan", "Juan Pérez"]) == f"{MARK} and {MARK}"


def test_words_inside_others_stay() -> None:
    assert black("Joana, oana and oana's", ["oana"]) == f"Joana, {MARK} and {MARK}'s"


def test_ids_dates_and_values_on_an_axis_stay() -> None:
    body = {"slug": "juan", "axis": "legal", "value": "juan", "date": {"edtf": "juan"}, "note": "juan", "n": [1, None]}
    assert blacked(body, ["juan"]) == {**body, "note": MARK}
    assert blacked({"axis": None, "value": "juan"}, ["juan"])["value"] == MARK
