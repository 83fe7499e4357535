"""The small language of the lexicon."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.reading.phrases import AnyOf, Index, Pattern, PhraseError, compile_phrase, stems, verb_span

LISTS = {"paper": ["( deal | accord* )", "letter of intent"]}
VERBS = {
    "sign": ["sign", "signs", "signed", "signing"],
    "seal": ["seal", "seals", "sealed", "sealing"],
}


def matches(phrase: str, text: str) -> bool:
    return AnyOf([compile_phrase(phrase, LISTS, VERBS)]).found_in(text, stems(text))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("take effect", "it will take effect today", True),
        ("take effect", "take no effect", False),
        ("take* effect", "it takes effect", True),
        ("deal", "an ordeal", False),
        ("( deal | accord )", "the accord", True),
        ("[ formally ] signed", "was formally signed", True),
        ("[ formally ] signed", "was signed", True),
        ("the [ new ] deal", "the deal", True),
        ("the [ new ] deal", "the new deal", True),
        ("withdraw .. notice", "withdraw after giving six months of notice", True),
        ("withdraw ..2 notice", "withdraw after giving six months of notice", False),
        ("withdraw .. notice", "withdraw, with a notice", True),
        ("withdraw .. notice", "they withdraw, and a notice was lost", False),
        ("withdraw .. notice", "withdraw; a notice was lost", False),
        ("withdraw ..1 notice", "withdraw - without - notice", True),
        ("withdraw ..2 notice", "withdraw with six-month notice", True),
        ("withdraw ..1 notice", "withdraw short-notice", True),
        ("@paper signed", "the letter of intent signed", True),
        ("@sign the deal", "after signing the deal", True),
        ("u.s. deal", "the u.s. deal", True),
        ("in-force", "in-force", True),
        ("entry into force", "entry-into-force", True),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, found: bool) -> None:
    assert matches(phrase, text) is found


@pytest.mark.parametrize("run", ["-", "- ", "'", "/", "-a", "(", "\"'", "a-"])
def test_a_row_of_signs_in_a_gap_is_read_in_one_way(run: str) -> None:
    """Tried in every way, one of these would take years."""
    assert not matches("withdraw .. notice .. deal", f"a deal, withdraw {run * 200} notice {run * 200} accord")


def test_the_form_of_a_verb_is_told() -> None:
    match = compile_phrase("@sign .. deal", LISTS, VERBS).regex.search("they signed a deal")
    assert match and verb_span(match) == (5, 11)


@pytest.mark.parametrize(
    ("text", "verb"),
    [("they sealed a deal", "sealed"), ("they signed a deal", "signed"), ("sealing and signed a deal", "sealing")],
)
def test_of_several_verbs_the_first_in_the_text_is_told(text: str, verb: str) -> None:
    match = compile_phrase("( @sign | @seal ) .. deal", LISTS, VERBS).regex.search(text)
    assert match and text[slice(*verb_span(match) or (0, 0))] == verb


def test_a_phrase_without_a_verb_has_none() -> None:
    match = compile_phrase("( deal | accord )", LISTS, VERBS).regex.search("the accord")
    assert match and verb_span(match) is None


PIECES = ("@sign", "@paper", "( @seal | deal )", "[ formally ]", "..2", "take* effect", "..", "in-force", "u.s.")
WORDS = ("signed", "seals", "deal", "accord", "letter of intent", "formally", "takes effect", "in-force", "u.s.", "the")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), max_size=8))
def test_what_a_phrase_needs_never_hides_a_match(pieces: list[str], words: list[str]) -> None:
    phrase, text = " ".join([*pieces, "deal"]), " ".join(words)
    pattern = compile_phrase(phrase, LISTS, VERBS)
    index = Index([(pattern, None)])
    assert bool(index.candidates(stems(text))) or not pattern.regex.search(text)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("( deal | accord", "a ')' is missing"),
        ("deal )", "')' closes nothing"),
        ("( | deal )", "an alternative is empty"),
        ("@nothing", "no list or verb named 'nothing'"),
        ("", "an alternative is empty"),
    ],
)
def test_a_broken_phrase_is_refused_with_its_reason(phrase: str, reason: str) -> None:
    with pytest.raises(
        PhraseError, match="^" + repr(phrase).replace("|", r"\|").replace("(", r"\(").replace(")", r"\)")
    ):
        compile_phrase(phrase, LISTS, VERBS)
    with pytest.raises(PhraseError) as raised:
        compile_phrase(phrase, LISTS, VERBS)
    assert reason in str(raised.value)


@given(
    st.lists(
        st.sampled_from(["the", "deal", "accord", "was", "signed", "signing", "new", "letter", "of", "intent"]),
        max_size=12,
    )
)
def test_an_index_leaves_out_no_pattern_that_would_match(words: list[str]) -> None:
    text = " ".join(words)
    patterns: list[Pattern] = [
        compile_phrase(each, LISTS, VERBS)
        for each in ("@sign .. deal", "the [ new ] @paper", "( a | the ) deal", "sig*", "of intent")
    ]
    index: Index[Any] = Index((pattern, number) for number, pattern in enumerate(patterns))
    candidates = {number for _, number in index.candidates(stems(text))}
    assert {number for number, pattern in enumerate(patterns) if pattern.regex.search(text)} <= candidates


def test_several_patterns_are_sought_as_one() -> None:
    words = AnyOf([compile_phrase("deal", LISTS, VERBS), compile_phrase("accord", LISTS, VERBS)], r"\s*$")
    assert words.found_in("an accord", stems("an accord"))
    assert not words.found_in("an accord now", stems("an accord now"))
    assert [match.span() for match in words.matches("a deal", stems("a deal"))] == [(2, 6)]
