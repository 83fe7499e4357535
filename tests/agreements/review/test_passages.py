"""The document beside the proposal."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.review.passages import Piece, Span, folded, number_of, numbered, paragraphs, pieces

EVIDENCE = [
    {"path": "kind", "field": "title", "start": 0, "end": 10, "rule": "kind.signature"},
    {"path": "status_updates.0.value", "field": "text", "start": 4, "end": 9, "rule": "legal.signed"},
    {"path": "status_updates.0.date", "field": "text", "start": 4, "end": 9, "rule": "date.weekday"},
    {"path": "status_updates.1.value", "field": "text", "start": 12, "end": 15, "rule": "operation.operating"},
]

spans = st.lists(
    st.builds(Span, st.integers(0, 60), st.integers(0, 60), st.integers(1, 5)).filter(
        lambda span: span.start < span.end
    )
)
texts = st.text(alphabet="ab \n", max_size=60)


def test_evidence_of_one_passage_shares_its_number_over_title_and_text():
    assert numbered(EVIDENCE, "title") == [Span(0, 10, 1)]
    assert numbered(EVIDENCE, "text") == [Span(4, 9, 2), Span(12, 15, 3)]


def test_a_field_knows_the_numbers_of_what_it_rests_on():
    assert number_of(EVIDENCE, "status_updates.0") == [2]
    assert number_of(EVIDENCE, "status_updates.1.value") == [3]
    assert number_of(EVIDENCE, "kind") == [1]
    assert number_of(EVIDENCE, "place") == []


def test_a_path_is_not_taken_for_a_longer_one_that_begins_alike():
    evidence = [{"path": "status_updates.10.value", "field": "text", "start": 0, "end": 1, "rule": "r"}]
    assert number_of(evidence, "status_updates.1") == []


@given(texts, spans)
def test_no_character_is_lost_or_added_by_cutting(text: str, found: list[Span]):
    assert "".join(piece.text for piece in pieces(text, found)) == text


@given(texts, spans)
def test_a_character_carries_exactly_the_numbers_of_the_passages_around_it(text: str, found: list[Span]):
    inside = [span for span in found if span.end <= len(text)]
    position = 0
    for piece in pieces(text, found):
        around = {span.number for span in inside if span.start <= position < span.end}
        assert set(piece.numbers) == around
        position += len(piece.text)


@given(texts)
def test_paragraphs_hold_all_that_is_not_blank(text: str):
    joined = "".join(piece.text for paragraph in paragraphs(text, []) for piece in paragraph)
    assert "".join(joined.split()) == "".join(text.split())


def test_a_passage_over_two_paragraphs_is_marked_in_both():
    marked = paragraphs("one two\n\nthree", [Span(4, 12, 7)])
    assert [[(piece.text, piece.numbers) for piece in paragraph] for paragraph in marked] == [
        [("one ", ()), ("two", (7,))],
        [("thr", (7,)), ("ee", ())],
    ]


def test_a_passage_outside_the_text_marks_nothing():
    assert [piece.numbers for piece in pieces("short", [Span(3, 99, 1)])] == [()]


@given(texts, spans)
def test_each_passage_within_the_text_ends_once(text: str, found: list[Span]):
    wanted = sorted({(span.end, span.number) for span in found if span.end <= len(text)})
    position, ends = 0, []
    for piece in pieces(text, found):
        position += len(piece.text)
        ends += [(position, number) for number in piece.ends]
    assert sorted(ends) == wanted


# --- long documents --------------------------------------------------------------------------------------------------

PLAIN, MARKED = [Piece("x", ())], [Piece("x", (1,))]


def shape(*found: list[Piece]) -> list[tuple[list[int], bool]]:
    return [([number for number, _ in run.paragraphs], run.folded) for run in folded(found)]


def test_long_stretches_without_a_passage_are_folded_but_for_their_edges():
    found = shape(*[PLAIN] * 4, MARKED, *[PLAIN] * 3)
    assert found == [([1, 2, 3], True), ([4, 5, 6], False), ([7, 8], False)]


def test_a_document_without_a_passage_is_not_folded():
    assert shape(*[PLAIN] * 6) == [([1, 2, 3, 4, 5, 6], False)]
    assert shape() == []


@given(st.lists(st.booleans()))
def test_folding_loses_no_paragraph_and_hides_no_passage(marks: list[bool]):
    runs = folded([MARKED if each else PLAIN for each in marks])
    assert [number for run in runs for number, _ in run.paragraphs] == list(range(1, len(marks) + 1))
    assert not any(run.folded and any(pieces == MARKED for _, pieces in run.paragraphs) for run in runs)
