"""Sources, looks, documents and candidates over the interface."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import Permission, User

from agreements.models import ApiToken, Candidate, Document, Event, FetchRun, Snapshot, Source
from agreements.review import decisions
from tests.agreements import builders, versions
from tests.agreements.review.candidates import make_candidate

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def reviewer() -> User:
    user = User.objects.create_user("ana", password="a long word")
    wanted = ["view_candidate", "change_candidate", "change_source"]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


@pytest.fixture
def token(reviewer: User) -> str:
    return ApiToken.objects.create(reviewer, name="notebook")[1]


@pytest.fixture
def post(client, token):
    """POST with the reviewer's token; returns (status, answer)."""

    def send(address: str, body: object = None, scheme: str = "Token"):
        headers = {"Authorization": f"{scheme} {token}"}
        response = client.post(f"/api/v1/{address}", json.dumps(body or {}), "application/json", headers=headers)
        return response.status_code, response.json()

    return send


@pytest.fixture
def read(client, token):
    def get(address: str, query=None, *, signed_in: bool = True):
        headers = {"Authorization": f"Bearer {token}"} if signed_in else {}
        response = client.get(f"/api/v1/{address}", query, headers=headers)
        return response.status_code, response.json()

    return get


@pytest.fixture
def candidate() -> Candidate:
    builders.write(builders.make_party("USA"), builders.make_party("SLV"), builders.make_agreement("memo"))
    return make_candidate()


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="ministry", name="Ministry", url="https://ministry.example/feed", format="rss")


def test_a_candidate_accepted_twice_with_a_token_stands_once_in_timeline_and_history(candidate, post, read):
    first, answer = post("candidates/c-1/accept/")
    second, again = post("candidates/c-1/accept/")
    assert (first, second) == (200, 200)
    assert answer == again
    assert answer["event"]["slug"] == "memo-signed"
    assert [update["value"] for update in answer["status_updates"]] == ["signed"]
    _, timeline = read("timeline/", {"agreement": "memo"})
    assert [event["slug"] for event in timeline["results"]] == ["memo-signed"]
    _, history = read("agreements/memo/history/")
    assert [update["event"] for update in history["results"]] == ["memo-signed"]


def test_another_body_after_acceptance_is_a_conflict_that_names_the_event(candidate, post):
    post("candidates/c-1/accept/")
    status, problem = post("candidates/c-1/accept/", {"title": "Something else"})
    assert (status, problem["type"], problem["event"]) == (409, "already-decided", "memo-signed")


def test_corrections_are_whole_fields_and_unknown_ones_are_refused_by_name(candidate, post):
    status, problem = post("candidates/c-1/accept/", {"titel": "x"})
    assert (status, problem["errors"][0]["field"]) == (400, "titel")
    status, answer = post("candidates/c-1/accept/", {"title": "Corrected", "status_updates": []})
    assert (status, answer["event"]["title"], answer["status_updates"]) == (200, "Corrected", [])


def test_rejecting_needs_a_reason_and_keeps_who_and_why(candidate, post, read):
    assert post("candidates/c-1/reject/")[0] == 400
    status, answer = post("candidates/c-1/reject/", {"reason": "another country"})
    assert (status, answer["event"]) == (200, None)
    decided = read("candidates/c-1/")[1]["decided"]
    assert (decided["by"], decided["reason"]) == ("ana", "another country")
    assert read("candidates/", {"state": "waiting"})[1]["results"] == []


def test_merging_names_the_event_that_is_there(candidate, post):
    builders.write(builders.make_event("already-here"))
    assert post("candidates/c-1/merge/", {"event": "nowhere"})[1]["errors"][0]["field"] == "event"
    status, answer = post("candidates/c-1/merge/", {"event": "already-here"})
    assert (status, answer["event"]["slug"]) == (200, "already-here")
    assert not Event.objects.filter(slug="memo-signed").exists()


@pytest.mark.parametrize("body", [[], "text", 3])
def test_a_body_that_is_no_object_is_refused(candidate, post, body):
    assert post("candidates/c-1/accept/", body or [0])[0] == 400


def test_merging_brings_status_updates_along(candidate, post):
    builders.write(builders.make_event("already-here"))
    updates = candidate.proposed["status_updates"]
    status, answer = post("candidates/c-1/merge/", {"event": "already-here", "status_updates": updates})
    assert (status, answer["candidate"]["state"]) == (200, "merged")
    assert [each["citations"] for each in answer["status_updates"]] == [["already-here-s2"]]
    assert post("candidates/c-1/merge/", {"event": "already-here", "status_updates": {}})[0] == 400


@pytest.fixture
def second_look(candidate) -> Candidate:
    """Accepted, and its page has changed since: it says no longer that the memorandum was signed."""
    done = decisions.accept("c-1", by="ana")
    look = make_candidate("c-2", "https://example.org/news/changed", status_updates=[])
    look.relation, look.about, look.about_reason = "revision", done.candidate.event, "It was changed."
    was = {"agreement": "memo", "axis": "legal", "value": "signed", "modality": "happened", "party": None, "date": None}
    look.changes = [{"was": was, "now": None, "update": "memo-signed-u1"}]
    look.rules = ["sign"]
    look.save()
    return look


def test_a_second_look_says_what_changed_and_what_it_is_about(second_look, read):
    shown = read("candidates/c-2/")[1]
    assert (shown["relation"], shown["about"], shown["head"]) == ("revision", "memo-signed", None)
    assert shown["changes"][0]["was"]["value"] == "signed" and shown["changes"][0]["now"] is None


def test_accepting_a_second_look_takes_back_what_is_chosen_and_makes_no_event(second_look, post):
    status, answer = post("candidates/c-2/accept/", {"retract": ["memo-signed-u1"], "reason": "The page was corrected"})
    assert (status, answer["event"]["slug"]) == (200, "memo-signed")
    assert answer["status_updates"][0]["retracted"]["reason"] == "The page was corrected (candidate c-2)"
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "given", [{"retract": "memo-signed-u1"}, {"retract": [1]}, {"as_new": "yes"}, {"as_new": True}]
)
def test_what_is_no_decision_about_a_second_look_is_refused_by_name(second_look, post, given):
    status, problem = post("candidates/c-2/accept/", given)
    assert status == 400 and problem["errors"][0]["field"] in given


def test_candidates_are_filtered_by_what_they_are_about_and_where_they_come_from(second_look, read, source):
    Document.objects.filter(url="https://example.org/news/changed").update(source=source)

    def found(**query):
        return [each["id"] for each in read("candidates/", query)[1]["results"]]

    assert found(relation="revision") == found(source=source.slug) == found(rule="sign") == ["c-2"]
    assert found(relation="none") == found(state="accepted") == ["c-1"]
    assert found(about="memo-signed") == ["c-2"] and found(relation="copy") == found(rule="no") == []


@pytest.mark.parametrize("name", ["source", "about", "relation"])
def test_a_misspelt_filter_is_refused_by_name(candidate, read, name):
    status, problem = read("candidates/", {name: "nowhere"})
    assert (status, problem["errors"][0]["field"]) == (400, name)


def test_readers_see_no_candidates_and_decide_nothing(candidate, client, read):
    assert read("candidates/", signed_in=False)[0] == 403
    assert read("candidates/c-1/", signed_in=False)[0] == 403
    assert client.post("/api/v1/candidates/c-1/accept/", "{}", "application/json").status_code in (401, 403)
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/api/v1/candidates/").status_code == 403
    assert Candidate.objects.get().state == "waiting"


def test_a_token_of_nonsense_is_refused(client):
    response = client.get("/api/v1/candidates/", headers={"Authorization": "Token é"})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"


def test_sources_say_how_they_fare(source, read):
    _, answer = read("sources/", signed_in=False)
    assert [each["slug"] for each in answer["results"]] == ["ministry"]
    assert read("sources/ministry/")[1]["failures"] == 0
    assert read("sources/nobody/")[0] == 404


NEW = {"slug": "gazette", "name": "Gazette", "url": "https://gazette.example/feed", "format": "rss", "party": "SLV"}


@pytest.fixture
def patch(client, token):
    def send(address: str, body: object):
        headers = {"Authorization": f"Token {token}"}
        response = client.patch(f"/api/v1/{address}", json.dumps(body), "application/json", headers=headers)
        return response.status_code, response.json()

    return send


def test_a_source_is_made_changed_and_paused(post, patch, reviewer):
    reviewer.user_permissions.add(Permission.objects.get(codename="add_source"))
    builders.write(builders.make_party("SLV"))
    status, made = post("sources/", NEW)
    assert (status, made["slug"], made["party"], made["enabled"]) == (201, "gazette", "SLV", True)
    status, changed = patch("sources/gazette/", {"enabled": False, "interval": 600})
    assert (status, changed["enabled"], changed["interval"], changed["url"]) == (200, False, 600, NEW["url"])


def test_a_new_address_forgets_what_the_old_one_answered(source, patch):
    Source.objects.update(etag='"old"')
    patch("sources/ministry/", {"url": "https://ministry.example/new"})
    assert Source.objects.get().etag == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"format": "telepathy"}, "format"),
        ({"url": "ftp://x"}, "url"),
        ({"party": "XXX"}, "party"),
        ({"interval": 1}, "interval"),
        ({"colour": "red"}, "colour"),
        ({"slug": "other"}, "slug"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_name_and_changes_nothing(source, patch, changes, field):
    status, problem = patch("sources/ministry/", changes)
    assert (status, problem["errors"][0]["field"]) == (400, field)
    assert Source.objects.values("url", "format", "interval").get() == {
        "url": source.url,
        "format": "rss",
        "interval": 3600,
    }


def test_a_source_is_made_once_and_only_by_those_who_may(source, post, client):
    assert post("sources/", NEW)[0] == 403
    assert client.post("/api/v1/sources/", json.dumps(NEW), "application/json").status_code in (401, 403)
    assert Source.objects.count() == 1


def test_asking_for_a_look_answers_at_once_with_the_open_run(source, post, read, monkeypatch):
    sent = []
    monkeypatch.setattr("agreements.api.views.work.look_at_source.delay_on_commit", lambda *ids: sent.append(ids))
    status, run = post("sources/ministry/gather/")
    assert (status, run["outcome"], run["source"]) == (202, "running", "ministry")
    assert sent == [(source.pk, run["id"])]
    assert [each["id"] for each in read("runs/", {"source": "ministry"})[1]["results"]] == [run["id"]]


def test_runs_are_listed_latest_first_and_filtered_by_outcome(source, read):
    for hour, outcome in enumerate(("unchanged", "failed")):
        started = NOON + timedelta(hours=hour)
        error = "HTTP 500" if outcome == "failed" else ""
        FetchRun.objects.create(source=source, started_at=started, finished_at=started, outcome=outcome, error=error)
    assert [each["outcome"] for each in read("runs/")[1]["results"]] == ["failed", "unchanged"]
    assert [each["error"] for each in read("runs/", {"outcome": "failed"})[1]["results"]] == ["HTTP 500"]
    assert read("runs/", {"outcome": "perfect"})[0] == 400
    assert read("runs/", {"source": "nobody"})[1]["errors"][0]["field"] == "source"


@pytest.fixture
def document() -> Document:
    found = Document.objects.create(url="https://example.org/a", title="A page", first_seen=NOON, last_seen=NOON)
    for hour, text in enumerate(("one\ntwo " + "x" * 400, "one\nthree " + "x" * 400)):
        digest = sha256(text.encode()).hexdigest()
        Snapshot.objects.create(
            document=found,
            taken_at=NOON + timedelta(hours=hour),
            sha256=digest,
            text_sha256=digest,
            size=len(text),
            media_type="text/plain",
            final_url=found.url,
            text=text,
        )
    return found


def test_the_public_sees_of_a_document_hashes_and_at_most_300_characters(document, read):
    _, answer = read("documents/", signed_in=False)
    assert [each["url"] for each in answer["results"]] == ["https://example.org/a"]
    _, versions = read(f"documents/{answer['results'][0]['id']}/snapshots/", signed_in=False)
    assert [len(each["excerpt"]) for each in versions["results"]] == [300, 300]
    assert "text" not in versions["results"][0]


def test_two_versions_are_compared_for_those_who_sign_in(document, read):
    address = f"documents/{Document.objects.get().public_id}/diff/"
    newer, older = Snapshot.objects.order_by("-taken_at").values_list("sha256", flat=True)
    assert read(address, {"from": older, "to": newer}, signed_in=False)[0] == 403
    _, answer = read(address, {"from": older, "to": newer})
    assert any(line.startswith("-two") for line in answer["lines"])
    assert any(line.startswith("+three") for line in answer["lines"])
    assert answer["words"] == {"added": 1, "removed": 1}
    assert read(address, {"from": older})[1]["errors"][0]["field"] == "to"
    assert read(address, {"from": older, "to": "0" * 64})[1]["errors"][0]["field"] == "to"


def test_each_version_says_what_was_noticed_of_it(read):
    page = versions.live()
    _, answer = read(f"documents/{page.public_id}/snapshots/", signed_in=False)
    noticed = [[each["kind"] for each in version["observations"]] for version in answer["results"]]
    assert noticed == [
        ["reverted", "title_changed", "date_changed"],
        ["text_changed", "title_changed", "date_moved_back", "disappeared", "came_back"],
        ["markup_changed"],
        ["first_seen"],
    ]
    changed, *_, back = answer["results"][1]["observations"]
    assert changed["words"] == {"added": 12, "removed": 12}
    assert changed["detail"] == "The text changed: words added, 12; removed, 12."
    assert back == {
        "kind": "came_back",
        "at": "2025-04-14T12:00:00.000000Z",
        "detail": "There again; it was gone since 2025-04-03.",
        "words": None,
    }


def test_on_a_later_page_of_versions_the_same_is_noticed(read):
    page = versions.live()
    _, first = read(f"documents/{page.public_id}/snapshots/", {"page_size": 2}, signed_in=False)
    _, second = read(first["next"].removeprefix("http://testserver/api/v1/"), signed_in=False)
    kinds = [[each["kind"] for each in version["observations"]] for version in second["results"]]
    assert kinds == [["markup_changed"], ["first_seen"]]


@pytest.mark.parametrize("size", [1, 1000])
def test_the_number_of_queries_does_not_grow_with_the_versions(client, django_assert_num_queries, size):
    page = versions.make_document()
    for hour in range(30):
        versions.make_version(page, hour / 24, f"text {hour}")
    with django_assert_num_queries(6):
        client.get(f"/api/v1/documents/{page.public_id}/snapshots/", {"page_size": size})


def test_documents_are_filtered_by_what_became_of_them(read):
    page = versions.live()
    same = versions.make_document("https://ministry.example/same")
    versions.make_version(same, 0, "text")
    versions.make_version(same, 1, "text", content="<p>text")
    for changed in ("any", "since_cited"):
        _, answer = read("documents/", {"changed": changed}, signed_in=False)
        assert [each["id"] for each in answer["results"]] == [page.public_id]
    assert read("documents/", {"changed": "never"})[1]["errors"][0]["field"] == "changed"


@pytest.mark.parametrize("address", ["sources/", "runs/", "documents/", "candidates/"])
def test_an_unknown_parameter_is_refused_by_name(address, read):
    status, problem = read(address, {"nonsense": "1"})
    assert (status, problem["errors"][0]["field"]) == (400, "nonsense")


def test_pages_of_runs_hold_each_run_once(source, read):
    for minute in range(7):
        started = NOON + timedelta(minutes=minute)
        FetchRun.objects.create(source=source, started_at=started, finished_at=started, outcome="unchanged")
    seen: list[int] = []
    address: str = "runs/"
    query: dict[str, int] | None = {"page_size": 3}
    while address:
        _, answer = read(address, query)
        seen += [each["id"] for each in answer["results"]]
        address, query = (answer["next"] or "").removeprefix("http://testserver/api/v1/"), None
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7
