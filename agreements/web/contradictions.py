"""Contradictions: what accounts differ about, and the accounts side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements import edtf
from agreements.web import labels
from agreements.web.record import Record, cited
from agreements.web.standing import shortened

Json = dict[str, Any]
COLUMNS = 3  # more accounts than this are set in rows


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says. `quoted`: in the record's words, not the page's; `notes`: remarks; `read_in`: citations;
    `said`: ids of its statements."""

    value: str
    quoted: bool
    who: str
    grade: str
    date: str
    compatible: bool
    notes: list[str]
    read_in: list[Json]
    said: list[str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`subject`: the agreement or event, with its address; `point`: the axis, term or field in words."""

    id: str
    subject: str
    href: str
    date: str
    point: str
    accounts: list[Account]
    open: bool
    determination: Json | None

    @property
    def wide(self) -> bool:
        return len(self.accounts) > COLUMNS

    @property
    def count(self) -> int:
        return len(self.accounts)


def contradictions(record: Record, determined: Iterable[Json] = ()) -> list[Contradiction]:
    """Those about agreements first, then those about events, in order of date."""
    rulings = {each["id"]: each for each in determined}
    places = {slug: place for place, slug in enumerate(record.events)}
    ordered = sorted(record.conflicts, key=lambda each: (places.get(each["event"], -1), each["id"]))
    return [_contradiction(each, record, rulings.get(each["determination"])) for each in ordered]


def _contradiction(conflict: Json, record: Record, ruling: Json | None) -> Contradiction:
    slug, event = conflict["agreement"], conflict["event"]
    return Contradiction(
        id=conflict["id"],
        subject=record.agreement_name(slug) if slug else record.event_title(event),
        href=record.addresses.agreement(slug) if slug else record.event_href(event),
        date=record.figures(record.events[event]["date"]) if event in record.events else "",
        point=_point(conflict, record),
        accounts=[_account(each, conflict, record) for each in _by_voice(conflict["accounts"])],
        open=conflict["open"],
        determination=ruling,
    )


def _point(conflict: Json, record: Record) -> str:
    if conflict["axis"]:
        axis = labels.label("axis", conflict["axis"])
        return f"{axis}, {record.names.party(conflict['party'])}" if conflict["party"] else axis
    return labels.label("term", conflict["term"]) if conflict["term"] else labels.label("field", conflict["field"])


def _by_voice(accounts: Iterable[Json]) -> list[list[Json]]:
    """Accounts in which one voice says several things on one day, together."""
    found: dict[Any, list[Json]] = {}
    for each in accounts:
        said = each["speaker"]["name"] if each["speaker"] else id(each)
        key = (said, each["date"]["edtf"] if each["date"] else id(each), each["compatible"], each["grade"]["code"])
        found.setdefault(key, []).append(each)
    return list(found.values())


def _account(accounts: list[Json], conflict: Json, record: Record) -> Account:
    account = accounts[0]
    statements = [each for one in accounts for each in _statements(one, conflict, record)]
    read_in = [source for statement, owner in statements for source in cited(statement, owner)]
    speaker = account["speaker"]
    return Account(
        value=", ".join(_value(each, conflict, record) for each in accounts),
        quoted=not conflict["axis"] and conflict["field"] != "date",
        who=speaker["name"] if speaker else shortened(each["publisher"] for each in read_in),
        grade=labels.grade(account["grade"]),
        date=record.words(account["date"]) if account["date"] else "",
        compatible=account["compatible"],
        notes=[each["note"] for each, _owner in statements if each["note"]],
        read_in=list({each["id"]: each for each in read_in}.values()),
        said=[each["id"] for each, _owner in statements],
    )


def _value(account: Json, conflict: Json, record: Record) -> str:
    if conflict["axis"]:
        return labels.value(conflict["axis"], account["value"], account["modality"])
    if conflict["term"]:
        term = _by_id(record.agreements[conflict["agreement"]]["terms"], account["terms"])[0]
        return term_value(term)
    if conflict["field"] == "date":
        return edtf.in_words(edtf.parse(account["value"]), record.asked.language)
    return str(account["value"])


def term_value(term: Json) -> str:
    """A term's figure, else its text, else its coding."""
    figure = labels.amount(term["low"], term["high"], term["unit"])
    return figure or term["text"] or labels.label("coding", term["coding"])


def _statements(account: Json, conflict: Json, record: Record) -> Iterable[tuple[Json, Json]]:
    """The statements of an account, each with the record that holds its citations."""
    if conflict["axis"]:
        for each in account["status_updates"]:
            if each in record.updates:
                yield record.updates[each], record.events[record.updates[each]["event"]]
        return
    owner = record.agreements[conflict["agreement"]] if conflict["term"] else record.events.get(conflict["event"])
    if owner:
        part = "terms" if conflict["term"] else "claims"
        yield from ((each, owner) for each in _by_id(owner[part], account[part]))


def _by_id(statements: Iterable[Json], ids: Iterable[str]) -> list[Json]:
    wanted = set(ids)
    return [each for each in statements if each["id"] in wanted]
