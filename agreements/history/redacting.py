"""Redaction: the one destruction there is, for law and privacy, by the owner of the tables.

Words are blacked out wherever somebody wrote them: in the editable rows, in statements, in every version and in what
was computed from them. The chain stays: payloads name rows by digest only, and the Redaction in the ledger names the
digest of what is left of each row, by which `verify` counts it intact. The words themselves are kept nowhere.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import orjson
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Cast

from agreements import models as m
from agreements import vocabulary as v
from agreements.errors import Problem, Refused
from agreements.history import ledger, versions
from agreements.history.blacking import SHORTEST, black, blacked
from agreements.history.record import alone, begin, renew, seal
from agreements.history.touched import Touched
from agreements.models import Redaction, Revision
from agreements.models.version import Interval
from agreements.shapes import Act, read

# What may be edited is edited; the new versions that follow make every cached copy stale.
EDITABLE: Final[dict[type[models.Model], tuple[str, ...]]] = {
    m.Party: ("name_en", "name_es", "aliases"),
    m.Office: ("title_en", "title_es", "institution"),
    m.Person: ("name", "description", "aliases"),
    m.Relation: ("title_en", "title_es", "note"),
    m.Agreement: ("title", "short_title", "official_title", "summary", "note", "aliases"),
    m.AgreementParty: ("role",),
    m.AgreementDocument: ("title", "url"),
    m.Identifier: ("value", "url"),
    m.Event: ("title", "label", "summary", "note", "place"),
    m.PressStatement: ("venue",),
    m.Participant: ("name",),
    m.Quantity: ("what",),
    m.Document: ("title", "publisher", "recheck_error"),
    m.FetchRun: ("error", "log"),
    m.Cue: ("phrase", "note"),
    m.Candidate: ("proposed", "decision", "decided_reason"),
    m.CaptureRequest: ("url", "error"),
    m.Subscription: ("why", "query", "stopped_because"),
    m.Delivery: ("query", "error"),
}
GUARDED: Final[dict[type[models.Model], tuple[str, ...]]] = {
    m.Citation: ("url", "title", "publisher", "excerpt"),
    m.StatusUpdate: ("speaker_name", "note", "warnings"),
    m.EventClaim: ("value", "speaker_name", "note"),
    m.Term: ("text", "speaker_name", "note"),
    m.AgreementLink: ("note",),
    m.Determination: ("reason", "by"),
    m.Retraction: ("reason",),
    m.Snapshot: ("title", "text", "headers"),
    **dict.fromkeys(ledger.INTERVALS, ("body",)),
}
OWNS: Final = "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass"
WORDS_OF_THE_VOCABULARY: Final = frozenset(
    {word for values in v.AXES.values() for word in values}
    | {*v.MODALITIES, *v.EVENT_KINDS, *v.AGREEMENT_KINDS, *v.AGREEMENT_FORMS, *v.SOURCE_TYPES, *v.TERM_NAMES}
)


@dataclass(frozen=True, slots=True)
class Redacted:
    """`rows`: guarded rows that held the words; `stored`: sha256 of pages that did, whose bytes are to be removed;
    `left`: revisions whose reason or author holds them, which the chain cannot lose."""

    revision: Revision
    rows: int
    stored: tuple[str, ...]
    left: tuple[int, ...]


def redact(words: Sequence[str], *, by: str, reason: str) -> Redacted:
    """Black these words out everywhere, as one revision. Exact text: case and accents count.

    Raises Refused where the words are too short or part of the vocabulary, and where the role may not do it."""
    read(Act, {"by": by, "reason": reason})
    _refuse(words, by, reason)
    with alone() as head:
        revision = begin(head, by, reason)
        touched = _touched(words)
        with _unguarded():
            rows = [row for model in GUARDED if not issubclass(model, Interval) for row in _black(model, words)]
            edited = [row for model in EDITABLE for row in _black(model, words)]
            written, closed = renew(revision, touched)
            rows += [row for model in GUARDED if issubclass(model, Interval) for row in _black(model, words)]
        if not rows and not edited:
            raise Refused([Problem("words", "these words stand nowhere in the record, exactly as they are given")])
        entry = Redaction.objects.create(revision_id=revision.number, reason=reason, rows=_left(rows))
        seal(head, revision, [*written, entry], closed)
    stored = sorted({row.sha256 for row in rows if isinstance(row, m.Snapshot)})
    return Redacted(revision, len(rows), tuple(stored), _beyond_reach(words))


def _refuse(words: Sequence[str], by: str, reason: str) -> None:
    problems = [Problem("words", problem) for each in words if (problem := _wrong(each))]
    if not words:
        problems.append(Problem("words", "give the words to black out, exactly as they stand"))
    problems += [
        Problem(field, "it would repeat the words for ever; say it without them")
        for field, text in (("reason", reason), ("by", by))
        if any(each in text for each in words)
    ]
    if not _may():
        detail = "this database role may not destroy; run `manage.py redact` with the owner's (DATABASE_OWNER_URL)"
        problems.append(Problem("", detail))
    if problems:
        raise Refused(problems)


def _wrong(words: str) -> str:
    if len(words) < SHORTEST or words != words.strip():
        return f"{words!r} is shorter than {SHORTEST} characters or begins or ends with a blank; give whole words"
    if not any(char.isalpha() for char in words):
        return f"{words!r} has no letter: dates and numbers carry the record and stay"
    if any(words in each for each in WORDS_OF_THE_VOCABULARY):
        return f"{words!r} is part of the vocabulary and stands everywhere; give a longer passage"
    return ""


def _may() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(OWNS, [Redaction._meta.db_table])
        return bool(cursor.fetchone()[0])


@contextmanager
def _unguarded() -> Iterator[None]:
    """The triggers of the guarded tables off, for this transaction alone: others wait, and a failure turns them on."""
    names = [(model._meta.db_table, model._meta.model_name) for model in GUARDED]
    with connection.cursor() as cursor:
        # What was written before in this transaction is checked now, or the tables could not be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in names:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}_no_update")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in names:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}_no_update")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# --- finding and blacking --------------------------------------------------------------------------------------------


def _holding(model: type[models.Model], words: Sequence[str]) -> models.QuerySet[Any]:
    """Rows that may hold the words in a free column; JSON is looked through in the spelling that it is stored in."""
    found, as_text = Q(), {}
    columns = {**GUARDED, **EDITABLE}[model]
    for column in columns:
        spelled, sought = column == "body", column
        if not _is_text(model, column):
            spelled, sought = True, f"{column}_as_text"
            as_text[sought] = Cast(column, models.TextField())
        for each in words:
            found |= Q(**{f"{sought}__contains": _spelled(each) if spelled else each})
    rows: models.QuerySet[Any] = model._default_manager.alias(**as_text).filter(found)
    return rows


def _is_text(model: type[models.Model], column: str) -> bool:
    return isinstance(model._meta.get_field(column), models.CharField | models.TextField)


def _spelled(words: str) -> str:
    """As the words stand inside a JSON text."""
    return orjson.dumps(words)[1:-1].decode()


def _touched(words: Sequence[str]) -> Touched:
    """The records whose present body holds the words, and those that follow from them."""
    touched = Touched()
    for kind, (model, _, _) in versions.KINDS.items():
        rows = _holding(model, words).filter(rev_to=m.FOREVER)
        touched.add(kind, rows.values_list("slug", flat=True))
    touched.statements([])
    return touched


def _black(model: type[models.Model], words: Sequence[str]) -> list[models.Model]:
    """Black the words out of one table; the rows that held them."""
    columns = {**GUARDED, **EDITABLE}[model]
    changed = [row for row in _holding(model, words) if _blacken(row, columns, words)]
    more = [each for each in ("search", "text_sha256") if each in _fields(model)]
    if changed:
        model._default_manager.bulk_update(changed, [*columns, *more], batch_size=200)
    return changed


def _fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _blacken(row: Any, columns: Sequence[str], words: Sequence[str]) -> bool:
    before = {column: getattr(row, column) for column in columns}
    for column, value in before.items():
        if column == "body":
            value = ledger.canonical(blacked(orjson.loads(value), words))
        else:
            value = _freed(column, value, words)
        setattr(row, column, value)
    if all(getattr(row, column) == value for column, value in before.items()):
        return False
    _follow(row)
    return True


def _freed(column: str, value: Any, words: Sequence[str]) -> Any:
    if isinstance(value, str):
        return black(value, words)
    if column == "headers":  # whose names are others' own
        return {name: black(each, words) for name, each in value.items()}
    return blacked(value, words, free=True)


def _follow(row: Any) -> None:
    """Columns that are computed from the words."""
    if isinstance(row, m.AgreementVersion | m.EventVersion):
        kind = "agreement" if isinstance(row, m.AgreementVersion) else "event"
        row.search = versions.KINDS[kind][2](orjson.loads(row.body))["search"]
    elif isinstance(row, m.Snapshot):
        row.text_sha256 = sha256(row.text.encode()).hexdigest()


# --- what stays ------------------------------------------------------------------------------------------------------


def _left(rows: Sequence[models.Model]) -> list[list[Any]]:
    """[table, key, digest of what is left], as it stands in the database now."""
    found = []
    for model in {type(row): None for row in rows}:
        keys = [row.pk for row in rows if type(row) is model]
        found += [
            [model._meta.model_name, row.pk, ledger.digest(row)]
            for row in model._default_manager.filter(pk__in=keys).order_by("pk")
        ]
    return sorted(found)


def _beyond_reach(words: Sequence[str]) -> tuple[int, ...]:
    held = Q()
    for each in words:
        held |= Q(reason__contains=each) | Q(by__contains=each)
    return tuple(Revision.objects.filter(held).order_by("number").values_list("number", flat=True))
