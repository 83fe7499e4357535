"""Several references in one cell."""

from agreements.exchange.tables.mapping import ReferencesOf
from agreements.exchange.tables.references import Found, read_references


def references(cell: str, **form: object) -> Found:
    given = ReferencesOf.model_validate({"column": "refs", "url_after": "||", **form})
    return read_references({"refs": cell}, given, "en")


def test_each_reference_is_an_identifier_and_its_address_a_document() -> None:
    identifiers, documents = references(r"Treaty Series 1/1950: Cmd 1||https://x.example\pdf\a b.pdf;FO 93/8: 0")
    assert [(each.scheme, each.value, each.url) for each in identifiers] == [
        ("other", "Treaty Series 1/1950: Cmd 1", "https://x.example/pdf/a%20b.pdf"),
        ("other", "FO 93/8: 0", None),
    ]
    (document,) = documents
    assert (document.url, document.title, document.role) == (
        "https://x.example/pdf/a%20b.pdf",
        "Treaty Series 1/1950: Cmd 1",
        "copy",
    )


def test_a_reference_that_stands_twice_is_taken_once() -> None:
    identifiers, documents = references("Cmd 1||https://x.example/a;CMD 1||https://x.example/a; ;")
    assert (len(identifiers), len(documents)) == (1, 1)


def test_schemes_are_told_by_how_a_reference_begins() -> None:
    schemes = [{"begins": "UNTS", "scheme": "unts"}, {"begins": "TIAS", "scheme": "tias"}]
    identifiers, _ = references("unts 1, 2;TIAS 99;other", schemes=schemes)
    assert [each.scheme for each in identifiers] == ["unts", "tias", "other"]


def test_what_the_map_ignores_is_left_out() -> None:
    identifiers, _ = references("Not published: 0;Cmd 1", ignore=["NOT PUBLISHED"])
    assert [each.value for each in identifiers] == ["Cmd 1"]


def test_an_address_that_is_none_is_left_out_and_the_reference_stays() -> None:
    identifiers, documents = references("Cmd 1||see the library;Cmd 2||javascript:alert(1)")
    assert [(each.value, each.url) for each in identifiers] == [("Cmd 1", None), ("Cmd 2", None)]
    assert documents == []


def test_a_reference_that_is_too_long_is_shortened() -> None:
    identifiers, _ = references("word " * 100)
    assert len(identifiers[0].value) <= 300
    assert identifiers[0].value.endswith("…")
