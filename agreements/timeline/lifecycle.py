"""Where an agreement is on its way, and which step regularly comes next: in law, in practice, at each party's home."""

from collections.abc import Iterable, Sequence
from typing import Any

from agreements import procedure, vocabulary
from agreements.history.account import Account

Json = dict[str, Any]


def lifecycle(agreement: Json, standing: Json, accounts: Sequence[Account]) -> Json:
    """{"legal", "operation": {"value", "track", "next": [values]}, "procedure": {party: {"route", "reached", "next"}}}.

    `standing`: on the day asked for; `accounts`: what is said about the agreement, settled by that day, in order.

    `track` is the legal track that the undisputed character points to, or None; `next` are regular steps, never
    predictions; after an end nothing regularly follows. `reached`: {"step", "date", "status_updates"} in order of the
    days from which they held."""
    character = standing["character"]
    track = vocabulary.track_of(character["value"]) if character and not character["disputed"] else None
    taken = [each for each in accounts if each.axis == "procedure" and each.moves]
    way = {
        "legal": _on_axis("legal", standing["legal"], track),
        "operation": _on_axis("operation", standing["operation"], None),
        "procedure": {
            each["party"]: _at_home(each["party"], [step for step in taken if step.party == each["party"]], standing)
            for each in agreement["parties"]
        },
    }
    return _at_its_end(way) if way["legal"]["value"] in vocabulary.ENDED else way


def _at_its_end(way: Json) -> Json:
    home = {party: {**found, "next": None} for party, found in way["procedure"].items()}
    return {"legal": {**way["legal"], "next": []}, "operation": {**way["operation"], "next": []}, "procedure": home}


def _on_axis(axis: str, found: Json | None, track: str | None) -> Json:
    """Nothing recorded yet: everything may come first, so nothing is suggested."""
    if found is None:
        return {"value": None, "track": track, "next": []}
    steps = vocabulary.next_steps(axis, found["value"])
    regular = [step for step in steps if axis != "legal" or vocabulary.on_track(track, step)]
    return {"value": found["value"], "track": track, "next": regular}


def _at_home(party: str, taken: Iterable[Account], standing: Json) -> Json:
    route: str | None = None
    reached: dict[str, Json] = {}
    for each in taken:
        if each.value in procedure.ROUTES:
            route = each.value
            continue
        step = reached.setdefault(each.value, {"step": each.value, "date": each.date.as_json(), "status_updates": []})
        step["status_updates"].append(each.id)
    # What is signed was negotiated, whether or not anybody recorded by whose leave.
    legal = standing["legal"]
    negotiated = legal is not None and legal["value"] not in vocabulary.PRE_SIGNATURE
    coming = procedure.expected_next(party, route, {*reached, *(["negotiation_authorised"] if negotiated else [])})
    return {"route": route, "reached": list(reached.values()), "next": coming}
