"""The filters of each kind of list, as declared data. `filtering` says how they work."""

from collections.abc import Iterator
from typing import Any, Final

from agreements import vocabulary as v
from agreements.errors import Problem
from agreements.timeline import agreements, queries
from agreements.timeline.filtering import Chosen, Filter, Rows, by, of_record, of_word, search
from agreements.timeline.parameters import EDTF, FLAG, SEARCH, TEXT, Form, Parameter, Values, words

ALL_VALUES: Final = tuple(sorted({value for values in v.AXES.values() for value in values}))
RELATION: Final = of_record("relation", "slug of a relation", "relations__overlap")
PARTY: Final = of_record("party", "code of a party", "parties__overlap")
SEARCH_WORDS: Final = Filter(
    name="q",
    meaning="words that all occur in the text; case and accents do not matter",
    form=SEARCH,
    narrow=search,
    repeatable=False,
)


# --- events ----------------------------------------------------------------------------------------------------------


def _states(rows: Rows, chosen: Chosen) -> Rows:
    """An update has one of the values, on one of the axes if these are chosen too."""
    return rows.filter(states__overlap=list(_axis_values(chosen.values)))


def _axis_values(values: Values) -> Iterator[str]:
    for axis in values.get("axis") or v.AXES:
        yield from (f"{axis}:{value}" for value in values["value"] if value in v.AXES[axis])


def _value_is_on_axis(values: Values) -> Iterator[Problem]:
    axes = values.get("axis") or tuple(v.AXES)
    for value in values["value"]:
        if not any(value in v.AXES[axis] for axis in axes):
            yield Problem("value", f"{value!r} is not a value on {', '.join(axes)}; leave out `axis` or choose its own")


def _runs_forward(values: Values) -> Iterator[Problem]:
    for start, end in zip(values.get("from", ()), values["to"], strict=False):
        if start.date_from > end.date_to:
            yield Problem("to", f"{end.text} lies before `from`, {start.text}; swap the two")


CONCERNS: Final = of_record("agreement", "slug of an agreement that the event concerns", "agreements__overlap")
EVENT: Final = (
    RELATION,
    CONCERNS,
    of_word("axis", "an update speaks on this axis", v.AXES, "axes__overlap"),
    Filter(
        name="value",
        meaning="an update has this value; with `axis`, on that axis",
        form=words(ALL_VALUES, "value"),
        narrow=_states,
        check=_value_is_on_axis,
    ),
    PARTY,
    of_record("person", "slug of somebody who took part or spoke", "people__overlap"),
    of_word("modality", "modality of the event", v.MODALITIES, "modality__in"),
    Filter(
        name="from",
        meaning="an EDTF date; events that may reach into it or lie later",
        form=EDTF,
        narrow=lambda rows, chosen: rows.filter(date_to__gte=chosen["from"][0].date_from),
        repeatable=False,
    ),
    Filter(
        name="to",
        meaning="an EDTF date; events that may reach into it or lie earlier",
        form=EDTF,
        narrow=lambda rows, chosen: rows.filter(date_from__lte=chosen["to"][0].date_to),
        check=_runs_forward,
        repeatable=False,
    ),
    SEARCH_WORDS,
)
KIND: Final = of_word("kind", "kind of event", v.EVENT_KINDS, "kind__in")
TIMELINE: Final = (KIND, *EVENT)
RETRACTED: Final = Parameter(name="retracted", meaning="true: what was retracted, and nothing else", form=FLAG)


# --- agreements ------------------------------------------------------------------------------------------------------


def identifier() -> Form:
    """`scheme:value`, the value without regard to case."""

    def read(text: str) -> str:
        scheme, colon, value = text.partition(":")
        if not colon or not value or scheme not in v.IDENTIFIER_SCHEMES:
            schemes = ", ".join(v.IDENTIFIER_SCHEMES)
            raise ValueError(f"{text!r} is not an identifier; write scheme:value with one of the schemes {schemes}")
        return f"{scheme}:{value.lower()}"[:120]

    return Form({"type": "string", "pattern": f"^({'|'.join(v.IDENTIFIER_SCHEMES)}):.+$"}, read)


def _in_groups(rows: Rows, chosen: Chosen) -> Rows:
    """Agreements about which nothing is said have no standing to look up: they are not yet concluded."""
    groups = agreements.groups(chosen.asof)
    if "not_yet_concluded" in chosen["group"]:
        return rows.exclude(slug__in=[slug for slug, group in groups.items() if group not in chosen["group"]])
    return rows.filter(slug__in=[slug for slug, group in groups.items() if group in chosen["group"]])


AGREEMENT: Final = (
    RELATION,
    PARTY,
    of_word("kind", "kind of agreement", v.AGREEMENT_KINDS, "kind__in"),
    of_word("form", "form of agreement", v.AGREEMENT_FORMS, "form__in"),
    Filter(
        name="identifier",
        meaning="scheme:value, such as `fr_citation:84 FR 63994`",
        form=identifier(),
        narrow=by("identifier", "identifiers__overlap"),
    ),
    SEARCH_WORDS,
    Filter(
        name="group",
        meaning="group that the agreement counts in on `valid_on`",
        form=words(tuple(v.GROUPS), "group"),
        narrow=_in_groups,
    ),
)


# --- statements ------------------------------------------------------------------------------------------------------


def _events_in_relations(rows: Rows, chosen: Chosen) -> Rows:
    events = queries.rows("event", chosen.asof).filter(relations__overlap=list(chosen["relation"]))
    return rows.filter(event__slug__in=events.values("slug"))


STATUS_UPDATE: Final = (
    Filter(name="relation", meaning=RELATION.meaning, form=TEXT, record="relation", narrow=_events_in_relations),
    of_record("agreement", "slug of the agreement that it speaks of", "agreement__slug__in"),
    of_word("axis", "axis that it speaks on", v.AXES, "axis__in"),
    Filter(
        name="value",
        meaning="value that it gives",
        form=words(ALL_VALUES, "value"),
        narrow=by("value", "value__in"),
        check=_value_is_on_axis,
    ),
    of_record("party", "code of the party that it speaks of", "party__code__in"),
    of_word("modality", "modality of the update", v.MODALITIES, "modality__in"),
    of_record("event", "slug of the event that says so", "event__slug__in"),
)


def criterion(name: str, value: Any) -> dict[str, Any]:
    """One of the filters of contradictions as a look-up."""
    return {"relations__contains": [value]} if name == "relation" else {name: value}


def _in_conflict(name: str, meaning: str, form: Form = TEXT, record: str | None = None) -> Filter:
    return Filter(
        name=name,
        meaning=meaning,
        form=form,
        record=record,
        narrow=lambda rows, chosen: rows.filter(**criterion(name, chosen[name][0])),
        repeatable=False,
    )


CONFLICT: Final = (
    _in_conflict("relation", RELATION.meaning, record="relation"),
    _in_conflict("agreement", "slug of the agreement that it is about", record="agreement"),
    _in_conflict("event", "slug of the event that it is about", record="event"),
    _in_conflict("open", "true: not determined; false: determined", FLAG),
)


# --- what is coming --------------------------------------------------------------------------------------------------

# By the same names agreements are narrowed for their terms and dues, and events for what is planned.
COMING: Final = (RELATION, of_record("agreement", "slug of an agreement", "slug__in"))
PLANNED: Final = (RELATION, CONCERNS)
