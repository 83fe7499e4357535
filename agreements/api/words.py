"""The vocabulary as one answer: every word with its meaning, and what regularly follows what."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from agreements import procedure
from agreements import vocabulary as v

Json = dict[str, Any]


@cache
def vocabulary() -> Json:
    return {
        "axes": {axis: _axis(axis, values) for axis, values in v.AXES.items()},
        "legal_tracks": {"binding": _track(v.LEGAL_BINDING), "non_binding": _track(v.LEGAL_NON_BINDING)},
        "procedure": {
            "routes": _words(procedure.ROUTES),
            "steps": {party: _words(steps) for party, steps in procedure.STEPS.items()},
        },
        "groups": _words(v.GROUPS),
        "grades": _words(v.GRADES, confirming=v.CONFIRMING_GRADES.__contains__),
        "modalities": _words(v.MODALITIES, moves=v.MOVING_MODALITIES.__contains__),
        "event_kinds": _words(v.EVENT_KINDS),
        "statement_forms": _words(v.STATEMENT_FORMS),
        "participant_roles": list(v.PARTICIPANT_ROLES),
        "agreement_kinds": _words(v.AGREEMENT_KINDS),
        "agreement_forms": _words(v.AGREEMENT_FORMS),
        "party_kinds": _words(v.PARTY_KINDS),
        "identifier_schemes": _words(v.IDENTIFIER_SCHEMES),
        "link_types": _words(v.LINK_TYPES),
        "link_states": list(v.LINK_STATES),
        "document_roles": _words(v.DOCUMENT_ROLES),
        "source_types": _words(v.SOURCE_TYPES),
        "codings": _words(v.CODINGS),
        "term_names": _words(v.TERM_NAMES, single=v.SINGLE_TERMS.__contains__),
        "claim_fields": _words(v.CLAIM_FIELDS),
    }


def _words(meanings: Mapping[str, str], **marks: Callable[[Any], bool]) -> list[Json]:
    return [
        {"value": value, "meaning": meaning, **{name: mark(value) for name, mark in marks.items()}}
        for value, meaning in meanings.items()
    ]


def _axis(axis: str, values: Mapping[str, str]) -> Json:
    return {
        "label": v.AXIS_LABELS[axis],
        "contested": axis in v.CONTESTED_AXES,
        "values": _words(values),
        "next_steps": _next(axis, values, values),
    }


def _track(values: Mapping[str, str]) -> Json:
    return {"values": _words(values), "next_steps": _next("legal", values, values)}


def _next(axis: str, values: Iterable[str], within: Mapping[str, str]) -> dict[str, list[str]]:
    return {value: [step for step in v.next_steps(axis, value) if step in within] for value in values}
