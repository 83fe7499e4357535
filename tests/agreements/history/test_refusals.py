"""Every refusal of the writer names the place and the reason, and leaves the record as it was."""

from collections.abc import Callable

import pytest

from agreements.errors import Refused
from agreements.history.batch import AppendToAgreement, AppendToEvent, Change
from agreements.history.record import record

from .. import builders, inputs
from ..builders import make_agreement, make_event, make_office, make_party, make_person, make_relation, write
from .contents import contents

pytestmark = pytest.mark.django_db

LONG = "s" * 60
LONG_SLUG = "a" * 100
SPEAKS = {"name": "Ana López"}


def stands() -> list[Change]:
    """What the refused batches come upon."""
    return [
        *builders.ground(),
        make_party("VEN"),
        make_office(),
        make_person(),
        make_agreement("other", terms=[inputs.term(id="t1"), inputs.term("payer", id="t2", text="the United States")]),
        make_event(
            status_updates=[
                inputs.update(id="u1"),
                inputs.update(id="u2", value="in_force", supersedes="meeting-2025-u1"),
                inputs.update(id="u3", axis="character", value="binding"),
                inputs.update("other", id="u4"),
            ],
            claims=[inputs.claim(id="c1"), inputs.claim(id="c2", value="Washington")],
        ),
        make_event("merged", merged_into="meeting-2025"),
        builders.make_determination(["meeting-2025-c1"], ["meeting-2025-c2"], id="choice"),
        builders.make_retraction("term", "other-t1", "a mistake"),
    ]


def update(**changes: object) -> Change:
    return make_event("new", status_updates=[inputs.update(**changes)])  # type: ignore[arg-type]


def append(**parts: object) -> Change:
    return AppendToEvent("meeting-2025", **parts)  # type: ignore[arg-type]


def append_to_other(**parts: object) -> Change:
    return AppendToAgreement("other", **parts)  # type: ignore[arg-type]


Case = tuple[Callable[[], Change], str, str]
CASES: dict[str, Case] = {
    # parties, offices, people, relations
    "a successor that is no party": (
        lambda: make_party("SUN", succeeded_by=["RUS"]),
        "parties.SUN.succeeded_by",
        "there is no party 'RUS'",
    ),
    "a party merged into nothing": (
        lambda: make_party("VEN", merged_into="x-nothing"),
        "parties.VEN.merged_into",
        "no party",
    ),
    "a party merged into itself": (lambda: make_party("VEN", merged_into="VEN"), "parties.VEN.merged_into", "itself"),
    "an office of no party": (lambda: make_office("new", party="GTM"), "offices.new.party", "there is no party 'GTM'"),
    "a tenure of no office": (
        lambda: make_person(offices=[{"office": "nothing", "held": "2019"}]),
        "people.ana-lopez.offices",
        "there is no office 'nothing'",
    ),
    "a tenure twice": (
        lambda: make_person(offices=[{"office": "sv-president", "held": "2019"}] * 2),
        "people.ana-lopez.offices",
        "twice",
    ),
    "a person merged into nobody": (
        lambda: make_person(merged_into="nobody"),
        "people.ana-lopez.merged_into",
        "no person",
    ),
    "a person merged into herself": (
        lambda: make_person(merged_into="ana-lopez"),
        "people.ana-lopez.merged_into",
        "itself",
    ),
    "a relation with nobody": (
        lambda: make_relation("new", parties=["USA", "GTM"]),
        "relations.new.parties",
        "no party 'GTM'",
    ),
    "a relation with itself": (
        lambda: make_relation("new", parties=["USA", "USA"]),
        "relations.new.parties",
        "two different",
    ),
    "a second relation of one pair": (
        lambda: make_relation("new", parties=["SLV", "USA"]),
        "relations.new.parties",
        "us-sv has these two",
    ),
    # agreements
    "an agreement of nobody": (
        lambda: make_agreement("new", parties=[{"party": "USA"}, {"party": "GTM"}]),
        "agreements.new.parties",
        "there is no party 'GTM'",
    ),
    "a party twice": (
        lambda: make_agreement("new", parties=[{"party": "USA"}, {"party": "USA"}]),
        "agreements.new.parties",
        "twice",
    ),
    "an identifier twice": (
        lambda: make_agreement("new", identifiers=[{"scheme": "docket", "value": v} for v in ("1:25-cv", "1:25-CV")]),
        "agreements.new.identifiers",
        "twice",
    ),
    "a document twice": (
        lambda: make_agreement("new", documents=[{"url": "https://law.example/", "title": "t", "role": "copy"}] * 2),
        "agreements.new.documents",
        "twice",
    ),
    "an agreement merged into nothing": (
        lambda: make_agreement(merged_into="x"),
        "agreements.memo.merged_into",
        "no agreement",
    ),
    "an agreement merged into itself": (
        lambda: make_agreement(merged_into="memo"),
        "agreements.memo.merged_into",
        "itself",
    ),
    "a link to no agreement": (
        lambda: append_to_other(links=(builders.make_link(agreement="x"),)),
        "agreements.other.links.0.agreement",
        "there is no agreement 'x'",
    ),
    "a link to no event": (
        lambda: append_to_other(links=(builders.make_link(event="x"),)),
        "agreements.other.links.0.event",
        "there is no event 'x'",
    ),
    "a link to itself": (
        lambda: append_to_other(links=(builders.make_link(agreement="other"),)),
        "agreements.other.links.0.agreement",
        "not linked to itself",
    ),
    "a link that cites nothing known": (
        lambda: append_to_other(links=(builders.make_link(agreement="memo", citations=["s9"]),)),
        "agreements.other.links.0.citations",
        "no citation 'other-s9'",
    ),
    "a term that cites nothing known": (
        lambda: append_to_other(terms=(builders.make_term(citations=["s9"]),)),
        "agreements.other.terms.0.citations",
        "no citation 'other-s9'",
    ),
    "a term said by nobody known": (
        lambda: append_to_other(terms=(builders.make_term(speaker={**SPEAKS, "person": "x"}),)),
        "agreements.other.terms.0.speaker.person",
        "there is no person 'x'",
    ),
    "a term of another content": (
        lambda: append_to_other(terms=(builders.make_term(id="t2", name="payer", text="El Salvador"),)),
        "agreements.other.terms.0",
        "another text",
    ),
    "an agreement's source that speaks for nobody": (
        lambda: append_to_other(citations=(builders.make_citation("s2", parties=["GTM"]),)),
        "agreements.other.citations.0.parties",
        "there is no party 'GTM'",
    ),
    "statements of no agreement": (lambda: AppendToAgreement("nothing"), "agreements.nothing", "there is no agreement"),
    # events
    "an event of no relation": (lambda: make_event("new", relations=["x"]), "events.new.relations", "no relation 'x'"),
    "an event of no party": (lambda: make_event("new", parties=["GTM"]), "events.new.parties", "no party 'GTM'"),
    "an event about nothing": (
        lambda: make_event("new", agreements=["x"]),
        "events.new.agreements",
        "no agreement 'x'",
    ),
    "an event merged into nothing": (
        lambda: make_event(merged_into="x"),
        "events.meeting-2025.merged_into",
        "no event 'x'",
    ),
    "an event merged into itself": (
        lambda: make_event(merged_into="meeting-2025"),
        "events.meeting-2025.merged_into",
        "itself",
    ),
    "two events merged into each other": (
        lambda: make_event(merged_into="merged"),
        "events.meeting-2025.merged_into",
        "was merged into, the record itself",
    ),
    **{
        f"a participant of no {name}": (
            lambda name=name: make_event("new", participants=[{"name": "A", name: "x-nothing"}]),  # type: ignore[misc]
            "events.new.participants",
            f"there is no {name} 'x-nothing'",
        )
        for name in ("person", "office", "party")
    },
    "a participant twice": (
        lambda: make_event("new", participants=[{"name": "A"}] * 2),
        "events.new.participants",
        "twice",
    ),
    "public from a source that is not there": (
        lambda: make_event("new", public_from="2025", public_from_citation="s9"),
        "events.new.public_from_citation",
        "no citation 'new-s9'",
    ),
    "public from a source with too long an id": (
        lambda: make_event(LONG_SLUG, public_from="2025", public_from_citation=LONG),
        f"events.{LONG_SLUG}.public_from_citation",
        "120 characters",
    ),
    "statements of no event": (lambda: AppendToEvent("nothing"), "events.nothing", "there is no event 'nothing'"),
    # status updates
    "an update about nothing": (lambda: update(agreement="x"), "events.new.agreements", "there is no agreement 'x'"),
    "an appended update about nothing": (
        lambda: append(status_updates=(builders.make_update("x"),)),
        "events.meeting-2025.status_updates.0.agreement",
        "there is no agreement 'x'",
    ),
    "an update of no party": (lambda: update(party="GTM"), "events.new.status_updates.0.party", "no party 'GTM'"),
    "an update that cites nothing known": (
        lambda: update(citations=["s1", "s9"]),
        "events.new.status_updates.0.citations",
        "new has no citation 'new-s9'",
    ),
    "an update that cites another event's source": (
        lambda: update(citations=["meeting-2025-s1"]),
        "events.new.status_updates.0.citations",
        "no citation",
    ),
    **{
        f"an update said by no {name}": (
            lambda name=name: update(speaker={**SPEAKS, name: "x-nothing"}),  # type: ignore[misc]
            f"events.new.status_updates.0.speaker.{name}",
            f"there is no {name} 'x-nothing'",
        )
        for name in ("person", "office", "party")
    },
    "an update that supersedes nothing": (
        lambda: update(supersedes="x"),
        "events.new.status_updates.0.supersedes",
        "there is no status update 'x'",
    ),
    "an update that supersedes itself": (
        lambda: update(id="new-u1", supersedes="new-u1"),
        "events.new.status_updates.0.supersedes",
        "there is no status update 'new-u1'",
    ),
    "an update that supersedes what another one did": (
        lambda: update(value="suspended", supersedes="meeting-2025-u1"),
        "events.new.status_updates.0.supersedes",
        "superseded already, by meeting-2025-u2",
    ),
    "an update that supersedes another agreement's": (
        lambda: update(supersedes="meeting-2025-u4"),
        "events.new.status_updates.0.supersedes",
        "about another agreement",
    ),
    "an update that supersedes one on another axis": (
        lambda: update(axis="operation", value="operating", supersedes="meeting-2025-u2"),
        "events.new.status_updates.0.supersedes",
        "meeting-2025-u2 is about the axis legal; retract it instead",
    ),
    "an update that supersedes a step of the other party": (
        lambda: make_event(
            "new",
            status_updates=[
                inputs.update("memo", "procedure", "publication", id="u1", party="SLV"),
                inputs.update("memo", "procedure", "text_published", id="u2", party="USA", supersedes="new-u1"),
            ],
        ),
        "events.new.status_updates.1.supersedes",
        "new-u1 is about the axis procedure of",
    ),
    "an update of another content": (
        lambda: append(status_updates=(builders.make_update(id="u3", axis="character", value="non_binding"),)),
        "events.meeting-2025.status_updates.0",
        "meeting-2025-u3 is recorded with another value",
    ),
    "an update that no longer supersedes": (
        lambda: append(status_updates=(builders.make_update(id="u2", value="in_force"),)),
        "events.meeting-2025.status_updates.0",
        "another supersedes",
    ),
    "an update with another record's id": (
        lambda: make_event("meeting", status_updates=[inputs.update(id="meeting-2025-u1")]),
        "events.meeting.status_updates.0",
        "a statement of another record",
    ),
    "an update with too long an id": (
        lambda: make_event(LONG_SLUG, status_updates=[inputs.update(id=LONG)]),
        f"events.{LONG_SLUG}.status_updates.0",
        "120 characters",
    ),
    "an irregular step without a note": (
        lambda: update(value="proposed", date="2025-06-01"),
        "events.new.status_updates.0.note",
        "say why in a note",
    ),
    # claims and citations
    "a claim that cites nothing known": (
        lambda: append(claims=(builders.make_claim(citations=["s9"]),)),
        "events.meeting-2025.claims.0.citations",
        "no citation 'meeting-2025-s9'",
    ),
    "a claim of another content": (
        lambda: append(claims=(builders.make_claim(id="c1", value="Elsewhere"),)),
        "events.meeting-2025.claims.0",
        "another value",
    ),
    "a source of another content": (
        lambda: append(citations=(builders.make_citation("s1", publisher="Another"),)),
        "events.meeting-2025.citations.0",
        "another publisher",
    ),
    "a source that speaks for nobody": (
        lambda: append(citations=(builders.make_citation("s2", parties=["GTM"]),)),
        "events.meeting-2025.citations.0.parties",
        "there is no party 'GTM'",
    ),
    "a passage that ends before it starts": (
        lambda: make_event("new", citations=[inputs.citation(locator={"start": 5, "end": 2})]),
        "citations.0.locator",
        "ends before it",
    ),
    "a page beyond all counting": (
        lambda: make_event("new", citations=[inputs.citation(locator={"page": 10**12})]),
        "citations.0.locator.page",
        "less than or equal to",
    ),
    # retractions and determinations
    "a retraction of nothing": (
        lambda: builders.make_retraction("status_update", "x"),
        "retractions.0.id",
        "there is no status update 'x'",
    ),
    "a retraction under another kind": (
        lambda: builders.make_retraction("term", "meeting-2025-u1"),
        "retractions.0.id",
        "there is no term",
    ),
    "a retraction again for another reason": (
        lambda: builders.make_retraction("term", "other-t1", "another reason"),
        "retractions.0.id",
        "retracted before: a mistake",
    ),
    "a choice between nothing": (
        lambda: builders.make_determination(["x"], ["meeting-2025-u3"]),
        "determinations.0",
        "there is no status update, term or claim 'x'",
    ),
    "a choice between axes": (
        lambda: builders.make_determination(["meeting-2025-u1"], ["meeting-2025-u3"]),
        "determinations.0",
        "accounts of one thing",
    ),
    "a choice between agreements": (
        lambda: builders.make_determination(["meeting-2025-u1"], ["meeting-2025-u4"]),
        "determinations.0",
        "accounts of one thing",
    ),
    "a choice between names of terms": (
        lambda: builders.make_determination(["other-t1"], ["other-t2"]),
        "determinations.0",
        "accounts of one thing",
    ),
    "a choice for and against one": (
        lambda: builders.make_determination(["meeting-2025-u1"], ["meeting-2025-u1"]),
        "determinations.0.set_aside",
        "preferred and set aside",
    ),
    "a choice of another content": (
        lambda: builders.make_determination(["meeting-2025-c2"], ["meeting-2025-c1"], id="choice"),
        "determinations.0.id",
        "recorded otherwise",
    ),
}


def test_a_refusal_names_its_place_and_changes_nothing(subtests: pytest.Subtests) -> None:
    write(*stands())
    before = contents()
    for name, (change, path, reason) in CASES.items():
        with subtests.test(name):
            with pytest.raises(Refused) as refused:
                record([change(), make_event("innocent")], by="an analyst", reason="to be refused")
            found = {problem.field: problem.detail for problem in refused.value.problems}
            assert reason in found.get(path, f"nothing at {path}: {found}")
            assert contents() == before
