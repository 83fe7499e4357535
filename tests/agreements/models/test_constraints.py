"""Every constraint refuses what it is there to refuse, on its own, also from those who go past the writer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model

from agreements import models as m

from .rows import DAY, NOON, VALID, saved, twice

pytestmark = pytest.mark.django_db

EARLIER = DAY - timedelta(days=1)
VERSIONS = {
    "party_version": m.PartyVersion,
    "office_version": m.OfficeVersion,
    "person_version": m.PersonVersion,
    "relation_version": m.RelationVersion,
    "agreement_version": m.AgreementVersion,
    "event_version": m.EventVersion,
}
DECIDED = {"decided_by": "a reviewer", "decided_at": NOON, "decided_reason": "as the text says"}


def _same_pair_the_other_way() -> None:
    relation = saved(m.Relation)
    saved(m.Relation, first=relation.second, second=relation.first)


def _merged_into_itself() -> None:
    agreement = saved(m.Agreement)
    agreement.merged_into = agreement
    agreement.save()


def _linked_to_itself() -> None:
    agreement = saved(m.Agreement)
    saved(m.AgreementLink, agreement=agreement, to_agreement=agreement)


def _second_head() -> None:
    m.Head.objects.create(id=2, at=NOON)


Break = Callable[[], Any]
BREAKS: dict[str, Break] = {
    # parties and relations
    "party_kind_known": lambda: saved(m.Party, kind="planet"),
    "party_code_form": lambda: saved(m.Party, code="usa"),
    "party_has_names": lambda: saved(m.Party, name_es=""),
    "relation_slug_form": lambda: saved(m.Relation, slug="Not a slug"),
    "relation_has_titles": lambda: saved(m.Relation, title_es=""),
    "office_has_titles": lambda: saved(m.Office, title_en=""),
    "relation_has_two_parties": lambda: saved(m.Relation, first=(one := saved(m.Party)), second=one),
    "relation_once_per_pair": _same_pair_the_other_way,
    # people
    "office_slug_form": lambda: saved(m.Office, slug="The Office"),
    "person_slug_form": lambda: saved(m.Person, slug="-ana"),
    "person_has_a_name": lambda: saved(m.Person, name=""),
    "tenure_once": lambda: twice(m.Tenure, person=saved(m.Person), office=saved(m.Office)),
    "tenure_runs_forward": lambda: saved(m.Tenure, held_from=DAY, held_to=EARLIER),
    # agreements
    "agreement_slug_form": lambda: saved(m.Agreement, slug="memo_2025"),
    "agreement_kind_known": lambda: saved(m.Agreement, kind="pact"),
    "agreement_form_known": lambda: saved(m.Agreement, form="handshake"),
    "agreement_has_titles": lambda: saved(m.Agreement, short_title=""),
    "agreement_not_merged_into_itself": _merged_into_itself,
    "agreement_party_once": lambda: twice(m.AgreementParty, agreement=saved(m.Agreement), party=saved(m.Party)),
    "identifier_once": lambda: twice(
        m.Identifier, agreement=saved(m.Agreement), value="TIAS 1A", again={"value": "tias 1a"}
    ),
    "identifier_scheme_known": lambda: saved(m.Identifier, scheme="isbn"),
    "identifier_has_a_value": lambda: saved(m.Identifier, value=""),
    "agreement_document_once": lambda: twice(m.AgreementDocument, agreement=saved(m.Agreement)),
    "agreement_document_role_known": lambda: saved(m.AgreementDocument, role="draft"),
    # events
    "event_slug_form": lambda: saved(m.Event, slug="visit--2025"),
    "event_kind_known": lambda: saved(m.Event, kind="party"),
    "event_modality_known": lambda: saved(m.Event, modality="perhaps"),
    "event_date_runs_forward": lambda: saved(m.Event, date_from=DAY, date_to=EARLIER),
    "event_has_title_and_date": lambda: saved(m.Event, date=""),
    "event_public_from_is_cited": lambda: saved(m.Event, public_from="2025-02-03"),
    "press_statement_form_known": lambda: saved(m.PressStatement, form="shout"),
    "participant_role_known": lambda: saved(m.Participant, role="bystander"),
    "participant_once_per_role": lambda: twice(m.Participant, event=saved(m.Event)),
    "participant_has_a_name": lambda: saved(m.Participant, name=""),
    "quantity_range": lambda: saved(m.Quantity, low=3, high=2),
    "quantity_has_a_number": lambda: saved(m.Quantity, low=None, high=None),
    # sources
    "source_slug_form": lambda: saved(m.Source, slug="State Dept"),
    "source_format_known": lambda: saved(m.Source, format="telex"),
    "source_interval_at_least_a_minute": lambda: saved(m.Source, interval=59),
    "source_has_name_and_address": lambda: saved(m.Source, url=""),
    "fetch_run_outcome_known": lambda: saved(m.FetchRun, outcome="fine", finished_at=NOON),
    "fetch_run_ends_with_an_outcome": lambda: saved(m.FetchRun, outcome="running", finished_at=NOON),
    "fetch_run_failure_says_why": lambda: saved(m.FetchRun, outcome="failed", finished_at=NOON, error=""),
    "fetch_run_forward": lambda: saved(m.FetchRun, outcome="new", finished_at=NOON - timedelta(seconds=1)),
    "document_seen_forward": lambda: saved(m.Document, last_seen=NOON - timedelta(seconds=1)),
    "document_has_an_address": lambda: saved(m.Document, url=""),
    "document_looked_at_again_once_cited": lambda: saved(m.Document, recheck_at=NOON),
    "absence_open_once": lambda: twice(m.Absence, document=saved(m.Document)),
    "absence_forward": lambda: saved(m.Absence, until=NOON - timedelta(seconds=1)),
    "content_sha256_form": lambda: saved(m.Content, sha256="A" * 64),
    "snapshot_sha256_form": lambda: saved(m.Snapshot, sha256="A" * 64),
    "snapshot_text_sha256_form": lambda: saved(m.Snapshot, text_sha256="0" * 63),
    "capture_snapshot_form": lambda: saved(m.Capture, snapshot="A" * 64),
    "capture_once": lambda: twice(m.Capture, citation=saved(m.Citation)),
    "redaction_says_why": lambda: saved(m.Redaction, reason=""),
    "capture_request_outcome_known": lambda: saved(
        m.CaptureRequest, outcome="lost", next_try_at=None, finished_at=NOON
    ),
    "capture_request_waits_or_is_finished": lambda: saved(m.CaptureRequest, next_try_at=None),
    "capture_request_failure_says_why": lambda: saved(
        m.CaptureRequest, outcome="failed", next_try_at=None, finished_at=NOON
    ),
    "capture_request_says_what_and_who": lambda: saved(m.CaptureRequest, asked_by=""),
    "snapshot_once_per_instant": lambda: twice(m.Snapshot, document=saved(m.Document)),
    # candidates
    "candidate_state_known": lambda: saved(m.Candidate, state="parked"),
    "candidate_fingerprint_form": lambda: saved(m.Candidate, fingerprint="abc"),
    "candidate_decision_all_or_nothing": lambda: saved(m.Candidate, **{**DECIDED, "decided_reason": None}),
    "candidate_decided_says_by_whom": lambda: saved(m.Candidate, state="rejected"),
    "candidate_event_when_taken": lambda: saved(m.Candidate, state="accepted", **DECIDED),
    "candidate_relation_known": lambda: saved(m.Candidate, relation="rumour", about_reason="as the rumour goes"),
    "candidate_revision_when_taken": lambda: saved(m.Candidate, revision=3),
    "candidate_account_is_of_something": lambda: saved(m.Candidate, relation="account", about_reason="it says so"),
    "candidate_copy_and_revision_are_about_an_event": lambda: saved(
        m.Candidate, relation="copy", about_reason="the same words"
    ),
    "candidate_about_an_event_says_how": lambda: saved(m.Candidate, about=saved(m.Event)),
    "candidate_head_of_accounts_only": lambda: saved(
        m.Candidate,
        relation="account",
        about=saved(m.Event),
        head=saved(m.Candidate),
        about_reason="of the one or of the other",
    ),
    "candidate_is_not_its_own_head": lambda: saved(
        m.Candidate, id=7, head_id=7, relation="account", about_reason="it says what it says"
    ),
    "candidate_related_says_why": lambda: saved(m.Candidate, relation="account", about=saved(m.Event)),
    "candidate_changes_of_a_revision": lambda: saved(m.Candidate, changes=[{"was": None, "now": {}, "update": None}]),
    "candidate_days_forward": lambda: saved(m.Candidate, day_from=DAY),
    # cues
    "cue_language_known": lambda: saved(m.Cue, language="fr"),
    "cue_meaning_known": lambda: saved(m.Cue, meaning="perhaps"),
    "cue_says_what_and_who": lambda: saved(m.Cue, phrase=""),
    "cue_once_per_agreement": lambda: twice(m.Cue, agreement=saved(m.Agreement)),
    # alerts
    "subscription_public_id_form": lambda: saved(m.Subscription, public_id="Sub 1"),
    "subscription_channel_known": lambda: saved(m.Subscription, channel="pigeon", url=""),
    "subscription_frequency_known": lambda: saved(m.Subscription, frequency="hourly", next_look_at=NOON),
    "subscription_language_known": lambda: saved(m.Subscription, language="fr"),
    "subscription_says_why": lambda: saved(m.Subscription, why=""),
    "subscription_webhook_has_an_address": lambda: saved(m.Subscription, url=""),
    "subscription_digest_has_its_hour": lambda: saved(m.Subscription, frequency="daily"),
    "subscription_stopped_says_why": lambda: saved(m.Subscription, stopped_at=NOON),
    "delivery_public_id_form": lambda: saved(m.Delivery, public_id="msg 1"),
    "delivery_kind_known": lambda: saved(m.Delivery, kind="advert"),
    "delivery_state_known": lambda: saved(m.Delivery, state="lost", next_try_at=None, finished_at=NOON),
    "delivery_once_per_revision": lambda: twice(m.Delivery, subscription=saved(m.Subscription)),
    "delivery_alert_tells_of_revisions": lambda: saved(m.Delivery, after=1),
    "delivery_waits_or_is_finished": lambda: saved(m.Delivery, state="sent", finished_at=NOON),
    "delivery_parked_says_why": lambda: saved(m.Delivery, state="parked", next_try_at=None, finished_at=NOON),
    # tokens
    "api_token_has_a_name": lambda: saved(m.ApiToken, name=""),
    "api_token_name_once_per_user": lambda: twice(m.ApiToken, user=saved(User)),
    # the ledger
    "head_is_one_row": _second_head,
    "revision_number_starts_at_one": lambda: saved(m.Revision, number=0),
    "revision_says_who_and_why": lambda: saved(m.Revision, reason=""),
    "revision_moves_the_chain": lambda: saved(m.Revision, previous="0" * 64, hash="0" * 64),
    "revision_hash_form": lambda: saved(m.Revision, hash="abc"),
    # statements
    "citation_public_id_form": lambda: saved(m.Citation, public_id="S1"),
    "citation_source_type_known": lambda: saved(m.Citation, source_type="hearsay"),
    "citation_belongs_to_one_record": lambda: saved(m.Citation, agreement=saved(m.Agreement)),
    "citation_span": lambda: saved(m.Citation, start=5, end=4),
    "citation_says_where": lambda: saved(m.Citation, publisher=""),
    "status_update_public_id_form": lambda: saved(m.StatusUpdate, public_id="u 1"),
    "status_update_axis_known": lambda: saved(m.StatusUpdate, axis="mood"),
    "status_update_modality_known": lambda: saved(m.StatusUpdate, modality="perhaps"),
    "status_update_value_on_axis": lambda: saved(m.StatusUpdate, axis="operation", value="signed"),
    "status_update_procedure_party": lambda: saved(m.StatusUpdate, axis="procedure", value="sent_to_senate"),
    "status_update_irregular_has_note": lambda: saved(
        m.StatusUpdate, warnings=[{"code": "irregular_step", "detail": "in_force after terminated"}]
    ),
    "status_update_superseded_once": lambda: twice(m.StatusUpdate, supersedes=saved(m.StatusUpdate)),
    "status_update_is_cited": lambda: saved(m.StatusUpdate, citations=[]),
    "event_claim_public_id_form": lambda: saved(m.EventClaim, public_id=""),
    "event_claim_field_known": lambda: saved(m.EventClaim, field="mood"),
    "event_claim_is_cited": lambda: saved(m.EventClaim, citations=[]),
    "term_public_id_form": lambda: saved(m.Term, public_id="t-"),
    "term_name_known": lambda: saved(m.Term, name="price"),
    "term_coding_known": lambda: saved(m.Term, coding="maybe"),
    "term_range": lambda: saved(m.Term, low=2, high=1),
    "term_number_has_unit": lambda: saved(m.Term, unit=None),
    "term_is_cited": lambda: saved(m.Term, citations=[]),
    "agreement_link_public_id_form": lambda: saved(m.AgreementLink, public_id="L1"),
    "agreement_link_type_known": lambda: saved(m.AgreementLink, type="resembles"),
    "agreement_link_state_known": lambda: saved(m.AgreementLink, state="refused"),
    "agreement_link_has_one_target": lambda: saved(m.AgreementLink, to_event=saved(m.Event)),
    "agreement_link_not_to_itself": _linked_to_itself,
    "agreement_link_is_cited": lambda: saved(m.AgreementLink, citations=[]),
    "determination_chooses": lambda: saved(m.Determination, set_aside=[]),
    "determination_is_one_sided": lambda: saved(m.Determination, preferred=["a", "b"]),
    "determination_says_who_and_why": lambda: saved(m.Determination, by=""),
    "retraction_target_type_known": lambda: saved(m.Retraction, target_type="party"),
    "retraction_once": lambda: twice(m.Retraction, target_id="visit-2025"),
    "retraction_says_why": lambda: saved(m.Retraction, reason=""),
    # versions and intervals
    "standing_days_forward": lambda: saved(m.StandingInterval, day_from=DAY, day_to=DAY),
    "standing_revisions_forward": lambda: saved(m.StandingInterval, rev_from=2, rev_to=2),
    "conflict_once_per_revision": lambda: twice(m.ConflictVersion, slug="a", rev_to=2),
    "conflict_one_is_current": lambda: twice(m.ConflictVersion, slug="a", again={"rev_from": 2}),
    "conflict_is_about_something": lambda: saved(m.ConflictVersion, agreement=None),
    "conflict_revisions_forward": lambda: saved(m.ConflictVersion, rev_from=2, rev_to=1),
}


def _version_breaks(table: str, model: Any) -> dict[str, Break]:
    later = {"number": 2, "rev_from": 2}
    return {
        f"{table}_number_once": lambda: twice(model, slug="a", rev_to=2, again={"rev_from": 2, "rev_to": 3}),
        f"{table}_once_per_revision": lambda: twice(model, slug="a", rev_to=2, again={"number": 2}),
        f"{table}_one_is_current": lambda: twice(model, slug="a", again=later),
        f"{table}_revisions_forward": lambda: saved(model, rev_from=3, rev_to=3),
    }


for _table, _model in VERSIONS.items():
    BREAKS |= _version_breaks(_table, _model)

OWN = list(apps.get_app_config("agreements").get_models())
MODELS = {constraint.name: model for model in OWN for constraint in model._meta.constraints}
UNIQUE = [
    (model, field.name)
    for model in OWN
    for field in model._meta.concrete_fields
    # A generated column follows from another, which is tried by itself.
    if field.unique and not field.generated and not (field.primary_key and model is not m.Revision) and model in VALID
]


def _leave_alone(name: str) -> None:
    """Drop the other checks of its table until the end of the test, so that none of them refuses in its stead."""
    with connection.cursor() as cursor:
        for other in MODELS[name]._meta.constraints:
            if isinstance(other, CheckConstraint) and other.name != name:
                cursor.execute(f"ALTER TABLE {MODELS[name]._meta.db_table} DROP CONSTRAINT {other.name}")


def test_every_constraint_has_a_case_here() -> None:
    assert sorted(BREAKS) == sorted(MODELS)


@pytest.mark.parametrize("name", BREAKS)
def test_a_constraint_refuses_by_itself(name: str) -> None:
    _leave_alone(name)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name]()
    assert refusal.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]


@pytest.mark.parametrize("model", VALID, ids=lambda model: model.__name__)
def test_a_row_without_the_fault_is_taken(model: type[Model]) -> None:
    row = saved(model)
    assert model._default_manager.get(pk=row.pk) == row
    assert str(row)


def test_every_model_has_a_valid_row_here() -> None:
    assert set(VALID) - {User} == set(OWN) - {m.Head}


@pytest.mark.parametrize(("model", "field"), UNIQUE, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_a_unique_column_holds_a_value_once(model: type[Model], field: str) -> None:
    value = getattr(saved(model), field)
    with pytest.raises(IntegrityError, match=f"{field}|_pkey"), transaction.atomic():
        saved(model, **{field: value})


@pytest.mark.parametrize("ends", [{"low": None}, {"high": None}, {"low": 2, "high": 2}])
@pytest.mark.parametrize("model", [m.Quantity, m.Term])
def test_a_range_may_be_open_or_a_point(model: Any, ends: dict[str, Any]) -> None:
    saved(model, **ends)


def test_an_open_end_is_kept_as_the_last_day_of_the_calendar() -> None:
    saved(m.Event, date="2025-02/..", date_from=date(2025, 2, 1), date_to=date.max)
    assert m.Event.objects.get(date_to__year=9999).date == "2025-02/.."
