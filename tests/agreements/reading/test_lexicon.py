"""The files of rules, as analysts write them."""

from collections import Counter
from typing import Any

import pytest

from agreements.reading import lexicon as module
from agreements.reading.folding import fold
from agreements.reading.lexicon import LANGUAGES, LexiconError, agreement_cues, lexicon, places
from agreements.reading.names import known
from agreements.reading.phrases import PhraseError

from .tracked import ALL

CUES = ("names", "topics", "never", "gist")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name_of_its_own(language: str) -> None:
    names = Counter(entry["name"] for entry in lexicon(language).words["rule"])
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_is_named_like_a_verb(language: str) -> None:
    assert lexicon(language).lists.keys() & lexicon(language).verbs.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_written_without_capitals_and_accents(language: str) -> None:
    for entry in lexicon(language).words["rule"]:
        for phrase in (*entry["phrases"], *entry.get("unless", ())):
            assert fold(phrase).text == phrase, entry["name"]


def test_both_languages_cover_the_same_values() -> None:
    english, spanish = (
        {(entry["axis"], entry["value"]) for entry in lexicon(language).words["rule"]} for language in LANGUAGES
    )
    assert english == spanish


def test_no_state_is_named_like_another() -> None:
    names = Counter(name for place in places() for name in place.names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_cues_of_agreements_compile(language: str) -> None:
    for cues in agreement_cues().values():
        assert set(cues) <= {f"{kind}_{each}" for kind in CUES for each in LANGUAGES}
        for kind in CUES:
            assert all(lexicon(language).pattern(phrase) for phrase in cues.get(f"{kind}_{language}", ()))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": "finished"}, "rule sign: 'finished' is not a value of the axis 'legal'"),
        ({"axis": "mood"}, "is not a value of the axis 'mood'"),
        ({"modality": "maybe"}, "'maybe' is not a modality; use one of: happened"),
        ({"about": "title"}, "`about` is 'title'; use one of: name, topic, focus"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_name_and_the_way_out(change: dict[str, Any], reason: str) -> None:
    entry = {"name": "sign", "axis": "legal", "value": "signed", "phrases": [], **change}
    with pytest.raises(LexiconError, match="sign") as raised:
        module._rule(entry, lambda phrases: ())
    assert reason in str(raised.value)


def test_a_wrong_kind_of_event_is_refused() -> None:
    with pytest.raises(LexiconError, match="'party' is not an event kind"):
        module._kind({"kind": "party", "phrases": []}, lambda phrases: ())


def test_a_phrase_with_an_unknown_list_is_refused() -> None:
    with pytest.raises(PhraseError, match="no list or verb named 'nothing'"):
        lexicon("en").pattern("@nothing at all")


def test_names_are_compiled_once_for_the_same_agreements() -> None:
    assert known(ALL, "en") is known(ALL, "en")
