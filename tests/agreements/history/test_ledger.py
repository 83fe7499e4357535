"""What a revision hashes: content as data, digests of it, and the chain."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

import orjson
import pytest
from django.apps import apps

from agreements.history import ledger
from agreements.history.ledger import INTERVALS, STATEMENTS, TABLES
from agreements.models import GENESIS, Citation, Revision, StandingInterval, Term
from agreements.models.statement import Statement
from agreements.models.version import Interval

from .. import inputs
from ..builders import ground, make_event, make_retraction, write


def test_every_statement_and_every_interval_is_in_the_ledger() -> None:
    models = apps.get_app_config("agreements").get_models()
    expected = {each for each in models if issubclass(each, Statement | Interval)}
    assert {*STATEMENTS, *INTERVALS} - expected == {TABLES["retraction"], TABLES["capture"], TABLES["redaction"]}
    assert expected <= {*STATEMENTS, *INTERVALS}


def test_one_content_has_one_text() -> None:
    assert ledger.canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'


def test_the_content_of_a_row_leaves_out_its_key_its_end_and_what_is_empty() -> None:
    term = Term(
        id=7,
        public_id="memo-t1",
        revision_id=3,
        agreement_id=5,
        name="amount",
        low=Decimal("6000000.500000"),
        high=None,
        unit="USD",
        citations=["memo-s1"],
    )
    assert ledger.content(term) == {
        "public_id": "memo-t1",
        "revision_id": 3,
        "agreement_id": 5,
        "name": "amount",
        "low": "6000000.5",
        "unit": "USD",
        "coding": "yes",
        "inference": False,
        "citations": ["memo-s1"],
    }


def test_days_and_moments_are_text() -> None:
    interval = StandingInterval(day_from=date(2025, 2, 3), day_to=date.max, rev_from=1, rev_to=9, disputed=False)
    found = ledger.content(interval)
    assert (found["day_from"], found["day_to"], found["disputed"]) == ("2025-02-03", "9999-12-31", False)
    assert "rev_to" not in found
    citation = Citation(first_seen=datetime(2025, 2, 3, 4, 5, 6, 7, UTC))
    assert ledger.content(citation)["first_seen"] == "2025-02-03T04:05:06.000007Z"


def test_the_payload_names_the_act_and_each_row_it_wrote_or_closed() -> None:
    at = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)
    revision = Revision(number=2, at=at, by="an analyst", reason="a look")
    row = Term(id=7, public_id="memo-t1")
    assert orjson.loads(ledger.payload(revision, [row], [("eventversion", 4)])) == {
        "format": 1,
        "number": 2,
        "at": "2025-02-03T04:05:06.000000Z",
        "by": "an analyst",
        "reason": "a look",
        "wrote": [["term", 7, ledger.digest(row)]],
        "closed": [["eventversion", 4]],
    }


def test_the_chain_is_the_hash_of_the_one_before_and_the_payload() -> None:
    assert ledger.chain(GENESIS, "{}") == sha256(b"0" * 64 + b"{}").hexdigest()


@pytest.mark.django_db
def test_the_stored_text_gives_the_stored_hash_from_the_first_revision_on() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    write(make_retraction("status_update", "meeting-2025-u1"))
    previous = GENESIS
    for revision in Revision.objects.order_by("number"):
        assert revision.previous == previous
        assert revision.hash == ledger.chain(previous, revision.payload)
        previous = revision.hash


@pytest.mark.django_db
def test_a_payload_names_exactly_the_rows_of_its_revision() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()], claims=[inputs.claim()]))
    revision = write(make_retraction("status_update", "meeting-2025-u1"))
    for each in Revision.objects.all():
        named = {(table, key) for table, key, _ in orjson.loads(each.payload)["wrote"]}
        there = {
            (name, row.pk)
            for name, model in TABLES.items()
            for row in model._default_manager.all()
            if getattr(row, "rev_from", None) == each.number or getattr(row, "revision_id", None) == each.number
        }
        assert named == there
    closed = {(table, key) for table, key in orjson.loads(revision.payload)["closed"]}
    there = {
        (str(m._meta.model_name), row.pk)
        for m in INTERVALS
        for row in m._default_manager.filter(rev_to=revision.number)
    }
    assert closed == there
    assert closed
