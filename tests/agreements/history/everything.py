"""A record in which every column of the ledger holds something, in a few revisions."""

from typing import Any

from agreements.history.batch import AppendToEvent, CaptureIn
from agreements.history.redacting import redact
from agreements.models import Document, Snapshot

from .. import builders, inputs
from ..builders import make_agreement, make_event, make_office, make_party, make_person, make_retraction, write
from ..models.rows import saved

PAGE = "https://news.example/captured"
ANA = {"name": "Ana López", "person": "ana-lopez", "office": "sv-president", "party": "SLV"}
STATE = {"name": "Department of State", "party": "USA"}
SOURCE = inputs.citation(
    "s1",
    url=PAGE,
    title="A title",
    source_type="official_statement",
    excerpt="the parties agreed",
    locator={"page": 2, "start": 10, "end": 28},
    parties=["SLV"],
)
UPDATES: list[dict[str, Any]] = [
    inputs.update(id="u1", date="2025-02", speaker=ANA, note="as said", inference=True),
    inputs.update(id="u2", value="in_force", date="2025-03-01", supersedes="meeting-2025-u1", speaker=ANA),
    inputs.update(id="u3", value="in_force", date="2025-03-05", modality="denied", speaker=STATE),
    inputs.update(id="u4", axis="procedure", value="senate_consent", party="USA"),
    inputs.update(id="u5", value="proposed", date="2025-04-01", note="a step back, as reported"),
]
CLAIMS = [inputs.claim(id="c1", speaker=ANA, note="as said"), inputs.claim(id="c2", value="Washington", speaker=STATE)]
TERMS = [
    inputs.term(id="t1", text="in words", speaker=ANA, note="as said"),
    inputs.term(id="t2", low="1.5", high="1.5"),
]
LINKS = [inputs.link(agreement="memo", note="as said"), inputs.link("suspended_by", event="meeting-2025")]


def write_everything() -> None:
    """Eight revisions: those of `write_as_app`, and words blacked out twice, which only the tables' owner may do."""
    write_as_app()
    for words in ("Presidency", "of the ground"):
        redact([words], by="an officer", reason="for a test")


def write_as_app() -> None:
    """Six revisions: the ground, statements, an edit of each kind of record, a choice, retractions, copies."""
    saved(Snapshot, document=saved(Document, url=PAGE), text="what was read")
    later: Any = saved(Snapshot, text="what was read later")
    write(
        *builders.ground(),
        make_party("SUN", kind="former_state", succeeded_by=["USA"], aliases=[{"text": "Soviet Union"}]),
        make_party("x-mistaken", merged_into="SUN"),
        make_office(institution="Presidency"),
        make_person(
            offices=[{"office": "sv-president", "held": "2019-06-01/.."}], aliases=["Anita"], description="who"
        ),
        make_agreement(
            "other",
            official_title="Of the other",
            summary="in short of the ground",
            note="a note",
            identifiers=[{"scheme": "tias", "value": "19-1", "url": "https://law.example/1"}],
            aliases=[{"text": "el otro", "language": "es"}],
            documents=[{"url": "https://law.example/2", "title": "Text", "role": "copy"}],
            citations=[SOURCE],
            links=LINKS,
            terms=TERMS,
        ),
        make_event(
            kind="visit",
            visit={"arrival": "2025-02-03", "departure": "2025-02-04"},
            label="short",
            summary="in short",
            note="a note",
            place="San Salvador",
            agreements=["memo"],
            participants=[{**ANA, "role": "host"}],
            quantities=[{"what": "people", "unit": "persons", "low": "1", "high": "2.5"}],
            public_from="2025-02-05",
            public_from_citation="s1",
            citations=[SOURCE],
        ),
        make_event(
            "said",
            kind="press_statement",
            statement={"form": "interview", "venue": "Radio"},
            parties=[],
            relations=["us-sv"],
        ),
        make_event("merged", merged_into="said"),
        make_person("a-lopez", merged_into="ana-lopez"),
    )
    write(AppendToEvent("meeting-2025", tuple(builders.make_update(**each) for each in UPDATES)))
    write(
        make_party("SLV", names={"en": "El Salvador", "es": "El Salvador"}),
        make_office(titles={"en": "President", "es": "Presidenta"}, institution="Presidency"),
        make_person("a-lopez", name="A. López", merged_into="ana-lopez"),
        builders.make_relation(note="a note"),
        make_agreement("memo", title="Another title", merged_into="other"),
        AppendToEvent("said", claims=tuple(builders.make_claim(**each) for each in CLAIMS)),
    )
    write(
        builders.make_determination(["said-c1"], ["said-c2"]),
        builders.make_determination(["meeting-2025-u3"], ["meeting-2025-u2"]),
    )
    write(make_retraction("term", "other-t2"), make_retraction("event", "merged"))
    write(*(CaptureIn(each, later.sha256, later.taken_at) for each in ("memo-s1", "said-s1")))
