"""Grades: what a statement rests on, and the one word that follows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.history.evidence import Evidence, Source, grade, grade_json, join, weigh
from agreements.vocabulary import GRADES, OFFICIAL_SOURCES, SOURCE_TYPES

ORDER = ["official_text", "both_sides", "one_side", "independent_reports", "single_report", "rumour"]


def source(source_type: str = "press", cluster: str = "wire", *parties: str) -> Source:
    return Source(source_type, cluster, frozenset(parties))


sources = st.builds(
    Source,
    st.sampled_from(sorted(SOURCE_TYPES)),
    st.sampled_from(["wire", "paper", "site"]),
    st.frozensets(st.sampled_from(["USA", "SLV"])),
)
evidences = st.builds(
    lambda found, party, inference: weigh(found, party, inference=inference),
    st.lists(sources, min_size=1, max_size=4),
    st.none() | st.sampled_from(["USA", "SLV"]),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("found", "speaker_party", "expected"),
    [
        ([source("official_text", "gazette", "SLV")], None, ("official_text", None)),
        ([source("official_text", "register")], None, ("official_text", None)),
        ([source("official_text"), source("official_statement", "x", "USA", "SLV")], None, ("official_text", None)),
        ([source("official_statement", "a", "USA"), source("court_record", "b", "SLV")], None, ("both_sides", None)),
        ([source("official_statement", "joint", "USA", "SLV")], None, ("both_sides", None)),
        ([source("official_statement", "a", "USA")], "SLV", ("both_sides", None)),
        ([source("official_statement", "a", "USA")], "USA", ("one_side", None)),
        ([source("official_statement", "a", "USA")], None, ("one_side", None)),
        ([source("press", "wire")], "SLV", ("one_side", None)),  # who holds an office speaks for the party
        ([source("press", "wire", "USA")], None, ("single_report", None)),  # a paper speaks for no party
        ([source("press", "wire"), source("agency", "efe"), source("ngo", "ngo")], None, ("independent_reports", 3)),
        ([source("press", "wire"), source("agency", "wire")], None, ("single_report", None)),  # copies of one story
        ([source("press", "wire"), source("rumour", "talk")], None, ("single_report", None)),
        ([source("rumour", "talk"), source("rumour", "more")], None, ("rumour", None)),
        ([], None, ("rumour", None)),
    ],
)
def test_the_grade_follows_from_the_sources(
    found: list[Source], speaker_party: str | None, expected: tuple[str, int | None]
) -> None:
    assert grade(weigh(found, speaker_party, inference=False)) == expected


@pytest.mark.parametrize("source_type", sorted(SOURCE_TYPES))
def test_a_single_source_of_each_type_has_its_grade(source_type: str) -> None:
    expected = {"official_text": "official_text", "official_statement": "one_side", "court_record": "one_side"}
    code, _ = grade(weigh([source(source_type, "a", "USA")], None, inference=False))
    assert code == expected.get(source_type, "rumour" if source_type == "rumour" else "single_report")
    assert (source_type in OFFICIAL_SOURCES) == (code in ("official_text", "one_side"))


def test_our_reading_is_graded_as_such_whatever_it_cites() -> None:
    assert grade(weigh([source("official_text")], "USA", inference=True)) == ("inference", None)


def test_a_source_outweighs_our_reading() -> None:
    reading = weigh([source("official_text")], None, inference=True)
    report = weigh([source("press")], None, inference=False)
    assert grade(join([reading, report])) == grade(join([report, reading])) == ("single_report", None)


@given(st.lists(evidences, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_joining_does_not_depend_on_order(parts: list[Evidence], random: object) -> None:
    shuffled = random.sample(parts, len(parts))  # type: ignore[attr-defined]
    assert grade(join(parts)) == grade(join(shuffled))


@given(st.lists(evidences, min_size=2, max_size=4))
def test_more_evidence_never_lowers_a_grade(parts: list[Evidence]) -> None:
    codes = [grade(each)[0] for each in parts]
    joined = grade(join(parts))[0]
    ranks = [ORDER.index(code) for code in codes if code != "inference"]
    assert joined == "inference" if not ranks else ORDER.index(joined) <= min(ranks)


@given(evidences)
def test_every_grade_is_a_word_of_the_vocabulary(evidence: Evidence) -> None:
    found = grade_json(evidence)
    assert found["code"] in GRADES
    assert (found["n"] is not None) == (found["code"] == "independent_reports")
