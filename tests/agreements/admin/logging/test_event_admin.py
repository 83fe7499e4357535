"""Logging an event and revising it: what is written, and what is not."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client

from agreements.models import Event, Head, Office, Relation, Revision, StatusUpdate
from agreements.timeline import clocks, queries
from tests.agreements import builders, inputs
from tests.agreements.admin.desk import as_sent

from .filling import (
    CHANGE,
    LOG,
    LOOK,
    ana,
    analyst,
    citation,
    complaints,
    filled,
    ground,
    key,
    memo,
    party,
    update,
)

HOSTILE = "<script>alert(1)</script>\"'&"


def body(slug: str) -> dict[str, Any]:
    return queries.detail("event", slug, clocks.now())


def head() -> int:
    return Head.objects.get().number


def change(slug: str) -> str:
    return CHANGE.format(Event.objects.get(slug=slug).pk)


# --- logging ---------------------------------------------------------------------------------------------------------


def test_a_visit_is_recorded_with_who_came_to_whom_and_when(desk: Client):
    people = [
        {"who": "Marco Rubio", "role": "visitor", "party": party("USA")},
        {"who": ana(), "role": "host"},
    ]
    data = filled(
        title="Secretary visits", participants=people, citations=[citation()], visit__arrival="2025-02-02",
        visit__departure="2025-02-04", place="San Salvador",
    )  # fmt: skip
    response = desk.post(LOG.format("visit"), data)
    assert response.status_code == 302
    found = body("secretary-visits-2025-02-03")
    assert (found["kind"], found["place"], found["date"]["edtf"]) == ("visit", "San Salvador", "2025-02-03")
    assert (found["visit"]["arrival"]["edtf"], found["visit"]["departure"]["edtf"]) == ("2025-02-02", "2025-02-04")
    assert found["participants"] == [
        {"person": "ana-lopez", "name": "Ana López", "role": "host", "office": None, "party": None},
        {"person": None, "name": "Marco Rubio", "role": "visitor", "office": None, "party": "USA"},
    ]
    assert (found["relations"], found["parties"]) == (["us-sv"], ["SLV", "USA"])


def test_a_statement_is_its_only_speakers_unless_another_is_named(desk: Client):
    said = [update(value="agreed_in_principle"), update(axis="operation", value="not_started", speaker="A minister")]
    data = filled(
        participants=[{"who": ana(), "role": "speaker", "party": party("SLV")}],
        statement__form="conference",
        statement__venue="Casa Presidencial",
        citations=[citation()],
        status_updates=said,
    )
    desk.post(LOG.format("statement"), data)
    found = body("ministers-meet-2025-02-03")
    assert (found["kind"], found["statement"]) == (
        "press_statement",
        {"form": "conference", "venue": "Casa Presidencial"},
    )
    speakers = [each["speaker"] for each in found["status_updates"]]
    assert speakers[0] == {"name": "Ana López", "person": "ana-lopez", "office": None, "party": "SLV"}
    assert (speakers[1]["name"], speakers[1]["person"]) == ("A minister", None)


def test_with_two_speakers_nobody_is_taken_to_have_said_it(desk: Client):
    two = [{"who": "One", "role": "speaker"}, {"who": "Two", "role": "speaker"}]
    desk.post(LOG.format("statement"), filled(participants=two, citations=[citation()], status_updates=[update()]))
    assert body("ministers-meet-2025-02-03")["status_updates"][0]["speaker"] is None


def test_a_step_has_the_kind_that_is_chosen_and_its_quantities(desk: Client):
    amount = {"what": "grant paid", "low": "4760000", "high": "", "unit": "USD"}
    data = filled(kind="implementation", quantities=[amount], citations=[citation()])
    desk.post(LOG.format("step"), data)
    found = body("ministers-meet-2025-02-03")
    assert found["kind"] == "implementation"
    assert found["quantities"] == [{"what": "grant paid", "low": "4760000", "high": None, "unit": "USD"}]


def test_updates_cite_the_only_citation_and_have_the_modality_of_the_event(desk: Client):
    data = filled(kind="signature", modality="planned", citations=[citation()], status_updates=[update()])
    desk.post(LOG.format("step"), data)
    written = body("ministers-meet-2025-02-03")["status_updates"][0]
    assert (written["modality"], written["citations"]) == ("planned", ["ministers-meet-2025-02-03-s1"])
    assert body("ministers-meet-2025-02-03")["agreements"] == ["memo"]


def test_updates_cite_by_the_numbers_on_the_page_though_a_source_above_is_empty_or_left_out(desk: Client):
    sources = [{}, citation(url="https://one.example/", DELETE="on"), citation(url="https://two.example/")]
    data = filled(
        kind="signature", citations=[*sources, citation(url="https://three.example/")],
        status_updates=[update(cites="3")],
    )  # fmt: skip
    desk.post(LOG.format("step"), data)
    found = body("ministers-meet-2025-02-03")
    urls = {each["id"]: each["url"] for each in found["citations"]}
    assert [urls[each] for each in found["status_updates"][0]["citations"]] == ["https://two.example/"]
    assert set(urls.values()) == {"https://two.example/", "https://three.example/"}


def test_everything_rare_is_recorded_too(desk: Client):
    builders.write(builders.make_office("sv-chancellor"))
    said = update(
        value="signed", date="2025-02-01", modality="reported", speaker="Ana", speaker_party=party("SLV"),
        speaker_office=key(Office, slug="sv-chancellor"), inference="on", note="as printed",
    )  # fmt: skip
    claim = {"field": "place", "value": "Santa Ana", "note": "says the radio"}
    data = filled(
        kind="signature", slug="the-signature", label="Signed", note="kept", summary="A line\r\nand another",
        public_from="2025-02-10", citations=[citation(published="", excerpt="They signed.", locator__page="4")],
        status_updates=[said], claims=[claim],
    )  # fmt: skip
    desk.post(LOG.format("step"), data)
    found = body("the-signature")
    assert (found["label"], found["note"], found["summary"]) == ("Signed", "kept", "A line\nand another")
    assert (found["public_from"]["edtf"], found["public_from_citation"]) == ("2025-02-10", "the-signature-s1")
    assert (found["citations"][0]["excerpt"], found["citations"][0]["locator"]["page"]) == ("They signed.", 4)
    written = found["status_updates"][0]
    assert written["speaker"] == {"name": "Ana", "person": None, "office": "sv-chancellor", "party": "SLV"}
    assert (written["date"]["edtf"], written["modality"], written["inference"]) == ("2025-02-01", "reported", True)
    assert (found["claims"][0]["field"], found["claims"][0]["value"]) == ("place", "Santa Ana")


def test_saving_says_where_it_is_read_and_how_to_log_another(desk: Client):
    response = desk.post(LOG.format("step"), filled(kind="meeting"), follow=True)
    said = " ".join(str(each) for each in get_messages(response.wsgi_request))
    said += response.content.decode()
    assert "“Ministers meet” is recorded, as revision" in said
    assert 'href="/events/ministers-meet-2025-02-03/"' in said
    assert f'href="{LOG.format("step")}"' in said
    assert Revision.objects.get(number=head()).by == "ana"
    assert Revision.objects.get(number=head()).reason == "Logged"


def test_an_analyst_who_types_an_id_gets_it_or_is_told_that_it_is_taken(desk: Client):
    response = desk.post(LOG.format("step"), filled(kind="meeting", slug="talks-2024"))
    assert "recorded already" in complaints(response)["slug"]
    assert body("talks-2024")["date"]["edtf"] == "2024-05-01"


def test_text_in_every_script_is_kept_and_markup_stays_text(desk: Client):
    data = filled(kind="meeting", title=f"Reunión 会議 {HOSTILE}", participants=[{"who": f"Zoë {HOSTILE}"}])
    page = desk.post(LOG.format("step"), data, follow=True).content.decode()
    event = Event.objects.get(title__startswith="Reunión")
    assert event.title == f"Reunión 会議 {HOSTILE}"
    assert event.participants.get().name == f"Zoë {HOSTILE}"
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- what is refused -------------------------------------------------------------------------------------------------

REFUSED = [
    ("title", {"title": ""}, "missing"),
    ("title", {"title": "x" * 301}, "300"),
    ("date", {"date": ""}, "missing"),
    ("date", {"date": "2025-02-30"}, "February"),
    ("date", {"date": "5 Feb"}, "write 2025-03-14"),
    ("kind", {"kind": ""}, "missing"),
    ("kind", {"kind": "visit"}, "valid choice"),
    ("label", {"label": "x" * 25}, "24"),
    ("slug", {"slug": "Not A Slug"}, "form"),
    ("reason", {"reason": ""}, "required"),
    ("public_from_citation", {"public_from": "2025-01-01", "citations": []}, "add one first"),
    ("public_from", {"public_from_citation": "1", "citations": [citation()]}, "give the day"),
    ("citations-0-url", {"citations": [citation(url="gopher://x")]}, "form"),
    ("citations-0-url", {"citations": [citation(url="")]}, "missing"),
    ("citations-0-publisher", {"citations": [citation(publisher="")]}, "missing"),
    ("citations-0-source_type", {"citations": [citation(source_type="")]}, "missing"),
    ("citations-0-published", {"citations": [citation(published="last week")]}, "write 2025-03-14"),
    ("citations-0-excerpt", {"citations": [citation(excerpt="x" * 301)]}, "300"),
    ("citations-0-locator__page", {"citations": [citation(locator__page="iv")]}, "integer"),
    ("citations-1-publisher", {"citations": [{}, citation(publisher="")]}, "missing"),
    ("participants-0-who", {"participants": [{"who": "x" * 301}]}, "300"),
    ("participants-0-who", {"participants": [{"who": "999999"}]}, "nobody"),
    ("quantities-0-low", {"quantities": [{"what": "a", "unit": "b", "low": "many"}]}, "decimal"),
    ("quantities-0-unit", {"quantities": [{"what": "a", "low": "1"}]}, "missing"),
    ("claims-0-value", {"claims": [{"field": "date", "value": "soon"}]}, "write 2025"),
    ("claims-0-cites", {"claims": [{"field": "date", "value": "soon"}]}, "add one first"),
]
REFUSED_UPDATES = [
    ("agreement", {"agreement": ""}, "missing"),
    ("axis", {"axis": ""}, "missing"),
    ("value", {"value": ""}, "missing"),
    ("value", {"value": "operating"}, "not a value of the axis"),
    ("party", {"axis": "procedure", "value": "sent_to_senate"}, "name it here"),
    ("date", {"date": "soon"}, "write 2025"),
    ("note", {"value": "terminated"}, "say why in a note"),
    ("cites", {"cites": "2"}, "use 1"),
    ("cites", {"cites": "first"}, "use 1"),
    ("speaker", {"speaker_party": "SLV"}, "missing"),
    ("supersedes", {"supersedes": "nothing-u1"}, "no status update"),
]


@pytest.mark.parametrize(("field", "changes", "said"), REFUSED)
def test_what_the_domain_refuses_stands_at_the_field_and_nothing_is_written(desk, field, changes, said):
    before = head()
    response = desk.post(LOG.format("step"), filled(**{"kind": "meeting", **changes}))
    assert response.status_code == 400
    assert said in complaints(response)[field]
    assert (head(), Event.objects.count()) == (before, 1)


@pytest.mark.parametrize(("field", "changes", "said"), REFUSED_UPDATES)
def test_what_the_domain_refuses_of_an_update_stands_at_its_field(desk, field, changes, said):
    if "speaker_party" in changes:
        changes = {"speaker_party": party("SLV")}
    # The row above is empty: what is refused stands at the row as it is on the page.
    data = filled(kind="meeting", citations=[citation()], status_updates=[{}, update(**changes)])
    response = desk.post(LOG.format("step"), data)
    assert response.status_code == 400
    assert said in complaints(response)[f"status_updates-1-{field}"]
    assert Event.objects.count() == 1


def test_with_two_sources_an_update_is_asked_which_it_rests_on(desk: Client):
    data = filled(kind="meeting", citations=[citation(), citation(url="https://b.example/")], status_updates=[update()])
    response = desk.post(LOG.format("step"), data)
    assert "use 1, 2" in complaints(response)["status_updates-0-cites"]


def test_the_page_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(desk: Client):
    data = filled(kind="meeting", date="03/02/2025", participants=[{"who": "Zoë"}], summary="long thought")
    page = desk.post(LOG.format("step"), data).content.decode()
    assert "Nothing was written" in page
    assert "the year comes first, then month and day; write 2025-03-14" in page
    assert "long thought" in page
    assert '<option value="Zoë" selected>Zoë</option>' in page


def test_an_irregular_step_with_a_note_is_recorded_with_its_warning(desk: Client):
    said = update(value="terminated", note="So says the decree.")
    desk.post(LOG.format("step"), filled(kind="notification", citations=[citation()], status_updates=[said]))
    written = StatusUpdate.objects.get(event__slug="ministers-meet-2025-02-03")
    assert [each["code"] for each in written.warnings] == ["irregular_step"]


# --- recorded already? -----------------------------------------------------------------------------------------------


def test_an_event_alike_is_shown_first_and_recorded_once_it_is_confirmed_to_be_another(desk: Client):
    data = filled(kind="meeting", date="2024-05-03", agreements=[memo()])
    response = desk.post(LOG.format("step"), data)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Already recorded?" in page
    assert 'href="/events/talks-2024/"' in page
    assert Event.objects.count() == 1
    assert desk.post(LOG.format("step"), {**data, "another": "yes"}).status_code == 302
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"date": "2024-05-05"}, {"kind": "call"}, {"agreements": []}],
    ids=["four days later", "of another kind", "about nothing in common"],
)
def test_an_event_that_differs_is_recorded_at_once(desk: Client, changes: dict[str, Any]):
    data = filled(**{"kind": "meeting", "date": "2024-05-03", "agreements": [memo()], **changes})
    assert desk.post(LOG.format("step"), data).status_code == 302


# --- revising --------------------------------------------------------------------------------------------------------


def test_revising_asks_for_a_reason_and_keeps_what_was_said(desk: Client):
    address = change("talks-2024")
    data = {**as_sent(desk.get(address)), "title": "Talks begin"}
    refused = desk.post(address, data)
    assert "required" in complaints(refused)["reason"]
    assert body("talks-2024")["title"] == "talks 2024"
    assert desk.post(address, {**data, "reason": "The title said less"}).status_code == 302
    found = body("talks-2024")
    assert found["title"] == "Talks begin"
    assert [each["value"] for each in found["status_updates"]] == ["under_negotiation"]
    assert Revision.objects.get(number=head()).reason == "The title said less"


def test_a_planned_event_is_postponed_and_cancelled_as_the_same_event(desk: Client):
    builders.write(builders.make_event("summit", modality="planned", date="2027-01"))
    for data in ({"date": "2027-03"}, {"modality": "cancelled"}):
        desk.post(change("summit"), {**as_sent(desk.get(change("summit"))), **data, "reason": "so announced"})
    assert (body("summit")["date"]["edtf"], body("summit")["modality"]) == ("2027-03", "cancelled")
    assert len(queries.versions("event", "summit", clocks.now())) == 3


def test_relations_that_follow_from_the_parties_are_not_written_down_and_others_are(desk: Client):
    builders.write(builders.make_party("MEX"), builders.make_relation("us-mx", parties=["USA", "MEX"]))
    address, relations = change("talks-2024"), [key(Relation, slug=slug) for slug in ("us-sv", "us-mx")]
    desk.post(
        address, {**as_sent(desk.get(address)), "relations": relations, "title": "Two", "reason": "concerns both"}
    )
    assert body("talks-2024")["relations"] == ["us-mx", "us-sv"]
    assert Event.objects.get(slug="talks-2024").filed_under == ["us-mx"]


def test_an_update_is_added_to_an_event_and_cites_what_the_event_cites(desk: Client):
    address = change("talks-2024")
    rows = {"status_updates-TOTAL_FORMS": 1, **{f"status_updates-0-{name}": each for name, each in update().items()}}
    desk.post(address, {**as_sent(desk.get(address)), **rows, "reason": "It says this too"})
    found = body("talks-2024")["status_updates"]
    assert [(each["value"], each["citations"]) for each in found] == [
        ("under_negotiation", ["talks-2024-s1"]),
        ("signed", ["talks-2024-s1"]),
    ]


def test_a_source_added_to_an_event_has_the_next_number_and_an_id_of_its_own(desk: Client):
    address = change("talks-2024")
    new = {"citations-TOTAL_FORMS": 1, **{f"citations-0-{name}": each for name, each in citation().items()}}
    said = {"status_updates-TOTAL_FORMS": 1}
    said |= {f"status_updates-0-{name}": each for name, each in update(cites="1, 2").items()}
    response = desk.post(address, {**as_sent(desk.get(address)), **new, **said, "reason": "A second source"})
    assert response.status_code == 302
    assert body("talks-2024")["status_updates"][1]["citations"] == ["talks-2024-s1", "talks-2024-s2"]


def test_whoever_revises_what_another_changed_meanwhile_is_told_by_whom(desk: Client):
    address = change("talks-2024")
    opened = as_sent(desk.get(address))
    builders.write(
        builders.make_event("talks-2024", title="Their title", date="2024-05-01"), by="eva", reason="clearer"
    )
    response = desk.post(address, {**opened, "title": "My title", "reason": "mine"})
    assert response.status_code == 400
    assert "eva changed it" in complaints(response)[""]
    assert body("talks-2024")["title"] == "Their title"


def test_saving_what_the_record_says_already_writes_nothing(desk: Client):
    before = head()
    response = desk.post(
        change("talks-2024"), {**as_sent(desk.get(change("talks-2024"))), "reason": "none"}, follow=True
    )
    assert "says this already" in response.content.decode()
    assert head() == before


@pytest.mark.django_db
def test_every_event_of_the_bundled_record_is_revised_without_losing_anything(us_sv: Any, client: Client):
    analyst(client)
    before = head()
    for event in Event.objects.all():
        response = client.post(
            CHANGE.format(event.pk), {**as_sent(client.get(CHANGE.format(event.pk))), "reason": "look"}
        )
        assert response.status_code == 302, complaints(response)
        assert head() == before, event.slug


# --- who may ---------------------------------------------------------------------------------------------------------


def test_a_reader_may_neither_log_nor_revise(db: Any, client: Client):
    ground()
    analyst(client, "rita", role="reader")
    address = change("talks-2024")
    for page in (LOG.format("visit"), LOG.format("statement"), LOG.format("step"), "/admin/agreements/event/add/"):
        assert client.get(page).status_code == 403
        assert client.post(page, filled(kind="meeting")).status_code == 403
    assert client.post(LOOK, {**filled(), "form": "step"}).status_code == 403
    assert b'<form method="post" class="log' not in client.get(address).content
    assert client.post(address, filled(reason="mine")).status_code == 403
    assert Event.objects.count() == 1


def test_whoever_may_log_but_not_revise_is_shown_the_event(db: Any, client: Client):
    ground()
    user = User.objects.create_user("lena", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_event", "add_event"]))
    client.force_login(user)
    assert client.get(LOG.format("step")).status_code == 200
    assert client.post(change("talks-2024"), filled(reason="mine")).status_code == 403
    assert client.post(LOOK, {**filled(), "form": "step", "event": "talks-2024"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_analysts_who_log_under_one_name_at_once_both_have_their_event():
    ground()
    desks = [analyst(Client(), name) for name in ("ana", "eva")]
    data = filled(kind="meeting", citations=[citation()])

    def log(desk: Client) -> int:
        try:
            return desk.post(LOG.format("step"), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(log, desks)) == [302, 302]
    slugs = Event.objects.filter(title="Ministers meet").values_list("slug", flat=True)
    assert sorted(slugs) == ["ministers-meet-2025-02-03", "ministers-meet-2025-02-03-2"]


# --- looking ahead, and without script -------------------------------------------------------------------------------


def test_looking_tells_what_is_to_be_known_and_writes_nothing(desk: Client):
    before = head()
    said = [update(value="terminated"), {}, update(value="signed")]
    data = filled(kind="meeting", date="2024-05-02", citations=[citation()], status_updates=said)
    told = desk.post(LOOK, {**data, "form": "step"}).json()
    assert sorted(told["updates"]) == ["0", "2"]
    assert "under negotiation, from 1 May 2024" in told["updates"]["0"]["html"]
    assert 'value="agreed_in_principle"' in told["updates"]["0"]["html"]
    assert told["updates"]["0"]["irregular"] is True
    assert "say why in the note" in told["updates"]["0"]["html"]
    assert "talks 2024" in told["alike"]
    assert told["slug"] == "ministers-meet-2024-05-02"
    assert (head(), Event.objects.count()) == (before, 1)


@pytest.mark.parametrize(
    "data",
    [{}, {"form": "step"}, {"form": "step", "date": "soon"}, {"form": "visit", "relations": ["x"]}],
    ids=["nothing", "an empty form", "a date that is none", "a relation that is none"],
)
def test_looking_at_a_form_that_is_hardly_filled_in_is_no_error(desk: Client, data: dict[str, Any]):
    lists = {key: each for key, each in filled().items() if key.endswith("_FORMS")}
    assert desk.post(LOOK, {**lists, **data}).status_code == (200 if data else 404)


@pytest.mark.parametrize(
    "data", [{"form": "speech"}, {"form": "step", "event": "nowhere"}, {"form": "step", "event": "\0"}]
)
def test_looking_at_a_form_or_an_event_that_is_none_finds_nothing(desk: Client, data: dict[str, Any]):
    assert desk.post(LOOK, {**filled(), **data}).status_code == 404


def test_a_form_without_its_lists_is_refused(desk: Client):
    assert desk.post(LOG.format("visit"), {"title": "x", "date": "2025", "reason": "Logged"}).status_code == 400
    assert Event.objects.count() == 1


def test_a_retracted_event_says_so_above_its_form(desk: Client):
    builders.write(builders.make_retraction("event", "talks-2024", "told twice"))
    assert "This event is retracted: told twice" in desk.get(change("talks-2024")).content.decode()


def test_without_script_a_button_adds_a_row_and_keeps_what_was_typed(desk: Client):
    data = filled(title="Half", citations=[citation()], more="citations")
    response = desk.post(LOG.format("visit"), data)
    assert response.status_code == 200
    entry = response.context["entry"]
    assert len(entry.rows["citations"].forms) == 2
    assert entry.rows["citations"].forms[0]["publisher"].value() == "Example News"
    assert entry.form["title"].value() == "Half"
    assert Event.objects.count() == 1


def test_without_script_a_name_is_typed_into_a_plain_field(desk: Client):
    data = {**filled(kind="meeting", participants=[{"role": "other"}]), "participants-0-who": ["", "Zoë"]}
    desk.post(LOG.format("step"), data)
    assert body("ministers-meet-2025-02-03")["participants"][0]["name"] == "Zoë"


def test_a_new_form_begins_with_the_only_relation_and_its_parties(desk: Client):
    entry = desk.get(LOG.format("visit")).context["entry"]
    assert [
        each.slug for each in entry.form.fields["relations"].queryset if each.pk in entry.form["relations"].value()
    ] == ["us-sv"]
    assert {str(each) for each in entry.form["parties"].value()} == {party("USA"), party("SLV")}
    assert [form["role"].value() for form in entry.rows["participants"].forms] == ["visitor", "host"]


def test_with_two_relations_none_is_chosen_beforehand(desk: Client):
    builders.write(builders.make_party("MEX"), builders.make_relation("us-mx", parties=["USA", "MEX"]))
    entry = desk.get(LOG.format("visit")).context["entry"]
    assert not entry.form["relations"].value()
    assert not entry.form["parties"].value()


def test_the_pages_have_no_inline_script_or_style(desk: Client):
    for page in (LOG.format("visit"), LOG.format("statement"), LOG.format("step"), change("talks-2024")):
        html = desk.get(page).content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)


def test_every_field_has_a_label(desk: Client):
    html = desk.get(LOG.format("step")).content.decode().split('<form method="post" class="log')[1]
    named = set(re.findall(r'<label for="([^"]+)"', html))
    fields = re.findall(r'<(?:input(?![^>]*type="(?:hidden|checkbox)")|select|textarea)[^>]*\sid="([^"]+)"', html)
    assert set(fields) - named == set()


@pytest.mark.parametrize("name", ["visit", "statement", "step"])
def test_the_desk_and_the_list_of_events_lead_to_the_forms(desk: Client, name: str):
    for page in ("/admin/", "/admin/agreements/event/", "/admin/agreements/event/add/"):
        assert f'href="{LOG.format(name)}"' in desk.get(page).content.decode()


def test_an_event_says_what_it_says_already_with_the_numbers_of_its_sources(desk: Client):
    event = inputs.event("cited", citations=[inputs.citation("s1"), inputs.citation("b", url="https://b.example/")])
    builders.write(builders.make_event("cited", **{name: event[name] for name in event if name != "slug"}))
    listed = desk.get(change("cited")).context["lists"]["citations"]
    assert [each["text"].split(" · ")[-1] for each in listed["known"]] == [
        "https://b.example/",
        "https://news.example/s1",
    ]
    assert listed["blank"]["number"] == "__number__"
