"""Rows that pass every constraint, one builder for all models; what a row points to is saved with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model

from agreements import models as m

M = TypeVar("M", bound=Model)
NOON = datetime(2025, 2, 3, 12, tzinfo=UTC)
DAY = date(2025, 2, 3)
_numbers = count(1)


def _digest() -> str:
    return f"{next(_numbers):064x}"


def _slug() -> str:
    return f"row-{next(_numbers)}"


def _version() -> dict[str, Any]:
    return {"slug": _slug(), "number": 1, "rev_from": 1, "body": "{}"}


def _public() -> dict[str, Any]:
    return {**_version(), "public_day": DAY, "public_all": DAY, "search": ""}


def _statement() -> dict[str, Any]:
    return {"public_id": _slug(), "revision": saved(m.Revision)}


def _spoken() -> dict[str, Any]:
    return {**_statement(), "citations": ["s1"]}


VALID: dict[type[Model], Callable[[], dict[str, Any]]] = {
    m.Party: lambda: {"code": f"x-{_slug()}", "kind": "state", "name_en": "Party", "name_es": "Parte"},
    m.Relation: lambda: {
        "slug": _slug(),
        "first": saved(m.Party),
        "second": saved(m.Party),
        "title_en": "One – Other",
        "title_es": "Una – Otra",
    },
    m.Office: lambda: {"slug": _slug(), "title_en": "President", "title_es": "Presidenta"},
    m.Person: lambda: {"slug": _slug(), "name": "Ana López"},
    m.Tenure: lambda: {
        "person": saved(m.Person),
        "office": saved(m.Office),
        "held": "2025",
        "held_from": date(2025, 1, 1),
        "held_to": date(2025, 12, 31),
    },
    m.Agreement: lambda: {
        "slug": _slug(),
        "title": "Memorandum",
        "short_title": "memo",
        "kind": "trade",
        "form": "memorandum",
    },
    m.AgreementParty: lambda: {"agreement": saved(m.Agreement), "party": saved(m.Party)},
    m.Identifier: lambda: {"agreement": saved(m.Agreement), "scheme": "tias", "value": "19-1121"},
    m.AgreementDocument: lambda: {
        "agreement": saved(m.Agreement),
        "url": "https://law.example/1",
        "title": "Text",
        "role": "copy",
    },
    m.Event: lambda: {
        "slug": _slug(),
        "kind": "visit",
        "modality": "happened",
        "title": "Visit",
        "date": "2025-02-03",
        "date_from": DAY,
        "date_to": DAY,
    },
    m.Visit: lambda: {"event": saved(m.Event)},
    m.PressStatement: lambda: {"event": saved(m.Event), "form": "interview"},
    m.Participant: lambda: {"event": saved(m.Event), "name": "Ana López", "role": "host"},
    m.Quantity: lambda: {"event": saved(m.Event), "what": "persons", "low": 1, "high": 2, "unit": "persons"},
    m.Source: lambda: {"slug": _slug(), "name": "Feed", "url": "https://feed.example", "format": "rss"},
    m.FetchRun: lambda: {"source": saved(m.Source), "started_at": NOON},
    m.Document: lambda: {"url": f"https://news.example/{_slug()}", "first_seen": NOON, "last_seen": NOON},
    m.Absence: lambda: {"document": saved(m.Document), "since": NOON},
    m.Content: lambda: {"sha256": _digest(), "content": b"{}"},
    m.Snapshot: lambda: {
        "document": saved(m.Document),
        "taken_at": NOON,
        "sha256": _digest(),
        "text_sha256": _digest(),
        "size": 1,
        "media_type": "text/html",
        "final_url": "https://news.example",
    },
    m.Candidate: lambda: {
        "public_id": _slug(),
        "snapshot": saved(m.Snapshot),
        "proposed": {},
        "fingerprint": _digest(),
        "created_at": NOON,
    },
    m.Revision: lambda: {
        "number": next(_numbers),
        "at": NOON,
        "by": "a tester",
        "reason": "for a test",
        "previous": _digest(),
        "payload": "{}",
        "hash": _digest(),
    },
    m.Citation: lambda: {
        **_statement(),
        "event": saved(m.Event),
        "url": "https://news.example/1",
        "publisher": "Example News",
        "source_type": "press",
        "language": "en",
        "first_seen": NOON,
        "cluster": "example-news",
    },
    m.StatusUpdate: lambda: {
        **_spoken(),
        "event": saved(m.Event),
        "agreement": saved(m.Agreement),
        "axis": "legal",
        "value": "signed",
        "modality": "happened",
    },
    m.EventClaim: lambda: {**_spoken(), "event": saved(m.Event), "field": "place", "value": "San Salvador"},
    m.Term: lambda: {
        **_spoken(),
        "agreement": saved(m.Agreement),
        "name": "amount",
        "low": 1,
        "high": 2,
        "unit": "USD",
    },
    m.AgreementLink: lambda: {
        **_statement(),
        "citations": ["s1"],
        "agreement": saved(m.Agreement),
        "to_agreement": saved(m.Agreement),
        "type": "amends",
        "state": "accepted",
    },
    m.Determination: lambda: {
        **_statement(),
        "preferred": ["a"],
        "set_aside": ["b"],
        "reason": "the text says so",
        "by": "an analyst",
    },
    m.Retraction: lambda: {
        "revision": saved(m.Revision),
        "target_type": "event",
        "target_id": _slug(),
        "reason": "a mistake",
    },
    m.Capture: lambda: {
        "revision": saved(m.Revision),
        "citation": saved(m.Citation),
        "snapshot": _digest(),
        "taken_at": NOON,
    },
    m.Redaction: lambda: {"revision": saved(m.Revision), "reason": "a court's order"},
    m.CaptureRequest: lambda: {
        "url": f"https://news.example/{_slug()}",
        "asked_at": NOON,
        "asked_by": "an analyst",
        "next_try_at": NOON,
    },
    m.Cue: lambda: {
        "agreement": saved(m.Agreement),
        "language": "en",
        "phrase": "prison deal",
        "changed_by": "an analyst",
    },
    m.PartyVersion: _version,
    m.OfficeVersion: _version,
    m.PersonVersion: _version,
    m.RelationVersion: _version,
    m.AgreementVersion: lambda: {**_public(), "kind": "trade", "form": "memorandum"},
    m.EventVersion: lambda: {
        **_public(),
        "kind": "visit",
        "modality": "happened",
        "date_from": DAY,
        "date_to": DAY,
    },
    m.StandingInterval: lambda: {
        "agreement": _slug(),
        "axis": "legal",
        "value": "signed",
        "grade": "one_side",
        "disputed": False,
        "day_from": DAY,
        "day_to": date.max,
        "body": "{}",
        "rev_from": 1,
    },
    m.ConflictVersion: lambda: {"slug": _slug(), "agreement": "memo", "open": True, "body": "{}", "rev_from": 1},
    m.Subscription: lambda: {
        "public_id": _slug(),
        "owner": saved(User),
        "why": "for the file",
        "channel": "webhook",
        "url": "https://desk.example/hook",
        "made_at": NOON,
        "seen": 0,
    },
    m.Delivery: lambda: {
        "public_id": _slug(),
        "subscription": saved(m.Subscription),
        "after": 0,
        "until": 1,
        "made_at": NOON,
        "next_try_at": NOON,
    },
    m.ApiToken: lambda: {"digest": _digest(), "token_key": "key", "user": saved(User), "name": "laptop"},
    User: lambda: {"username": _slug()},
}


def saved(model: type[M], **changes: Any) -> M:
    """A row of the model in the database, valid but for the changes."""
    row = model(**{**VALID[model](), **changes})
    row.save(force_insert=True)
    return row


def twice(model: type[Model], *, again: dict[str, Any] | None = None, **changes: Any) -> None:
    """Two rows that are alike in `changes`; `again` are changes of the second alone."""
    saved(model, **changes)
    saved(model, **{**changes, **(again or {})})
