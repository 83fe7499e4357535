"""Parties by many names."""

import pytest

from agreements import vocabulary
from agreements.exchange.tables.parties import LONGEST_CODE, Directory, coined, key, known_parties, names_of
from agreements.shapes import PartyIn

from ...builders import make_party


def directory(*recorded: PartyIn, **codes: str) -> Directory:
    return Directory(recorded, codes, "territory")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("FRANCE", "FRA"),
        ("fra", "FRA"),
        ("UNITED STATES OF AMERICA", "USA"),
        ("NETHERLANDS THE", "NLD"),
        ("IRELAND, REPUBLIC OF", "IRL"),
        ("KOREA REPUBLIC OF", "KOR"),
        ("CONGO, DEMOCRATIC REPUBLIC OF", "COD"),
        ("GERMANY FEDERAL REPUBLIC", "DEU"),
        ("Cote d’Ivoire", "CIV"),
        ("St. Lucia", "LCA"),
        ("Reino Unido", "GBR"),
        ("PERSIA", "IRN"),
        ("Siam", "THA"),
        ("SOVIET UNION", "x-soviet-union"),
        ("CZECHOSLOVAKIA", "x-czechoslovakia"),
        ("EUROPEAN ECONOMIC COMMUNITY", "x-european-community"),
        ("British Honduras", "x-british-honduras"),
    ],
)
def test_a_party_is_known_by_each_of_its_names(name: str, code: str) -> None:
    assert directory().code(name) == code


def test_all_of_iso_3166_1_is_known() -> None:
    codes = [code for code in known_parties() if not code.startswith("x-")]
    assert len(codes) == 249
    assert {known_parties()[code].kind for code in codes} == {"state", "territory"}


def test_no_name_means_two_parties() -> None:
    seen: dict[str, str] = {}
    twice = [
        (name, seen[key(name)], party.code)
        for party in known_parties().values()
        for name in names_of(party)
        if seen.setdefault(key(name), party.code) != party.code
    ]
    assert twice == []


def test_former_states_have_successors_that_are_known() -> None:
    for party in known_parties().values():
        assert party.kind in vocabulary.PARTY_KINDS
        assert set(party.succeeded_by) <= set(known_parties()), party.code
    former = [each for each in known_parties().values() if each.kind == "former_state"]
    assert [each.code for each in former if not each.succeeded_by] == []


def test_a_former_state_brings_its_successors_and_theirs() -> None:
    found = directory().new(["x-yugoslavia", "FRA"])
    assert {each.code for each in found} == {
        "FRA", "x-yugoslavia", "BIH", "HRV", "MKD", "SVN", "x-serbia-and-montenegro", "MNE", "SRB",
    }  # fmt: skip


def test_parties_of_the_record_are_not_made_again_and_their_own_names_count() -> None:
    ours = make_party("x-land-berlin", names={"en": "West Berlin", "es": "Berlín Oeste"})
    found = directory(ours, make_party("FRA"))
    assert found.code("BERLÍN OESTE") == "x-land-berlin"
    assert found.new(["x-land-berlin", "FRA"]) == []
    assert not found.is_unknown("x-land-berlin")


def test_the_map_s_own_spelling_comes_first() -> None:
    found = Directory([], {"CONGO": "COD"}, "territory")
    assert (found.code("Congo"), found.code("FRANCE")) == ("COD", "FRA")


def test_a_code_of_the_map_that_no_party_has_is_named() -> None:
    assert Directory([], {"X": "ZZZ", "Y": "FRA"}, "territory").missing == ["ZZZ"]


def test_a_name_that_is_not_known_gets_a_code_the_same_every_time() -> None:
    found = directory()
    assert found.code("Land Berlin") == found.code("LAND  BERLIN") == "x-land-berlin"
    (party,) = found.new(["x-land-berlin"])
    assert (party.kind, party.names.en, party.names.es) == ("territory", "Land Berlin", "Land Berlin")
    assert found.is_unknown("x-land-berlin")


def test_a_name_whose_code_is_taken_by_a_known_party_is_that_party() -> None:
    found = directory()
    assert found.code("soviet-union!") == "x-soviet-union"
    assert not found.is_unknown("x-soviet-union")


@pytest.mark.parametrize("name", ["Ünbekanntes Gebiet", "東", "x" * 200, "—"])
def test_a_coined_code_always_fits(name: str) -> None:
    code = coined(name)
    assert len(code) <= LONGEST_CODE
    assert make_party(code).code == code
    assert code == coined(name)


def test_coined_codes_of_long_names_differ() -> None:
    assert coined("a" * 100 + " one") != coined("a" * 100 + " two")
