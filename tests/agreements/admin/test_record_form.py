"""Adding and revising records: through the writer, with a reason, refused at the field."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.admin.places import admin_page
from agreements.models import Agreement, Office, Party, Person, Relation, Revision
from agreements.timeline import clocks, queries
from tests.agreements.admin.desk import all_errors, as_sent, page_of, row_sent, sign_in
from tests.agreements.builders import ground, make_agreement, make_office, make_person, make_term, write

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


@pytest.fixture
def desk(client: Client) -> Client:
    """An analyst before two parties, their relation and the agreement `memo`."""
    write(*ground())
    return sign_in(client)


def add(desk: Client, model: Any, **fields: Any) -> Any:
    address = admin_page(model, "add")
    return desk.post(address, as_sent(desk.get(address), **fields))


def revise(desk: Client, row: Any, **fields: Any) -> Any:
    fields = {"reason": "read again", **fields}
    return desk.post(page_of(row), as_sent(desk.get(page_of(row)), **fields))


def party(code: str) -> int:
    return Party.objects.get(code=code).pk


def body(kind: str, slug: str) -> Json:
    """What the record says now, without the stamps of its version."""
    found = queries.detail(kind, slug, clocks.now())
    return {name: value for name, value in found.items() if name not in ("version", "recorded")}


# --- adding ----------------------------------------------------------------------------------------------------------


def test_a_party_is_added_with_other_names_and_successors(desk: Client) -> None:
    fields = {"code": "YUG", "kind": "former_state", "names__en": "Yugoslavia", "names__es": "Yugoslavia"}
    row = row_sent("aliases", 0, 1, text="SFRY", language="en")
    response = add(desk, Party, **fields, **row, succeeded_by=[party("USA")])
    assert response.status_code == 302
    assert body("party", "YUG") == {
        "code": "YUG",
        "kind": "former_state",
        "names": {"en": "Yugoslavia", "es": "Yugoslavia"},
        "aliases": [{"text": "SFRY", "language": "en"}],
        "succeeded_by": ["USA"],
        "merged_into": None,
    }
    act = Revision.objects.get(number=2)
    assert (act.by, act.reason) == ("ana-analyst", "Added")


def test_an_office_and_a_person_who_holds_it_are_added(desk: Client) -> None:
    titles = {"titles__en": "Minister", "titles__es": "Ministra"}
    add(desk, Office, slug="sv-minister", **titles, party=party("SLV"), institution="Ministry")
    office = Office.objects.get()
    held = row_sent("offices", 0, 2, office=office.pk, held="2019-06/..")
    held |= row_sent("offices", 1, 2, office=office.pk, held="../2012~")
    add(desk, Person, slug="eva-ruiz", name="Eva Ruiz", description="jurist", aliases="E. Ruiz\r\nLa Ruiz", **held)
    assert body("office", "sv-minister") == {
        "slug": "sv-minister",
        "titles": {"en": "Minister", "es": "Ministra"},
        "party": "SLV",
        "institution": "Ministry",
    }
    person = body("person", "eva-ruiz")
    assert person["aliases"] == ["E. Ruiz", "La Ruiz"]
    assert [(each["office"], each["held"]["edtf"]) for each in person["offices"]] == [
        ("sv-minister", "../2012~"),
        ("sv-minister", "2019-06/.."),
    ]


def test_a_relation_is_added_from_its_two_parties(desk: Client) -> None:
    add(desk, Party, code="HND", kind="state", names__en="Honduras", names__es="Honduras")
    titles = {"titles__en": "United States – Honduras", "titles__es": "Estados Unidos – Honduras"}
    response = add(desk, Relation, slug="us-hn", first=party("USA"), second=party("HND"), note="n", **titles)
    assert response.status_code == 302
    assert body("relation", "us-hn")["parties"] == ["HND", "USA"]
    assert desk.get("/us-hn/").status_code == 200


def test_an_agreement_is_added_with_all_that_it_has(desk: Client) -> None:
    fields = {"slug": "pact", "title": "A pact", "short_title": "Pact", "official_title": "The Pact", "kind": "trade"}
    fields |= {"form": "treaty", "summary": "About trade.", "note": "n"}
    memo = Agreement.objects.get(slug="memo").pk
    rows: Json = {}
    for each in (
        row_sent("parties", 0, 2, party=party("USA"), role="sender"),
        row_sent("parties", 1, 2, party=party("SLV"), role="party"),
        row_sent("identifiers", 0, 1, scheme="tias", value="12345", url="https://state.example/1"),
        row_sent("aliases", 0, 1, text="El pacto", language="es"),
        row_sent("documents", 0, 1, url="https://state.example/t", title="Text", role="authentic_text", language="en"),
        row_sent("citations", 0, 2, url="https://a.example", publisher="A", source_type="press", language="en"),
        row_sent(
            "citations", 1, 2, url="https://b.example", publisher="B", source_type="official_text", locator__page="7"
        ),
        row_sent(
            "terms", 0, 1, name="amount", low="4760000", unit="USD", citations="2", speaker__name="The State Department"
        ),
        row_sent("links", 0, 1, type="implements", agreement=memo, state="proposed", citations="1, 2"),
    ):
        rows |= each
    response = add(desk, Agreement, **fields, **rows)
    assert response.status_code == 302, all_errors(response)
    pact = body("agreement", "pact")
    assert {name: pact[name] for name in fields} == fields
    assert pact["parties"] == [{"party": "SLV", "role": "party"}, {"party": "USA", "role": "sender"}]
    assert pact["identifiers"] == [{"scheme": "tias", "value": "12345", "url": "https://state.example/1"}]
    assert pact["aliases"] == [{"text": "El pacto", "language": "es"}]
    assert [each["role"] for each in pact["documents"]] == ["authentic_text"]
    assert [(each["id"], each["locator"]["page"]) for each in pact["citations"]] == [("pact-s1", None), ("pact-s2", 7)]
    (term,) = pact["terms"]
    assert (term["low"], term["unit"], term["citations"]) == ("4760000", "USD", ["pact-s2"])
    assert term["speaker"]["name"] == "The State Department"
    (link,) = pact["links"]
    assert (link["agreement"], link["state"], link["citations"]) == ("memo", "proposed", ["pact-s1", "pact-s2"])
    assert Revision.objects.count() == 2
    assert desk.get("/agreements/pact/").status_code == 200


# --- revising --------------------------------------------------------------------------------------------------------


def test_a_form_that_is_sent_as_it_is_shown_changes_nothing(desk: Client) -> None:
    write(make_office(), make_person(offices=[{"office": "sv-president", "held": "2019/.."}], aliases=["A"]))
    rows = [
        *Party.objects.all(),
        Office.objects.get(),
        Person.objects.get(),
        Relation.objects.get(),
        Agreement.objects.get(),
    ]
    for row in rows:
        response = revise(desk, row)
        assert response.status_code == 302, (row, all_errors(response))
        assert "nothing was written" in str(list(desk.get(page_of(row)).context["messages"])[0])
    assert Revision.objects.count() == 2


@pytest.mark.usefixtures("us_sv")
def test_every_bundled_record_s_form_says_what_is_recorded(client: Client) -> None:
    desk, before = sign_in(client), Revision.objects.count()
    for model in (Agreement, Party, Person, Office, Relation):
        for row in model.objects.all():
            response = revise(desk, row)
            assert response.status_code == 302, (row, all_errors(response))
    assert Revision.objects.count() == before


def test_revising_writes_who_and_why_and_shows_on_the_public_page(desk: Client) -> None:
    revise(desk, Agreement.objects.get(), title="Memorandum of understanding", reason="the title of the text")
    act = Revision.objects.order_by("-number")[0]
    assert (act.by, act.reason) == ("ana-analyst", "the title of the text")
    assert "Memorandum of understanding" in desk.get("/agreements/memo/").content.decode()
    assert not LogEntry.objects.exists()


def test_the_slug_of_a_record_never_changes(desk: Client) -> None:
    revise(desk, Agreement.objects.get(), slug="other", title="T")
    assert [each.slug for each in Agreement.objects.all()] == ["memo"]
    assert Agreement.objects.get().title == "T"


def test_statements_are_added_to_those_that_an_agreement_has(desk: Client) -> None:
    write(make_agreement("memo", terms=[make_term(id="t1").model_dump()]))
    added = row_sent("citations", 0, 1, url="https://c.example", publisher="C", source_type="press", language="en")
    added |= row_sent("terms", 0, 2, name="cap", high="300", unit="persons", citations="1")
    added |= row_sent("terms", 1, 2, name="duration", text="a year", coding="yes")
    response = revise(desk, Agreement.objects.get(), **added)
    assert response.status_code == 302, all_errors(response)
    memo = body("agreement", "memo")
    assert [each["id"] for each in memo["citations"]] == ["memo-s1", "memo-s2"]
    told = {each["name"]: each["citations"] for each in memo["terms"]}
    assert told == {"amount": ["memo-s1"], "cap": ["memo-s1"], "duration": ["memo-s2"]}


def test_a_recorded_person_who_speaks_needs_no_other_name(desk: Client) -> None:
    write(make_person("eva", name="Eva Ruiz"))
    spoken = row_sent("terms", 0, 1, name="cap", high="3", unit="persons", speaker__person=Person.objects.get().pk)
    revise(desk, Agreement.objects.get(), **spoken)
    speaker = body("agreement", "memo")["terms"][0]["speaker"]
    assert (speaker["name"], speaker["person"]) == ("Eva Ruiz", "eva")


def test_a_row_is_left_out_by_its_box(desk: Client) -> None:
    write(make_agreement("memo", aliases=[{"text": "old name"}, {"text": "kept"}]))
    shown = desk.get(page_of(Agreement.objects.get()))
    index = [form["text"].value() for form in shown.context["entry"].rows["aliases"].forms].index("old name")
    revise(desk, Agreement.objects.get(), **{f"aliases-{index}-DELETE": "on"})
    assert [each["text"] for each in body("agreement", "memo")["aliases"]] == ["kept"]


# --- refusing --------------------------------------------------------------------------------------------------------

REFUSED = [
    (Party, {"code": "usa"}, "code", "does not have the form"),
    (Party, {"code": "USA"}, "code", "USA is recorded already"),
    (Party, {"code": "HND", "kind": ""}, "kind", "is missing; add it"),
    (Party, {"code": "HND", "names__es": ""}, "names__es", "is missing; add it"),
    (Party, {"code": "HND", "reason": ""}, "reason", "required"),
    (Person, {"slug": "eva", "name": " "}, "name", "is missing; add it"),
    (Person, {"slug": "Eva"}, "slug", "does not have the form"),
    (Person, {"slug": "eva", **row_sent("offices", 0, 1, held="2025-02-30/..")}, "offices-0-held", "2025-02-30"),
    (Person, {"slug": "eva", **row_sent("offices", 0, 1, held="2025")}, "offices-0-office", "is missing; add it"),
    (Relation, {"slug": "us-us", "second": "USA"}, "first", "two different parties"),
    (Relation, {"slug": "sv-us"}, "first", "the relation us-sv has these two parties already"),
    (Relation, {"slug": "us-x", "second": ""}, "first", "needs at least 2"),
    (Agreement, {"slug": "memo"}, "slug", "memo is recorded already"),
    (Agreement, {"short_title": "x" * 29}, "short_title", "at most 28"),
    (Agreement, {"parties-1-party": ""}, "parties", "needs at least 2"),
    (Agreement, {"parties-1-party": "USA"}, "parties", "a party stands twice"),
    (Agreement, row_sent("identifiers", 0, 1, scheme="tias"), "identifiers-0-value", "is missing; add it"),
    (
        Agreement,
        row_sent("documents", 0, 1, url="ftp://x", title="t", role="copy"),
        "documents-0-url",
        "does not have the form",
    ),
    (
        Agreement,
        row_sent("terms", 0, 1, name="cap", high="3", unit="p", citations="1"),
        "terms-0-citations",
        "there is no citation 1",
    ),
    (Agreement, row_sent("terms", 0, 1, name="cap", high="3", unit="p"), "terms-0-citations", "say on which citations"),
    (
        Agreement,
        row_sent("citations", 0, 1, url="https://a.example", source_type="press"),
        "citations-0-publisher",
        "is missing",
    ),
    (Agreement, row_sent("links", 0, 1, type="funds", citations="9"), "links-0-citations", "there is no citation 9"),
]
COMPLETE: dict[Any, Json] = {
    Party: {"code": "HND", "kind": "state", "names__en": "Honduras", "names__es": "Honduras"},
    Person: {"slug": "eva", "name": "Eva"},
    Relation: {"slug": "x", "first": "USA", "second": "SLV", "titles__en": "t", "titles__es": "t"},
    Agreement: {"slug": "pact", "title": "Pact", "short_title": "Pact", "kind": "trade", "form": "treaty"},
}
COMPLETE[Agreement] |= {"parties-0-party": "USA", "parties-1-party": "SLV"}


def with_keys(fields: Json) -> Json:
    """Codes of parties as the keys that the form sends."""
    keys = {each.code: each.pk for each in Party.objects.all()}
    chosen = ("first", "second", "parties-0-party", "parties-1-party")
    return {name: keys.get(value, value) if name in chosen else value for name, value in fields.items()}


@pytest.mark.parametrize(("model", "fields", "where", "why"), REFUSED)
def test_what_the_record_refuses_is_said_at_the_field_and_nothing_is_written(
    desk: Client, model: Any, fields: Json, where: str, why: str
) -> None:
    before = model.objects.count()
    response = add(desk, model, **with_keys(COMPLETE[model] | fields))
    errors = all_errors(response)
    assert response.status_code == 400
    assert any(why in each for each in errors.get(where, [])), errors
    assert list(errors) == [where]
    assert Revision.objects.count() == 1
    assert model.objects.count() == before
    html = response.content.decode()
    assert "Nothing was written" in html


STATEMENT = row_sent("citations", 0, 1, url="https://a.example", publisher="A", source_type="press")
WRONG_STATEMENTS = [
    (row_sent("terms", 0, 1, name="cap", high="3", citations="1"), "terms-0-unit", "needs its unit"),
    (row_sent("terms", 0, 1, name="cap", low="9", high="3", unit="p"), "terms-0-__all__", "low 9 is above high 3"),
    (row_sent("terms", 0, 1, name="cap", low="many", unit="p"), "terms-0-low", "is not a decimal number"),
    (row_sent("terms", 0, 1, text="t", speaker__office=""), "terms-0-name", "is missing; add it"),
    (row_sent("links", 0, 1, type="funds"), "links-0-__all__", "exactly one of"),
    ({"citations-0-excerpt": "x" * 301}, "citations-0-excerpt", "longer than 300"),
    ({"citations-0-locator__page": "seven"}, "citations-0-locator__page", "integer"),
    ({"citations-0-published": "soon"}, "citations-0-published", "soon"),
]


@pytest.mark.parametrize(("fields", "where", "why"), WRONG_STATEMENTS)
def test_a_statement_that_is_refused_says_so_in_its_row(desk: Client, fields: Json, where: str, why: str) -> None:
    response = add(desk, Agreement, **with_keys(COMPLETE[Agreement] | STATEMENT | fields))
    errors = all_errors(response)
    assert any(why in each for each in errors.get(where, [])), errors
    assert not Agreement.objects.filter(slug="pact").exists()


def test_nothing_is_revised_without_a_reason(desk: Client) -> None:
    response = revise(desk, Agreement.objects.get(), title="New", reason="  ")
    assert response.status_code == 400
    assert list(all_errors(response)) == ["reason"]
    assert Agreement.objects.get().title == "memo"


def test_who_began_before_somebody_else_changed_it_is_told_and_overwrites_nothing(desk: Client) -> None:
    memo = Agreement.objects.get()
    mine = as_sent(desk.get(page_of(memo)), title="Mine", reason="r")
    write(make_agreement("memo", title="Theirs"), by="leo", reason="the official title")
    response = desk.post(page_of(memo), mine)
    assert response.status_code == 400
    (said,) = all_errors(response)[""]
    assert "leo changed it" in said and "the official title" in said
    assert Agreement.objects.get().title == "Theirs"


@pytest.mark.parametrize("seen", ["", "0", "99", "x", "-1"])
def test_a_version_that_was_never_shown_is_not_revised(desk: Client, seen: str) -> None:
    response = revise(desk, Agreement.objects.get(), title="New", seen=seen)
    assert response.status_code == 400
    assert Agreement.objects.get().title == "memo"


def test_forged_rows_and_keys_are_refused_not_broken(desk: Client) -> None:
    for forged in (
        {"parties-TOTAL_FORMS": "x"},
        {"parties-0-party": "999999"},
        {"kind": "nonsense"},
        {"merged_into": "x"},
    ):
        response = add(desk, Agreement, **with_keys(COMPLETE[Agreement]) | forged)
        assert response.status_code == 400
    assert Revision.objects.count() == 1


# --- who may ---------------------------------------------------------------------------------------------------------

MODELS = (Agreement, Party, Person, Office, Relation)


@pytest.mark.parametrize("model", MODELS)
def test_a_reader_sees_a_record_and_can_send_nothing(client: Client, model: Any) -> None:
    write(*ground(), make_office(), make_person())
    reader = sign_in(client, "reader")
    row = model.objects.all()[0]
    shown = reader.get(page_of(row))
    assert shown.status_code == 200
    assert "entry" not in shown.context
    assert reader.post(page_of(row), {"reason": "x", "title": "x"}).status_code == 403
    assert reader.get(admin_page(model, "add")).status_code == 403
    assert reader.post(admin_page(model, "add"), {"reason": "x"}).status_code == 403
    assert Revision.objects.count() == 1


def test_staff_without_a_role_see_nothing(client: Client) -> None:
    write(*ground())
    nobody = sign_in(client, None)
    assert nobody.get(page_of(Agreement.objects.get())).status_code == 403
    assert nobody.get(admin_page(Agreement, "changelist")).status_code == 403


def test_a_record_that_is_not_there_leads_back_to_the_list(desk: Client) -> None:
    assert desk.get(admin_page(Agreement, "change", 999_999)).headers["Location"] == "/admin/"


# --- the page --------------------------------------------------------------------------------------------------------


def test_markup_and_other_scripts_are_shown_as_text(desk: Client) -> None:
    said = "<script>alert('1')</script> ñandú — 條約 عربي"
    response = add(desk, Person, slug="eva", name=said, description='"><img src=x onerror=alert(1)>')
    assert response.status_code == 302
    assert body("person", "eva")["name"] == said
    for view in ("change", "history"):
        html = desk.get(page_of(Person.objects.get(), view)).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    shown = desk.get(page_of(Person.objects.get()))
    assert shown.context["entry"].form["name"].value() == said


def test_the_page_has_no_inline_script_or_style(desk: Client) -> None:
    for address in (page_of(Agreement.objects.get()), admin_page(Agreement, "add"), admin_page(Person, "add")):
        html = desk.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_agreement_is_added_in_the_browser_and_found_on_its_public_page(live_server: Any, page: Any) -> None:
    write(*ground())
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    at_the_desk(page, live_server.url)
    page.goto(f"{live_server.url}{admin_page(Agreement, 'add')}")
    fill(page, slug="pact", title="A pact on ports", short_title="Ports pact", kind="trade", form="treaty")
    choose(page, "parties-0-party", "USA")
    choose(page, "parties-1-party", "SLV")
    fill(page, **{"citations-0-url": "https://a.example", "citations-0-publisher": "A"})
    fill(page, **{"citations-0-source_type": "press"})
    page.get_by_role("button", name="Add to: terms").click()
    fill(page, **{"terms-0-name": "amount", "terms-0-low": "5", "terms-0-unit": "USD"})
    page.get_by_role("button", name="Add to: links").click()
    page.locator("#links-0").get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Add to the record").click()
    page.get_by_text("pact is recorded as revision 2").wait_for()
    page.get_by_role("link", name="Its page").click()
    assert page.get_by_role("heading", level=1).inner_text() == "A pact on ports"
    assert body("agreement", "pact")["terms"][0]["citations"] == ["pact-s1"]
    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


@pytest.mark.django_db(transaction=True)
def test_the_form_fits_a_phone_and_works_by_keyboard(live_server: Any, page: Any) -> None:
    write(*ground())
    page.set_viewport_size({"width": 390, "height": 844})
    at_the_desk(page, live_server.url)
    for address in ("/admin/", page_of(Agreement.objects.get()), admin_page(Agreement, "add")):
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{live_server.url}{page_of(Agreement.objects.get())}")
    page.locator("[name=title]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("A memorandum")
    page.locator("[name=reason]").focus()
    page.keyboard.type("the title of the text")
    page.keyboard.press("Enter")
    page.get_by_text("memo is recorded as revision 2").wait_for()
    assert Agreement.objects.get().title == "A memorandum"


def at_the_desk(page: Any, url: str) -> None:
    user = User.objects.create_user("ana", password="a long word", is_staff=True)
    user.groups.add(Group.objects.get(name="analyst"))
    page.goto(f"{url}/admin/login/")
    page.locator("[name=username]").fill("ana")
    page.locator("[name=password]").fill("a long word")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The desk").wait_for()


def fill(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if field.evaluate("each => each.tagName") == "SELECT" else field.fill(value)


def choose(page: Any, name: str, typed: str) -> None:
    """By typing into Django's autocomplete."""
    page.locator(f"[name={name}] + .select2").click()
    page.locator(".select2-dropdown .select2-search__field").fill(typed)
    page.get_by_role("option", name=f"({typed})").click()
